"""Rules for what names a day or less: dates, weekdays, months, quarters, clock times."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.mentions.times import days
from onrecord.mentions.times.forms import Back, Point, Repeat, Step
from onrecord.mentions.times.reading import Reader

Found = tuple[Point | Step | Repeat | Back, int] | None


def clock(r: Reader, i: int) -> tuple[str, int] | None:
    """A time of day as "HH:MM" and the index after it: "10 p.m.", "1430 GMT", "noon"."""
    token, words = r.at(i), r.words
    if token.low in words.clock_words and not (token.capital and r.at(i + 1).capital):
        return words.clock_words[token.low], i + 1
    hour = minute = -1
    sure = False
    if token.kind == "clock":
        hour, minute = (int(part) for part in re.split("[:.]", token.text))
    elif token.kind == "number" and token.text.isdecimal() and len(token.text) <= 2:
        hour, minute = int(token.text), 0
    elif token.kind == "number" and token.text.isdecimal() and len(token.text) == 4:
        hour, minute = int(token.text[:2]), int(token.text[2:])
    if not (0 <= hour < 24 and 0 <= minute < 60):
        return None
    j, half = i + 1, r.at(i + 1)
    short = token.kind == "clock" or len(token.text) <= 2
    if half.kind == "half" and 1 <= hour <= 12 and short:
        hour = hour % 12 + 12 * (half.low[0] == "p")
        j += 1
        sure = True
    elif half.low == "o" and r.low(i + 2) == "'" and r.low(i + 3) == "clock":
        j, sure = i + 4, True
    elif len(token.text) <= 2:
        return None
    zone = r.at(j)
    if zone.low in words.words["zones"] and zone.text.isupper():
        j, sure = j + 1, True
    elif r.low(j) == "local" and r.low(j + 1) == "time":
        j, sure = j + 2, True
    before = r.low(i - 1) in ("at", "by", "around", "about", "until", "till", "from", "since")
    sure = sure or (before and ":" in token.text)
    return (f"{hour:02d}:{minute:02d}", j) if sure else None


def clock_first(r: Reader, i: int) -> Found:
    """A time of day with the day after it: "10 p.m. Wednesday", "5 p.m. EST, Nov. 6"."""
    made = clock(r, i)
    if not made:
        return None
    time, j = made
    k = j + (r.low(j) in (",", "on"))
    day = calendar_day(r, k) or near_day(r, k)
    if day and isinstance(day[0], Point | Step) and day[0].clock is None:
        return replace(day[0], clock=time), day[1]
    return Step(unit="D", amount=0, sign=0, clock=time), j


def near_day(r: Reader, i: int) -> Found:
    """Such as "yesterday", "tomorrow morning", "tonight", "last night", "this evening"."""
    words, low = r.words, r.low(i)
    if low == "tonight":
        return Step(unit="D", amount=0, sign=0, part="NI"), i + 1
    if low in words.days:
        if low == "today" and r.low(i + 1) in words.words["not_after_today"]:
            return None
        steps = words.days[low]
        form = Step(unit="D", amount=abs(steps), sign=steps)
        return _tail(r, i + 1, form=form)
    if low == "the" and r.low(i + 1) in words.dayparts and r.low(i + 2) == "of":
        day = calendar_day(r, i + 3)
        if day and isinstance(day[0], Point) and (day[0].day or day[0].weekday):
            return replace(day[0], part=words.dayparts[r.low(i + 1)]), day[1]
        return None
    if low == "the" and r.low(i + 1) in ("early", "small", "late") and r.low(i + 2) == "hours":
        day = calendar_day(r, i + 4) or near_day(r, i + 4)
        if day and r.low(i + 3) in ("of", "on") and not isinstance(day[0], Repeat | Back):
            return replace(day[0], part="NI" if r.low(i + 1) == "late" else "MO"), day[1]
        return None
    beyond = " ".join(r.low(i + k) for k in range(4))
    if beyond in ("the day after tomorrow", "the day before yesterday"):
        return Step(unit="D", amount=2, sign=1 if r.low(i + 2) == "after" else -1), i + 4
    if low in ("that", "the") and r.low(i + 1 + (low == "the")) in words.dayparts:
        part = words.dayparts[r.low(i + 1 + (low == "the"))]
        if low == "that" or r.low(i + 1) == "same":
            j = i + 2 + (low == "the")
            return Step(unit="D", amount=0, sign=0, back=True, part=part), j
    if low in ("this", "last") and r.low(i + 1) in words.dayparts:
        part = words.dayparts[r.low(i + 1)]
        steps = -1 if low == "last" else 0
        return Step(unit="D", amount=abs(steps), sign=steps, part=part), i + 2
    return None


def calendar_day(r: Reader, i: int) -> Found:
    """A weekday or a day of a month, with all that is said of it, and the part of the day."""
    made = _weekday(r, i) or _dated(r, i) or days.holiday(r, i)
    if not made:
        return None
    form, j = made
    if isinstance(form, Repeat):
        return made
    return _tail(r, j, form=form) if form.weekday or form.day else made


def _tail(r: Reader, j: int, *, form: Point | Step) -> Found:
    """The part of the day or the time after a day: "Friday evening", "Monday at 9 a.m."."""
    low = r.low(j)
    if low in r.words.dayparts:
        return replace(form, part=r.words.dayparts[low]), j + 1
    if low.removesuffix("s") in r.words.dayparts and isinstance(form, Point):
        day = form.weekday or "X"
        return Repeat(value=f"XXXX-WXX-{day}T{r.words.dayparts[low[:-1]]}"), j + 1
    k = j + (low in (",", "at", "around", "about", "by"))
    time = clock(r, k)
    if time and (k > j or r.at(k).kind != "number"):
        return replace(form, clock=time[0]), time[1]
    return form, j


def _weekday(r: Reader, i: int) -> tuple[Point | Repeat, int] | None:
    words = r.words
    lean = r.lean(i)
    j = lean[1] if lean else i
    token = r.at(j)
    if token.low in words.weekdays and token.capital:
        day = words.weekdays[token.low]
    elif token.low in words.weekdays_short and token.capital and not lean:
        k = j + 1 + (r.low(j + 1) == ".")
        if not days.month_day(r, k + (r.low(k) in (",", "("))):
            return None
        day, j = words.weekdays_short[token.low], k - 1
    elif token.low.removesuffix("s") in words.weekdays and token.capital:
        return Repeat(value=f"XXXX-WXX-{words.weekdays[token.low[:-1]]}"), j + 1
    else:
        return None
    named = r.low(j - 1) in words.words["not_before_day"] and r.at(j - 1).capital
    paper = r.low(j + 1) in words.words["not_after_day"] and r.at(j + 1).capital
    if named or paper:
        return None
    point = Point(weekday=day, lean=lean[0] if lean else None)
    k = j + 1
    opened = r.low(k) == "("
    k += r.low(k) in (",", "(")
    k += r.low(k) == "the"
    date = days.month_day(r, k)
    if date:
        fields, k = date
        k += opened and r.low(k) == ")"
        return replace(fields, weekday=day), k
    k = j + 1 + (r.low(j + 1) in ("of", "in"))
    step = {"last": -1, "this": 0, "next": 1}.get(r.low(k))
    if step is not None and r.low(k + 1) == "week" and not lean:
        return replace(point, week_step=step), k + 2
    return point, j + 1


def _dated(r: Reader, i: int) -> tuple[Point, int] | None:
    """A day of a month, or a month with or without its year."""
    words = r.words
    start = i
    i += r.low(i) == "the" and r.at(i + 1).kind == "ordinal"
    full = days.month_day(r, i)
    if full:
        return full
    lean = r.lean(start)
    i = lean[1] if lean else start
    month = days.month(r, i)
    if not month:
        return None
    value, j, short = month
    point, end = days.with_year(r, j, point=Point(month=value, lean=lean[0] if lean else None))
    if end > j:
        return point, end
    low, token = r.low(i), r.at(i)
    sure = lean is not None or r.low(i - 1) in words.words["prepositions"] or r.hyphen(i - 1)
    if short or (low in ("may", "march") and not sure) or (token.text.isupper() and not sure):
        return None
    person = r.at(j).capital and not sure and low in ("april", "june", "august")
    return None if person else (point, j)


def period(r: Reader, i: int) -> Found:
    """Such as "third-quarter", "the 1988 third quarter", "the first half of 1989"."""
    words, start = r.words, i
    i += r.low(i) == "the"
    year: int | None = None
    step: int | None = None
    named = r.year(i)
    if named:
        year, i = named
    elif r.low(i) in ("this", "last", "next") and r.low(i + 1) == "year":
        step = {"this": 0, "last": -1, "next": 1}[r.low(i)]
        i += 2
        i += 2 * (r.low(i) == "'" and r.low(i + 1) == "s")
    elif r.low(i) == "year" and r.low(i + 1) == "-" and r.low(i + 2) in ("earlier", "ago"):
        step, i = -1, i + 3
    i += r.low(i) == "fiscal"
    i += r.low(i) == "-" and r.low(i - 1) == "fiscal"
    if r.low(i) in ("period", "quarter") and (year or (step == -1 and i > start + 1)):
        return Back(unit="Q", years=year or -1, sure=True), i + 1
    order = words.ordinals.get(r.low(i)) or {"1st": 1, "2nd": 2, "3rd": 3, "4th": 4}.get(r.low(i))
    order = order or (2 if r.low(i) == "last" else None)
    j = i + 1 + r.hyphen(i + 1)
    unit = r.low(j)
    if order and order <= 4 and unit == "quarter" and r.low(i) != "last":
        point = Point(quarter=order, year=year, year_step=step)
    elif order and order <= 2 and unit == "half" and (year or r.low(j + 1) == "of"):
        point = Point(half=order, year=year, year_step=step)
        if not year and not r.year(j + 2):
            return None
    elif r.at(i).text == "Q" and r.at(i + 1).text in ("1", "2", "3", "4") and r.glued(i + 1):
        point, j = Point(quarter=int(r.at(i + 1).text), year=year), i + 1
    else:
        return None
    return (
        days.with_year(r, j + 1, point=point) if year is None and step is None else (point, j + 1)
    )
