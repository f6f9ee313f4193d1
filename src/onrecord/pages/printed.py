"""Finds the headline that is printed over an article in a plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from onrecord.pages.blocks import Block
from onrecord.pages.kinds import heading
from onrecord.pages.prose import size

BACK = 30
"""Blocks before the article's first in which its headline is looked for."""

LEAST = 0.55
"""What a line must come to at least to be a headline (chosen on the tuning half, 2026-11-24)."""

_MARKS = ".,:;'\"’”“?!()"


def headline_at(
    found: Sequence[Block],
    kinds: Sequence[str | None],
    *,
    first: int,
    low: int,
    body: Sequence[Block],
) -> int | None:
    """The block, from `low` on, that is the headline of the article that begins at `first`.

    It shares words with the article's first paragraphs (`body`), has a date or a byline behind
    it, may be printed twice, and does not end as a sentence.
    """
    said = {word for block in body for word in _telling(block.text)}
    times = Counter(block.text for block in found)
    best: tuple[float, int] | None = None
    # a short line that was taken for the article's first may be its headline
    start = first if heading(found[first]) and len(body) > 1 else first - 1
    for at in range(start, max(low, first - BACK) - 1, -1):
        block = found[at]
        if len(block.text) > 220 or size(block.text) < 2 or kinds[at]:
            continue
        words = _telling(block.text)
        shared = sum(word in said for word in words) / max(len(words), 1)
        value = min(size(block.text), 10) / 10 + 1.5 * min(shared, 0.6) - 0.03 * (first - at)
        value += 0.3 * (times[block.text] > 1)
        if size(block.text) >= 4:
            value += 0.6 * any(near in ("date", "byline") for near in kinds[at + 1 : at + 4])
        # names of offices and sections are set in capitals more often than headlines
        value -= 0.4 * block.text.isupper()
        if block.ends:
            value -= 0.3 if block.text[-1] in "?!？！؟…" else 1.0
        if value > LEAST and (best is None or value > best[0]):
            best = (value, at)
    return best[1] if best else None


def _telling(text: str) -> list[str]:
    """The words of a text that tell what it is about; in scripts without spaces, pairs of letters.

    >>> _telling("The talks end"), _telling("会談終了")
    (['talks'], ['会談', '談終', '終了'])
    """
    words = [word.strip(_MARKS) for word in text.lower().split()]
    pairs = [a + b for word in words for a, b in pairwise(word) if a > "\u2e80" and b > "\u2e80"]
    return [word for word in words if len(word) > 3 and word[0] < "\u2e80"] + pairs
