"""Finds the article among the blocks of a page: a weight for each block, then the best stretch."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from importlib import resources

from onrecord.pages.blocks import Block
from onrecord.pages.prose import features, size

START, HOLE, STAY, END = 3.0, 0.5, 0.1, 1.0
"""Costs of beginning the article, of leaving blocks out of its middle, and of ending it, in log
odds; chosen 2026-11-24 on the tuning half of the benchmark's dumps (evals/fit_blocks.py)."""

CAP = 4.0
"""No block counts for more than this, in log odds, however sure the weights are."""


@cache
def _weights() -> tuple[tuple[float, ...], float]:
    data = json.loads(resources.files("onrecord.pages").joinpath("blocks.json").read_text("utf8"))
    return tuple(data["weights"]), float(data["bias"])


def odds(found: Sequence[Block]) -> list[float]:
    """The log odds of each block that it belongs to the page's article."""
    weights, bias = _weights()
    return [
        sum(w * value for w, value in zip(weights, row, strict=True) if value) + bias
        for row in features(found)
    ]


def article(found: Sequence[Block], *, log_odds: Sequence[float] | None = None) -> list[bool]:
    """For each block whether it is part of the article: one stretch, some blocks left out of it.

    The likeliest path (Viterbi) through before, inside, left out, after; the article has at
    least one block. Blocks count by the square root of their length.
    """
    if not found:
        return []
    values = odds(found) if log_odds is None else log_odds
    # states: 0 before, 1 inside, 2 left out, 3 after; (from, to, cost)
    steps = (
        (0, 0, 0.0), (0, 1, START), (1, 1, 0.0), (1, 2, HOLE), (2, 2, STAY), (2, 1, 0.0),
        (1, 3, END), (3, 3, 0.0),
    )  # fmt: skip
    never = float("-inf")
    best = [0.0, never, never, never]
    came: list[tuple[int, ...]] = []
    for at, block in enumerate(found):
        weight = max(-CAP, min(CAP, values[at])) * (min(size(block.text) + 3, 60) / 20) ** 0.5 / 2
        reach = [never] * 4
        back = [0] * 4
        for one, two, cost in steps if at else ((0, 0, 0.0), (0, 1, START)):
            value = best[one] - cost + (weight if two == 1 else -weight)
            if value > reach[two]:
                reach[two], back[two] = value, one
        best = reach
        came.append(tuple(back))
    state = max((1, 3), key=lambda s: best[s])
    inside = [False] * len(found)
    for at in range(len(found) - 1, -1, -1):
        inside[at] = state == 1
        state = came[at][state]
    return inside
