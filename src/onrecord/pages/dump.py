"""Splits a page saved as plain text into its stories and leaves its furniture out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.pages import bylines, lines
from onrecord.pages.blocks import Block, blocks
from onrecord.pages.header import read_around
from onrecord.pages.kinds import heading, kind
from onrecord.pages.page import Part
from onrecord.pages.printed import headline_at
from onrecord.pages.prose import size
from onrecord.pages.segment import MOST, Weights, article, text_rows, weights
from onrecord.spans import Span

PROSE = 0.85
"""Share of a text's words in sentences from which it is an article without a page around it."""

TEASER = 60
"""Characters of a paragraph at least that makes a teaser a story."""


def split(text: str, *, model: Weights | None = None) -> tuple[Part, ...]:
    """The parts of `text` that hold news, in its order; the main one is among them.

    What tells a story's bounds is structure: a headline is a line that does not end as a sentence
    does and is printed again, or stands before prose; a teaser is a headline with a paragraph
    outside the article. Every part's text is its pieces joined by one blank line.

    >>> parts = split("Talks end in Riga\\n\\nBy Jane Doe\\n\\nTalks ended on Sunday. Nobody won.")
    >>> parts[0].title, parts[0].byline, parts[0].text
    ('Talks end in Riga', ('Jane Doe',), 'Talks ended on Sunday. Nobody won.')
    """
    found = blocks(text)
    whole = _whole(found)
    if not whole:
        found = found[:MOST]
    if not found:
        return ()
    spoken = [kind(block.text) for block in found]
    heads = _repeated_heads(found)
    bounds = _main_bounds(found, heads, spoken)
    inside = _inside(found, bounds, spoken, model or weights("text"))
    if not any(inside):
        return ()
    main, used = _main(text, found, inside, bounds, spoken)
    parts = [(found[inside.index(True)].span.start, main)]
    parts += _captions(text, found, spoken)
    parts += _teasers(text, found, inside, heads, spoken, used=used, main=main)
    parts.sort(key=lambda item: item[0])
    return copies([part for _, part in parts])


def _whole(found: Sequence[Block]) -> bool:
    """Whether nearly all blocks are prose: a long report as written, not a page."""
    mass = sum(len(block.text) for block in found)
    return sum(len(block.text) for block in found if block.ends) >= PROSE * mass


def _repeated_heads(found: Sequence[Block]) -> list[int]:
    """Where a headline is printed twice running before prose: the second of each pair."""
    heads = []
    for at in range(1, len(found) - 1):
        if found[at].text != found[at - 1].text or not heading(found[at]):
            continue
        after = found[at + 1]
        if after.ends and size(after.text) >= 8:
            heads.append(at)
    return heads


def _main_bounds(
    found: Sequence[Block], heads: Sequence[int], spoken: Sequence[str | None]
) -> tuple[int, int]:
    """The stretch in which the main story lies: up to a headline of another story."""
    if not heads:
        return 0, len(found)
    cuts = sorted({0, *(at - 1 for at in heads), len(found)})
    stretches = [(one, two) for one, two in pairwise(cuts) if one < two]
    times = Counter(found[at].text for at in heads)

    def weight(stretch: tuple[int, int]) -> float:
        # a story whose headline comes twice on the page is a teaser, unless it is the only one
        mass = sum(
            size(block.text)
            for block, special in zip(found[slice(*stretch)], spoken[slice(*stretch)], strict=True)
            if special is None and block.ends
        )
        first = found[stretch[0]].text
        return float(mass) / (4 if times[first] > 1 else 1) / (2 if stretch[0] else 1)

    return max(stretches, key=lambda stretch: (weight(stretch), -stretch[0]))


def _inside(
    found: Sequence[Block],
    bounds: tuple[int, int],
    spoken: Sequence[str | None],
    model: Weights,
) -> list[bool]:
    """For each block whether it is text of the main story."""
    low, high = bounds
    part = found[low:high]
    prose = [
        block.ends and size(block.text) >= 6 and special is None
        for block, special in zip(part, spoken[low:high], strict=True)
    ]
    mass = sum(size(block.text) for block in part)
    said = sum(size(block.text) for block, good in zip(part, prose, strict=True) if good)
    inside = [False] * len(found)
    if any(prose) and said >= PROSE * mass:
        # nearly all of it is prose: an article as written, without a page around it
        news = [use and not lines.box(block.text) for block, use in zip(part, prose, strict=True)]
        prose = news if any(news) else prose
        first = prose.index(True)
        last = len(prose) - 1 - prose[::-1].index(True)
        chosen = [first <= at <= last for at in range(len(part))]
    else:
        chosen = article(part, model.odds(text_rows(found, spoken))[low:high])
    for at, good in enumerate(chosen):
        inside[low + at] = good and spoken[low + at] is None
    if not any(inside):
        inside[low : low + len(chosen)] = chosen
    return inside


