"""Where a long text is cut so that every piece is read with the words around it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.mentions.model.tokens import Ints

SIZE = 510
"""Most pieces in one window: the encoder knows 512 places, two of them are its own marks."""
MARGIN = 64
"""How many pieces beside its own a window reads for context."""


@dataclass(frozen=True, slots=True)
class Window:
    """Pieces `start:stop` are read together; of them `keep_from:keep_to` are this window's own."""

    start: int
    stop: int
    keep_from: int
    keep_to: int


def cut(opens: Ints, low: int, high: int) -> int:
    """The best place in `low..high`, both included, to begin anew.

    That is where the last paragraph begins, else the last sentence, else `high`.
    """
    near = opens[low : high + 1]
    for mark in (2, 1):
        at = np.flatnonzero(near == mark)
        if len(at):
            return low + int(at[-1])
    return high


def windows(opens: Ints, *, size: int = SIZE, margin: int = MARGIN) -> list[Window]:
    """The windows of a text whose pieces open sentences (1) and paragraphs (2) as `opens` says.

    What they keep lies end to end and covers every piece once.

    >>> opens = np.array([2, 0, 0, 1, 0, 0, 1, 0])
    >>> [(w.start, w.stop, w.keep_from, w.keep_to) for w in windows(opens, size=6, margin=1)]
    [(0, 6, 0, 3), (2, 8, 3, 8)]
    """
    n = len(opens)
    out: list[Window] = []
    start = keep = 0
    while n - start > size:
        high = start + size - margin
        to = cut(opens, max(keep + 1, high - size // 3), high)
        out.append(Window(start, start + size, keep, to))
        start, keep = max(to - margin, start + 1), to
    if n:
        out.append(Window(start, n, keep, n))
    return out
