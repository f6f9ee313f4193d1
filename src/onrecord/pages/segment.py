"""Finds the article among the blocks of a page: a weight for each block, then the best stretch."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from onrecord.pages.around import CONTEXT, SPECIAL, VOLUME, context, special, volume
from onrecord.pages.blocks import Block
from onrecord.pages.prose import LOCAL, local, size

START, HOLE, STAY, END = 3.0, 1.0, 0.3, 1.0
"""Costs of beginning the article, of leaving blocks out of its middle, and of ending it, in log
odds; chosen 2026-11-24 on the tuning half of the benchmark's pages (evals/fit_blocks.py)."""

CAP = 4.0
"""No block counts for more than this, in log odds, however sure the weights are."""

MOST = 12_000
"""Blocks of a page that are looked at; the benchmark's longest page has 2,100 (2026-11-24)."""

TEXT = (*LOCAL, *CONTEXT, *VOLUME, *SPECIAL)
"""The numbers that a block of a plain text is weighed by."""


@dataclass(frozen=True, slots=True)
class Weights:
    """A linear model: a weight for each number that a block has, in log odds."""

    bias: float
    weights: tuple[float, ...]

    def odds(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """The log odds of each row."""
        return [
            sum(w * value for w, value in zip(self.weights, row, strict=True) if value) + self.bias
            for row in rows
        ]


@cache
def weights(name: str) -> Weights:
    """The weights in the file `name`.json of this package, fitted by evals/fit_blocks.py."""
    data = json.loads(resources.files("onrecord.pages").joinpath(f"{name}.json").read_text("utf8"))
    return Weights(float(data["bias"]), tuple(data["weights"].values()))


def text_rows(found: Sequence[Block], kinds: Sequence[str | None]) -> list[list[float]]:
    """The numbers named in `TEXT` for each block."""
    parts = (local(found), context(found), volume(found), special(found, kinds))
    return [[value for row in rows for value in row] for rows in zip(*parts, strict=True)]


def article(found: Sequence[Block], log_odds: Sequence[float]) -> list[bool]:
    """For each block whether it is part of the article: one stretch, some blocks left out of it.

    The likeliest path (Viterbi) through before, inside, left out, after; the article has at
    least one block. Blocks count by the square root of their length.

    >>> from onrecord.pages.blocks import blocks
    >>> found = blocks("Menu\\nTalks ended.\\nHelp the Courier and sign up now\\nNobody won.")
    >>> article(found, [-3, 4, -4, 4])
    [False, True, False, True]
    """
    if not found:
        return []
    # states: 0 before, 1 inside, 2 left out, 3 after; (from, to, cost)
    steps = (
        (0, 0, 0.0), (0, 1, START), (1, 1, 0.0), (1, 2, HOLE), (2, 2, STAY), (2, 1, 0.0),
        (1, 3, END), (3, 3, 0.0),
    )  # fmt: skip
    never = float("-inf")
    best = [0.0, never, never, never]
    came: list[list[int]] = []
    for at, block in enumerate(found):
        value = max(-CAP, min(CAP, log_odds[at]))
        value *= (min(size(block.text[:2000]) + 3, 60) / 20) ** 0.5 / 2
        reach, back = [never] * 4, [0] * 4
        for one, two, cost in steps:
            total = best[one] - cost + (value if two == 1 else -value)
            if total > reach[two]:
                reach[two], back[two] = total, one
        best = reach
        came.append(back)
    state = max((1, 3), key=lambda s: best[s])
    inside = [False] * len(found)
    for at in range(len(found) - 1, -1, -1):
        inside[at] = state == 1
        state = came[at][state]
    return inside
