"""Rules for amounts of time: "two years ago", "the past few days", "five-year", "every month"."""

from __future__ import annotations

from onrecord.mentions.times.forms import Back, Length, Repeat, Step, Vague
from onrecord.mentions.times.reading import Reader

Found = tuple[Length | Step | Repeat | Back | Vague, int] | None
_TIMEX = {
    "S": ("T", "S", 1),
    "MIN": ("T", "M", 1),
    "H": ("T", "H", 1),
    "D": ("", "D", 1),
    "N": ("", "D", 1),
    "W": ("", "W", 1),
    "F": ("", "W", 2),
    "WE": ("", "WE", 1),
    "M": ("", "M", 1),
    "Q": ("", "Q", 1),
    "Y": ("", "Y", 1),
    "E": ("", "Y", 10),
    "C": ("", "Y", 100),
}
"""Of each unit: TIMEX3's mark for times of day, its letter, how many of these it is."""

_VERBAL = frozenset(["to", "will", "would", "can", "could", "may", "might", "should", "still"])
_CALENDAR = frozenset(["D", "W", "WE", "M", "Q", "Y", "E", "C"])
_THAN = {("more", "than"), ("less", "than"), ("at", "least"), ("at", "most"), ("up", "to")}


def leaning(r: Reader, i: int) -> Found:
    """Such as "last week", "the next two months", "the past decade", "the following day"."""
    words = r.words
    the = r.low(i) == "the"
    j = i + the
    word = r.low(j)
    if word in ("following", "previous", "preceding", "next", "same", "that", "very"):
        k = j + 1 + (r.low(j + 1) in ("same", "very", "next"))
        unit = words.units.get(r.low(k))
        single = unit in _CALENDAR and not r.low(k).endswith("s")
        if single and unit and word in ("same", "that"):
            return (Back(unit=unit, sure=True), k + 1) if the or word == "that" else None
        if single and unit and word in ("following", "previous", "preceding"):
            sign = 1 if word == "following" else -1
            return Step(unit=unit, amount=1, sign=sign, back=True), k + 1
        if single and unit and word == "next" and (the or unit == "D"):
            return Step(unit=unit, amount=1, sign=1, back=unit == "D"), k + 1
    lean = None if r.low(i) == "last" and r.low(i - 1) in _VERBAL else r.lean(i)
    if not lean or (word == "past" and not the and r.low(i - 1) in ("half", "quarter", "minutes")):
        return None
    side, j = lean
    sign = {"last": -1, "this": 0, "next": 1}[side]
    j += r.low(j) == "fiscal"
    unit = words.units.get(r.low(j))
    if unit:
        plural = r.low(j).endswith("s")
        if r.at(j).capital and not r.at(j).text.isupper():
            return None  # "This Week" is a broadcast
        if plural and sign and unit != "N":
            return Length(unit=unit, amount=None, side=sign), j + 1
        if plural or unit not in _CALENDAR or (unit == "D" and side != "next"):
            return None
        k = j + 1 + 2 * (r.low(j + 1) == "or" and r.low(j + 2) == "so")
        return Step(unit=unit, amount=abs(sign), sign=sign), k
    if not sign:
        return None
    made = r.amount(j) if r.low(j) not in ("a", "an") else None
    if not made:
        return None
    amount, j = made
    if r.low(j) in ("to", "-", "or"):
        second = r.amount(j + 1)
        amount, j = (None, second[1]) if second else (amount, j)
    j += r.low(j) in r.words.words["filling"]
    unit = words.units.get(r.low(j))
    return (Length(unit=unit, amount=amount, side=sign), j + 1) if unit else None


