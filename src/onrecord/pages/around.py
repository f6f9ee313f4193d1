"""What stands around each block of a page: numbers for the same linear model as prose.py's."""

from __future__ import annotations

import math
from collections.abc import Sequence

from onrecord.pages import lines
from onrecord.pages.blocks import Block
from onrecord.pages.kinds import KINDS, heading
from onrecord.pages.prose import prose, size

CONTEXT = ("prose1", "prose3", "prose8", "before", "after", "rank", "place", "mass")
VOLUME = ("density", "density2", "left", "right", "gap before", "gap after", "place again")
SPECIAL = (
    *KINDS, "box", "cut off", "card", "card title", "cards", "furniture near", "furniture before",
    "pairs", "runs", "shorts",
)  # fmt: skip

FADE = math.exp(-1 / 6)
"""How prose six blocks away counts: a third (of 6, 3 and 12, measured 2026-11-24)."""


def context(found: Sequence[Block]) -> list[list[float]]:
    """For each block the numbers named in `CONTEXT`: words of prose near it and before it."""
    mass = [prose(block) for block in found]
    total = sum(mass) or 1.0
    rows = []
    before = 0.0
    for at, own in enumerate(mass):
        near = [sum(mass[max(0, at - n) : at + n + 1]) - own for n in (1, 3, 8)]
        rows.append(
            [
                *(min(math.log1p(value) / 6, 1.0) for value in near),
                math.log1p(sum(mass[max(0, at - 3) : at])) / 6,
                math.log1p(sum(mass[at + 1 : at + 4])) / 6,
                before / total,
                at / len(mass),
                own / 80,
            ]
        )
        before += own
    return rows


def volume(found: Sequence[Block]) -> list[list[float]]:
    """For each block the numbers named in `VOLUME`: where the page's prose is thickest."""
    mass = [prose(block) for block in found]
    total = sum(mass) or 1.0
    left, right = _fading(mass), _fading(mass[::-1])[::-1]
    thick = [a + b - own for a, b, own in zip(left, right, mass, strict=True)]
    peak = max(thick, default=0.0) or 1.0
    gaps, gaps_after = _gaps(mass), _gaps(mass[::-1])[::-1]
    rows = []
    said = 0.0
    for at, own in enumerate(mass):
        said += own
        share = thick[at] / peak
        rows.append(
            [share, share * share, said / total, 1 - said / total, gaps[at], gaps_after[at],
             at / len(mass)]
        )  # fmt: skip
    return rows


def _fading(mass: Sequence[float]) -> list[float]:
    run, kept = 0.0, []
    for own in mass:
        run = run * FADE + own
        kept.append(run)
    return kept


def _gaps(mass: Sequence[float]) -> list[float]:
    """How far back the last prose is, in twentieths, 1 for twenty blocks and more."""
    gap, kept = 99, []
    for own in mass:
        kept.append(min(gap, 20) / 20)
        gap = 0 if own > 0 else gap + 1
    return kept


def special(found: Sequence[Block], kinds: Sequence[str | None]) -> list[list[float]]:
    """For each block the numbers named in `SPECIAL`; `kinds` are what kinds.py says of each.

    A card is a paragraph between two headings: one of a list of teasers, most often.
    """
    count = len(found)
    heads = [heading(block) for block in found]
    said = [prose(block) > 0 for block in found]
    short = [size(block.text) <= 4 for block in found]
    pairs = [heads[at] and at + 1 < count and said[at + 1] for at in range(count)]
    runs = [said[at] and at + 1 < count and said[at + 1] for at in range(count)]
    cards = [
        pairs[at - 1] and at + 1 < count and heads[at + 1] if at else False for at in range(count)
    ]
    rows = []
    for at, block in enumerate(found):
        near = [kinds[n] == "furniture" for n in range(max(0, at - 4), at)]
        low, high = max(0, at - 6), min(count, at + 6)
        rows.append(
            [
                *(float(kinds[at] == name) for name in KINDS),
                float(lines.box(block.text)),
                float(block.text.rstrip(" \"”')").endswith(("...", "…", "[…]", "[...]"))),
                float(cards[at]),
                float(heads[at] and at > 0 and said[at - 1] and at + 1 < count and said[at + 1]),
                float(cards[at] and any(cards[max(0, at - 2) : at] + cards[at + 1 : at + 3])),
                float(any(near)),
                float(bool(near) and near[-1]),
                min(sum(pairs[low:high]) / 6, 1.0),
                min(sum(runs[low:high]) / 6, 1.0),
                sum(short[low : high + 1]) / 12,
            ]
        )
    return rows
