"""What each outlet contributes over time, and where there are gaps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from onrecord.store.printing import Printed

COLUMNS = 60
"""Stretches of time drawn at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """An outlet: how many stories, from when to when, stories in each stretch, its longest gap in
    days, and how many of its stories repeat another outlet's."""

    name: str
    stories: int
    undated: int
    first: str | None
    last: str | None
    strip: tuple[int, ...]
    gap: tuple[str, str, int] | None
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The outlets with most stories, how many outlets there are, the days that the strips span,
    and who repeats whom: (who, whom, stories)."""

    outlets: tuple[Outlet, ...]
    of: int
    since: str | None
    until: str | None
    repeats: tuple[tuple[str, str, int], ...]


def coverage(of: Printed) -> Coverage:
    """The outlets whose days are told.

    >>> days = {"Wire": [("2026-03-01", 2), ("2026-03-09", 1)], "Post": [(None, 1)]}
    >>> found = coverage(Printed(outlets=[("Wire", 3), ("Post", 1)], days=days,
    ...     since="2026-03-01", until="2026-03-09", copies={}, repeats=[("Post", "Wire", 1)]))
    >>> [(o.name, o.stories, o.gap) for o in found.outlets]
    [('Wire', 3, ('2026-03-02', '2026-03-08', 7)), ('Post', 1, None)]
    """
    low, high = _date(of.since), _date(of.until)
    totals = dict(of.outlets)
    outlets = []
    for name, counted in of.days.items():
        by_day = {at: many for day, many in counted if (at := _date(day)) is not None}
        outlets.append(
            Outlet(
                name=name or "",
                stories=totals[name],
                undated=totals[name] - sum(by_day.values()),
                first=min(by_day).isoformat() if by_day else None,
                last=max(by_day).isoformat() if by_day else None,
                strip=_strip(by_day, low, high),
                gap=_gap(by_day),
                copies=of.copies.get(name, 0),
            )
        )
    return Coverage(
        outlets=tuple(outlets),
        of=len(of.outlets),
        since=low.isoformat() if low else None,
        until=high.isoformat() if high else None,
        repeats=tuple((who or "", whom or "", many) for who, whom, many in of.repeats),
    )


def _date(day: str | None) -> date | None:
    try:
        return date.fromisoformat((day or "")[:10])
    except ValueError:
        return None


def _strip(days: dict[date, int], low: date | None, high: date | None) -> tuple[int, ...]:
    if low is None or high is None:
        return ()
    span = (high - low).days + 1
    columns = min(COLUMNS, span)
    out = [0] * columns
    for day, count in days.items():
        out[(day - low).days * columns // span] += count
    return tuple(out)


def _gap(days: dict[date, int]) -> tuple[str, str, int] | None:
    """The longest stretch without a story between an outlet's first and last."""
    order = sorted(days)
    gaps = [((b - a).days - 1, a, b) for a, b in pairwise(order)]
    longest = max(gaps, default=(0, date.min, date.min))
    if longest[0] < 1:
        return None
    one = timedelta(days=1)
    return (longest[1] + one).isoformat(), (longest[2] - one).isoformat(), longest[0]
