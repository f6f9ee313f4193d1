"""Reads a page of HTML: the article's text, and what the page says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.pages import linked
from onrecord.pages.agencies import credited
from onrecord.pages.article import Found, find, stated
from onrecord.pages.blocks import ends
from onrecord.pages.bylines import begins
from onrecord.pages.cards import cards
from onrecord.pages.dom import Visible, visible
from onrecord.pages.dom import inside as lies_in
from onrecord.pages.dump import copies, split
from onrecord.pages.lines import credit, wire
from onrecord.pages.lines import sources as read_sources
from onrecord.pages.liveblog import Entries, entries, plain
from onrecord.pages.metadata import Metadata, metadata
from onrecord.pages.page import Page, Part
from onrecord.pages.prose import prose, size
from onrecord.pages.segment import Weights
from onrecord.pages.tree import parse
from onrecord.pages.votes import votes

STATED = 80
"""Words from which the article that JSON-LD states is taken for the whole one, where less than half
of it is visible on the page."""


def read_html(markup: str, *, name: str, digest: str, model: Weights | None = None) -> Page:
    """The page of `markup`; without parts where nothing on it is news.

    Markup that no parser makes a tree of is read as plain text.
    """
    tree = parse(markup)
    page = Page(name=name, media="html", text=markup, digest=digest)
    if tree is None:
        return replace(page, parts=split(markup))
    seen = visible(tree)
    nodes = linked.nodes(tree)
    said = metadata(tree, seen)
    found = find(tree, seen, articles=linked.articles(nodes), model=model)
    live = entries(tree, seen, nodes=nodes, published=said.published)
    inside = _head(found, live, said) if live.parts else found.inside
    main = _main(found, inside, said)
    whole = plain(stated(linked.articles(nodes))) if not live.parts else ""
    if size(whole) >= STATED and size(main.text) * 2 < size(whole):
        # the page shows its article by script, or half of it
        main = replace(main, text=whole)
    if not main.text and live.parts and said.title:
        # the head of a live blog may be its headline alone
        main = replace(main, text=said.description or said.title)
    used = [good or _under(one, live) for one, good in zip(seen, inside, strict=True)]
    teasers = cards(seen, kinds=found.kinds, used=used, main=main) if main.text else ()
    captions = _captions(found, main) if not live.parts else ()
    if len(live.parts) and not live.elements:
        told = "\n".join(part.text for part in live.parts)
        teasers = tuple(part for part in teasers if part.text not in told)
    return replace(
        page,
        parts=copies((main, *captions, *live.parts, *teasers)) if main.text else (),
        url=said.url,
        outlet=said.outlet,
        language=said.language,
    )


def _captions(found: Found, main: Part) -> tuple[Part, ...]:
    """The captions of photographs in the article, those that are sentences of six words or more.

    They begin at the headline's picture at the earliest: a page's other pictures are teasers'.
    """
    if True not in found.inside:
        return ()
    title = _key(main.title or "")
    keys = [_key(one.block.text) for one in found.blocks]
    begin = keys.index(title) if title in keys else found.inside.index(True)
    end = len(keys) - found.inside[::-1].index(True)
    texts = (
        one.block.text
        for one in found.blocks[begin:end]
        if lies_in(one, "figure") and one.linked < 0.5 and size(one.block.text) >= 6
    )
    kept = dict.fromkeys(
        text
        for text in texts
        if (ends(text) or credit(text) or ". " in text) and text not in main.text
    )
    return tuple(Part(section="caption", text=text) for text in kept)


def _under(one: Visible, live: Entries) -> bool:
    return any(above in live.elements for above in (one.element, *one.element.iterancestors()))


def _head(found: Found, live: Entries, said: Metadata) -> tuple[bool, ...]:
    """The blocks of a live blog's head: prose after the headline and before the first entry."""
    blocks = [one.block for one in found.blocks]
    covered = votes(blocks, "\n".join(part.text for part in live.parts))
    taken = [
        _under(one, live) or vote > 0.5 for one, vote in zip(found.blocks, covered, strict=True)
    ]
    last = taken.index(True) if any(taken) else len(taken)
    title = _key(said.title or "")
    first = next((at for at, block in enumerate(blocks) if _key(block.text) == title), 0)
    if first > last:
        first = 0
    return tuple(
        (
            good
            or (prose(blocks[at]) > 0 and found.blocks[at].linked < 0.5 and found.kinds[at] is None)
        )
        and first <= at < last
        for at, good in enumerate(found.inside)
    )


def _main(found: Found, chosen: Sequence[bool], said: Metadata) -> Part:
    title = _key(said.title or "")
    kept: list[str] = []
    cited: list[str] = []
    for one, kind, inside in zip(found.blocks, found.kinds, chosen, strict=True):
        text = one.block.text
        if kind == "source" and (inside or kept):
            line = read_sources(text)
            cited += line.cited if line else ()
        if not kept and kind != "furniture":
            cited += credited(text)
        if (
            not inside
            or kind in ("source", "photo", "furniture")
            or lies_in(one, "figure")
            or (lies_in(one, "footer") and not lies_in(one, "article"))
            or (not kept and (kind in ("byline", "date") or begins(text)))
        ):
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
