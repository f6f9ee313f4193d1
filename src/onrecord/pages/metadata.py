"""Reads what a page of HTML says of its article: title, authors, outlet, dates, language, address."""

from __future__ import annotations

import html as entities
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html

from onrecord.pages import bylines, dates, linked
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


def metadata(tree: html.HtmlElement) -> Metadata:
    """What the page says of its article, by JSON-LD, meta elements, microdata and what it prints."""
    nodes = linked.nodes(tree)
    stated = linked.metas(tree)
    articles = linked.articles(nodes)
    url = _url(tree, stated, articles)
    outlet = _outlet(stated, nodes, articles)
    title = headline(tree, stated=stated, articles=articles, outlet=outlet, url=url)
    main = _about(articles, title, url)
    return Metadata(
        title=title,
        byline=_byline(tree, stated, main, outlet),
        outlet=outlet,
        published=_published(tree, stated, main, url),
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
    stated: dict[str, list[str]], nodes: list[linked.Node], articles: list[linked.Node]
) -> str | None:
    for value in stated.get("og:site_name", []):
        if value and not value.startswith(("http", "@", "www.")):
            return _clean(value)
    for node in articles:
        for name in linked.texts(node.get("publisher")):
            return _clean(name)
    for node in nodes:
        if "WebSite" in linked.types(node) or "NewsMediaOrganization" in linked.types(node):
            for name in linked.texts(node.get("name")):
                return _clean(name)
    for key in ("application-name", "dc.publisher", "publisher", "cre", "source"):
        for value in stated.get(key, []):
            if not value.startswith(("http", "@")) and len(value) < 60:
                return _clean(value)
    return None


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
    tree: html.HtmlElement, stated: dict[str, list[str]], main: linked.Node, url: str | None
) -> Published | None:
    found = _first(main.get("datePublished"))
    if found:
        return found
    for key in _PUBLISHED:
        found = _first(stated.get(key))
        if found:
            return found
    found = _first(main.get("dateCreated")) or _printed(tree) or _in_url(url)
    return found


def _printed(tree: html.HtmlElement) -> Published | None:
    """The first date in microdata, a time element, or an element that is named after dates."""
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.get("itemprop") == "datePublished" or element.tag == "time":
            value = element.get("datetime") or element.get("content") or element.text_content()
            found = dates.stated(value)
            if found:
                return found
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        named = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
        if re.search(r"date|time|publish|posted|meta|byline", named):
            text = _clean(element.text_content()[:400])
            found = dates.printed(text) if len(text) <= 200 else None
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
    tree: html.HtmlElement, stated: dict[str, list[str]], main: linked.Node, outlet: str | None
) -> tuple[str, ...]:
    authors = main.get("author") or main.get("creator")
    found = bylines.names(map(_clean, _persons(authors)), outlet=outlet)
    if found:
        return found
    for key in ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "byl", "cxenseparse:author", "article:author_name"):
        found = bylines.names(map(_clean, stated.get(key, [])), outlet=outlet)
        if found:
            return found
    for query in (
        "//*[@rel='author' or @itemprop='author' or @itemprop='creator']",
        "//*[contains(@class,'byline') or contains(@class,'author')]",
    ):
        for element in list(tree.xpath(query))[:8]:
            text = _clean(element.text_content())
            if 0 < len(text) <= 90:
                found = bylines.names([text], outlet=outlet)
                if found:
                    return found
    return ()


def _persons(value: Any) -> list[str]:
    """The names in an author value, organisations left out."""
    if isinstance(value, list):
        return [name for inner in value[:30] for name in _persons(inner)]
    if isinstance(value, dict) and any(kind.endswith("Organization") for kind in linked.types(value)):
        return []
    return linked.texts(value)
