"""Reads what a page of HTML says of its article, from headline and authors to its address."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from lxml import html

from onrecord.pages import linked
from onrecord.pages.dom import Visible
from onrecord.pages.header import owner
from onrecord.pages.headline import headline
from onrecord.pages.near import clean
from onrecord.pages.published import Published
from onrecord.pages.when import published, updated
from onrecord.pages.who import byline


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
    description: str | None = None


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
    outlet = outlet or _owner(tree, seen)
    main = _about(articles, title, url)
    return Metadata(
        title=title,
        byline=byline(
            tree,
            seen,
            stated,
            linked.resolved(main.get("author") or main.get("creator"), nodes),
            title,
            outlet,
        ),
        outlet=outlet,
        published=published(tree, seen, stated, main, url, title),
        updated=updated(stated, main),
        language=_language(tree, stated, main),
        url=url,
        description=next(
            (
                clean(text)
                for text in linked.texts(main.get("description")) + stated.get("og:description", [])
            ),
            None,
        ),
    )


def _url(
    tree: html.HtmlElement, stated: dict[str, list[str]], articles: list[linked.Node]
) -> str | None:
    links = [
        e.get("href") for e in tree.iter("link") if "canonical" in (e.get("rel") or "").lower()
    ]
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
    tail = re.split(r"\s[|\-–—]\s", clean(title.text_content()))[-1] if title is not None else ""
    key = re.sub(r"\W+", "", tail).casefold().removeprefix("the")
    if any(clean(e.text_content()[:2000]).endswith(tail) for e in list(tree.iter("h1"))[:5]):
        key = ""
    if 3 < len(key) < 40 and any(
        label.startswith((key, _first_word(tail))) or key.startswith(label)
        for label in host.split(".")[:-1]
        if len(label) > 3
    ):
        return tail
    for key in (
        *("application-name", "dc.publisher", "dcterms.publisher", "publisher", "cre", "source"),
    ):
        for value in stated.get(key, []):
            if not value.startswith(("http", "@")) and len(value) < 60:
                return clean(value)
    return None


def _owner(tree: html.HtmlElement, seen: Sequence[Visible]) -> str | None:
    """Whom the page's line of copyright names, if the page's title begins or ends with the name."""
    named = owner([one.block for one in seen])
    title = tree.find(".//title")
    parts = re.split(r"\s[|\-–—]\s", clean(title.text_content())) if title is not None else []
    return named if named in (parts[:1] + parts[1:][-1:]) else None


def _first_word(text: str) -> str:
    """The first word in lower case; a blank, which begins nothing, where it is short."""
    word = text.split(maxsplit=1)[0].casefold() if text.split() else ""
    return word if len(word) > 4 else " "


def _name(text: str) -> str:
    """An outlet's name without the slogan that some pages put behind it."""
    return re.split(r"\s[|–—]\s", clean(text))[0]


def _about(articles: list[linked.Node], title: str | None, url: str | None) -> linked.Node:
    """The article node that is about this page: by its headline, else the first."""
    key = re.sub(r"\W+", "", title or "").casefold()
    for node in articles:
        for name in linked.texts(node.get("headline")):
            said = re.sub(r"\W+", "", clean(name)).casefold()
            if key and said and (said.startswith(key[:40]) or key.startswith(said[:40])):
                return node
    for node in articles:
        if url and any(url == value for value in linked.texts(node.get("url"))):
            return node
    return articles[0] if articles else {}


def _language(
    tree: html.HtmlElement, stated: dict[str, list[str]], main: linked.Node
) -> str | None:
    said: list[str | None] = [
        tree.get("lang"),
        tree.get("{http://www.w3.org/XML/1998/namespace}lang"),
        *linked.texts(main.get("inLanguage")),
        *stated.get("og:locale", []),
        *stated.get("language", []),
    ]
    for value in said:
        if value and re.match(r"[A-Za-z]{2,3}(?:[-_]|$)", value.strip()):
            return value.strip()
    return None
