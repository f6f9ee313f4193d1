"""When a story was published, as far as it says: days to count with and an order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any


def published(story: Mapping[str, Any]) -> str | None:
    """The date of a story line, or None.

    >>> published({"published": {"date": "2020-11-10", "precision": "day", "basis": "meta"}})
    '2020-11-10'
    """
    told = story.get("published")
    return (told.get("date") if isinstance(told, Mapping) else told) or None


def day(when: str | None) -> int | None:
    """The number of the day, in its own time zone; None where there is no full date.

    >>> day("2020-11-10T23:30:00+01:00"), day("2020-11"), day(None)
    (737739, None, None)
    """
    try:
        return date.fromisoformat((when or "")[:10]).toordinal()
    except ValueError:
        return None


def moment(when: str | None) -> tuple[int, str]:
    """What sorts dates: the day, then the time in UTC; a day alone after the times of that day.

    >>> moment("2020-11-10T09:00:00Z") < moment("2020-11-10") < moment("2020-11-11") < moment(None)
    True
    """
    number = day(when)
    if when is None or number is None:
        return (date.max.toordinal(), when or "")
    try:
        at = datetime.fromisoformat(when)
    except ValueError:
        return (number, "~")
    if len(when) <= 10:
        return (number, "~")
    at = at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)
    return (at.date().toordinal(), at.isoformat())
