"""Which earlier stories a notice means, and which of their records it takes back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.grouping import Reason
from onrecord.languages.phrases import lists
from onrecord.stories.dates import day, published
from onrecord.stories.notices import Notice
from onrecord.stories.words import stems, weight

Line = Mapping[str, Any]
THRESHOLD = 0.5
FAR = 60
"""Days back in which a notice that names no day is looked up."""
NEAR = 0.15
"""What a story may score less than the best and still be meant: its versions and copies."""
HELD = 0.6
"""Share of the weight of the wrong words that a sentence has to hold to be the one meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenBack:
    """A story that a notice means, and the records in it that rest on the words taken back.

    `verb`: withdrawn or corrected. Reasons are told by `onrecord why`, the weightiest first.
    """

    notice: str
    story: str
    verb: str
    score: float
    records: tuple[str, ...]
    reasons: tuple[Reason, ...]


def notice_keys(notice: Notice, *, story: Line) -> tuple[str, ...]:
    """Keys that the stories share which a notice may mean: address, title, outlet and day."""
    found = {f"u|{_address(u)}" for u in notice.urls} | {f"t|{_plain(t)}" for t in notice.titles}
    if notice.own:
        found |= {k for k in story_keys(story) if k[0] in "ut"}
    outlet, today = str(story.get("outlet") or "").lower(), day(published(story))
    if outlet:
        named = [n for d in notice.days if (n := day(d)) is not None]
        if not named and today is not None:
            named = list(range(today - 7, today + 1))
        found |= {f"o|{outlet}|{n + k}" for n in named for k in (-1, 0, 1)}
    return tuple(sorted(found))


def story_keys(story: Line) -> tuple[str, ...]:
    """The keys by which a story is found when a notice means it."""
    found = set()
    if story.get("url"):
        found.add(f"u|{_address(story['url'])}")
    if story.get("title"):
        found.add(f"t|{_plain(story['title'])}")
    number = day(published(story))
    if story.get("outlet") and number is not None:
        found.add(f"o|{str(story['outlet']).lower()}|{number}")
    return tuple(sorted(found))


def taken_back(
    notice: Notice,
    *,
    story: Line,
    candidates: Iterable[Line],
    records: Mapping[str, Sequence[Line]],
) -> tuple[TakenBack, ...]:
    """The stories among candidates that a notice in `story` means, surest first.

    `records` gives each story's records. A notice means the story that fits best, and those that
    fit nearly as well: versions and copies of it.
    """
    scored = []
    for other in candidates:
        if other["id"] == story["id"]:
            continue
        reasons = _reasons(notice, story=story, other=other)
        score = round(min(1.0, sum(r.weight for r in reasons)), 3)
        if score >= THRESHOLD:
            scored.append((score, other, reasons))
    scored.sort(key=lambda s: (-s[0], s[1]["id"]))
    best = scored[0][0] if scored else 0.0
    return tuple(
        TakenBack(
            notice=notice.story,
            story=other["id"],
            verb="withdrawn" if notice.withdraws else "corrected",
            score=score,
            records=resting(notice, story=other, records=records.get(other["id"], ())),
            reasons=tuple(sorted(reasons, key=lambda r: (-r.weight, r.name))),
        )
        for score, other, reasons in scored
        if score >= best - NEAR
    )


def resting(notice: Notice, *, story: Line, records: Sequence[Line]) -> tuple[str, ...]:
    """The records of a story that a notice about it takes back, sorted.

    All of them after a retraction; else those in a sentence that holds the wrong words.
    """
    if notice.withdraws:
        return tuple(sorted(r["id"] for r in records))
    text: str = story["text"]
    places = [p for words in notice.wrong for p in _sentences_with(words, text=text)]
    return tuple(sorted(r["id"] for r in records if _rests(r, places=places)))


def repeated(notice: Notice, *, story: Line, records: Sequence[Line]) -> tuple[str, ...]:
    """The records of the notice's own story that only repeat the wrong words, sorted.

    'An article said that nine people had died': the notice does not report nine deaths.
    """
    text: str = story["text"]
    places = []
    for words in notice.wrong:
        at = text.find(words, notice.start, notice.end)
        if at >= 0:
            places.append((at, at + len(words)))
    return tuple(sorted(r["id"] for r in records if _rests(r, places=places)))


