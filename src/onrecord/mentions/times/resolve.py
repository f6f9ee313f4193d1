"""Places what a time expression says in the calendar: forms to TIMEX3 values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from onrecord.mentions.times import calendar
from onrecord.mentions.times.forms import Back, Form, Length, Point, Repeat, Step, Vague
from onrecord.mentions.times.lengths import length
from onrecord.mentions.times.tense import Tense

_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
FAR = 240
"""Days beyond which a tense is not believed for a date without its year ("effective Feb. 1",
written in October): 200 to 340 are within 0.3 on TimeBank's training part, 2026-11-24."""

QUARTER = 8
"""Sentences within which "a year earlier" means the quarter named before (3: 0.1 less, 12 equal;
measured likewise)."""

NEAR = 3
"""Sentences within which "the quarter" or "a day earlier" refers to what was named before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Focus:
    """What was spoken of last: a day, a quarter, a year, each with the sentence that named it."""

    day: date | None = None
    day_at: int = -99
    quarter: tuple[int, int] | None = None
    quarter_at: int = -99
    year: int | None = None
    year_at: int = -99
    month: date | None = None
    month_at: int = -99

    def noted(self, value: str, *, sentence: int) -> Focus:
        """The focus after an expression with this value."""
        if len(value) >= 10 and value[:4].isdecimal() and value[8:10].isdecimal():
            day = date.fromisoformat(value[:10])
            return replace(self, day=day, day_at=sentence, month=day, month_at=sentence)
        if len(value) == 7 and value[5:].isdecimal() and value[:4].isdecimal():
            return replace(self, month=date.fromisoformat(f"{value}-01"), month_at=sentence)
        if len(value) == 7 and value[5] == "Q" and value[:4].isdecimal():
            return replace(self, quarter=(int(value[:4]), int(value[6])), quarter_at=sentence)
        if len(value) == 4 and value.isdecimal():
            return replace(self, year=int(value), year_at=sentence)
        return self


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an expression stands: the story's day, the focus, the tense, the sentence."""

    now: date | None
    focus: Focus
    tense: Tense | None
    sentence: int


def value(form: Form, *, place: Place) -> str | None:
    """The TIMEX3 value of a form; "XXXX" stands for what nothing tells, None for no possible date.

    >>> here = Place(now=date(2021, 1, 10), focus=Focus(), tense="future", sentence=0)
    >>> value(Point(weekday=1), place=here), value(Step(unit="M", amount=1, sign=-1), place=here)
    ('2021-01-11', '2020-12')
    """
    match form:
        case Point():
            return _point(form, place=place)
        case Step():
            return _step(form, place=place)
        case Length():
            return length(form.unit, form.amount)
        case Back():
            return _back(form, place=place)
        case Repeat() | Vague():
            return form.value


def _point(p: Point, *, place: Place) -> str | None:
    now = place.now
    if p.century is not None:
        return f"{p.century:02d}"
    if p.decade is not None:
        return f"{p.decade}"
    year = p.year
    if year is None and p.year_step is not None and now:
        year = now.year + p.year_step
    if p.day and p.month:
        day = _dated(p, year=year, place=place)
        if day is None:
            return f"XXXX-{p.month:02d}-{p.day:02d}" if year is None and now is None else None
        return _timed(day.isoformat(), part=p.part, clock=p.clock)
    if p.weekday:
        if now is None:
            return _timed(f"XXXX-WXX-{p.weekday}", part=p.part, clock=p.clock)
        if p.week_step is not None:
            day = calendar.days_on(now, steps=7 * p.week_step + p.weekday - now.isoweekday())
            return _timed(day.isoformat(), part=p.part, clock=p.clock) if day else None
        return _timed(
            _weekday(p, now=now, tense=place.tense).isoformat(), part=p.part, clock=p.clock
        )
    if p.month or p.quarter or p.half or p.season:
        return _stretch(p, year=year, place=place)
    return f"{year:04d}" if year is not None else None


def _timed(day: str, *, part: str | None, clock: str | None) -> str:
    if clock:
        return f"{day}T{clock}"
    return f"{day}T{part}" if part else day


def _dated(p: Point, *, year: int | None, place: Place) -> date | None:
    """The day of a month, its year found from the weekday, the tense and the story's day."""
    month, day = p.month or 1, p.day or 1
    if year is not None:
        return calendar.real(year, month, day=day)
    now = place.now
    if now is None:
        return None
    years = range(now.year - 6, now.year + 7) if p.weekday else range(now.year - 1, now.year + 2)
    fitting = [d for y in years if (d := calendar.real(y, month, day=day))]
    if p.weekday:
        fitting = [d for d in fitting if d.isoweekday() == p.weekday] or fitting
    return _chosen(fitting, now=now, lean=p.lean, tense=place.tense)


def _chosen(days: list[date], *, now: date, lean: str | None, tense: Tense | None) -> date | None:
    """Of several dates the one that is meant: the nearest, on the side that lean or tense tell."""
    if not days:
        return None
    before, after = [d for d in days if d <= now], [d for d in days if d >= now]
    if lean == "last" and [d for d in days if d < now]:
        return max(d for d in days if d < now)
    if lean == "next" and [d for d in days if d > now]:
        return min(d for d in days if d > now)
    if tense == "past" and before and (now - before[-1]).days < FAR:
        return before[-1]
    if tense == "future" and after and (after[0] - now).days < FAR:
        return after[0]
    return min(days, key=lambda d: (abs((d - now).days), d))


def _weekday(p: Point, *, now: date, tense: Tense | None) -> date:
    """The day of the week that is meant: the last one, today included, or the coming one."""
    ago = (now.isoweekday() - (p.weekday or 1)) % 7
    if p.lean == "last":
        return now - timedelta(days=ago or 7)
    if p.lean == "next":
        return now + timedelta(days=7 - ago)
    if ago and (tense == "future" or (p.lean == "this" and tense != "past")):
        return now + timedelta(days=7 - ago)
    return now - timedelta(days=ago)


