"""Dates of records in the forms that other formats ask for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.store import day

NO_DATE = "1970-01-01T00:00:00.000Z"
"""What stands where a format insists on a time and the story has none."""


def days(when: Mapping[str, Any] | None) -> tuple[str | None, str | None]:
    """The first and the last day of a date, as ISO days.

    >>> days({"start": "2026-02", "end": None}), days(None)
    (('2026-02-01', '2026-02-28'), (None, None))
    """
    held = when or {}
    first = held.get("start")
    return day(first, last=False), day(held.get("end") or first, last=True)


def stamp(date: str | None) -> str:
    """The beginning of an ISO date as a time in UTC with milliseconds, as STIX writes it.

    >>> stamp("2026-03-04"), stamp("2026-03-04T10:00:00+02:00"), stamp(None)
    ('2026-03-04T00:00:00.000Z', '2026-03-04T08:00:00.000Z', '1970-01-01T00:00:00.000Z')
    """
    from datetime import UTC, datetime

    first = day(date, last=False)
    if first is None:
        return NO_DATE
    try:
        at = datetime.fromisoformat(date or first)
    except ValueError:
        at = datetime.fromisoformat(first)
    try:
        at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    except OverflowError:
        return NO_DATE
    return at.strftime(f"{at.year:04}-%m-%dT%H:%M:%S.000Z")


def parts(date: str | None) -> list[int] | None:
    """Year, month and day of an ISO date, as far as it says them.

    >>> parts("2026-03-04T10:00"), parts("2026-03"), parts("soon")
    ([2026, 3, 4], [2026, 3], None)
    """
    if day(date, last=False) is None:
        return None
    return [int(n) for n in (date or "")[:10].split("-")]
