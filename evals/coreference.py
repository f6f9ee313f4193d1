"""Scores groups of mentions against the right ones: MUC, B-cubed, CEAF-e and their mean.

A grouping is a mapping from mention to the name of its group. Both groupings hold the same
mentions, and a mention alone in its group counts like any other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Grouping = Mapping[str, Hashable]


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean, each 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def _groups(grouping: Grouping) -> list[frozenset[str]]:
    members: dict[Hashable, set[str]] = defaultdict(set)
    for mention, group in grouping.items():
        members[group].add(mention)
    return [frozenset(m) for m in members.values()]


def muc(right: Grouping, ours: Grouping) -> Score:
    """Links kept: Vilain et al. 1995."""

    def kept(of: Grouping, by: Grouping) -> float:
        groups = _groups(of)
        links = sum(len(g) - 1 for g in groups)
        return sum(len(g) - len({by[m] for m in g}) for g in groups) / links if links else 0.0

    return Score(precision=kept(ours, right), recall=kept(right, ours))


def b_cubed(right: Grouping, ours: Grouping) -> Score:
    """The mean over mentions of how much of its group is right: Bagga and Baldwin 1998."""
    mine = {m: g for g in _groups(ours) for m in g}
    gold = {m: g for g in _groups(right) for m in g}
    both = {m: len(mine[m] & gold[m]) for m in gold}
    return Score(
        precision=sum(n / len(mine[m]) for m, n in both.items()) / len(both),
        recall=sum(n / len(gold[m]) for m, n in both.items()) / len(both),
    )


def ceaf_e(right: Grouping, ours: Grouping) -> Score:
    """Groups paired off one to one as well as can be: Luo 2005, the similarity phi 4."""
    gold, mine = _groups(right), _groups(ours)
    alike = np.zeros((len(gold), len(mine)))
    home = {m: j for j, g in enumerate(mine) for m in g}
    for i, g in enumerate(gold):
        for j in {home[m] for m in g}:
            alike[i, j] = 2 * len(g & mine[j]) / (len(g) + len(mine[j]))
    best = sum(alike[i, j] for i, j in assign(-alike))
    return Score(precision=best / len(mine), recall=best / len(gold))


def assign(cost: npt.NDArray[np.float64]) -> list[tuple[int, int]]:
    """The pairs (row, column), each used once, whose summed cost is lowest.

    Source: the Hungarian method by shortest augmenting paths (Jonker and Volgenant 1987).

    >>> assign(np.array([[4.0, 1.0, 3.0], [2.0, 0.0, 5.0]]))
    [(0, 1), (1, 0)]
    """
    if cost.shape[0] > cost.shape[1]:
        return sorted((i, j) for j, i in assign(cost.T))
    rows, columns = cost.shape
    row_price, column_price = np.zeros(rows + 1), np.zeros(columns + 1)
    owner = np.zeros(columns + 1, dtype=np.int64)  # the row of each column, counted from 1
    for row in range(1, rows + 1):
        owner[0], at = row, 0
        least = np.full(columns + 1, np.inf)
        back = np.zeros(columns + 1, dtype=np.int64)
        done = np.zeros(columns + 1, dtype=bool)
        while owner[at]:
            done[at] = True
            i = owner[at]
            free = np.flatnonzero(~done[1:]) + 1
            reduced = cost[i - 1, free - 1] - row_price[i] - column_price[free]
            better = reduced < least[free]
            least[free[better]] = reduced[better]
            back[free[better]] = at
            nearest = free[int(least[free].argmin())]
            step = least[nearest]
            row_price[owner[done]] += step
            column_price[done] -= step
            least[~done] -= step
            at = int(nearest)
        while at:
            owner[at] = owner[back[at]]
            at = int(back[at])
    return sorted((int(owner[j]) - 1, j - 1) for j in range(1, columns + 1) if owner[j])


def conll(right: Grouping, ours: Grouping) -> float:
    """The mean of the three F1, 0 to 1."""
    return sum(measure(right, ours).f1 for measure in (muc, b_cubed, ceaf_e)) / 3
