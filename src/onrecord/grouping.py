"""Groups of things that are the same, made from pair scores: the one way anything is joined.

Copies, happenings, actors, places, agreements and events across stories are all grouped here. The
groups depend on the set of things and on forced decisions, never on the order of arrival.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

Pair = tuple[str, str]
"""Two ids, the smaller one first: see `pair`."""

T = TypeVar("T")
T_contra = TypeVar("T_contra", contravariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a pair scored as it did: a feature's name, what was seen in words, what it weighed."""

    name: str
    words: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """How likely two things are the same, 0 to 1, and the reasons, the weightiest first."""

    score: float
    reasons: tuple[Reason, ...] = ()


class Identified(Protocol):
    """Whatever can be grouped has an id."""

    @property
    def id(self) -> str:
        """The id, unique among the things that are compared."""
        ...


class Stage(Protocol[T_contra]):
    """A module with these names can be grouped: see `stories.copies`, `merging.events`."""

    THRESHOLD: float

    def keys(self, item: T_contra, /) -> tuple[str, ...]:
        """Blocking keys: two items are compared only if they share one."""
        ...

    def compare(self, a: T_contra, b: T_contra, /) -> Scored:
        """How likely two items are the same; the same both ways round."""
        ...


def pair(a: str, b: str) -> Pair:
    """The two ids in order.

    >>> pair("b", "a")
    ('a', 'b')
    """
    return (a, b) if a <= b else (b, a)


def candidates(items: Iterable[T], *, keys: Callable[[T], Iterable[str]]) -> set[Pair]:
    """The pairs of ids that share a key.

    >>> from types import SimpleNamespace as Thing
    >>> things = [Thing(id="a", k="x y"), Thing(id="b", k="y"), Thing(id="c", k="z")]
    >>> candidates(things, keys=lambda t: t.k.split())
    {('a', 'b')}
    """
    by_key: dict[str, set[str]] = {}
    for one in items:
        of: Any = one
        for key in keys(one):
            by_key.setdefault(key, set()).add(of.id)
    return {
        (a, b)
        for ids in by_key.values()
        for i, a in enumerate(sorted(ids))
        for b in sorted(ids)[i + 1 :]
    }


def group(
    ids: Collection[str],
    scores: Mapping[Pair, float],
    *,
    threshold: float,
    together: Collection[Pair] = (),
    apart: Collection[Pair] = (),
) -> tuple[tuple[str, ...], ...]:
    """The groups, each sorted, in order of their first id: average link, with forced pairs.

    Groups whose mean score over all their pairs is highest are joined first, as long as it reaches
    `threshold`; a pair without a score counts as 0. `together` are joined before all else and
    `apart` never, the latter being stronger. Ties fall by id, so that equal sets give equal groups.

    >>> group("abcd", {("a", "b"): 0.9, ("b", "c"): 0.6, ("a", "c"): 0.1}, threshold=0.5)
    (('a', 'b'), ('c',), ('d',))
    >>> group("abc", {("a", "b"): 0.9}, threshold=0.5, together=[("b", "c")], apart=[("a", "b")])
    (('a',), ('b', 'c'))

    Source: average-link agglomerative clustering (Sokal and Michener 1958), with must-link and
    cannot-link constraints (Davidson and Ravi 2005).
    """
    groups: dict[str, list[str]] = {one: [one] for one in sorted(ids)}
    home = {one: one for one in groups}
    barred = {pair(a, b) for a, b in apart if a in home and b in home}
    sums: dict[Pair, float] = {}

    def allowed(a: str, b: str) -> bool:
        small, large = sorted((groups[a], groups[b]), key=len)
        return not barred or not any(pair(x, y) in barred for x in small for y in large)

    def join(a: str, b: str) -> None:
        keep, gone = pair(a, b)
        for other in [o for o in groups if o not in (keep, gone)]:
            added = sums.pop(pair(gone, other), 0.0)
            if added:
                sums[pair(keep, other)] = sums.get(pair(keep, other), 0.0) + added
        sums.pop((keep, gone), None)
        for one in groups[gone]:
            home[one] = keep
        groups[keep] = sorted(groups[keep] + groups.pop(gone))

    for (a, b), score in scores.items():
        if a in home and b in home and a != b and score > 0:
            sums[pair(a, b)] = score
    for a, b in sorted(pair(a, b) for a, b in together if a in home and b in home):
        if home[a] != home[b] and allowed(home[a], home[b]):
            join(home[a], home[b])
    while True:
        best: tuple[float, Pair] | None = None
        for (a, b), total in sums.items():
            mean = total / (len(groups[a]) * len(groups[b]))
            if mean < threshold or (best and (-mean, (a, b)) >= (-best[0], best[1])):
                continue
            if allowed(a, b):
                best = (mean, (a, b))
        if best is None:
            break
        join(*best[1])
    return tuple(tuple(groups[first]) for first in sorted(groups))
