"""Finds a story's time expressions and gives each its value against the story's date."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from onrecord.mentions.mention import Tag
from onrecord.mentions.times import anchor as anchors
from onrecord.mentions.times import calendar, lengths
from onrecord.mentions.times.anchor import Anchor
from onrecord.mentions.times.forms import Form, Length, Point, Repeat, Step
from onrecord.mentions.times.grammar import expressions, read
from onrecord.mentions.times.lexicon import lexicon
from onrecord.mentions.times.reading import Reader
from onrecord.mentions.times.resolve import Focus, Place, value
from onrecord.mentions.times.tense import Tense, tense
from onrecord.mentions.times.tokens import tokens
from onrecord.spans import Span

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression.

    `label` is DATE, TIME, DURATION or SET, `value` the TIMEX3 value. `start` and `end` are the
    first and last day (or time) that it covers, None where that is unknown; `precision` is year,
    month, week, day or time. `basis` tells how the window was found: stated (all in the words),
    resolved (from the date of publication or a neighbour), dateline or weekday (from a story date
    inferred from these), unknown (the newest year that the page names was taken, or there is no
    window). `candidates` are other first days that fit, best first.
    """

    span: Span
    label: str
    value: str | None
    start: str | None = None
    end: str | None = None
    precision: str | None = None
    basis: str = "unknown"
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    span: Span
    form: Form
    tense: Tense | None
    sentence: int
    beside: bool = False  # stands beside a noun: "the Monday meeting", "Monday's meeting"


def find(
    text: str,
    *,
    sentences: Sequence[Span],
    published: str | None = None,
    latest_year: int | None = None,
    tags: Sequence[Tag] = (),
) -> tuple[Time, ...]:
    """The time expressions of `text`, in order and apart.

    `published` is the story's ISO date; without it the story's day is inferred (see `anchor`), and
    `latest_year` is the newest year that the page names. `tags` are time spans of the trained
    model: those that the rules missed are read more loosely.

    >>> text = "On Sunday (10 January) they met. She is expected to host both on Monday."
    >>> for t in find(text, sentences=[Span(0, 32), Span(33, 72)], latest_year=2024):
    ...     print(t.span.of(text), t.value, t.basis, t.candidates[:1])
    Sunday (10 January) 2021-01-10 weekday ('2016-01-10',)
    Monday 2021-01-11 weekday ('2016-01-11',)
    """
    found = _read(text, sentences=sentences, tags=tags)
    given = _given(published)
    places = [(f.span.start, f.span.end, f.form) for f in found]
    at = given or anchors.inferred(text, found=places, latest_year=latest_year)
    newest = anchors.newest_year(places, latest_year=latest_year)
    first = next((day for f in found if (day := _full(f.form))), None)
    focus = Focus()
    named: dict[int, str] = {}
    made: list[Time] = []
    for each in found:
        one, guessed = each, False
        place = Place(now=at.day, focus=focus, tense=one.tense, sentence=one.sentence)
        if at.day is None and isinstance(one.form, Point) and one.form.month:
            near = focus.day or first
            if near is None and newest and one.form.year is None:
                one, guessed = replace(one, form=replace(one.form, year=newest)), True
            place = replace(place, now=near)
        said = _same_weekday(one, named=named) or value(one.form, place=place)
        if said is None:
            continue
        if isinstance(one.form, Point) and one.form.weekday and said[:4].isdecimal():
            named[one.form.weekday] = said[:10]
        time = _time(one, said=said, at=at, place=place)
        if guessed and time.start:
            time = replace(time, basis="unknown", candidates=_years_before(time.start))
        made.append(time)
        past_quarter = not isinstance(one.form, Point) and "-Q" in said
        if time.start and not past_quarter:
            focus = focus.noted(said, sentence=one.sentence)
    return tuple(made)


def anchor(
    text: str,
    *,
    sentences: Sequence[Span],
    published: str | None = None,
    latest_year: int | None = None,
) -> Anchor:
    """The day that the story's words are counted from, how it was found, and what else fits."""
    given = _given(published)
    if given:
        return given
    found = _read(text, sentences=sentences, tags=())
    places = [(f.span.start, f.span.end, f.form) for f in found]
    return anchors.inferred(text, found=places, latest_year=latest_year)


def _same_weekday(one: _Found, *, named: Mapping[int, str]) -> str | None:
    """The day that a weekday was for this story before, where no verb says otherwise.

    "He is to host both on Monday. The Monday meeting is about trade." names one day.
    """
    form = one.form
    if not isinstance(form, Point) or form.weekday is None or form.day or form.lean:
        return None
    if form.weekday not in named:
        return None
    if form.week_step is not None or not (one.tense is None or one.beside):
        return None
    after = f"T{form.clock or form.part}" if form.clock or form.part else ""
    return named[form.weekday] + after


def _given(published: str | None) -> Anchor | None:
    match = _DAY.match(published or "")
    if not match:
        return None
    year, month, day = (int(part) for part in match[0].split("-"))
    real = calendar.real(year, month, day=day)
    return Anchor(day=real, basis="published") if real else None


