"""Notices that correct or take back what was printed: of what kind, and which words they mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from onrecord.languages.phrases import lists
from onrecord.pages.dates import printed
from onrecord.stories.dates import published

Line = Mapping[str, Any]
KINDS = ("retraction", "kill", "correction", "clarification", "editors_note")
WITHDRAWING = frozenset({"retraction", "kill"})
"""Kinds after which the story does not stand; the others put single words right."""
LONGEST = 1500
"""Characters of a notice: after them a story goes on."""
_DATE = re.compile(
    r"\b(?:\d{1,2} [A-Z][a-z]{2,8}\.?(?: \d{4})?|[A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?)\b"
)
_DAY = re.compile(r"\b(?:on|of|last)\s+(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:['’]s)?\b")
_DAYS = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
_APPENDED = re.compile(r"\W*corrections? appended\b", re.IGNORECASE)
"""Says only that a notice stands at the end."""
_URL = re.compile(r"https?://[^\s\"”<>)]+")
_QUOTED = re.compile(
    r"“([^”\n]{6,160})”|\"([^\"\n]{6,160})\"|''([^'\n]{6,160})''|‘([^’\n]{6,160})’"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice in a story: its place, kind, and what it says of the words that it is about.

    `wrong`, `right` are words as the notice gives them; `titles`, `urls`, `days` (ISO) are what it
    names; `own` says that it is about an earlier version of the very story that it stands in.
    """

    story: str
    kind: str
    start: int
    end: int
    wrong: tuple[str, ...] = ()
    right: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    days: tuple[str, ...] = ()
    own: bool = False

    @property
    def withdraws(self) -> bool:
        """Whether the story that is meant does not stand any more."""
        return self.kind in WITHDRAWING


def notices(story: Line) -> tuple[Notice, ...]:
    """The notices in a story line, in text order.

    "Correction: An earlier version of this story incorrectly indicated that ...", "The agency
    withdraws its report of ...". A note that takes nothing back is none: "Editor's note: this is
    part 3 of 3".

    >>> (one,) = notices({"id": "s", "title": "Correction", "published": {"date": "2031-05-09"},
    ...     "text": 'An article on 7 May ("Kalin buries its dead") said that nine had died.\\n'
    ...             "The correct figure is seven."})
    >>> one.kind, one.wrong, one.right, one.titles, one.days
    ('correction', ('nine had died',), ('seven',), ('Kalin buries its dead',), ('2031-05-07',))
    >>> notices({"id": "s", "title": None, "published": None,
    ...     "text": "Editor's note: this is part 3 of 3 excerpts from a book."})
    ()
    """
    text: str = story["text"]
    titled = _opener(story.get("title") or "")
    if titled:
        whole = _made(story, kind=titled, start=0, end=min(len(text), LONGEST), title=True)
        return (whole,) if whole else ()
    found: list[Notice] = []
    for kind, start, end in _places(text):
        if found and start < found[-1].end:
            continue
        made = _made(story, kind=kind, start=start, end=end)
        if made:
            found.append(made)
    return tuple(found)


# Where


@lru_cache(maxsize=1)
def _openers() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = lists("notices")["openers"]
    lead = r"^[\s\[(*_]*"
    return tuple(
        (kind, re.compile(lead + f"(?:{'|'.join(table[kind])})", re.IGNORECASE)) for kind in KINDS
    )


@lru_cache(maxsize=1)
def _inside() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = lists("notices")["inside"]
    return tuple(
        (kind, re.compile("|".join(table[kind]), re.IGNORECASE)) for kind in KINDS if kind in table
    )


def _opener(paragraph: str) -> str | None:
    return next((kind for kind, pattern in _openers() if pattern.match(paragraph)), None)


def _places(text: str) -> Iterator[tuple[str, int, int]]:
    """Kind and place of what may be notices: paragraphs with an opener, sentences without."""
    paragraphs = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    for k, (start, end) in enumerate(paragraphs):
        kind = _opener(text[start:end])
        if kind:
            # "CORRECTION:" alone in its line opens the paragraphs after it.
            alone = len(text[start:end].split()) <= 3
            last = paragraphs[min(len(paragraphs) - 1, k + (2 if alone else 0))][1]
            if not alone and k + 1 < len(paragraphs) and _goes_on(text, paragraphs[k + 1]):
                last = paragraphs[k + 1][1]
            yield kind, start, min(last, start + LONGEST)
            continue
        for other, pattern in _inside():
            hit = pattern.search(text, start, end)
            if hit:
                yield other, start, min(end, start + LONGEST)
                break