def _stretch(p: Point, *, year: int | None, place: Place) -> str | None:
    """A month, quarter, half year or season."""
    now = place.now
    first = p.month or 0
    size, name = 1, f"{first:02d}"
    if p.quarter:
        first, size, name = 3 * p.quarter - 2, 3, f"Q{p.quarter}"
    elif p.half:
        first, size, name = 6 * p.half - 5, 6, f"H{p.half}"
    elif p.season:
        first, size, name = _SEASONS[p.season], 3, p.season
    if year is None:
        if now is None:
            return f"XXXX-{name}"
        year = _year_of(first, size=size, p=p, place=place, now=now)
    return f"{year:04d}-{name}"


def _year_of(first: int, *, size: int, p: Point, place: Place, now: date) -> int:
    """The year of a stretch that begins with month `first` and is `size` months long."""
    here = now.month
    inside = first <= here < first + size
    begun = now.year if first <= here else now.year - 1
    if p.lean == "last":
        return begun - 1 if inside else begun
    if p.lean == "next":
        return begun + 1
    if p.lean == "this":
        return now.year
    if inside:
        return now.year
    if p.quarter:
        return begun + (place.tense == "future" and first > here + 9)
    if place.tense == "past":
        return begun
    if place.tense == "future":
        return begun + 1
    ahead = (first - here) % 12
    return begun + 1 if ahead <= 4 else begun


def _step(s: Step, *, place: Place) -> str | None:
    focus, now = place.focus, place.now
    if s.amount is None:
        return "PAST_REF" if s.sign < 0 else "FUTURE_REF"
    recent = place.sentence - focus.day_at <= NEAR
    base = focus.day if s.back and recent and focus.day else now
    if s.unit == "Y" and s.sign < 0 and s.amount == 1 and s.counted and focus.quarter:
        year, quarter = focus.quarter
        if place.sentence - focus.quarter_at <= QUARTER:
            return f"{year - 1:04d}-Q{quarter}"
    if s.back and s.unit == "Y" and focus.year and place.sentence - focus.year_at <= 1:
        base = date(focus.year, 1, 1)
    elif s.back and s.unit in ("M", "Y") and focus.month and s.counted:
        base = focus.month if place.sentence - focus.month_at <= 1 else base
    if base is None:
        return _unplaced(s)
    steps = s.amount * s.sign
    if s.unit in ("D", "H", "MIN", "S", "N"):
        day = calendar.days_on(base, steps=steps if s.unit in ("D", "N") else 0)
        return _timed(day.isoformat(), part=s.part, clock=s.clock) if day else None
    if s.unit in ("W", "F", "WE"):
        return _weeks(s, base=base, steps=steps)
    if s.unit in ("M", "Q"):
        size = 3 if s.unit == "Q" else 1
        if abs(steps) > 40_000:
            return None
        year, month = calendar.month_on(base.year, base.month, steps=round(steps * size))
        if not calendar.FIRST_YEAR <= year <= calendar.LAST_YEAR:
            return None
        return f"{year:04d}-Q{(month + 2) // 3}" if s.unit == "Q" else f"{year:04d}-{month:02d}"
    if s.unit == "Y":
        year = base.year + round(steps)
        return f"{year:04d}" if calendar.FIRST_YEAR <= year <= calendar.LAST_YEAR else None
    year = base.year + round(steps) * (10 if s.unit == "E" else 100)
    if not calendar.FIRST_YEAR <= year <= calendar.LAST_YEAR:
        return None
    return f"{year // (10 if s.unit == 'E' else 100)}"


def _weeks(s: Step, *, base: date, steps: float) -> str | None:
    if s.unit == "WE":
        if s.sign == 0 and base.isoweekday() < 6:
            steps = -1
        day = calendar.days_on(base, steps=7 * steps)
        return f"{calendar.week(day)}-WE" if day else None
    day = calendar.days_on(base, steps=steps * (14 if s.unit == "F" else 7))
    return calendar.week(day) if day else None


def _unplaced(s: Step) -> str:
    """What a step is worth without a day to count from."""
    if s.unit in ("D", "H", "MIN", "S", "N"):
        return _timed("XXXX-XX-XX", part=s.part, clock=s.clock)
    return {"W": "XXXX-WXX", "F": "XXXX-WXX", "WE": "XXXX-WXX-WE", "M": "XXXX-XX"}.get(
        s.unit, "XXXX"
    )


def _back(b: Back, *, place: Place) -> str | None:
    focus, now = place.focus, place.now
    if b.unit == "Q":
        near = focus.quarter and place.sentence - focus.quarter_at <= 4 * NEAR
        if b.years > 1000:
            return (
                f"{b.years:04d}-Q{focus.quarter[1]}" if near and focus.quarter else f"{b.years:04d}"
            )
        if near and focus.quarter:
            return f"{focus.quarter[0] + b.years:04d}-Q{focus.quarter[1]}"
        if now is None:
            return "XXXX-QX"
        if b.years and not b.sure:
            return f"{now.year + b.years:04d}"
        year, month = calendar.month_on(now.year, now.month, steps=-3)
        return f"{year + b.years:04d}-Q{(month + 2) // 3}"
    day = focus.day if focus.day and place.sentence - focus.day_at <= NEAR else now
    if b.unit == "Y":
        if focus.year and place.sentence - focus.year_at <= NEAR:
            return f"{focus.year:04d}"
        return f"{day.year:04d}" if day else "XXXX"
    return _step(Step(unit=b.unit, amount=0, sign=0), place=replace(place, now=day))
