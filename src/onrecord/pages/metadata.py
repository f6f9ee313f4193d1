"""Reads what a page of HTML says of its article: title, authors, outlet, dates, language, address."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html

from onrecord.pages import bylines, dates, linked
from onrecord.pages.dom import Visible
from onrecord.pages.headline import headline
from onrecord.pages.published import Published


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a page says of its article; None where it does not say it."""

    title: str | None = None
    byline: tuple[str, ...] = ()
    outlet: str | None = None
    published: Published | None = None
    updated: str | None = None
    language: str | None = None
    url: str | None = None


def metadata(tree: html.HtmlElement, seen: Sequence[Visible]) -> Metadata:
    """What the page says of its article, by JSON-LD, meta elements, microdata and what it prints.

    `seen` are the page's visible blocks.
    """
    nodes = linked.nodes(tree)
    stated = linked.metas(tree)
    articles = linked.articles(nodes)
    url = _url(tree, stated, articles)
    outlet = _outlet(tree, stated, nodes, articles, url)
    title = headline(tree, seen=seen, stated=stated, articles=articles, outlet=outlet, url=url)
    main = _about(articles, title, url)
    return Metadata(
        title=title,
        byline=_byline(tree, seen, stated, linked.resolved(main.get("author") or main.get("creator"), nodes), title, outlet),
        outlet=outlet,
        published=_published(tree, seen, stated, main, url, title),
        updated=_updated(stated, main),
        language=_language(tree, stated, main),
        url=url,
    )


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", entities.unescape(text)).strip()


def _url(
    tree: html.HtmlElement, stated: dict[str, list[str]], articles: list[linked.Node]
) -> str | None:
    links = [e.get("href") for e in tree.iter("link") if "canonical" in (e.get("rel") or "").lower()]
    base = next(iter(stated.get("og:url", [])), "")
    for candidate in (*links, base, *(linked.texts(n.get("url")) for n in articles[:1])):
        value = candidate[0] if isinstance(candidate, list) and candidate else candidate
        if not isinstance(value, str):
            continue
        try:
            value = urljoin(base, value.strip())
            parts = urlsplit(value)
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.netloc and len(value) < 2000:
            return value
    return None


def _outlet(
    tree: html.HtmlElement,
    stated: dict[str, list[str]],
    nodes: list[linked.Node],
    articles: list[linked.Node],
    url: str | None,
) -> str | None:
    for value in stated.get("og:site_name", []):
        if value and not value.startswith(("http", "@", "www.")):
            return _name(value)
    for node in articles:
        for name in linked.texts(linked.resolved(node.get("publisher"), nodes)):
            return _name(name)
    for node in nodes:
        if "WebSite" in linked.types(node) or "NewsMediaOrganization" in linked.types(node):
            for name in linked.texts(node.get("name")):
                return _name(name)
    host = urlsplit(url).hostname or "" if url else ""
    title = tree.find(".//title")
    tail = re.split(r"\s[|\-–—]\s", _clean(title.text_content()))[-1] if title is not None else ""
    key = re.sub(r"\W+", "", tail).casefold().removeprefix("the")
    if any(_clean(e.text_content()[:2000]).endswith(tail) for e in list(tree.iter("h1"))[:5]):
        key = ""
    if 3 < len(key) < 40 and any(
        label.startswith(key) or key.startswith(label) or label.startswith(_first_word(tail))
        for label in host.split(".")[:-1]
        if len(label) > 3
    ):
        return tail
    for key in ("application-name", "dc.publisher", "publisher", "cre", "source"):
        for value in stated.get(key, []):
            if not value.startswith(("http", "@")) and len(value) < 60:
                return _clean(value)
    return None


def _first_word(text: str) -> str:
    """The first word in lower case; a blank, which begins nothing, where it is short."""
    word = text.split()[0].casefold() if text.split() else ""
    return word if len(word) > 4 else " "


def _name(text: str) -> str:
    """An outlet's name without the slogan that some pages put behind it."""
    return re.split(r"\s[|–—]\s", _clean(text))[0]


def _about(articles: list[linked.Node], title: str | None, url: str | None) -> linked.Node:
    """The article node that is about this page: by its headline, else the first."""
    key = re.sub(r"\W+", "", title or "").casefold()
    for node in articles:
        for name in linked.texts(node.get("headline")):
            said = re.sub(r"\W+", "", _clean(name)).casefold()
            if key and said and (said.startswith(key[:40]) or key.startswith(said[:40])):
                return node
    for node in articles:
        if url and any(url == value for value in linked.texts(node.get("url"))):
            return node
    return articles[0] if articles else {}


def _language(tree: html.HtmlElement, stated: dict[str, list[str]], main: linked.Node) -> str | None:
    for value in (
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        *linked.texts(main.get("inLanguage")),
        *stated.get("og:locale", []),
        *stated.get("language", []),
    ):
        if value and re.match(r"[A-Za-z]{2,3}(?:[-_]|$)", value.strip()):
            return value.strip()
    return None


_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished", "date",
    "pubdate", "publishdate", "publish-date", "publish_date", "parsely-pub-date", "sailthru.date",
    "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "dc.date.created", "article.published",
    "cxenseparse:recs:publishtime", "publication_date", "published_at", "datecreated", "article_date_original",
    "cxenseparse:publishtime", "og:published_time", "created", "release_date", "originalpublicationdate", "ptime",
)  # fmt: skip
_UPDATED = (
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "lastmod", "last-modified",
    "dcterms.modified", "dc.date.modified", "article:modified", "modified", "revised",
)  # fmt: skip


