"""When a story was published, as far as it says: days to count with and an order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from zlib import crc32


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


def window(number: int, key: str, *, days: int) -> int:
    """The number of the window of so many days that a day falls in, for one key.

    The windows of each key begin on other days. Stories with several keys in common that are few
    days apart then share a window of one of them as good as surely, and each key has to be kept
    once: with windows that begin on one day for all keys it would be twice.

    >>> window(737739, "ceasefir velda", days=21), window(737759, "ceasefir velda", days=21)
    (35131, 35132)
    >>> sum(window(737739, str(k), days=21) == window(737742, str(k), days=21) for k in range(100))
    88
    """
    return (number + crc32(key.encode("utf-8", "surrogatepass")) % days) // days


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
