"""Reads a date that a page states or prints, in the page's own time zone."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from onrecord.pages.published import Published

_ISO = re.compile(
    r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"(?:[T ]\s?(?P<H>\d{1,2}):(?P<M>\d{2})(?::(?P<S>\d{2})(?:[.,]\d{1,9})?)?\s?"
    r"(?P<z>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d))?)?",
    re.IGNORECASE,
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?Z?$")
_NUMBERS = re.compile(
    r"(?<!\d)(?P<a>\d{1,4})(?P<s>[./-])\s?(?P<b>\d{1,2})(?P=s)\s?(?P<c>\d{4}|\d{2})(?!\d)"
)
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]")
_TIME = re.compile(
    r"(?<![\d:])(?P<h>[01]?\d|2[0-3])[:.h](?P<m>[0-5]\d)(?P<s>:[0-5]\d)?(?:\s?(?P<p>[ap])\.?m\b)?"
    r"(?:\s(?P<z>GMT|UTC|[+-]\d{2}:?\d{2})\b)?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
# not by letters: vowel signs of Hindi and Thai are none
_WORD = re.compile(r"[^\s\d.,;:()\[\]/|–—-]+")
_DIGITS = {
    ord(char): str(at % 10)
    for base in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९")
    for at, char in enumerate(base)
}


@cache
def _months() -> dict[str, int]:
    lines = resources.files("onrecord.pages").joinpath("months.tsv").read_text("utf8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return {name: int(month) for name, month in rows}


@cache
def _weekdays() -> frozenset[str]:
    text = resources.files("onrecord.pages").joinpath("weekdays.txt").read_text("utf8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


def word(text: str) -> bool:
    """Whether a word is the name of a month or a weekday in any language.

    >>> word("Monday"), word("Montag,"), word("Jane")
    (True, True, False)
    """
    key = text.casefold().strip(".,;:()")
    return key in _weekdays() or (len(key) > 2 and key in _months())


def stated(value: str, *, basis: str = "metadata") -> Published | None:
    """The date of machine-readable metadata, written as ISO 8601; None for what is no date.

    The time zone stays as written, nothing is converted; where none is written none is added.

    >>> stated("2021-01-10T18:20:00+0400").date
    '2021-01-10T18:20:00+04:00'
    >>> stated("Sun, 10 Jan 2021 18:20:00 GMT").date
    '2021-01-10T18:20:00+00:00'
    """
    value = value.strip()[:100].translate(_DIGITS)
    found = _ISO.match(value)
    if found is not None:
        day = _day(int(found["y"]), int(found["m"]), int(found["d"]))
        if day is None:
            return None
        if found["H"] is None or int(found["H"]) > 23:
            return Published(date=day, basis=basis)
        clock = f"T{int(found['H']):02}:{found['M']}:{found['S'] or '00'}{_zone(found['z'])}"
        return Published(date=day + clock, precision="time", basis=basis)
    found = _COMPACT.match(value)
    if found is not None:
        day = _day(int(found[1]), int(found[2]), int(found[3]))
        if day and found[4]:
            zone = "Z" if value.endswith("Z") else None
            clock = f"T{found[4]}:{found[5]}:{found[6] or '00'}{_zone(zone)}"
            return Published(date=day + clock, precision="time", basis=basis)
        return Published(date=day, basis=basis) if day else None
    if re.fullmatch(r"1\d{9}(?:\d{3})?", value):
        return None
    return printed(value, basis=basis)


def printed(text: str, *, basis: str = "visible", day_first: bool = True) -> Published | None:
    """The first full date printed in a short text, with its time where one follows.

    `day_first` reads 03/04/2021 as 3 April; where one number is over 12 it does not matter.

    >>> printed("Published 12 March 2022 at 14:05"), printed("Talks ended.")
    (Published(date='2022-03-12T14:05:00', precision='time', basis='visible'), None)
    >>> printed("March 12, 2022").date, printed("12. maaliskuuta 2022").date
    ('2022-03-12', '2022-03-12')
    """
    text = text[:300].translate(_DIGITS)
    found = _ISO.search(text)
    if found is not None and found["H"]:
        return stated(found.group(), basis=basis)
    at, day = _written(text) or _numbers(text, day_first=day_first) or (0, None)
    if day is None:
        return None
    clock = _clock(text, at)
    if clock is None:
        return Published(date=day, basis=basis)
    return Published(date=f"{day}T{clock}", precision="time", basis=basis)


def _numbers(text: str, *, day_first: bool) -> tuple[int, str] | None:
    found = _CJK.search(text)
    if found is not None:
        day = _day(int(found[1]), int(found[2]), int(found[3]))
        return (found.end(), day) if day else None
    found = _NUMBERS.search(text)
    if found is None:
        return None
    a, b, c = int(found["a"]), int(found["b"]), int(found["c"])
    if len(found["a"]) == 4:
        day = _day(a, b, c)
    else:
        year = c if len(found["c"]) == 4 else 2000 + c
        swap = b > 12 or (not day_first and found["s"] == "/" and a <= 12)
        day = _day(year, a, b) if swap else _day(year, b, a)
    return (found.end(), day) if day else None


def _written(text: str) -> tuple[int, str] | None:
    """A date with the month as a word: "12 March 2022", "March 12, 2022", "12 de março de 2022"."""
    for word in _WORD.finditer(text):
        month = _months().get(word.group().casefold().rstrip("."))
        if month is None:
            continue
        before = re.search(
            r"(?<!\d)(\d{1,2})(?:st|nd|rd|th|er|º|ª|\.|-?го)?,?\s{0,2}(?:de\s|d[’']|of\s)?\s?$",
            text[max(0, word.start() - 14) : word.start()],
        )
        after = re.match(
            r"\.?,?\s{0,2}(?:de[l]?\s|of\s)?\s?,?((?:19|20)\d{2})(?!\d)", text[word.end() :]
        )
        if before and after:
            day = _day(int(after[1]), month, int(before[1]))
            if day:
                return word.end() + after.end(), day
        after = re.match(
            r"\.?\s{0,2}(\d{1,2})(?:st|nd|rd|th|\.)?,?\s{1,2}((?:19|20)\d{2})(?!\d)",
            text[word.end() :],
        )
        if after:
            day = _day(int(after[2]), month, int(after[1]))
            if day:
                return word.end() + after.end(), day
        year = re.search(
            r"((?:19|20)\d{2})[.,]?\s{0,2}(?:m\.\s|оны\s|г\.\s)?$",
            text[max(0, word.start() - 12) : word.start()],
        )
        after = re.match(r"\s{0,2}(?:mēn\.\s)?(\d{1,2})(?!\d)", text[word.end() :])
        if year and after:
            day = _day(int(year[1]), month, int(after[1]))
            if day:
                return word.end() + after.end(), day
    return None


def _clock(text: str, at: int) -> str | None:
    """The time of day within 24 characters after a date, or before it."""
    found = _TIME.search(text[at : at + 24]) or _TIME.match(text.strip())
    if found is None:
        return None
    hour = int(found["h"])
    if found["p"]:
        hour = hour % 12 + (12 if found["p"].lower() == "p" else 0)
    return f"{hour:02}:{found['m']}{found['s'] or ':00'}{_zone(found['z'])}"


def _zone(written: str | None) -> str:
    if not written:
        return ""
    if written.upper() in ("Z", "UTC", "GMT"):
        return "+00:00"
    digits = re.sub(r"\D", "", written)
    return f"{written[0]}{digits[:2]}:{digits[2:] or '00'}"


def _day(year: int, month: int, day: int) -> str | None:
    longest = (31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not (1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= longest[month - 1]):
        return None
    return f"{year:04}-{month:02}-{day:02}"


def partial(value: str, *, basis: str = "metadata") -> Published | None:
    """A year or a month ("2021", "2021-01") as a date of that precision, None for others.

    >>> partial("2021-01").precision
    'month'
    """
    found = re.fullmatch(r"\s*((?:19|20)\d{2})(?:-(0[1-9]|1[0-2]))?\s*", value)
    if found is None:
        return None
    if found[2]:
        return Published(date=f"{found[1]}-{found[2]}", precision="month", basis=basis)
    return Published(date=found[1], precision="year", basis=basis)
