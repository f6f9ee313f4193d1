"""Arithmetic of the calendar: TIMEX3 values, the days that they cover, steps between them."""

from __future__ import annotations

import re
from datetime import date, timedelta

_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d{2})(?:-(?P<day>\d{2})(?:T(?P<clock>\d{2}:\d{2})|T[A-Z]{2})?)?"
    r"|W(?P<week>\d{2})(?P<weekend>-WE)?|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?"
)
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
FIRST_YEAR, LAST_YEAR = 1000, 2999


def month_on(year: int, month: int, *, steps: int) -> tuple[int, int]:
    """The month `steps` months after a month.

    >>> month_on(2020, 11, steps=3), month_on(2020, 1, steps=-1)
    ((2021, 2), (2019, 12))
    """
    index = year * 12 + month - 1 + steps
    return index // 12, index % 12 + 1


def month_end(year: int, month: int) -> date:
    """The last day of a month.

    >>> month_end(2024, 2).isoformat()
    '2024-02-29'
    """
    following, first = month_on(year, month, steps=1)
    return date(following, first, 1) - timedelta(days=1)


def real(year: int, month: int, *, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        return None
    return date(year, month, day) if 1 <= day <= month_end(year, month).day else None


def days_on(day: date, *, steps: float) -> date | None:
    """The date `steps` days after `day`, or None beyond the years that news speaks of."""
    ordinal = day.toordinal() + round(steps)
    first, last = date(FIRST_YEAR, 1, 1).toordinal(), date(LAST_YEAR, 12, 31).toordinal()
    return date.fromordinal(ordinal) if first <= ordinal <= last else None


def week(day: date) -> str:
    """The ISO week of a day.

    >>> week(date(2021, 1, 10))
    '2021-W01'
    """
    year, number, _ = day.isocalendar()
    return f"{year:04d}-W{number:02d}"


def window(value: str) -> tuple[str, str, str] | None:
    """First and last day (or the time) that a TIMEX3 value covers, and the precision.

    None for values without a place in the calendar. Seasons are those of the meteorologists in
    the northern half of the world.

    >>> window("1998-Q1"), window("199"), window("PXM")
    (('1998-01-01', '1998-03-31', 'month'), ('1990-01-01', '1999-12-31', 'year'), None)
    >>> window("2021-W02"), window("1998-02-11T22:00")[0]
    (('2021-01-11', '2021-01-17', 'week'), '1998-02-11T22:00')
    """
    if value.isdecimal() and len(value) in (2, 3):
        size = 10 ** (4 - len(value))
        first = int(value) * size
        return f"{first:04d}-01-01", f"{first + size - 1:04d}-12-31", "year"
    match = _VALUE.fullmatch(value)
    if not match:
        return None
    year = int(match["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if match["clock"] and match["clock"] != "24:00":
        return value, value, "time"
    if match["day"]:
        return value[:10], value[:10], "day"
    if match["week"]:
        try:
            monday = date.fromisocalendar(year, int(match["week"]), 1)
        except ValueError:
            return None
        first_day = monday + timedelta(days=5 if match["weekend"] else 0)
        last_day = monday + timedelta(days=6)
        return first_day.isoformat(), last_day.isoformat(), "week"
    for name, size, first in (("quarter", 3, 1), ("half", 6, 1)):
        if match[name]:
            month = first + size * (int(match[name]) - 1)
            return (
                f"{year:04d}-{month:02d}-01",
                month_end(year, month + size - 1).isoformat(),
                "month",
            )
    if match["season"]:
        month = _SEASONS[match["season"]]
        last_day = month_end(*month_on(year, month, steps=2))
        return f"{year:04d}-{month:02d}-01", last_day.isoformat(), "month"
    if match["month"]:
        month = int(match["month"])
        if not 1 <= month <= 12:
            return None
        return f"{value}-01", month_end(year, month).isoformat(), "month"
    return f"{value}-01-01", f"{value}-12-31", "year"
