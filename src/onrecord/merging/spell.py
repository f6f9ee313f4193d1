"""The days on which an act may have happened, as its report and the report's date leave them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

SURE = frozenset({"stated", "resolved", "weekday"})
"""Bases of a date that the words give; the others only say when the story was printed."""
OPEN = frozenset({"planned", "called_for", "conditional"})
AHEAD = 2
"""Days by which a report of what happened may be dated before it: night hours, time zones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spell:
    """First and last day as ordinals; `sure` where the words say so, `fine` to the day."""

    start: int
    end: int
    sure: bool
    fine: bool


def ordinal(day: str | None) -> int | None:
    """The number of an ISO day, month or year's first day; None for what is none.

    >>> ordinal("2021-01-11T08:00"), ordinal("2021"), ordinal("soon")
    (737801, 737791, None)
    """
    text = (day or "")[:10]
    for form in (text, f"{text}-01", f"{text}-01-01"):
        try:
            return date.fromisoformat(form).toordinal()
        except ValueError:
            continue
    return None


def iso(number: int) -> str:
    """The day of an ordinal."""
    return date.fromordinal(number).isoformat()


def day(published: Mapping[str, Any] | None) -> str | None:
    """The publication day of a story line."""
    number = ordinal((published or {}).get("date"))
    return iso(number) if number else None


def spell(when: Mapping[str, Any] | None, *, published: str | None, status: str) -> Spell | None:
    """The days of an act; None where nothing is known.

    A date that lies after the story's own is not believed of what is told as done. Without a
    date in the words the act lies in the days before the story, a plan in the weeks after.
    """
    printed = ordinal(published)
    if when and when["basis"] in SURE and not when.get("candidates"):
        start, end = ordinal(when["start"]), ordinal(when["end"])
        if start is not None and end is not None and start <= end:
            late = printed is not None and start > printed + AHEAD and status not in OPEN
            if not late:
                return Spell(start=start, end=end, sure=True, fine=end - start <= AHEAD)
    if printed is None:
        return None
    if status in OPEN:
        return Spell(start=printed, end=printed + 30, sure=False, fine=False)
    return Spell(start=printed - 3, end=printed, sure=False, fine=False)


def weekday(number: int) -> str:
    """The name of a day of the week.

    >>> weekday(737801)
    'Monday'
    """
    return (date.min + timedelta(days=number - 1)).strftime("%A")