def _first(values: Any, *, basis: str = "metadata") -> Published | None:
    for value in linked.texts(values):
        found = dates.stated(value, basis=basis)
        if found is not None:
            return found
    return None


def _published(
    tree: html.HtmlElement,
    seen: Sequence[Visible],
    stated: dict[str, list[str]],
    main: linked.Node,
    url: str | None,
    title: str | None,
) -> Published | None:
    found = _first(main.get("datePublished"))
    for key in _PUBLISHED:
        found = found or _first(stated.get(key))
    return (
        found
        or _first(main.get("dateCreated"))
        or _marked(tree)
        or _printed(seen, title, day_first=not (tree.get("lang") or "").lower().startswith("en-us"))
        or _in_url(url)
    )


def _marked(tree: html.HtmlElement) -> Published | None:
    """The first date in microdata, in a time element, or in an element that is named after dates."""
    named = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.get("itemprop") == "datePublished" or element.tag == "time":
            value = element.get("datetime") or element.get("content") or _short(element)
            found = dates.stated(value)
            if found:
                return found
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if len(named) < 40 and _DATED.search(names):
            named.append(element)
    for element in named:
        text = _short(element)
        found = dates.printed(text) if 6 <= len(text) <= 120 else None
        if found:
            return found
    return None


_DATED = re.compile(r"(?i)date|publish|posted|\btime|timestamp|byline")


def _short(element: html.HtmlElement) -> str:
    """The text of a small element, "" for one with a great deal under it."""
    text = ""
    for piece in element.itertext():
        text += piece
        if len(text) > 400:
            return ""
    return _clean(text)


AROUND = 14
"""Visible blocks around the headline in which a printed date or byline is looked for."""


def _printed(seen: Sequence[Visible], title: str | None, *, day_first: bool) -> Published | None:
    """The first date in the visible lines around the headline."""
    for text in _near(seen, title):
        found = dates.printed(text, day_first=day_first) if len(text) <= 120 else None
        if found:
            return found
    return None


def _in_url(url: str | None) -> Published | None:
    found = re.search(r"/((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?!\d)", url or "")
    if found is None:
        return None
    if found[2].isdigit():
        return dates.stated("-".join(found.groups()), basis="url")
    return dates.printed(f"{found[3]} {found[2]} {found[1]}", basis="url")


def _updated(stated: dict[str, list[str]], main: linked.Node) -> str | None:
    found = _first(main.get("dateModified"))
    for key in _UPDATED:
        found = found or _first(stated.get(key))
    return found.date if found else None


def _byline(
    tree: html.HtmlElement,
    seen: Sequence[Visible],
    stated: dict[str, list[str]],
    authors: Any,
    title: str | None,
    outlet: str | None,
) -> tuple[str, ...]:
    printed = next(filter(None, (bylines.line(text) for text in _near(seen, title))), ())
    found = bylines.names(map(_clean, linked.texts(authors)), outlet=outlet)
    if found:
        # some pages state only the first of the authors that they print
        return bylines.names(printed, outlet=outlet) if set(found) < set(printed) else found
    for key in ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "cxenseparse:author", "article:author_name"):
        found = bylines.names(map(_clean, stated.get(key, [])), outlet=outlet)
        if found:
            return found
    return _printed_names(tree, seen, title, outlet)


def _printed_names(
    tree: html.HtmlElement, seen: Sequence[Visible], title: str | None, outlet: str | None
) -> tuple[str, ...]:
    """The names in a line of authors near the headline, else in an element that is named so."""
    for text in _near(seen, title):
        found = bylines.line(text)
        if found:
            return bylines.names(found, outlet=outlet)
    for query in (
        "//*[@rel='author' or @itemprop='author' or @itemprop='creator']",
        "//*[contains(@class,'byline') or contains(@class,'author')]",
    ):
        for element in list(tree.xpath(query))[:12]:
            if _of_reader(element):
                continue
            text = " ".join(_short(element).split()[:24])
            words = text.split()
            stop = next((n for n, word in enumerate(words) if dates.word(word)), len(words))
            text = " ".join(words[:stop])
            found = bylines.names([text], outlet=outlet) if 0 < len(text) <= 90 else ()
            if found:
                return found
    return ()


def _of_reader(element: html.HtmlElement) -> bool:
    """Whether an element belongs to what readers write: comments and forms."""
    if element.tag in ("input", "form", "label", "textarea"):
        return True
    for above in element.iterancestors():
        names = f"{above.get('class') or ''} {above.get('id') or ''}".lower()
        if above.tag == "form" or "comment" in names or "respond" in names:
            return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return "comment" in names


def _near(seen: Sequence[Visible], title: str | None) -> list[str]:
    """The visible lines around the headline, those after it first; none where it is not printed."""
    key = re.sub(r"\W+", "", title or "").casefold()
    keys = (re.sub(r"\W+", "", one.block.text).casefold() for one in seen)
    at = next((n for n, own in enumerate(keys) if own == key), None)
    if at is None:
        return []
    order = [*range(at + 1, min(at + AROUND, len(seen))), *range(at - 1, max(at - 4, -1), -1)]
    return [seen[n].block.text for n in order]
