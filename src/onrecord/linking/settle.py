"""Looks at all that share a neighbourhood together: a bare name belongs to the one whom it fits."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from onrecord.grouping import Pair, Reason, Scored, group, pair

CLEAR = 3
"""How many times more forms a thing must have than its rival to be meant by a bare name."""
UNCLEAR = 0.25
"""What remains of a score where a bare name fits several."""

T = TypeVar("T")
Core = tuple[str, ...]
Choice = Callable[[str, Sequence[Core]], int | None]
"""Gives which of the cores that fit a bare thing is meant, None if that is open."""


def largest(key: str, cores: Sequence[Core]) -> int | None:
    """The only core, or one of far more forms than the next.

    >>> largest("x", [("a",), ("b", "c", "d")]), largest("x", [("a",), ("b", "c")])
    (1, None)
    """
    ranked = sorted(range(len(cores)), key=lambda i: (-len(cores[i]), cores[i]))
    if len(ranked) == 1 or len(cores[ranked[0]]) >= CLEAR * len(cores[ranked[1]]):
        return ranked[0]
    return None


def settle(
    items: Mapping[str, T],
    scores: Mapping[Pair, Scored],
    *,
    weak: Callable[[T], bool],
    threshold: float,
    choose: Choice = largest,
) -> dict[Pair, Scored]:
    """The scores with which a neighbourhood is grouped.

    Things that are not `weak` are grouped first; a weak one is then taken by the core that `choose`
    names among those that it fits, with its best score there for all of the core. Where none is
    named it is left alone, and its scores say so.

    >>> names = {"1": "Ana Roy, minister", "2": "Ana Roy, singer", "3": "Ana Roy"}
    >>> scores = {("1", "2"): 0.1, ("1", "3"): 0.9, ("2", "3"): 0.9}
    >>> pairs = {p: Scored(score=s) for p, s in scores.items()}
    >>> found = settle(names, pairs, weak=lambda n: "," not in n, threshold=0.7)
    >>> {p: s.score for p, s in found.items()}
    {('1', '2'): 0.1, ('1', '3'): 0.225, ('2', '3'): 0.225}
    """
    bare = {key for key, one in items.items() if weak(one)}
    out = {p: s for p, s in scores.items() if p[0] not in bare and p[1] not in bare}
    firm = {p: s.score for p, s in out.items()}
    cores = group([key for key in items if key not in bare], firm, threshold=threshold)
    core_of = {member: i for i, core in enumerate(cores) for member in core}
    near: dict[str, dict[int, Scored]] = {}
    for (a, b), scored in sorted(scores.items()):
        for one, other in ((a, b), (b, a)):
            if one in bare and other in core_of and scored.score >= threshold:
                fits = near.setdefault(one, {})
                index = core_of[other]
                if index not in fits or fits[index].score < scored.score:
                    fits[index] = scored
    home: dict[str, int] = {}
    for key in sorted(near):
        indices = sorted(near[key])
        chosen = choose(key, [cores[i] for i in indices])
        for at, index in enumerate(indices):
            found = near[key][index] if at == chosen else _unclear(near[key][index], len(indices))
            out.update({pair(key, member): found for member in cores[index]})
            if at == chosen:
                home[key] = index
    among = (p for p in scores if p[0] in bare and p[1] in bare)
    out.update({(a, b): scores[a, b] for a, b in among if home.get(a) == home.get(b)})
    by_core: dict[int, list[str]] = {}
    for key, index in home.items():
        by_core.setdefault(index, []).append(key)
    for index, members in by_core.items():
        for i, a in enumerate(members):
            for b in members[i + 1 :]:
                out[pair(a, b)] = min(near[a][index], near[b][index], key=lambda s: s.score)
    return dict(sorted(out.items()))


def _unclear(scored: Scored, count: int) -> Scored:
    words = f"by itself it fits {count} that are not one"
    reason = Reason(name="unclear", words=words, weight=-3.0)
    return Scored(score=round(scored.score * UNCLEAR, 3), reasons=(reason, *scored.reasons))
