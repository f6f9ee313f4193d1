"""Keeps groups right while things come and go, touching only what is near to them.

The groups are those that `grouping.group` makes of all things at once, whatever the order in which
they came: two things are compared if they share a key and stand near each other in that key's list,
which is in order of time; scores under a floor count as none; what hangs together by scores is a
component, and components are grouped apart. So only components that a change touches are made anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import lru_cache
from types import ModuleType
from typing import Any, Generic, TypeVar

from onrecord.grouping import Pair, Scored, group
from onrecord.merging.numbering import key_number, number
from onrecord.merging.shelf import Edge, Held, Shelf

WINDOW = 512
"""How many things before and after it in the list of a key a thing is compared with. Lists are
shorter as a rule; where they are not, the cost of one more thing stays the same."""

MOST = 1024
"""Things of one component at most. A larger one is cut: first only higher scores count, then only
those between things of one week, of one day, then none. One of 1,024 takes about a second."""

WEEK, DAY = 7 * 1440, 1440
"""Minutes: the unit of `order`."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane(Generic[T]):
    """A stage as the neighbourhood needs it; `lane` makes one of a module.

    `gathered` are fields of an item that `keys` and `compare` do not look at. `settle` makes the
    scores of a whole component what they are when all of it is looked at together; `chain` adds
    those that follow from others, and compares nothing; `attach` joins groups once more.
    With `whole`, a component is a group.
    """

    name: str
    make: Callable[[Mapping[str, Any]], T]
    keys: Callable[[T], Iterable[str]]
    compare: Callable[[T, T], Scored]
    threshold: float
    floor: float
    gathered: frozenset[str] = frozenset()
    settle: Callable[[Mapping[str, T], Mapping[Pair, Scored]], Mapping[Pair, Scored]] | None = None
    chain: Callable[[Mapping[str, T], Mapping[Pair, float]], Mapping[Pair, float]] | None = None
    attach: Callable[..., Sequence[tuple[str, ...]]] | None = None
    whole: bool = False
    window: int = WINDOW
    most: int = MOST


def lane(name: str, stage: ModuleType | Any, **more: Any) -> Lane[Any]:
    """The lane of a stage: a module with `Item`, `keys`, `compare` and `THRESHOLD`.

    Scores under `FLOOR`, or half the threshold where there is none, count as none.
    """
    return Lane(
        name=name,
        make=lambda line: made(stage.Item, line),
        keys=stage.keys,
        compare=stage.compare,
        threshold=stage.THRESHOLD,
        floor=getattr(stage, "FLOOR", stage.THRESHOLD / 2),
        settle=getattr(stage, "settle", None),
        chain=getattr(stage, "chain", None),
        attach=getattr(stage, "attach", None),
        **more,
    )


def made(kind: type[T], line: Mapping[str, Any]) -> T:
    """The item that `plain` and JSON made a line of: lists become tuples again."""
    of: Any = kind
    return kind(**{name: _tuple(line[name]) for name in _fields(of) if name in line})


@lru_cache(maxsize=64)
def _fields(kind: Any) -> tuple[str, ...]:
    """The names of the fields of an item's class."""
    return tuple(f.name for f in fields(kind))


def _tuple(value: Any) -> Any:
    if not isinstance(value, list | tuple):
        return value
    # Most are flat: what holds only numbers or words needs no look at each.
    if _NESTED.isdisjoint(map(type, value)):
        return tuple(value)
    return tuple(map(_tuple, value))


_NESTED = frozenset([list, tuple])


def plain(item: Any) -> dict[str, Any]:
    """The item as JSON can keep it: its fields, which are plain values or items themselves."""
    kind: Any = type(item)
    found = {name: getattr(item, name) for name in _fields(kind)}
    return {k: plain(v) if is_dataclass(v) else v for k, v in found.items()}


@dataclass(slots=True)
class Regrouped:
    """What a change did: the groups near it before and after, each as number -> members."""

    before: dict[int, tuple[int, ...]] = field(default_factory=dict)
    after: dict[int, tuple[int, ...]] = field(default_factory=dict)


