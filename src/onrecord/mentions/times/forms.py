"""What a time expression says by its words alone, before it is placed in the calendar."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A place in the calendar as far as the words name it: "Sunday (10 January)", "next summer".

    `lean` (last, this, next) moves the largest part that is named; `year_step` is a year given as
    "last year" beside a month, `week_step` a week given as "last week" beside a weekday.
    `until_day` ends a run of days ("3-5 March"), `until_year` one of years ("1990-91"). `part` is
    MO AF EV NI, `clock` "HH:MM", `other` the second reading of a date in figures ("11/9/2020").
    """

    year: int | None = None
    year_step: int | None = None
    month: int | None = None
    day: int | None = None
    until_day: int | None = None
    until_year: int | None = None
    week_step: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    decade: int | None = None
    century: int | None = None
    part: str | None = None
    clock: str | None = None
    lean: str | None = None
    other: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A number of units from the story's day, or (`back`) from what was spoken of last.

    "yesterday" is -1 D, "next month" +1 M, "two years ago" -2 Y; `amount` None is "some".
    `counted` tells "a year ago" from "last year".
    """

    unit: str
    amount: float | None
    sign: int
    back: bool = False
    counted: bool = False
    part: str | None = None
    clock: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """A duration: `amount` None is "some". `side` -1 is a stretch up to now, +1 one from now on."""

    unit: str
    amount: float | None
    side: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """A set: "every Monday", "each year"."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vague:
    """No place in the calendar: "now", "recently", "soon"."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Back:
    """What was spoken of last, as a unit: "the quarter", "that day", "the year-earlier period"."""

    unit: str
    years: int = 0
    sure: bool = False


Form = Point | Step | Length | Repeat | Vague | Back
