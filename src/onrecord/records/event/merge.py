"""Which places of a story tell the same event."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.mentions.mention import Same
from onrecord.records.event.draft import Draft

TOGETHER = 0.5
"""Mean score of the pairs between two groups from which on they are one event."""
OPPOSED = frozenset({"planned", "denied", "conditional", "called_for"})
REAL = frozenset({"occurred", "ongoing"})


def groups(drafts: Sequence[Draft], *, same: Sequence[Same]) -> list[list[int]]:
    """Drafts in groups that tell one event each: indices into `drafts`, groups in text order.

    The two groups whose pairs score best on average are joined, again and again, while that
    average is at least `TOGETHER`. A meeting planned for Monday is never one with that held on
    Sunday: drafts whose status is stated by words that contradict stay apart.
    """
    by_index = {d.index: i for i, d in enumerate(drafts) if d.index is not None}
    scores: dict[tuple[int, int], float] = {}
    for pair in same:
        i, j = by_index.get(pair.first), by_index.get(pair.second)
        if i is not None and j is not None and _may_be_one(drafts[i], drafts[j]):
            scores[min(i, j), max(i, j)] = pair.score
    made = [[i] for i in range(len(drafts))]
    while True:
        best = _best(made, scores=scores)
        if best is None:
            return sorted(sorted(g) for g in made)
        i, j = best
        made[i] += made.pop(j)


def _best(made: list[list[int]], *, scores: dict[tuple[int, int], float]) -> tuple[int, int] | None:
    group = {i: k for k, members in enumerate(made) for i in members}
    sums: dict[tuple[int, int], float] = {}
    for (i, j), score in scores.items():
        a, b = sorted((group[i], group[j]))
        if a != b:
            sums[a, b] = sums.get((a, b), 0.0) + score
    means = [(s / (len(made[a]) * len(made[b])), -a, -b) for (a, b), s in sums.items()]
    if not means:
        return None
    mean, a, b = max(means)
    return (-a, -b) if mean >= TOGETHER else None


def _may_be_one(a: Draft, b: Draft) -> bool:
    """Whether two drafts may tell one event at all: not two of one sentence with unlike words of
    status, never a stated plan and an act that is stated as done."""
    if a.rule and b.rule and a.status != b.status:
        return not ({a.status, b.status} & OPPOSED and {a.status, b.status} & REAL)
    return True
