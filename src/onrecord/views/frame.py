"""Things as columns of numbers: any selection of them, and its counts, in milliseconds.

A frame holds what can be filtered and counted, in memory; words come from the store, for the few
things that a page shows. 100,000 events with 1,000,000 reports take about 40 MB.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from onrecord.views.pairs import Mask, Pairs, Places, Tally, Vocabulary, none

Numbers = NDArray[np.int32]
Made = TypeVar("Made")

NEVER = -1
"""The day of a thing without a day."""

KEPT = 12
"""Selections of a frame that are kept: what an analyst goes to and fro between."""

POINT = "point"
"""The field of points on the map; its keys are hundredths of degrees, its names those of places."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What a frame keeps of a thing: its key, its days, and values by field; a value is a pair of
    (key, name). `weight` is its confidence, `size` how many reports it has."""

    number: int
    first: str | None
    last: str | None
    values: Mapping[str, Sequence[tuple[str, str]]]
    weight: float = 0.0
    size: int = 1
    point: tuple[float, float] | None = None

    def of(self, name: str) -> Sequence[tuple[str, str]]:
        """The values of a field."""
        if name == POINT and self.point is not None:
            place = self.values.get("place") or [("", "")]
            return [(point(*self.point), place[-1][0])]
        return self.values.get(name, ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A selection: for each field the values of which one is wanted, days, least confidence, and
    the numbers of things that a full-text search found."""

    values: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: str | None = None
    until: str | None = None
    sure: float | None = None
    found: NDArray[np.int64] | None = None

    def key(self) -> object:
        """What tells a selection from others, as long as both are there."""
        values = tuple(sorted((name, tuple(some)) for name, some in self.values.items() if some))
        found = None if self.found is None else id(self.found)
        return values, self.since, self.until, self.sure, found


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """The columns of many things, in order of their number."""

    numbers: NDArray[np.int64]
    first: Numbers
    last: Numbers
    weight: NDArray[np.float32]
    size: Numbers
    pairs: Mapping[str, Pairs]
    _made: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.numbers)

    def once(self, name: object, make: Callable[[], Made]) -> Made:
        """What is made of the frame, kept as long as it is."""
        if name not in self._made:
            self._made[name] = make()
        made: Made = self._made[name]
        return made

    def select(self, asked: Asked) -> Selection:
        """The things asked for; what was asked last is kept, with what was counted of it."""
        key = asked.key()
        held: dict[Any, tuple[Asked, Selection]] = self.once("selections", dict)
        found = held.get(key)
        if found is None:
            for old in list(held)[: max(0, len(held) - KEPT)]:
                held.pop(old, None)
            found = held[key] = (asked, self._select(asked))
        return found[1]

    def _select(self, asked: Asked) -> Selection:
        parts: dict[str, Mask] = {}
        for name, wanted in asked.values.items():
            if wanted:
                parts[name] = self._having(name, wanted)
        if asked.since:
            parts["since"] = (self.last >= ordinal(asked.since)) & (self.last != NEVER)
        if asked.until:
            parts["until"] = (self.first <= ordinal(asked.until)) & (self.first != NEVER)
        if asked.sure is not None:
            parts["sure"] = self.weight >= np.float32(asked.sure) - 1e-4
        if asked.found is not None:
            parts["found"] = self._found(asked.found)
        return selection(self, parts) if parts else self.select_all()

    def select_all(self) -> Selection:
        """All things."""
        return self.once("all", lambda: selection(self, {}))

    def _having(self, name: str, wanted: Iterable[str]) -> Mask:
        held = self.pairs.get(name)
        if held is None:
            return np.zeros(len(self), dtype=bool)
        return held.having({code for one in wanted for code in held.vocabulary.like(one)})

    def _found(self, numbers: NDArray[np.int64]) -> Mask:
        out = np.zeros(len(self), dtype=bool)
        if len(self):
            at = np.minimum(np.searchsorted(self.numbers, numbers), len(self) - 1)
            out[at[self.numbers[at] == numbers]] = True
        return out

    def changed(self, rows: Iterable[Row], *, gone: Iterable[int] = ()) -> Frame:
        """The frame with these things added, in place of those of the same number, others gone.

        >>> row = Row(number=7, first="2026-03-04", last=None, values={"type": [("CONSULT", "")]})
        >>> held = empty().changed([row])
        >>> len(held.changed([row])), len(held.changed([], gone=[7]))
        (1, 0)
        """
        some = {row.number: row for row in rows}
        out = np.array(sorted({*gone, *some}), dtype=np.int64)
        keep = np.ones(len(self), dtype=bool)
        if len(self) and len(out):
            at = np.minimum(np.searchsorted(self.numbers, out), len(self) - 1)
            keep[at[self.numbers[at] == out]] = False
        held = sorted(some.values(), key=lambda row: row.number)
        new = np.array([r.number for r in held], dtype=np.int64)
        numbers = np.concatenate([self.numbers[keep], new])
        # What is new mostly has numbers beyond all others.
        order = None if bool((np.diff(numbers) > 0).all()) else np.argsort(numbers, kind="stable")

        def column(old: NDArray[Any], values: Iterable[Any]) -> NDArray[Any]:
            both = np.concatenate([old[keep], np.array(list(values), dtype=old.dtype)])
            return both if order is None else both[order]

        fields = dict.fromkeys([*self.pairs, *(n for row in held for n in row.values)])
        if any(row.point for row in held):
            fields.setdefault(POINT)
        return Frame(
            numbers=numbers if order is None else numbers[order],
            first=column(self.first, (ordinal(r.first) for r in held)),
            last=column(self.last, (ordinal(r.last or r.first) for r in held)),
            weight=column(self.weight, (r.weight for r in held)),
            size=column(self.size, (r.size for r in held)),
            pairs={
                name: self.field(name).changed(keep, [r.of(name) for r in held], order)
                for name in fields
            },
        )

    def sized(self, size: Numbers) -> Frame:
        """The frame with other sizes."""
        return replace(self, size=size, _made={})

    def field(self, name: str) -> Pairs:
        """The values of a field."""
        return self.pairs.get(name) or none(len(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Things of a frame that were asked for; `parts` is what each condition alone lets through,
    `at` the places of the things in the frame."""

    frame: Frame
    parts: Mapping[str, Mask]
    mask: Mask
    at: Places
    _made: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: object, make: Callable[[], Made]) -> Made:
        """What is made of the selection, kept as long as it is."""
        if name not in self._made:
            self._made[name] = make()
        made: Made = self._made[name]
        return made

    @property
    def total(self) -> int:
        """How many they are."""
        return len(self.at)

    @property
    def whole(self) -> bool:
        """Whether they are all things of the frame."""
        return len(self.at) == len(self.frame)

    def without(self, *names: str) -> Mask:
        """What the other conditions let through: what a filter's values are counted over."""
        if not set(names) & set(self.parts):
            return self.mask
        return _all(self.frame, {n: mask for n, mask in self.parts.items() if n not in names})

    def tally(self, name: str, *, open_ended: bool = False) -> Tally:
        """The values of a field with how many things have them.

        `open_ended` counts as if the field's own filter were not set.
        """
        if not (open_ended and name in self.parts):
            return self.once(("tally", name), lambda: self._tally(name, self.mask, self.at))
        return self.once(("open", name), lambda: self._open_tally(name))

    def _open_tally(self, name: str) -> Tally:
        mask = self.without(name)
        at = np.flatnonzero(mask)
        if len(at) == len(self.frame):
            return self.frame.select_all().tally(name)
        return self._tally(name, mask, at)

    def _tally(self, name: str, mask: Mask, at: Places) -> Tally:
        held = self.frame.pairs.get(name)
        if held is None:
            return Tally(counted=np.empty(0, dtype=np.int64), vocabulary=Vocabulary())
        _, codes = held.of(at, mask)
        counted = np.bincount(codes, minlength=len(held.vocabulary.keys))
        return Tally(counted=counted, vocabulary=held.vocabulary)

    def counts(self, name: str, *, open_ended: bool = False) -> list[tuple[str, str, int]]:
        """The same as a list, most first: (key, name, number)."""
        return self.tally(name, open_ended=open_ended).top()

    def numbers(self, *, by: str = "-date", start: int = 0, limit: int | None = 50) -> list[int]:
        """The numbers of the things in order: date, confidence or reports, a minus for the other
        way round; things without a day come last."""
        frame = self.frame
        end = None if limit is None else start + limit
        if self.total * 8 < len(frame):
            order = self.at[np.argsort(_keys(frame, by)[self.at], kind="stable")]
        else:
            order = frame.once(("order", by), lambda: np.argsort(_keys(frame, by), kind="stable"))
            order = order if self.whole else order[self.mask[order]]
        found: list[int] = frame.numbers[order[start:end]].tolist()
        return found

    def span(self) -> tuple[int, int] | None:
        """The first and last day that one of them has."""
        days = self.frame.first[self.at]
        days = days[days != NEVER]
        return (int(days.min()), int(days.max())) if len(days) else None


def selection(frame: Frame, parts: Mapping[str, Mask]) -> Selection:
    """The things of a frame that all these conditions let through."""
    mask = _all(frame, parts)
    return Selection(frame=frame, parts=parts, mask=mask, at=np.flatnonzero(mask))


def _all(frame: Frame, parts: Mapping[str, Mask]) -> Mask:
    return reduce(np.logical_and, parts.values(), np.ones(len(frame), dtype=bool))


def _keys(frame: Frame, by: str) -> NDArray[Any]:
    """What things are sorted by."""
    name = by.lstrip("-")
    columns: dict[str, NDArray[Any]] = {"confidence": frame.weight, "reports": frame.size}
    column = columns.get(name, frame.first)
    keys = -column if by.startswith("-") else column
    if name not in columns:
        keys = np.where(column == NEVER, np.iinfo(np.int32).max, keys)
    return keys


def empty() -> Frame:
    """A frame of nothing."""
    nothing = np.empty(0, dtype=np.int32)
    return Frame(
        numbers=np.empty(0, dtype=np.int64),
        first=nothing,
        last=nothing,
        weight=np.empty(0, dtype=np.float32),
        size=nothing,
        pairs={},
    )


def ordinal(day: str | None) -> int:
    """The number of a day, `NEVER` for none.

    >>> ordinal("1970-01-01"), ordinal(None), ordinal("-5")
    (719163, -1, -1)
    """
    try:
        return date.fromisoformat((day or "")[:10]).toordinal()
    except ValueError:
        return NEVER


def point(lat: float, lon: float) -> str:
    """The key of a point on the map.

    >>> point(52.516, -1.404)
    '5252,-140'
    """
    return f"{round(lat * 100)},{round(lon * 100)}"
