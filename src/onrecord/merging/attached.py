"""A second look at groups of reports: those that the best reports of another tie are joined to it.

Reports are joined first by the mean of all scores between two groups (`grouping`). A story that
tells an event in passing, weeks later, is like few of its reports, and stays alone that way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import heapify, heappop, heappush
from itertools import product
from typing import TYPE_CHECKING

from onrecord.grouping import Pair, Scored, pair
from onrecord.merging.evidence import weigh
from onrecord.merging.spell import spell
from onrecord.merging.whereabouts import area, named_by

if TYPE_CHECKING:
    from onrecord.merging.events import Item

BEST = 3
"""Reports of the other group by which a report is judged: those most like it."""
ENOUGH = (0.5, 0.4, 0.3)
"""Mean score of those from which on a group is joined to another of one, two, three and more."""
SOME, MOST = 0.1, 64
"""Mean score from which on what shares no key is compared as well, and pairs to which that goes."""
NEVER = {"days": -1.9, "sides": -1.9, "which": -1.9, "content": -3.0, "place": -3.0, "story": -1.9}
"""Log-odds of a reason from which on two reports are not of one event."""
SHARE = 0.25
"""Share of such pairs that two groups may have: a date or a party of one report is misread."""
RATHER = 2
"""Times that a group must name its own place more often than that of the other."""
LOOKED = 24
"""Pairs of two groups that are looked at for what makes one event impossible, at most."""

Group = tuple[str, ...]
Near = dict[str, dict[str, float]]


def attached(
    items: Mapping[str, Item],
    scores: Mapping[Pair, float],
    groups: Sequence[Group],
    *,
    compare: Callable[[Item, Item], Scored],
    apart: Collection[Pair] = (),
) -> list[Group]:
    """The groups, those joined that the best reports of the larger tie to it.

    Two groups that are tied at all are compared where they share no key: reports that look back
    have few words in common. Groups of which the days, places or sides differ are not joined, nor
    groups with a report without any date. The best tied are joined first, ties fall by id: equal
    sets give equal groups.
    """
    held = _Held(items, compare, {pair(a, b) for a, b in apart})
    for (a, b), score in scores.items():
        held.near.setdefault(a, {})[b] = score
        held.near.setdefault(b, {})[a] = score
    for group in groups:
        held.add(tuple(sorted(group)))
    waiting = [tie for group in sorted(set(held.home.values())) for tie in held.ties(group)]
    heapify(waiting)
    while waiting:
        _, small, large = heappop(waiting)
        if held.home[small[0]] != small or held.home[large[0]] != large:
            continue  # one of them has grown: its new ties wait as well
        if not held.impossible(small, large):
            joined = tuple(sorted((*small, *large)))
            held.add(joined)
            for tie in held.ties(joined):
                heappush(waiting, tie)
    return sorted(set(held.home.values()))


@dataclass(slots=True)
class _Held:
    """The items, the scores between them, and the group that each is in."""

    items: Mapping[str, Item]
    compare: Callable[[Item, Item], Scored]
    barred: Collection[Pair]
    near: Near = field(default_factory=dict)
    home: dict[str, Group] = field(default_factory=dict)

    def add(self, group: Group) -> None:
        """Makes a group the home of its members."""
        self.home |= dict.fromkeys(group, group)

    def ties(self, group: Group) -> list[tuple[float, Group, Group]]:
        """The groups tied well enough to one: minus the support, the smaller, the larger."""
        others = {self.home[j] for i in group for j in self.near.get(i, ())} - {group}
        found = []
        for other in others:
            small, large = sorted((group, other), key=lambda g: (len(g), g))
            support = self.support(small, large)
            enough = ENOUGH[min(len(large), len(ENOUGH)) - 1]
            if SOME <= support < enough and len(small) * len(large) <= MOST:
                self.fill(small, large)
                support = self.support(small, large)
            if support >= enough:
                found.append((-round(support, 6), small, large))
        return found

    def fill(self, small: Group, large: Group) -> None:
        """Compares what was not compared yet."""
        for a, b in product(small, large):
            if b not in self.near.setdefault(a, {}):
                score = self.compare(self.items[a], self.items[b]).score
                self.near[a][b] = score
                self.near.setdefault(b, {})[a] = score

    def support(self, small: Group, large: Group) -> float:
        """How well two groups are tied, seen from either."""
        both = len(small) >= BEST
        return max(self.tied(small, large), self.tied(large, small) if both else 0.0)

    def tied(self, small: Group, large: Group) -> float:
        """How well the better tied half of a group is tied to the reports most like it."""
        told = []
        for one in small:
            tied = (s for j, s in self.near.get(one, {}).items() if self.home[j] == large)
            told.append(sum(sorted(tied, reverse=True)[:BEST]) / min(BEST, len(large)))
        best = sorted(told, reverse=True)[: (len(small) + 1) // 2]
        return sum(best) / len(best)

    def impossible(self, small: Group, large: Group) -> bool:
        """Whether what the two groups say of days, places and sides makes them two events."""
        one, other = ([self.items[i] for i in g] for g in (small, large))
        days = (_day(one), _day(other))
        if 0 in days or (days[0] and days[1] and abs(days[0] - days[1]) > 1):
            return True
        if _elsewhere(one, other):
            return True
        pairs = [pair(a, b) for a in small for b in large]
        if self.barred and any(p in self.barred for p in pairs):
            return True
        pairs.sort(key=lambda p: (-self.near.get(p[0], {}).get(p[1], 0.0), p))
        if len(pairs) > LOOKED:
            pairs = [*pairs[: LOOKED // 2], *pairs[-LOOKED // 2 :]]
        never = sum(_never(self.items[a], self.items[b]) for a, b in pairs)
        return never > SHARE * len(pairs)


def _never(a: Item, b: Item) -> bool:
    found = weigh(a, b)
    return found is None or any(r.weight < NEVER.get(r.name, -9.0) for r in found.reasons)


def _day(members: Sequence[Item]) -> int | None:
    """The day that most give in words; None where none does, 0 where some have no date at all."""
    spells = [spell(i.when, published=i.published, status=i.status) for i in members]
    if None in spells:
        return 0
    own = Counter(s.start for s in spells if s and s.sure and s.fine)
    return min(own, key=lambda d: (-own[d], d)) if own else None


def _elsewhere(one: Sequence[Item], other: Sequence[Item]) -> bool:
    """Whether both name a place, and the larger hardly ever that of the smaller."""
    ours, theirs = (Counter(p for i in g for p in _place(i)) for g in (one, other))
    if not ours or not theirs:
        return False
    mine, most = (min(c, key=lambda p: (-c[p], p)) for c in (ours, theirs))
    if {*mine.split()} & {*most.split()} or most in ours or any(named_by(most, i) for i in one):
        return False
    return theirs[most] > RATHER * theirs[mine] and theirs[most] >= SHARE * len(other)


def _place(item: Item) -> tuple[str, ...]:
    """The place that a report's own sentence names, if it is no stretch of land."""
    if item.where is None or area(item.where) or not named_by(item.where, item):
        return ()
    return (item.where.casefold(),)
