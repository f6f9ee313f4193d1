"""Adds up what speaks for and against two things being one."""

from __future__ import annotations

import math
from collections.abc import Iterable

from onrecord.grouping import Reason, Scored


def weigh(start: float, reasons: Iterable[Reason]) -> Scored:
    """The score of reasons whose weights are log-odds, the weightiest first.

    `start` is the log-odds before anything is known: most pairs that share a key are not one.

    >>> weigh(-1.0, [Reason(name="name", words="one name", weight=3.0)]).score
    0.881
    """
    kept = sorted(reasons, key=lambda r: (-abs(r.weight), r.name, r.words))
    total = start + sum(r.weight for r in kept)
    return Scored(score=round(1 / (1 + math.exp(-total)), 3), reasons=tuple(kept))


def never(name: str, words: str) -> Scored:
    """The score of two things that cannot be one, with the reason why not."""
    return Scored(score=0.0, reasons=(Reason(name=name, words=words, weight=-9.0),))


def surely(name: str, words: str, *, score: float) -> Scored:
    """A score that one reason gives by itself."""
    weight = round(math.log(score / (1 - score)), 2)
    return Scored(score=score, reasons=(Reason(name=name, words=words, weight=weight),))
