"""By when a provision is to be carried out."""

from __future__ import annotations

import re
from datetime import date, timedelta

from onrecord.languages.phrases import WORD
from onrecord.mentions.found import Mentions
from onrecord.mentions.times import Time
from onrecord.records.event.kind import When
from onrecord.spans import Span


def deadline(mentions: Mentions, *, span: Span, day: When | None) -> When | None:
    """The last day for it: "by 31 May", "within ten days" counted from the agreement's day."""
    text = mentions.text
    for time in mentions.times:
        if time.span.end > span.end:
            break
        if time.span.start < span.start:
            continue
        before = [w.lower() for w in WORD.findall(text[span.start : time.span.start])][-3:]
        own = {w.lower() for w in WORD.findall(time.span.of(text))}
        if not {*before, *own} & {"within", "by", "before", "until", "than"}:
            continue
        if time.label == "DURATION":
            return _counted(time, day=day)
        if time.start:
            return When(
                start=time.start,
                end=time.end or time.start,
                precision=time.precision or "day",
                basis=time.basis,
                candidates=time.candidates,
            )
    return None


_LENGTH = re.compile(r"P(\d+)([DWMY])$")


def _counted(time: Time, *, day: When | None) -> When | None:
    match = _LENGTH.match(time.value or "")
    if not match or day is None or day.precision != "day":
        return None
    number = min(int(match[1]), 5000)
    first = date.fromisoformat(day.start[:10])
    days = {"D": number, "W": 7 * number}.get(match[2])
    last = (
        first + timedelta(days=days)
        if days is not None
        else _months(first, number * (12 if match[2] == "Y" else 1))
    )
    return When(start=last.isoformat(), end=last.isoformat(), precision="day", basis="resolved")


def _months(first: date, number: int) -> date:
    month = first.month - 1 + number
    year, month = first.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(first.day, last))
