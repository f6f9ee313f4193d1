"""A selection over time: how many things in each day, week, month or year, by quad class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.views.frame import NEVER, Selection

MOST = 90
"""Bars at most; then a coarser unit is taken."""

FEW = 0.05
"""Share of the things that may stand far from all others; they are told, not drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One stretch of time, both days inside, with the number for each series key."""

    since: str
    until: str
    counts: dict[str, int]

    @property
    def total(self) -> int:
        """How many things there are in it."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Bars without gaps; `unit` day|week|month|year; `undated` things are in none, and neither are
    the few `before` and `after` that stand so far off that the others would not be seen."""

    unit: str
    bars: tuple[Bar, ...]
    undated: int
    before: int = 0
    after: int = 0

    @property
    def highest(self) -> int:
        """The most that a bar has."""
        return max((bar.total for bar in self.bars), default=0)

    @property
    def before_until(self) -> str:
        """The day before the first bar."""
        return (date.fromisoformat(self.bars[0].since) - timedelta(days=1)).isoformat()

    @property
    def after_since(self) -> str:
        """The day after the last bar."""
        return (date.fromisoformat(self.bars[-1].until) + timedelta(days=1)).isoformat()


def timeline(
    chosen: Selection, *, series: str = "quad", most: int = MOST, whole: bool = False
) -> Timeline:
    """The things chosen by the first of their days; all of them in bars if `whole`."""
    return chosen.once(
        ("timeline", series, most, whole),
        lambda: _timeline(chosen, series=series, most=most, whole=whole),
    )


def _timeline(chosen: Selection, *, series: str, most: int, whole: bool) -> Timeline:
    frame = chosen.frame
    days = frame.first[chosen.at]
    dated = days[days != NEVER]
    undated = len(days) - len(dated)
    span = chosen.span()
    if span is None:
        return Timeline(unit="day", bars=(), undated=undated)
    first, latest = span if whole else core(dated)
    before, after = int((dated < first).sum()), int((dated > latest).sum())
    unit, starts = _starts(first, latest, most=most)
    edges = np.array([s.toordinal() for s in starts], dtype=np.int64)
    held = frame.pairs.get(series)
    if held is None:
        keys = [""]
        rows: NDArray[Any] = chosen.at
        codes: NDArray[Any] = np.zeros(len(rows), dtype=np.int64)
    else:
        keys = held.vocabulary.keys
        rows, codes = held.of(chosen.at, chosen.mask)
    days = frame.first[rows]
    drawn = (days >= first) & (days <= latest)
    # Which stretch each day lies in.
    stretch = np.searchsorted(edges, np.arange(first, latest + 1), side="right") - 1
    slot, codes = stretch[days[drawn] - first], codes[drawn]
    table = np.bincount(slot * len(keys) + codes, minlength=len(starts) * len(keys))
    bars = []
    for n, counts in enumerate(table.reshape(len(starts), len(keys)).tolist()):
        end = starts[n + 1] if n + 1 < len(starts) else _after(starts[n], unit)
        found = {key: count for key, count in zip(keys, counts, strict=True) if count}
        last = end - timedelta(days=1) if end is not None else date.max
        bars.append(Bar(since=starts[n].isoformat(), until=last.isoformat(), counts=found))
    return Timeline(unit=unit, bars=tuple(bars), undated=undated, before=before, after=after)


def core(days: NDArray[Any]) -> tuple[int, int]:
    """The first and last of the days between which nearly all stand: a few days are left out that
    are farther from the others than these are from each other.

    >>> core(np.array([1, *range(500, 520), 521] * 2)), core(np.array([1, 2, 9]))
    ((500, 521), (1, 9))
    """
    counts = np.bincount(days - days.min())
    some = np.flatnonzero(counts)
    counts, some = counts[some], some + int(days.min())
    low, high, spare = 0, len(some) - 1, max(int(FEW * len(days)), int(len(days) >= 8))
    while high > low:
        gaps = np.diff(some[low : high + 1])
        widest = low + int(gaps.argmax())
        left, right = int(counts[low : widest + 1].sum()), int(counts[widest + 1 : high + 1].sum())
        rest = some[high] - some[widest + 1] if left <= right else some[widest] - some[low]
        if min(left, right) > spare or some[widest + 1] - some[widest] <= max(rest, 14):
            break
        spare -= min(left, right)
        low, high = (widest + 1, high) if left <= right else (low, widest)
    return int(some[low]), int(some[high])


def _starts(first: int, last: int, *, most: int) -> tuple[str, list[date]]:
    """The unit and the first days of its stretches from one day to another.

    >>> _starts(date(2026, 1, 30).toordinal(), date(2026, 2, 2).toordinal(), most=9)[0]
    'day'
    >>> _starts(date(2020, 1, 30).toordinal(), date(2026, 2, 2).toordinal(), most=9)
    ... # doctest: +ELLIPSIS
    ('year', [datetime.date(2020, 1, 1), ..., datetime.date(2026, 1, 1)])
    """
    lengths = {"day": 1, "week": 7, "month": 30}
    unit = next((u for u, n in lengths.items() if (last - first) / n < most), "year")
    start, end = date.fromordinal(first), date.fromordinal(last)
    at: date | None = start
    if unit == "week":
        at = start - timedelta(days=min(start.weekday(), first - 1))
    elif unit in ("month", "year"):
        at = start.replace(day=1) if unit == "month" else start.replace(month=1, day=1)
    out = []
    while at is not None and at <= end:
        out.append(at)
        at = _after(at, unit)
    return unit, out


def _after(at: date, unit: str) -> date | None:
    """The day on which the next stretch begins; None where the calendar ends."""
    try:
        if unit == "year":
            return at.replace(year=at.year + 1)
        if unit == "month":
            return at.replace(year=at.year + at.month // 12, month=at.month % 12 + 1)
        return at + timedelta(days=1 if unit == "day" else 7)
    except (ValueError, OverflowError):
        return None
