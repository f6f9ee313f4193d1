"""Rules for days of the year: dates in figures, a month with its day, days known by a name."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.mentions.times.forms import Point
from onrecord.mentions.times.reading import Reader

_TO = frozenset(["-", "–", "—", "to", "and", "or", "through", "until"])


def figures(r: Reader, i: int) -> tuple[Point, int] | None:
    """A date in figures: "2020-11-09", "09.11.2020" (day first unless that cannot be), "9/11"."""
    token = r.at(i)
    if token.kind == "iso":
        year, month, day = (int(part) for part in token.text[:10].split("-"))
        if _possible(month, day):
            clock = token.text[11:16] or None
            if clock and not ("00" <= clock[:2] < "24" and "00" <= clock[3:] < "60"):
                clock = None
            return Point(year=year, month=month, day=day, clock=clock), i + 1
    if token.kind == "big":
        year, month, day = (int(part) for part in token.text.split("/"))
        return (Point(year=year, month=month, day=day), i + 1) if _possible(month, day) else None
    if token.kind == "numeric":
        first, second, last = (int(part) for part in re.split(r"[./-]", token.text))
        year = last if last > 99 else 2000 + last if last < 50 else 1900 + last
        if _possible(second, first):
            other = (first, second) if _possible(first, second) and first != second else None
            return Point(year=year, month=second, day=first, other=other), i + 1
        if _possible(first, second):
            return Point(year=year, month=first, day=second), i + 1
    nine = token.text == "9" and r.low(i + 1) == "/" and r.low(i + 2) == "11"
    if nine and r.glued(i + 1) and r.glued(i + 2) and r.low(i + 3) != "/":
        return Point(year=2001, month=9, day=11), i + 3
    return None


def _possible(month: int, day: int) -> bool:
    return 1 <= month <= 12 and 1 <= day <= 31


def month(r: Reader, i: int) -> tuple[int, int, bool] | None:
    """The month at `i`, the index after it, and whether it is cut short ("Sept.")."""
    token, words = r.at(i), r.words
    if not token.capital:
        return None
    if token.low in words.months:
        return words.months[token.low], i + 1, False
    if token.low in words.months_short:
        return words.months_short[token.low], i + 1 + (r.low(i + 1) == "."), True
    return None


def month_day(r: Reader, i: int) -> tuple[Point, int] | None:
    """Such as "Nov. 9, 2020", "9 November", "the 9th of November 2020", "3-5 March"."""
    named = month(r, i)
    if named:
        value, j, _ = named
        j += r.low(j) == "the"
        day = r.day(j)
        if not day or r.at(day[1]).kind == "half" or r.low(day[1]) == "%":
            return None
        first, j = day
        if r.low(j) in r.words.words["counted"] and r.low(j) not in ("of", "or", "other"):
            return None  # "In March 15 people were killed"
        until, j = _run(r, j)
        point = Point(month=value, day=first, until_day=until if until > first else None)
        return with_year(r, j, point=point)
    day = r.day(i)
    if not day:
        return None
    first, j = day
    until, j = _run(r, j)
    hyphen = r.hyphen(j) and month(r, j + 1) is not None and r.hyphen(j + 2)
    named = month(r, j + (r.low(j) == "of" or hyphen))
    if not named:
        return None
    point = Point(month=named[0], day=first, until_day=until if until > first else None)
    return with_year(r, named[1] + hyphen, point=point)


def _run(r: Reader, j: int) -> tuple[int, int]:
    """The last of several days ("3-5 March", "9 and 10 November") or 0, and the index after it."""
    if r.low(j) not in _TO:
        return 0, j
    last = r.day(j + 1)
    if not last or r.at(last[1]).kind == "half" or r.low(last[1]) in ("%", "/"):
        return 0, j
    more = r.low(last[1])
    joined = r.low(j) in ("-", "–", "—")
    if joined or month(r, last[1]) or (more in (",", ".", ";", ")", "") and r.low(j) != "or"):
        return last
    return 0, j


def with_year(r: Reader, j: int, *, point: Point) -> tuple[Point, int]:
    """The point with the year that follows at `j` ("2020", "last year"), and the index after it."""
    k = j + (r.low(j) in (",", "of"))
    year = r.year(k)
    named = r.words.named.get(f"{point.month or 0:02d}-{point.day or 0:02d}")
    if not year and named and r.low(j) in named["before"]:
        return replace(point, year=named["year"]), j
    if year and year[0] >= 1500 and r.at(year[1]).kind != "half":
        return replace(point, year=year[0]), year[1]
    step = {"last": -1, "this": 0, "next": 1}.get(r.low(j))
    if step is not None and r.low(j + 1) == "year":
        return replace(point, year_step=step), j + 2
    return point, j


def holiday(r: Reader, i: int) -> tuple[Point, int] | None:
    """A day with a name and a date of its own: "Christmas Eve", "New Year's Day"."""
    for size in (4, 3, 2, 1):
        phrase = " ".join(r.low(i + k) for k in range(size))
        date = r.words.holidays.get(phrase) if r.at(i).capital else None
        if date and not r.at(i + size).capital:  # not "Christmas Island"
            return with_year(r, i + size, point=Point(month=int(date[:2]), day=int(date[3:])))
    return None
