"""Reads a page of HTML: the article's text, and what the page says of it."""

from __future__ import annotations

from dataclasses import replace

from onrecord.pages import linked
from onrecord.pages.article import Found, find
from onrecord.pages.dom import visible
from onrecord.pages.dump import split
from onrecord.pages.lines import sources as read_sources
from onrecord.pages.lines import wire
from onrecord.pages.metadata import Metadata, metadata
from onrecord.pages.page import Page, Part
from onrecord.pages.segment import Weights
from onrecord.pages.tree import parse


def read_html(markup: str, *, name: str, digest: str, model: Weights | None = None) -> Page:
    """The page of `markup`; without parts where nothing on it is news.

    Markup that no parser makes a tree of is read as plain text.
    """
    tree = parse(markup)
    page = Page(name=name, media="html", text=markup, digest=digest)
    if tree is None:
        return replace(page, parts=split(markup))
    seen = visible(tree)
    said = metadata(tree, seen)
    found = find(tree, seen, articles=linked.articles(linked.nodes(tree)), model=model)
    main = _main(found, said)
    return replace(
        page,
        parts=(main,) if main.text else (),
        url=said.url,
        outlet=said.outlet,
        language=said.language,
    )


def _main(found: Found, said: Metadata) -> Part:
    title = _key(said.title or "")
    kept: list[str] = []
    cited: list[str] = []
    for one, kind, inside in zip(found.blocks, found.kinds, found.inside, strict=True):
        text = one.block.text
        if kind == "source" and (inside or kept):
            line = read_sources(text)
            cited += line.cited if line else ()
        if not inside or kind == "source" or (not kept and kind in ("byline", "date")):
            continue
        # the headline is context, not text; some pages print it again over the first paragraph
        if title and _key(text) == title and len(kept) < 2:
            continue
        kept.append(text)
    agency = wire(kept[0]) if kept else None
    return Part(
        section="main",
        text="\n\n".join(kept),
        title=said.title,
        published=said.published,
        updated=said.updated,
        byline=said.byline,
        sources=tuple(dict.fromkeys([*cited, *([agency] if agency else [])])),
    )


def _key(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())