def _goes_on(text: str, place: tuple[int, int]) -> bool:
    return bool(_right().search(text[place[0] : place[1]]))


# What


@lru_cache(maxsize=1)
def _taking() -> re.Pattern[str]:
    words = "|".join(re.escape(w) for w in lists("notices")["takes_back"]["words"])
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _wrong() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(p, re.IGNORECASE) for p in lists("notices")["wrong"]["patterns"])


@lru_cache(maxsize=1)
def _right() -> re.Pattern[str]:
    # Names of groups are unique in one pattern: each alternative gets its own.
    made = [
        p.replace("?P<right>", f"?P<right{k}>")
        for k, p in enumerate(lists("notices")["right"]["patterns"])
    ]
    return re.compile("|".join(made), re.IGNORECASE)


def _made(story: Line, *, kind: str, start: int, end: int, title: bool = False) -> Notice | None:
    text = story["text"][start:end]
    takes = _taking().search(text) or (title and kind in WITHDRAWING)
    if _APPENDED.match(text) or not takes:
        return None
    if kind in ("correction", "editors_note", "clarification") and _retracts(text):
        kind = "retraction"
    return Notice(
        story=story["id"],
        kind=kind,
        start=start,
        end=end,
        wrong=_first(text),
        right=tuple(
            w.strip(" ,") for m in _right().finditer(text) for w in m.groups() if w is not None
        )[:3],
        titles=_titles(text),
        urls=tuple(dict.fromkeys(u.rstrip(".,;") for u in _URL.findall(text))),
        days=_days(text, today=published(story)),
        own=_about_itself(text),
    )


def _retracts(text: str) -> bool:
    return next(p for k, p in _inside() if k == "retraction").search(text) is not None


def _about_itself(text: str) -> bool:
    """Whether it is about this story's own words: "an earlier version of this article"."""
    pattern = next(p for k, p in _inside() if k == "correction")
    hit = pattern.search(text)
    return hit is not None and "version of" in hit[0].lower()


def _first(text: str) -> tuple[str, ...]:
    """What was wrong, by the first pattern that fits; quotation marks round a title left out."""
    for pattern in _wrong():
        told = [re.sub(r"\s*\([^)]*\)?", "", m["wrong"]) for m in pattern.finditer(text)]
        found = [t.strip(' ,"”“') for t in told]
        found = [f for f in found if len(f) > 1]
        if found:
            return (found[0],)
    return ()


def _titles(text: str) -> tuple[str, ...]:
    found = []
    for match in _QUOTED.finditer(text):
        words = next(g for g in match.groups() if g is not None).strip(" ,.")
        if len(words.split()) >= 3:
            found.append(words)
    return tuple(dict.fromkeys(found))


def _days(text: str, *, today: str | None) -> tuple[str, ...]:
    """The days that a notice names, the last before it where the year is left out."""
    found: list[str] = []
    now = _iso(today)
    for match in _DATE.finditer(text):
        words = match[0]
        told = printed(words if re.search(r"\d{4}", words) else f"{words} {_year(now)}")
        day = _iso(told.date) if told else None
        if day and now and day > now and not re.search(r"\d{4}", words):
            day = day.replace(year=day.year - 1) if (day.month, day.day) != (2, 29) else None
        if day:
            found.append(day.isoformat())
    for match in _DAY.finditer(text):
        if now:
            back = (now.weekday() - _DAYS.index(match[1])) % 7
            found.append((now - timedelta(days=back)).isoformat())
    return tuple(dict.fromkeys(found))


def _year(now: date | None) -> int:
    return now.year if now else 2000


def _iso(day: str | None) -> date | None:
    try:
        return date.fromisoformat((day or "")[:10])
    except ValueError:
        return None