def _full(form: Form) -> date | None:
    """The day of a form that names year, month and day."""
    if isinstance(form, Point) and form.year and form.month and form.day:
        return calendar.real(form.year, form.month, day=form.day)
    return None


def _years_before(start: str) -> tuple[str, ...]:
    """The same first day in the two years before."""
    year, month, day = int(start[:4]), int(start[5:7]), int(start[8:10])
    days = (calendar.real(year - k, month, day=day) for k in (1, 2))
    return tuple(d.isoformat() for d in days if d)


def _read(text: str, *, sentences: Sequence[Span], tags: Sequence[Tag]) -> list[_Found]:
    words = lexicon()
    found: list[_Found] = []
    waiting = sorted(tags, key=lambda tag: (tag.span.start, -tag.score))
    k = 0
    for n, sentence in enumerate(sentences):
        r = Reader(tokens(text, start=sentence.start, end=sentence.end), words=words)
        here: list[_Found] = []
        for e in expressions(r):
            span = Span(r.at(e.first).start, r.at(e.end - 1).end)
            owned = r.low(e.end) == "'" and r.low(e.end + 1) == "s"
            beside = owned or r.low(e.first - 1) in ("the", "this", "that")
            here.append(_Found(span, e.form, tense(r, first=e.first, end=e.end), n, beside))
        while k < len(waiting) and waiting[k].span.start < sentence.end:
            span = waiting[k].span
            if not any(span.overlaps(f.span) for f in here):
                here.extend(_marked(r, tag=waiting[k], sentence=n))
            k += 1
        found.extend(sorted(here, key=lambda f: f.span))
    return [f for i, f in enumerate(found) if not i or found[i - 1].span.end <= f.span.start]


def _marked(r: Reader, *, tag: Tag, sentence: int) -> list[_Found]:
    """What the model marked and the rules passed over, where loose rules can read it."""
    inside = [i for i, t in enumerate(r.tokens) if tag.span.start <= t.start < tag.span.end]
    for i in inside:
        made = read(r, i) or lengths.vague(r, i, marked=True)
        if made and r.at(made[1] - 1).end <= tag.span.end + 1:
            return [_Found(tag.span, made[0], tense(r, first=i, end=made[1]), sentence)]
    return []


def _time(one: _Found, *, said: str, at: Anchor, place: Place) -> Time:
    """The value with its label, window, basis and candidates."""
    label = _label(one.form, said=said)
    made = Time(span=one.span, label=label, value=said)
    covered = _stretch(one.form, now=place.now) if label == "DURATION" else calendar.window(said)
    if label == "SET" or not covered:
        return made
    start, end, precision = covered
    if isinstance(one.form, Point) and one.form.until_day:
        last = calendar.real(int(start[:4]), int(start[5:7]), day=one.form.until_day)
        end = last.isoformat() if last else end
    if isinstance(one.form, Point) and one.form.until_year:
        end = f"{one.form.until_year:04d}-12-31"
    stated = isinstance(one.form, Point) and (
        one.form.year or one.form.decade or one.form.century is not None
    )
    basis = "stated" if stated else "resolved" if at.basis == "published" else at.basis
    if not stated and basis in ("unknown", "stated"):
        basis = "resolved"
    others: list[str] = []
    if isinstance(one.form, Point) and one.form.other and one.form.year:
        month, day_of = one.form.other
        other = calendar.real(one.form.year, month, day=day_of)
        others = [other.isoformat()] if other else []
    elif not stated:
        for day in at.candidates:
            again = value(one.form, place=replace(place, now=day, focus=Focus()))
            covered = calendar.window(again) if again else None
            if covered and covered[0] != start and covered[0] not in others:
                others.append(covered[0])
    return replace(
        made, start=start, end=end, precision=precision, basis=basis, candidates=tuple(others)
    )


def _label(form: Form, *, said: str) -> str:
    if isinstance(form, Repeat):
        return "SET"
    if isinstance(form, Length):
        return "DURATION"
    return "TIME" if "T" in said and said[:1].isdecimal() else "DATE"


def _stretch(form: Form, *, now: date | None) -> tuple[str, str, str] | None:
    """The days of a duration that ends or begins with the story ("the past two weeks")."""
    if not isinstance(form, Length) or not form.side or form.amount is None or now is None:
        return None
    step = Step(unit=form.unit, amount=form.amount, sign=form.side)
    days = {"D": 1, "W": 7, "F": 14, "M": 30.44, "Y": 365.25, "E": 3652.5, "H": 1 / 24}
    if step.unit not in days:
        return None
    far = calendar.days_on(now, steps=form.side * form.amount * days[step.unit])
    if not far:
        return None
    first, last = sorted((far, now))
    precision = {"D": "day", "H": "day", "W": "week", "F": "week", "M": "month"}.get(
        step.unit, "year"
    )
    return first.isoformat(), last.isoformat(), precision