def _main(
    text: str,
    found: Sequence[Block],
    inside: list[bool],
    bounds: tuple[int, int],
    spoken: Sequence[str | None],
) -> tuple[Part, set[int]]:
    """The main story and the blocks that it uses, those of its title and byline among them."""
    first = inside.index(True)
    body = [block for block, good in zip(found, inside, strict=True) if good and block.ends][:6]
    title = headline_at(found, spoken, first=first, low=bounds[0], body=body)
    if title is None and heading(found[first]) and sum(inside) > 1:
        title = first
    if title == first:
        inside[first] = False
        first = inside.index(True)
    while bylines.begins(found[first].text) and sum(inside) > 1:
        inside[first] = False
        first = inside.index(True)
    used = {at for at, good in enumerate(inside) if good}
    around = read_around(found, spoken, title=title, inside=sorted(used), bounds=bounds)
    used |= around.used
    if title is not None:
        used.add(title)
    pieces = tuple(block.span for block, good in zip(found, inside, strict=True) if good)
    agency = lines.wire(found[first].text)
    cited = [*around.sources, *([agency] if agency else [])]
    part = Part(
        section="main",
        text=joined(text, pieces),
        title=found[title].text if title is not None else None,
        published=around.published,
        byline=around.byline,
        sources=tuple(dict.fromkeys(cited)),
        outlet=around.outlet,
        pieces=pieces,
    )
    return part, used


def _captions(
    text: str, found: Sequence[Block], spoken: Sequence[str | None]
) -> list[tuple[int, Part]]:
    """A part for each line that says what a photograph shows."""
    parts = []
    for block, special in zip(found, spoken, strict=True):
        start = block.span.start + lines.photo(block.text)
        if special != "photo" or size(text[start : block.span.end]) < 6:
            continue
        span = Span(start, block.span.end)
        parts.append((start, Part(section="caption", text=span.of(text), pieces=(span,))))
    return parts


def _teasers(
    text: str,
    found: Sequence[Block],
    inside: Sequence[bool],
    heads: Sequence[int],
    spoken: Sequence[str | None],
    *,
    used: set[int],
    main: Part,
) -> list[tuple[int, Part]]:
    """A part for each headline with a paragraph of its own outside the main story."""
    titles = set(heads)
    parts = []
    at = 0
    while at < len(found) - 1:
        block = found[at]
        doubled = at in titles
        starts = doubled or (heading(block) and at not in used and spoken[at] is None)
        body = at + 1
        if starts and body not in used:
            while body < len(found) and _body(found[body], body, used, spoken):
                body += 1
        pieces = tuple(found[n].span for n in range(at + 1, body)) if starts else ()
        if pieces and (doubled or _news(found[at + 1 : body], block)):
            part = Part(
                section="teaser", text=joined(text, pieces), title=block.text, pieces=pieces
            )
            if block.text != main.title and part.text not in main.text:
                parts.append((pieces[0].start, part))
            at = body
        else:
            at += 1
    return parts


def _body(block: Block, at: int, used: set[int], spoken: Sequence[str | None]) -> bool:
    return at not in used and spoken[at] is None and block.ends and size(block.text) >= 6


def _news(found: Sequence[Block], title: Block) -> bool:
    """Whether paragraphs under a line are news: long enough, no box that asks for something."""
    words = sum(size(block.text) for block in found)
    long = any(len(block.text) >= TEASER for block in found)
    return (
        long
        and words >= 12
        and size(title.text) >= 4
        and not any(lines.box(block.text) for block in found)
        and not lines.box(title.text)
    )


def joined(text: str, pieces: Sequence[Span]) -> str:
    """The text of a story cut from a page: its pieces joined by one blank line.

    >>> joined("Talks. Menu. Over.", [Span(0, 6), Span(13, 18)])
    'Talks.\\n\\nOver.'
    """
    return "\n\n".join(piece.of(text) for piece in pieces)


def copies(parts: Sequence[Part]) -> tuple[Part, ...]:
    """The parts, each that repeats an earlier one marked with that one's index."""
    first: dict[str, int] = {}
    marked = []
    for at, part in enumerate(parts):
        key = " ".join(part.text.split())
        same = first.setdefault(key, at)
        marked.append(replace(part, same_as=same) if same != at else part)
    return tuple(marked)