def quantity(r: Reader, i: int) -> Found:
    """Such as "two years", "24-hour", "a year ago", "a few days later", "three weeks from now".

    Not a rate ("$2 a year"), not an age ("52 years old"), not an ordinal's "second".
    """
    words = r.words
    first = r.low(i)
    made = r.amount(i)
    if not made:
        return _bare(r, i)
    amount, j = made
    if r.low(j) in ("to", "or", "-") and r.amount(j + 1) and r.low(j + 1) not in ("a", "an"):
        second = r.amount(j + 1)
        if second and amount is not None and amount >= (second[0] or amount + 1):
            return None  # "sentenced in 1995 to 15 years"
        j = second[1] if second else j
    hyphen = r.hyphen(j)
    j += hyphen
    while r.low(j) in r.words.words["filling"] and j < i + 8:
        j += 1
    unit = words.units.get(r.low(j))
    if unit == "Q" and (r.low(j + 1) == "of" or hyphen or first == "some"):
        return None
    if hyphen and r.at(j).capital and r.at(j + 1).capital:
        return None  # "the Six-Day War"
    if unit is None or (unit == "S" and not r.low(j).endswith("s") and not hyphen):
        return None
    if r.low(j + 1) == "and" and r.low(j + 2) == "a" and r.low(j + 3) == "half" and amount:
        amount, j = amount + 0.5, j + 3
    end = j + 1
    if r.low(end) == "or" and r.low(end + 1) in ("so", "more", "two"):
        end += 2
    old = r.low(end) == "old" or (r.hyphen(end) and r.low(end + 1) == "old")
    if old or (r.low(end) == "of" and r.low(end + 1) == "age"):
        return None
    placed = _placed(r, end, unit=unit, amount=amount)
    if placed:
        return placed
    if unit in ("WE", "N") and (hyphen or first in ("a", "an", "one")):
        return None
    if first in ("a", "an") and amount == 1.0 and not hyphen and not _lasting(r, i, end=end):
        return None
    if unit == "C" and amount is None:
        return None
    return Length(unit=unit, amount=amount), end


def _placed(r: Reader, end: int, *, unit: str, amount: float | None) -> Found:
    """A quantity counted from a day: "ago", "earlier", "later", "from now"."""
    words, after = r.words.words, r.low(end)
    if after in words["before"]:
        return Step(unit=unit, amount=amount, sign=-1, counted=True), end + 1
    if after == "from" and r.low(end + 1) in ("now", "today"):
        return Step(unit=unit, amount=amount, sign=1), end + 2
    loose = r.low(end + 1) in (",", ".", "", ";", ")") or after in (
        "earlier",
        "later",
        "previously",
    )
    if after in words["back"] and loose and (amount is None or unit in ("H", "MIN", "S")):
        return Length(unit=unit, amount=amount), end + 1
    if after in words["back"] and loose:
        return Step(unit=unit, amount=amount, sign=-1, back=True, counted=True), end + 1
    if after in words["on"] and loose and (amount is None or unit in ("H", "MIN", "S")):
        return Length(unit=unit, amount=amount), end + 1
    if after in words["on"] and loose:
        return Step(unit=unit, amount=amount, sign=1, back=True, counted=True), end + 1
    return None


def _lasting(r: Reader, i: int, *, end: int) -> bool:
    """Whether "a week" at `i` is a length ("for a week") and no rate ("$5 a week")."""
    before = r.at(i - 1)
    if before.low in r.words.words["for_length"]:
        return True
    return before.kind == "none" and r.low(end) in (",", "of")


def _bare(r: Reader, i: int) -> Found:
    """Such as "for years", "in months", "decades ago", "weeks or months"."""
    unit = r.words.units.get(r.low(i))
    if not unit or not r.low(i).endswith("s") or unit in ("N", "WE", "Q", "S", "MIN"):
        return None
    end = i + 1
    if r.low(end) == "or" and r.words.units.get(r.low(end + 1)):
        end += 2
    placed = _placed(r, end, unit=unit, amount=None)
    if placed:
        return placed
    sure = r.low(i - 1) in ("for", "in", "within", "after", "over", "about", "until") or end > i + 1
    sure = sure or (
        r.low(i - 1) == "of" and r.low(i - 2) in ("matter", "hundreds", "dozens", "tens")
    )
    edged = r.low(i - 1) == "the" or r.low(i - 1) in r.words.words["edge"]
    sure = sure or (r.low(end) == "of" and not edged)
    return (Length(unit=unit, amount=None), end) if sure else None


def repeated(r: Reader, i: int) -> Found:
    """Such as "every month", "each Thursday", "every two weeks", "every other day"."""
    if r.low(i) not in ("every", "each"):
        return None
    words, j = r.words, i + 1
    if r.low(j) in words.weekdays:
        part = words.dayparts.get(r.low(j + 1))
        value = f"XXXX-WXX-{words.weekdays[r.low(j)]}" + (f"T{part}" if part else "")
        return Repeat(value=value), j + 1 + bool(part)
    if r.low(j) in words.months and r.at(j).capital:
        return Repeat(value=f"XXXX-{words.months[r.low(j)]:02d}"), j + 1
    if r.low(j) in words.seasons:
        return Repeat(value=f"XXXX-{words.seasons[r.low(j)]}"), j + 1
    if r.low(j) in words.dayparts:
        return Repeat(value=f"XXXX-XX-XXT{words.dayparts[r.low(j)]}"), j + 1
    amount: float | None = 2.0 if r.low(j) == "other" else 1.0
    made = r.amount(j) if r.low(j) != "other" else None
    if made:
        amount, j = made
    j += r.low(j) in ("other", "single")
    unit = words.units.get(r.low(j))
    return (Repeat(value=length(unit, amount)), j + 1) if unit else None


