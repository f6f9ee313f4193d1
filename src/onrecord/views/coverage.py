"""What each outlet contributes over time, and where there are gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

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


def coverage(
    days: Iterable[tuple[str | None, str | None, int]],
    repeats: Iterable[tuple[str | None, str | None, int]],
    *,
    most: int,
) -> Coverage:
    """The outlets from (outlet, day, stories) and (outlet, outlet repeated, stories).

    >>> told = [("Wire", "2026-03-01", 2), ("Wire", "2026-03-09", 1), ("Post", None, 1)]
    >>> found = coverage(told, [("Post", "Wire", 1)], most=5)
    >>> [(o.name, o.stories, o.gap) for o in found.outlets]
    [('Wire', 3, ('2026-03-02', '2026-03-08', 7)), ('Post', 1, None)]
    """
    held: dict[str, dict[date, int]] = {}
    undated: dict[str, int] = {}
    for outlet, day, count in days:
        name = outlet or ""
        try:
            at = date.fromisoformat((day or "")[:10])
        except ValueError:
            undated[name] = undated.get(name, 0) + count
            held.setdefault(name, {})
            continue
        by_day = held.setdefault(name, {})
        by_day[at] = by_day.get(at, 0) + count
    copying = [(a or "", b or "", n) for a, b, n in repeats]
    everything = [d for by_day in held.values() for d in by_day]
    low, high = min(everything, default=None), max(everything, default=None)
    totals = {name: sum(d.values()) + undated.get(name, 0) for name, d in held.items()}
    order = sorted(held, key=lambda name: (-totals[name], name))[:most]
    outlets = tuple(
        Outlet(
            name=name,
            stories=totals[name],
            undated=undated.get(name, 0),
            first=min(held[name]).isoformat() if held[name] else None,
            last=max(held[name]).isoformat() if held[name] else None,
            strip=_strip(held[name], low, high),
            gap=_gap(held[name]),
            copies=sum(n for a, b, n in copying if a == name and b != name),
        )
        for name in order
    )
    return Coverage(
        outlets=outlets,
        of=len(held),
        since=low.isoformat() if low else None,
        until=high.isoformat() if high else None,
        repeats=tuple(
            sorted(((a, b, n) for a, b, n in copying if a != b), key=lambda r: (-r[2], r))
        ),
    )


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
