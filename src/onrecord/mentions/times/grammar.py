"""Finds the time expressions of a sentence and says what their words mean."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onrecord.mentions.times import days, lengths, points, years
from onrecord.mentions.times.forms import Form, Length, Point, Repeat, Step, Vague
from onrecord.mentions.times.reading import Reader

_Rule = Callable[[Reader, int], tuple[Form, int] | None]
_RULES: tuple[_Rule, ...] = (
    days.figures,
    points.clock_first,
    points.calendar_day,
    points.period,
    years.season,
    years.decade,
    years.century,
    points.near_day,
    lengths.repeated,
    lengths.leaning,
    lengths.quantity,
    lengths.back,
    years.year,
    lengths.vague,
)
"""In this order: the first rule that reads anything wins, so longer readings stand first."""

_BOUNDS = (("more", "than"), ("less", "than"), ("at", "least"), ("at", "most"), ("up", "to"))


@dataclass(frozen=True, slots=True)
class Expression:
    """A time expression: its form and the indices of its first token and of the one after it."""

    form: Form
    first: int
    end: int


def expressions(r: Reader) -> Iterator[Expression]:
    """The time expressions of a sentence, in order and apart.

    >>> from onrecord.mentions.times.lexicon import lexicon
    >>> from onrecord.mentions.times.tokens import tokens
    >>> text = "They met early last week and, two days later, on Friday evening."
    >>> r = Reader(tokens(text, start=0, end=len(text)), words=lexicon())
    >>> [text[r.at(e.first).start : r.at(e.end - 1).end] for e in expressions(r)]
    ['early last week', 'two days later', 'Friday evening']
    """
    i = 0
    while i < len(r):
        made = read(r, i) if _opens(r, i) else None
        if made:
            yield Expression(made[0], i, made[1])
            i = made[1]
        else:
            i += 1


def _opens(r: Reader, i: int) -> bool:
    """Whether a time expression may begin at token `i`."""
    token = r.at(i)
    if token.kind != "word":
        return token.kind not in ("mark", "half")
    if token.low not in r.words.openers:
        return False
    after = r.at(i + 1)
    return (
        token.low not in ("the", "a", "an")
        or after.kind not in ("word", "mark", "half")
        or after.low in r.words.openers
        or after.low in r.words.words["filling"]
        or after.text[:1] in "'’"
    )


def read(r: Reader, i: int) -> tuple[Form, int] | None:
    """The time expression that begins at token `i`, words like "early" or "nearly" included."""
    if r.at(i).kind == "mark":
        return None
    made = _edged(r, i) or _about(r, i)
    return made or _plain(r, i) or _framed(r, i)


def _framed(r: Reader, i: int) -> tuple[Form, int] | None:
    """Such as "the first nine months", "the four days"."""
    if r.low(i) != "the":
        return None
    j = i + 1 + (r.low(i + 1) in ("first", "latest", "final", "initial", "additional"))
    made = lengths.quantity(r, j) if r.low(j) not in ("a", "an") else None
    return made if made and isinstance(made[0], Length) else None


def _plain(r: Reader, i: int) -> tuple[Form, int] | None:
    for rule in _RULES:
        made = rule(r, i)
        if made:
            return made
    return None


def _edged(r: Reader, i: int) -> tuple[Form, int] | None:
    """Such as "early next year", "mid-1996", "the end of 1990", "the late 1970s"."""
    words = r.words.words
    the = r.low(i) == "the"
    j = i + the
    if r.low(j) in words["edge_of"] and r.low(j + 1) == "of":
        made = _plain(r, j + 2)
        return made if made and isinstance(made[0], Point | Step) else None
    if r.low(j) not in words["edge"]:
        return None
    k = j + 1 + (r.low(j + 1) in ("-", "in", "on"))
    k += r.low(k) == "the" and r.low(j + 1) == "in" and r.low(k + 1) in r.words.units
    if r.low(k) in ("year", "month", "week", "day") and r.low(k - 1) == "the":
        unit = r.words.units[r.low(k)]
        return Step(unit=unit, amount=0, sign=0), k + 1
    name = r.words.seasons.get(r.low(k))
    if name:
        year = r.year(k + 1)
        return Point(season=name, year=year[0] if year else None), year[1] if year else k + 1
    made = years.decade(r, k) or (_the_decade(r, k) if the else None) or _plain(r, k)
    if made and isinstance(made[0], Point | Step) and not _counted(made[0]):
        return made
    return None


def _the_decade(r: Reader, k: int) -> tuple[Form, int] | None:
    number = r.words.decade_names.get(r.low(k))
    return (Point(decade=190 + number), k + 1) if number else None


def _counted(form: Form) -> bool:
    return isinstance(form, Step) and (form.amount is None or abs(form.amount) > 1)


def _about(r: Reader, i: int) -> tuple[Form, int] | None:
    """Such as "nearly two years", "more than four hours", "about a decade ago", "around Nov. 1"."""
    j = i
    if (r.low(j), r.low(j + 1)) in _BOUNDS:
        j += 2
    elif (r.low(j), r.low(j + 1), r.low(j + 2)) == ("no", "more", "than"):
        j += 3
    elif r.low(j) in r.words.words["about"] and r.low(j) != "a":
        j += 1
    else:
        return None
    if r.low(j) in ("the", "a") and r.low(i) in ("within", "over", "only", "just"):
        return None
    made = lengths.leaning(r, j) or lengths.quantity(r, j)
    if made and not isinstance(made[0], Repeat | Vague):
        return made
    if r.low(j) in r.words.units and r.low(i) in ("another", "an"):
        unit = r.words.units[r.low(j)]
        return (Length(unit=unit, amount=1.0), j + 1) if not r.low(j).endswith("s") else None
    if r.low(i) in ("about", "around"):
        day = days.figures(r, j) or points.calendar_day(r, j) or points.clock_first(r, j)
        return day if day and not isinstance(day[0], Repeat) else None
    return None