def vague(r: Reader, i: int, *, marked: bool = False) -> Found:
    """Such as "now", "the near future"; `marked` also takes words that are rarely times."""
    words, low = r.words, r.low(i)
    for size in (4, 3, 2):
        phrase = " ".join(r.low(i + k) for k in range(size))
        value = words.vague_phrases.get(phrase)
        value = words.vague_marked.get(phrase, value) if marked else value
        if value:
            return Vague(value=value), i + size
    if low in words.vague:
        after = r.low(i + 1)
        skip = (low == "soon" and after in ("after", "as")) or (low == "now" and after == "that")
        return None if skip and not marked else (Vague(value=words.vague[low]), i + 1)
    if low in words.vague_adjectives and r.at(i + 1).kind == "word":
        return Vague(value=words.vague_adjectives[low]), i + 1
    if marked and low in words.vague_marked:
        return Vague(value=words.vague_marked[low]), i + 1
    if marked and low in words.sets:
        return Repeat(value=words.sets[low]), i + 1
    return None


def back(r: Reader, i: int) -> Found:
    """What was spoken of before: "the quarter", "the weekend", "the year", "year-earlier"."""
    words = r.words
    j = i + (r.low(i) == "the")
    low = r.low(j)
    if low == "year" and r.low(j + 1) == "-" and r.low(j + 2) in ("earlier", "ago"):
        end = j + 3 + (r.low(j + 3) in ("period", "quarter"))
        return Back(unit="Q", years=-1), end
    if low == "year" and r.low(j + 1 + r.hyphen(j + 1)) == "end":
        return Step(unit="Y", amount=0, sign=0), j + 2 + r.hyphen(j + 1)
    if j == i:
        return None
    latest = low in ("latest", "current")
    j += latest
    j += r.low(j) in ("fiscal", "full")
    low = r.low(j)
    if latest and low == "period":
        return Back(unit="Q"), j + 1
    unit = words.units.get(low)
    if unit == "WE":
        return Step(unit="WE", amount=0, sign=0), j + 1
    if unit == "Q" and not low.endswith("s"):
        return Back(unit="Q"), j + 1
    if r.low(j + 1) == "ahead" and unit in ("D", "W", "M", "Y") and low.endswith("s"):
        return Length(unit=unit, amount=None, side=1), j + 2
    if unit in ("Y", "M", "W") and not low.endswith("s"):
        placed = r.low(i - 1) in (
            "in",
            "for",
            "of",
            "during",
            "over",
            "by",
            "throughout",
            "through",
        )
        following = r.low(j + 1) in (".", ",", "", ";", "to", "and", "of")
        if unit == "Y" and r.low(j + 1) in ("ended", "ending", "through"):
            return Length(unit="Y", amount=1.0), j + 1
        if latest or (placed and (following or r.low(i - 2) in ("later", "earlier", "end"))):
            return Step(unit=unit, amount=0, sign=0), j + 1
    return None


def length(unit: str, amount: float | None) -> str:
    """The TIMEX3 value of a duration; half a unit above the whole goes into the smaller unit.

    >>> length("Y", 2.5), length("H", 24.0), length("M", None), length("E", 2.0)
    ('P2Y6M', 'PT24H', 'PXM', 'P20Y')
    """
    time, letter, factor = _TIMEX[unit]
    if amount is None:
        return f"P{time}X{'E' if unit == 'E' else letter}"
    total = amount * factor
    if total == int(total):
        return f"P{time}{int(total)}{letter}"
    whole, rest = int(total), total - int(total)
    smaller = {"Y": ("", 12, "M"), "MIN": ("", 60, "S"), "H": ("", 60, "M"), "M": ("", 30, "D")}
    if unit in smaller:
        gap, size, low = smaller[unit]
        head = f"{whole}{letter}" if whole else ""
        return f"P{time}{head}{gap}{round(rest * size)}{low}"
    return f"P{time}{total:g}{letter}"