def _reasons(notice: Notice, *, story: Line, other: Line) -> list[Reason]:
    """What speaks for a story as the one meant; nothing if it came after, or of another outlet."""
    now, then = day(published(story)), day(published(other))
    if now is not None and then is not None and not 0 <= now - then <= 10 * FAR:
        return []
    reasons = []
    address = _address(other.get("url") or "")
    if address and address in {_address(u) for u in notice.urls}:
        reasons.append(Reason(name="address", words="its address is named", weight=0.7))
    title = _plain(other.get("title") or "")
    named = next((t for t in notice.titles if _alike(_plain(t), title)), None)
    if named:
        reasons.append(Reason(name="title", words=f"its title is named: {named}", weight=0.6))
    if notice.own and _same_story(story, other):
        reasons.append(Reason(name="version", words="an earlier version of this", weight=0.5))
    outlet = str(other.get("outlet") or "").lower()
    same = bool(outlet) and outlet == str(story.get("outlet") or "").lower()
    if not same and not reasons:
        return []
    if same:
        reasons.append(Reason(name="outlet", words=f"of {other['outlet']} too", weight=0.15))
    days = [n for d in notice.days if (n := day(d)) is not None]
    if then is not None and any(abs(then - n) <= 1 for n in days):
        exact = then in days
        words = f"published {'on' if exact else 'a day off'} the day named"
        reasons.append(Reason(name="day", words=words, weight=0.2 if exact else 0.1))
    share = max((_share(w, other["text"]) for w in notice.wrong), default=0.0)
    if share >= HELD:
        words = f"has the words taken back: {notice.wrong[0]}"
        reasons.append(Reason(name="words", words=words, weight=round(0.35 * share, 3)))
    return reasons


def _same_story(story: Line, other: Line) -> bool:
    if story.get("url") and other.get("url"):
        return _address(story["url"]) == _address(other["url"])
    title = _plain(story.get("title") or "")
    return bool(title) and title == _plain(other.get("title") or "")


def _share(words: str, text: str) -> float:
    """The share of the weight of some words that the best sentence of a text has."""
    wanted = {s: weight(s) for s, _, _ in stems(words)}
    total = sum(wanted.values())
    if not total:
        return 0.0
    return max(
        (
            sum(wanted[s] for s in {s for s, _, _ in stems(text[a:b])} & wanted.keys()) / total
            for a, b in _sentences(text)
        ),
        default=0.0,
    )


def _sentences_with(words: str, *, text: str) -> list[tuple[int, int]]:
    """The sentences that hold the wrong words: most of them, or their number and some of them.

    "Nine people have now died of the attack" holds "nine people had died of the shelling".
    """
    numbers = _numbers(words)
    return [
        (a, b)
        for a, b in _sentences(text)
        if (share := _share(words, text[a:b])) >= HELD
        or (numbers & _numbers(text[a:b]) and share >= HELD / 4)
    ]


def _numbers(text: str) -> set[int]:
    """The whole numbers in a text, in figures or in words up to nineteen."""
    units = {w: n for n, w in enumerate(lists("events")["toll"]["units"])}
    found = {units[w] for w in re.findall(r"[a-z]+", text.lower()) if w in units}
    return found | {int(n.replace(",", "")) for n in re.findall(r"\d{1,3}(?:,\d{3})+|\d+", text)}


def _sentences(text: str) -> list[tuple[int, int]]:
    return [(m.start(), m.end()) for m in re.finditer(r"[^\n]+?(?:[.?!][\"”’]?(?=\s)|\n|$)", text)]


def _rests(record: Line, *, places: Sequence[tuple[int, int]]) -> bool:
    main = ("trigger", "content", "wording", "name", "provision")
    held = [e for e in record["evidence"] if e["role"] in main] or record["evidence"]
    return any(a <= e["start"] < b for e in held for a, b in places)


def _address(url: str) -> str:
    """An address without scheme, "www.", parameters and closing slash."""
    return re.sub(r"^https?://(?:www\.)?|[?#].*$|/+$", "", url.lower())


def _plain(title: str) -> str:
    return " ".join(s for s, _, _ in stems(title))


def _alike(a: str, b: str) -> bool:
    left, right = set(a.split()), set(b.split())
    return bool(left) and len(left & right) >= 0.8 * max(len(left), len(right))
