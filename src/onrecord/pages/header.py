"""Reads what the lines around an article say of it: byline, date, outlet, sources."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.pages import agencies, bylines, dates, lines
from onrecord.pages.blocks import Block
from onrecord.pages.prose import size
from onrecord.pages.published import Published

HEADER = 6
"""Lines before the first paragraph at most in a text that has no menu above its article."""

NEAR = 3
"""Lines before the headline in which a date may stand."""

_COPYRIGHT = re.compile(
    r"(?i)^\W{0,3}(?:©|\(c\)|copyright)\s*(?:©\s*)?(?:(?:19|20)\d\d(?:\s?[-–]\s?(?:19|20)\d\d)?)?\W{0,3}"
    r"(?P<name>(?-i:[^\W\d_a-z])[^.,|–;:©\n]{1,50})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What the lines around an article say; `used` are the indices of the lines that say it."""

    byline: tuple[str, ...] = ()
    published: Published | None = None
    outlet: str | None = None
    sources: tuple[str, ...] = ()
    used: frozenset[int] = frozenset()


def read_around(
    found: Sequence[Block],
    kinds: Sequence[str | None],
    *,
    title: int | None,
    inside: Sequence[int],
    bounds: tuple[int, int],
) -> Around:
    """What the lines between `bounds` say of the article whose blocks are `inside`.

    Lines before the article's fourth block may date it and name its authors, lines up to eight
    after it their sources, its reporters and, in a line of copyright, its outlet.
    """
    first, last = inside[0], inside[-1]
    low = bounds[0] if first - bounds[0] <= HEADER else max(bounds[0], (title or first) - NEAR)
    byline: tuple[str, ...] = ()
    published: Published | None = None
    outlet: str | None = None
    cited: list[str] = []
    used: set[int] = set()
    taken = set(inside)
    for at in range(low, min(last + 9, bounds[1])):
        kind, text = kinds[at], found[at].text
        if at in taken or at == title:
            continue
        if kind == "source":
            said = lines.sources(text) or lines.Sources()
            outlet = outlet or said.outlet
            cited += said.cited
        if at < first:
            cited += (named := agencies.credited(text))
            if named and kind is None:
                used.add(at)
        if kind == "byline":
            byline = byline or (at <= first + 3 and bylines.line(text)) or bylines.tail(text)
            outlet = outlet or bylines.outlet_in(text)
        if kind in ("date", "byline") and at <= first + 3:
            published = published or dates.printed(text)
        if kind in ("byline", "date", "source", "photo"):
            used.add(at)
    return Around(
        byline=byline,
        published=published,
        outlet=outlet
        or _masthead(found, kinds, title, first, bounds)
        or _signed(found, first, last)
        or owner(found[last + 1 :]),
        sources=tuple(cited),
        used=frozenset(used),
    )


def _masthead(
    found: Sequence[Block],
    kinds: Sequence[str | None],
    title: int | None,
    first: int,
    bounds: tuple[int, int],
) -> str | None:
    """The one line of a short header that is nothing else: the outlet, as on a letterhead."""
    if title is None or first - bounds[0] > HEADER:
        return None
    left = [
        found[at].text
        for at in range(bounds[0], first)
        if at != title and kinds[at] is None and found[at].text != found[title].text
    ]
    if len(left) != 1 or size(left[0]) > 6 or re.search(r"\d|[.!?:]$", left[0]):
        return None
    return left[0]


def _signed(found: Sequence[Block], first: int, last: int) -> str | None:
    """The first line of a page that a line at its foot begins with: the outlet.

    >>> from onrecord.pages.blocks import blocks
    >>> page = "Riga Courier\\nNews Sport\\nTalks ended.\\nThe Riga Courier is a daily paper."
    >>> _signed(blocks(page), 2, 2)
    'Riga Courier'
    """
    head = found[0].text if first else ""
    if not 2 <= size(head) <= 6 or re.search(r"\d|[.!?:]$", head) or not head[0].isupper():
        return None
    feet = (b.text.removeprefix("The ") for b in found[max(last + 1, len(found) - NEAR) :])
    return head if any(f.startswith(head.removeprefix("The ")) for f in feet) else None


def owner(found: Sequence[Block]) -> str | None:
    """Whom the last line of copyright names.

    >>> from onrecord.pages.blocks import blocks
    >>> owner(blocks("© 2022 The Riga Courier. All rights reserved."))
    'The Riga Courier'
    """
    for block in reversed(found):
        match = _COPYRIGHT.match(block.text) if len(block.text) <= 200 else None
        name = match["name"].strip() if match else ""
        if name and len(name.split()) <= 5 and not name.lower().startswith("all "):
            return name
    return None
