"""Rules for long stretches of the calendar: seasons, years, decades, centuries."""

from __future__ import annotations

from onrecord.mentions.times.forms import Point, Step
from onrecord.mentions.times.reading import Reader

Found = tuple[Point | Step, int] | None
_LOOSE = frozenset(["in", "since", "by", "until", "during", "through", "before", "over"])


def season(r: Reader, i: int) -> Found:
    """Such as "last summer", "the winter of 1994", "spring 2020", "in the autumn"."""
    lean = r.lean(i)
    the = r.low(i) == "the"
    j = lean[1] if lean else i + the
    name = r.words.seasons.get(r.low(j))
    if not name:
        return None
    k = j + 1 + (r.low(j + 1) == "of")
    year = r.year(k)
    if year:
        return Point(season=name, year=year[0]), year[1]
    step = {"last": -1, "this": 0, "next": 1}.get(r.low(k))
    if step is not None and r.low(k + 1) == "year":
        return Point(season=name, year_step=step), k + 2
    sure = r.low(i - 1) in _LOOSE and (the or r.low(j) in ("summer", "winter", "autumn"))
    if lean or sure:
        return Point(season=name, lean=lean[0] if lean else None), j + 1
    return None


def year(r: Reader, i: int) -> Found:
    """A year: "1988", "fiscal 1989", "the year 2000"; no price, no count, no number of a thing.

    >>> from onrecord.mentions.times.lexicon import lexicon
    >>> from onrecord.mentions.times.tokens import tokens
    >>> def first(text, at):
    ...     return year(Reader(tokens(text, start=0, end=len(text)), words=lexicon()), at)
    >>> bool(first("In 1998 they met", 1)), bool(first("some 2000 soldiers", 1))
    (True, False)
    """
    start = i
    i += r.low(i) == "the" and r.low(i + 1) in ("fiscal", "year")
    fiscal = r.low(i) in ("fiscal", "year") and r.year(i + 1) is not None
    if r.low(i) == "fiscal" and r.low(i + 1) == "year":
        made = r.year(i + 2)
        if made:
            return Point(year=made[0]), made[1]
        if i > start:
            return Step(unit="Y", amount=0, sign=0), i + 2
        return None
    if fiscal:
        i += 1
    made = r.year(i)
    if not made:
        return None
    value, j = made
    if fiscal:
        return Point(year=value), j
    words = r.words.words
    before, after, next_token = r.low(i - 1), r.low(j), r.at(j)
    until = _until(r, j, first=value)
    if until and before not in words["money"] and 1900 <= value <= 2050:
        return Point(year=value, until_year=until), j + 2
    if before in words["money"] or after in words["counted"] or after in ("%", "-", "/"):
        if not (after in ("-", "of", "or") and before in words["prepositions"]):
            return None
        if after == "-" and r.hyphen(j) and not r.year(j + 1) and not r.digits(j + 1):
            return None
    if before in (".", ",", "/", ":", "-", "+") and r.glued(i) and r.low(i - 2) != "mid":
        return None
    spelled = r.at(i).kind != "number"
    placed = before in words["prepositions"] or before in ("the", "(")
    likely = 1900 <= value <= 2050
    if not likely and before not in words["prepositions"]:
        return None
    if spelled or (likely and placed):
        return Point(year=value), j
    if next_token.kind == "word" and next_token.low.endswith("s") and not placed:
        return None
    if not placed and (value % 100 == 0 or (i > 1 and r.at(i - 1).capital)):
        return None
    return (Point(year=value), j) if likely or placed else None


def _until(r: Reader, j: int, *, first: int) -> int | None:
    """The last year of a run such as "1990-91", the hyphen standing at `j`."""
    token = r.at(j + 1)
    if r.low(j) not in ("-", "–") or not r.glued(j) or not token.text.isdecimal():
        return None
    last = int(token.text) + (first // 100 * 100 if len(token.text) == 2 else 0)
    return last if len(token.text) in (2, 4) and first < last < first + 60 else None


def decade(r: Reader, i: int) -> Found:
    """Such as "the 1990s", "the '80s", "the nineties"; not "in his 30s"."""
    the = r.low(i) == "the"
    j = i + the
    token = r.at(j)
    if token.kind == "decade":
        figures = "".join(c for c in token.text if c.isdecimal())
        if len(figures) == 4:
            if figures.endswith("00") and figures < "20":
                return Point(century=int(figures[:2])), j + 1
            return Point(decade=int(figures[:3])), j + 1
        if len(figures) == 2 and (the or token.text[0] in "'’"):
            number = int(figures[0])
            return Point(decade=(190 if number > 1 else 200) + number), j + 1
    owned = r.low(j + 1) == "'" and r.low(j + 2) == "s" and r.glued(j + 1)
    if the and owned and token.text.isdecimal() and len(token.text) == 4 and token.text[3] == "0":
        return Point(decade=int(token.text[:3])), j + 3  # "the 1990's"
    if the and token.low in r.words.decade_names:
        return Point(decade=190 + r.words.decade_names[token.low]), j + 1
    return None


def century(r: Reader, i: int) -> Found:
    """Such as "the 20th century", "nineteenth-century"."""
    j = i + (r.low(i) == "the")
    token = r.at(j)
    number = int(token.text[:-2]) if token.kind == "ordinal" else r.words.ordinals.get(token.low)
    if token.low == "twenty" and r.hyphen(j + 1) and r.low(j + 2) == "first":
        number, j = 21, j + 2
    k = j + 1 + r.hyphen(j + 1)
    if number and 1 <= number <= 30 and r.low(k) == "century":
        return Point(century=number - 1), k + 1
    return None
