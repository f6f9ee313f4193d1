"""How sure a statement is: the share of statements like it that were right on held-out text."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

PLAIN = (
    (0.0, 0.3),
    (0.55, 0.45),
    (0.65, 0.47),
    (0.75, 0.56),
    (0.85, 0.7),
    (0.93, 0.81),
    (0.965, 0.87),
    (1.0, 0.97),
)
"""Model's score against the share with right content and speaker, reported speech: on the held
part of PolNeAR's train set, 565 statements (2026-11-24)."""
QUOTED = ((0.0, 0.9), (1.0, 0.96))
"""The same where words stand in quotation marks: 236 statements."""
BY = {"beside": 0.67, "context": 0.47, "continued": 0.6, "none": 0.3}
"""The same share where the speaker was found by the marks and not by the model: some
30 statements in all, so continued is set by hand between its neighbours."""


def confidence(*, score: float, quoted: bool, found: str) -> float:
    """The chance (0-1, two decimals) that content and speaker are both right.

    >>> confidence(score=0.93, quoted=False, found="model")
    0.81
    >>> confidence(score=1.0, quoted=True, found="context")
    0.47
    """
    if found in BY:
        return BY[found]
    return round(_between(QUOTED if quoted else PLAIN, at=score), 2)


def _between(points: Sequence[tuple[float, float]], *, at: float) -> float:
    for (x0, y0), (x1, y1) in pairwise(points):
        if at <= x1:
            return y0 + (y1 - y0) * (at - x0) / (x1 - x0)
    return points[-1][1]
