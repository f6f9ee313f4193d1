"""Finds the headline that is printed over an article in a plain text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from onrecord.pages.blocks import Block
from onrecord.pages.kinds import heading, kind
from onrecord.pages.prose import size

BACK = 30
"""Blocks before the article's first in which its headline is looked for."""

_MARKS = ".,:;'\"’”“?!()"


def headline_at(found: Sequence[Block], first: int, low: int, body: Sequence[Block]) -> int | None:
    """The block that is the headline of the article that begins at `first`."""
    said = {word for block in body for word in _telling(block.text)}
    times = Counter(block.text for block in found)
    best: tuple[float, int] | None = None
    # a short line that was taken for the article's first may be its headline
    start = first if heading(found[first]) and len(body) > 1 else first - 1
    for at in range(start, max(low, first - BACK) - 1, -1):
        block = found[at]
        if len(block.text) > 220 or size(block.text) < 2 or kind(block.text):
            continue
        words = _telling(block.text)
        shared = sum(word in said for word in words) / max(len(words), 1)
        value = min(size(block.text), 10) / 10 + 1.5 * shared - 0.03 * (first - at)
        value += 0.3 * (times[block.text] > 1) - 0.6 * (block.ends and block.text[-1] not in "?!")
        if value > 0.55 and (best is None or value > best[0]):
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