class Neighbourhood(Generic[T]):
    """The things of one stage and their groups."""

    def __init__(self, of: Lane[T], shelf: Shelf) -> None:
        self.lane = of
        self.shelf = shelf
        f, t = of.floor, of.threshold
        high = (1 + t) / 2
        self._levels = ((f, 0), (t, 0), (high, 0), (high, WEEK), (high, DAY))
        self._items: dict[int, T] = {}

    def number(self, identity: str) -> int:
        """The number of the thing of that id in this stage."""
        return number(self.lane.name, identity)

    def change(
        self,
        put: Iterable[tuple[T, int, str | None]] = (),
        *,
        drop: Iterable[str] = (),
        again: Iterable[int] = (),
    ) -> Regrouped:
        """Takes in things, each with its order in time and its story, and out others, and regroups
        around them.

        A thing that is there already as it is changes nothing. `again` are numbers to be regrouped
        because somebody joined or split them.
        """
        touched = set(again)
        before: dict[int, int] = {}
        old = self.shelf.held([self.number(i) for i in drop])
        for held in old.values():
            before[held.number] = held.group
            touched |= self._leave(held)
        for item, order, story in put:
            touched |= self._put(item, order=order, story=story, before=before)
        there = self.shelf.held(touched)
        touched = {n for n in touched if n in there}
        return self._regroup(touched, before)

    def _put(self, item: T, *, order: int, story: str | None, before: dict[int, int]) -> set[int]:
        of: Any = item
        n = self.number(of.id)
        line = plain(item)
        keys = tuple(sorted({key_number(self.lane.name, k) for k in self.lane.keys(item)}))
        there = self.shelf.held([n]).get(n)
        touched: set[int] = set()
        level = 0
        if there is not None:
            if there.id != of.id:
                raise ValueError(f"{of.id!r} and {there.id!r} have the same number.")
            different = {k for k in line if _tuple(there.line.get(k)) != _tuple(line[k])}
            if different <= self.lane.gathered and (there.order, there.keys) == (order, keys):
                if different:
                    self._items[n] = item
                    self.shelf.renew(replace(there, line=line))
                return touched
            before.setdefault(n, there.group)
            level = there.level
            touched |= self._leave(there)
        held = Held(number=n, id=of.id, order=order, keys=keys, line=line, story=story, level=level)
        self._items[n] = item
        return touched | self._enter(held)

    def _enter(self, held: Held) -> set[int]:
        delta: Counter[tuple[int, int]] = Counter()
        for early, late in self._near(held):
            for other in (*early, *late):
                delta[_pair(held.number, other)] += 1
            for a, b in self._straddling(early, late):
                delta[_pair(a, b)] -= 1
        self.shelf.keep(self.lane.name, held)
        return self._apply(delta, new=held.number) | {held.number}

    def _leave(self, held: Held) -> set[int]:
        touched = {b for _, b, _ in self.shelf.edges([held.number])}
        touched |= {b for _, b in self.shelf.together([held.number])}
        self.shelf.drop(held)
        self._items.pop(held.number, None)
        delta: Counter[tuple[int, int]] = Counter()
        for early, late in self._near(held):
            for a, b in self._straddling(early, late):
                delta[_pair(a, b)] += 1
        return touched | self._apply(delta)

    def _near(self, held: Held) -> list[tuple[list[int], list[int]]]:
        return self.shelf.near(
            held.keys, order=held.order, number=held.number, window=self.lane.window
        )

    def _straddling(self, early: list[int], late: list[int]) -> Iterable[tuple[int, int]]:
        """The pairs that are near each other only as long as nothing stands in between here."""
        last = self.lane.window - 1
        for i, one in enumerate(early):
            if 0 <= last - i < len(late):
                yield one, late[last - i]

    def _apply(self, delta: Counter[tuple[int, int]], *, new: int | None = None) -> set[int]:
        """Adds the changes of support, compares what is near for the first time. A `new` thing has
        no edges yet."""
        pairs = [p for p, d in delta.items() if d]
        if not pairs:
            return set()
        there = self.shelf.support([p for p in pairs if new not in p])
        first = [p for p in pairs if p not in there and delta[p] > 0]
        self._load({n for p in first for n in p})
        rows: list[tuple[int, int, float, int]] = []
        for a, b in first:
            score = self.lane.compare(self._items[a], self._items[b]).score
            if score >= self.lane.floor:
                rows.append((a, b, score, delta[a, b]))
        touched = {n for a, b, _, _ in rows for n in (a, b)}
        for p, support in there.items():
            left = support + delta[p]
            rows.append((*p, -1.0, left))
            if left <= 0:
                touched |= set(p)
        self.shelf.write(rows)
        return touched

    def items(self, numbers: Iterable[int]) -> dict[int, T]:
        """The things of those numbers that are there."""
        wanted = set(numbers)
        self._load(wanted)
        return {n: self._items[n] for n in sorted(wanted) if n in self._items}

    def _load(self, numbers: set[int]) -> None:
        if len(self._items) > 20_000:
            self._items = {n: i for n, i in self._items.items() if n in numbers}
        missing = [n for n in numbers if n not in self._items]
        for n, held in self.shelf.held(missing).items():
            self._items[n] = self.lane.make(held.line)

    def _regroup(self, touched: set[int], before: dict[int, int]) -> Regrouped:
        todo, done = set(touched), set[int]()
        large: dict[int, int] = {}
        rows: list[tuple[int, int, int]] = []
        groups: dict[int, tuple[int, ...]] = {}
        while todo:
            seed = min(todo)
            todo.discard(seed)
            if seed in done:
                continue
            component, edges, level = self._component(seed, todo, large)
            held = self.shelf.held(component)
            for made_of in self._groups(held, edges):
                first = min(made_of, key=lambda n: (held[n].order, n))
                groups[first] = tuple(sorted(made_of))
                rows += [
                    (n, first, level)
                    for n in made_of
                    if (held[n].group, held[n].level) != (first, level)
                ]
            before |= {n: h.group for n, h in held.items() if n not in before and h.group != -1}
            done |= component
        self.shelf.regroup(rows)
        was: dict[int, list[int]] = {}
        for n, g in before.items():
            if g != -1:
                was.setdefault(g, []).append(n)
        return Regrouped(before={g: tuple(sorted(ns)) for g, ns in was.items()}, after=groups)

    def _component(
        self, seed: int, todo: set[int], large: dict[int, int]
    ) -> tuple[set[int], dict[tuple[int, int], float], int]:
        """What hangs together with a thing, the edges in it and the level at which it is small
        enough. `large` tells at how many levels a thing is known to be in too large a component."""
        for level, (floor, span) in enumerate(self._levels):
            if level < large.get(seed, 0):
                continue
            found, whole = self._reach(seed, floor=floor, span=span)
            if whole:
                return set(found[0]), found[1], level
            # Whatever stood at this level or a lower one is to be cut anew as well.
            standing = self._standing(seed, floor=floor, span=span, level=level)
            todo |= standing
            for n in standing | found[0]:
                large[n] = level + 1
        return {seed}, {}, len(self._levels)

    def _reach(
        self, seed: int, *, floor: float, span: int
    ) -> tuple[tuple[set[int], dict[tuple[int, int], float]], bool]:
        """All that hangs together with a thing, and the edges in it; False if it is too much."""
        seen, border = {seed}, [seed]
        scores: dict[tuple[int, int], float] = {}
        slices = self._slices([seed], span)
        while border and len(seen) <= self.lane.most:
            found = self._beside(border, floor=floor, span=span, slices=slices)
            forced = self.shelf.together(border)
            for a, b, score in found:
                scores[_pair(a, b)] = score
            ends = {b for _, b, _ in found} | {b for _, b in forced}
            border = sorted(ends - seen)
            seen.update(border)
        return (seen, scores), len(seen) <= self.lane.most

    def _beside(
        self, border: Sequence[int], *, floor: float, span: int, slices: dict[int, int]
    ) -> list[Edge]:
        found = [(a, b, s) for a, b, s in self.shelf.edges(border) if s >= floor]
        if span:
            ends = {n for a, b, _ in found for n in (a, b)}
            slices |= self._slices([n for n in ends if n not in slices], span)
            found = [(a, b, s) for a, b, s in found if slices[a] == slices[b]]
        return found

    def _slices(self, numbers: Sequence[int], span: int) -> dict[int, int]:
        if not span:
            return {}
        return {n: h.order // span for n, h in self.shelf.held(numbers).items()}

    def _standing(self, seed: int, *, floor: float, span: int, level: int) -> set[int]:
        """What hangs together with a thing through things that stood at this level or below."""
        seen, border, out = {seed}, [seed], set[int]()
        slices = self._slices([seed], span)
        while border:
            found = self._beside(border, floor=floor, span=span, slices=slices)
            ends = {b for _, b, _ in found} | {b for _, b in self.shelf.together(border)}
            held = self.shelf.held(ends - seen)
            border = sorted(n for n, h in held.items() if h.level <= level)
            seen |= ends
            out.update(border)
        return out

    def _groups(
        self, held: Mapping[int, Held], edges: Mapping[tuple[int, int], float]
    ) -> Iterable[tuple[int, ...]]:
        if len(held) == 1 or self.lane.whole:
            return [tuple(held)]
        numbers = list(held)
        names = {n: f"{n:016x}" for n in numbers}
        together = [(names[a], names[b]) for a, b in self.shelf.together(numbers) if b in names]
        apart = [(names[a], names[b]) for a, b in self.shelf.apart(numbers) if b in names]
        scores = {(names[a], names[b]): s for (a, b), s in edges.items()}
        if self.lane.settle is not None:
            self._load(set(numbers))
            these = {names[n]: self._items[n] for n in numbers}
            scored = {p: self.lane.compare(these[p[0]], these[p[1]]) for p in sorted(scores)}
            scores = {p: s.score for p, s in self.lane.settle(these, scored).items()}
        items = {}
        if self.lane.chain is not None or self.lane.attach is not None:
            self._load(set(numbers))
            items = {n: self._items[i] for i, n in names.items()}
        if self.lane.chain is not None:
            scores = dict(self.lane.chain(items, scores))
        found: Sequence[tuple[str, ...]] = group(
            list(names.values()),
            scores,
            threshold=self.lane.threshold,
            together=together,
            apart=apart,
        )
        if self.lane.attach is not None:
            found = self.lane.attach(items, scores, found, apart=apart)
        return [tuple(int(n, 16) for n in one) for one in found]


def _pair(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)
