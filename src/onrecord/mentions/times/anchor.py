"""The day that a story's words are counted from, given or inferred."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from onrecord.mentions.times import calendar
from onrecord.mentions.times.forms import Form, Point

DATELINE = 120
"""Characters at the front of a story in which a dateline ends ("KABUL, Jan 5 (Reuters) -")."""

OLDEST = 40
"""Years before the newest named year that a date without its year may belong to."""

_SHUT = re.compile(r"\s*(?:\([^()\n]{1,60}\)|/[^/\n]{1,40}/)?\s*(?:--|[-–—:_])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """The story's day and how it was found: published, dateline, weekday, stated, unknown.

    `candidates` are the other days that fit, newest first, where the year was inferred.
    """

    day: date | None = None
    basis: str = "unknown"
    candidates: tuple[date, ...] = ()


def inferred(
    text: str, *, found: Sequence[tuple[int, int, Form]], latest_year: int | None
) -> Anchor:
    """The anchor of a story without a date of publication, from its own dates (start, end, form).

    First the dateline; then a weekday that stands with its date ("Sunday (10 January)"): without
    its year the newest year in which they agree, not after `latest_year` (or the newest year that
    the text names); the others are candidates.
    """
    newest = newest_year(found, latest_year=latest_year)
    for start, end, form in found[:3]:
        if start < DATELINE and isinstance(form, Point) and form.day and form.month:
            if not _SHUT.match(text, end) or "\n" in text[start:end]:
                continue
            if not any(c.isupper() for c in text[:start]):
                continue
            made = _of(form, newest=newest, basis="dateline", any_year=True)
            if made:
                return made
    for _, _, form in found:
        if isinstance(form, Point) and form.day and form.month and form.weekday:
            made = _of(form, newest=newest, basis="weekday", any_year=False)
            if made:
                return made
    return Anchor()


def newest_year(found: Sequence[tuple[int, int, Form]], *, latest_year: int | None) -> int | None:
    """The newest year that the page (`latest_year`) or else the story itself names."""
    years = [f.year for _, _, f in found if isinstance(f, Point) and f.year]
    return latest_year if latest_year is not None else max(years, default=None)


def _of(form: Point, *, newest: int | None, basis: str, any_year: bool) -> Anchor | None:
    month, day = form.month or 1, form.day or 1
    if form.year:
        stated = calendar.real(form.year, month, day=day)
        if not stated or (newest is not None and form.year < newest - 1):
            return None  # "born on Monday, 5 May 1950"
        return Anchor(day=stated, basis="stated" if basis == "weekday" else basis)
    if newest is None or (form.weekday is None and not any_year):
        return None
    fitting = [
        d for y in range(newest, newest - OLDEST, -1) if (d := calendar.real(y, month, day=day))
    ]
    if form.weekday:
        fitting = [d for d in fitting if d.isoweekday() == form.weekday]
    if not fitting:
        return None
    return Anchor(day=fitting[0], basis=basis, candidates=tuple(fitting[1:6]))
