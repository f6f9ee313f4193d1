"""Spans from the begin-inside-outside probabilities of words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from onrecord.mentions.model.network import Floats
from onrecord.mentions.model.tokens import Bools

SURE = 0.97
"""A word that stands outside with a higher chance than this does so on the best path too."""

LATE = 0.02
"""How far a word that is surely inside may stand for the beginning that the network missed. Names
on CoNLL++'s dev part: 91.5 exact F1, at 0.3 91.0 (2026-11-24)."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words `first:stop` with label number `label`; `score` is its mean chance over them."""

    first: int
    stop: int
    label: int
    score: float


def runs(chances: Floats, breaks: Bools, *, bias: float = 0.0) -> list[Run]:
    """The labelled runs of words on the best path through `chances`, in order.

    Class 0 is outside, 2k+1 begins label k, 2k+2 goes on with it. "Inside" may only follow its own
    label (Viterbi over the allowed steps; a beginning may be `LATE`), and nothing goes on over a
    word that `breaks` marks: a new paragraph. `bias` is added to the log chance of outside: the
    higher, the fewer runs.

    >>> p = np.array([[.1, .6, .3], [.2, .1, .7], [.9, .05, .05], [.1, .3, .6]], dtype=np.float32)
    >>> [(r.first, r.stop) for r in runs(p, np.array([True, False, False, False]))]
    [(0, 2), (3, 4)]
    """
    n = len(chances)
    maybe = np.flatnonzero(chances[:, 0] <= SURE)
    if not len(maybe):
        return []
    begins = np.maximum(chances[:, 1::2], LATE * chances[:, 2::2])
    logs = np.log(np.maximum(chances, 1e-9))
    logs[:, 1::2] = np.log(np.maximum(begins, 1e-9))
    logs[:, 0] += bias
    out: list[Run] = []
    begin = int(maybe[0])
    last = begin
    for i in [*(int(x) for x in maybe[1:]), n + 1]:
        if i == last + 1 and not breaks[i]:
            last = i
            continue
        for a, b, label in _path(logs[begin : last + 1].tolist()):
            mass = chances[begin + a : begin + b, 2 * label + 1 : 2 * label + 3].sum(1)
            out.append(Run(begin + a, begin + b, label, round(float(mass.mean()), 4)))
        begin = last = i
    return out


def _path(logs: list[list[float]]) -> list[tuple[int, int, int]]:
    """(first, stop, label) of the runs on the best path."""
    classes = len(logs[0])
    scores = [v if c == 0 or c % 2 else -1e9 for c, v in enumerate(logs[0])]
    back: list[list[int]] = []
    for row in logs[1:]:
        top = max(range(classes), key=scores.__getitem__)
        best = scores[top]
        step = [top] * classes
        new = [best + v for v in row]
        for c in range(2, classes, 2):
            from_ = c - 1 if scores[c - 1] >= scores[c] else c
            new[c] = scores[from_] + row[c]
            step[c] = from_
        scores = new
        back.append(step)
    c = max(range(classes), key=scores.__getitem__)
    path = [c]
    for step in reversed(back):
        c = step[c]
        path.append(c)
    path.reverse()
    out: list[tuple[int, int, int]] = []
    for i, c in enumerate(path):
        if c == 0:
            continue
        label = (c - 1) // 2
        if c % 2 == 0 and out and out[-1][1] == i and out[-1][2] == label:
            out[-1] = (out[-1][0], i + 1, label)
        else:
            out.append((i, i + 1, label))
    return out
