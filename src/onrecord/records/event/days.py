"""Days as words give them: a time with its neighbour, a time a week or a year off."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.mentions.found import Mentions
from onrecord.mentions.times import Time
from onrecord.mentions.times.calendar import real
from onrecord.mentions.times.lexicon import lexicon
from onrecord.records.event.kind import When
from onrecord.spans import Span

_JOINT = re.compile(r"\s*(?:and|to|until|till|through|-|–)\s*(?:on\s+)?$")
_WORD = re.compile(r"[A-Za-z]+|\d+")


@dataclass(frozen=True, slots=True)
class Dated:
    """Days with the words that give them; `close` if these stand in the clause of the act."""

    when: When
    span: Span
    close: bool = True


def day_of(mentions: Mentions) -> str | None:
    """The story's day, ISO 8601."""
    return mentions.anchor[:10] if mentions.anchor else None


def dated(time: Time, *, start: str, end: str, precision: str | None = None) -> Dated:
    """A time's words with other days."""
    when = When(
        start=start, end=end, precision=precision or time.precision or "day", basis="resolved"
    )
    return Dated(when, time.span)


def plain(time: Time) -> Dated:
    """A time by itself."""
    start = time.start or ""
    when = When(
        start=start[:10],
        end=(time.end or start)[:10],
        precision=time.precision or "day",
        basis=time.basis,
        candidates=time.candidates,
    )
    return Dated(when, time.span)


def whole(mentions: Mentions, index: int) -> Dated:
    """A time with the one joined to it: "Friday and Saturday", "from 3 May to 5 May"."""
    text = mentions.text
    for first, second in ((index - 1, index), (index, index + 1)):
        if not (first >= 0 and second < len(mentions.times)):
            continue
        a, b = mentions.times[first], mentions.times[second]
        if not (a.start and b.start and b.end) or a.precision != b.precision or a.start > b.start:
            continue
        between = text[a.span.end : b.span.start]
        if len(between) < 16 and _JOINT.match(between):
            both = replace(plain(a).when, end=b.end[:10], candidates=())
            return Dated(both, Span(a.span.start, b.span.end))
    return plain(mentions.times[index])


def moved(mentions: Mentions, time: Time, *, past: bool) -> Dated | None:
    """A time whose words leave the week or year open, on the other side of the story's day.

    "Were expected to sign on Friday" is the coming Friday, "the summit held on January 9", told in
    November, that of this year. None where the words leave nothing open or it is on that side.
    """
    today = mentions.anchor[:10] if mentions.anchor else None
    if today is None or time.start is None or time.end is None or time.precision == "year":
        return None
    late, over = time.start[:10] > today, time.end[:10] < today
    if not (late if past else over):
        return None
    words = [w.lower() for w in _WORD.findall(time.span.of(mentions.text))]
    known = lexicon()
    month = any(w in known.months or w in known.months_short for w in words)
    if any((len(w) == 4 and w.isdecimal()) or w in known.leans for w in words):
        return None
    start, end = date.fromisoformat(time.start[:10]), date.fromisoformat(time.end[:10])
    step = -1 if past else 1
    if month:
        a = real(start.year + step, start.month, day=start.day)
        b = real(end.year + step, end.month, day=end.day)
    elif any(w in known.weekdays for w in words) and time.precision in ("day", "time"):
        a, b = (d + timedelta(days=7 * step) for d in (start, end))
    else:
        return None
    if a is None or b is None:
        return None
    return dated(time, start=a.isoformat(), end=b.isoformat())
