"""The days that may be those of an act, each with the signs that speak for and against it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from onrecord.languages.phrases import lists
from onrecord.mentions.found import Mentions
from onrecord.mentions.times import Time
from onrecord.records.event.clause import clause
from onrecord.records.event.days import Dated, dated, day_of, moved, whole
from onrecord.records.event.draft import Draft
from onrecord.records.event.near import times_in
from onrecord.spans import Span

REACH = 400
"""Code points over which a time does not belong to a trigger of its sentence."""
MOST = 250
"""Code points from which on a time is far and no farther."""
STEP = 50
"""Code points that count as one step away."""
FIRST = 3
"""Sentences from which on an act is told late in its story."""
LEAD = 2
"""Sentences whose days may be those of what the rest of the story tells."""
RIVAL = 0.5
"""How sure another trigger must be to have a claim on a time."""
WINDOW = 60
"""Code points before a time in which its preposition and a word of saying stand."""
NEWS = 7
"""Days before the story's own that are still news."""
BREAK = re.compile(
    r"[;:—\n]|--|, (?:who|which|where|and|but|while|when|after|before)\b"
    r"|\b(?:after|before|that|which|who|while|since)\b"
)
_BY = re.compile(r"\b(?:by|until|till|later than)\s+(?:the\s+)?(?:end\s+of\s+)?$", re.IGNORECASE)
_AFTER = re.compile(r"\b(?:before|after|ahead of|following)\s+(?:the\s+)?$", re.IGNORECASE)
_SINCE = re.compile(r"\bsince\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_ON = re.compile(r"\b(?:on|in|at|during)\s+(?:the\s+)?(?:early\s+|late\s+)?$", re.IGNORECASE)
_SHUT = re.compile(r"\s*(?:\([^()\n]{1,60}\)|/[^/\n]{1,40}/)?\s*(?:--|[-–—:_])")
_ONE = re.compile(r"\b(?:a|one)\s+(?:day|week)(?=\s+(?:after|before)\b)", re.IGNORECASE)
_QUOTE = re.compile(r'["“”]')
_OFFSET = re.compile(r"P(\d+)([DWMY])$")
_FROM = re.compile(r"\s+(after|before|since)\s+(?:[\w’'.-]+\s+){0,9}$", re.IGNORECASE)
DATELINE = 120
"""Code points at the front of a story in which a dateline ends."""
DAYS = {"D": 1, "W": 7}


@lru_cache(maxsize=1)
def _saying() -> re.Pattern[str]:
    words = "|".join(map(re.escape, lists("events")["saying"]))
    return re.compile(rf"\b(?:{words})\b[^,.;]{{0,30}}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Choice:
    """Days with their words, and the signs by name: how much of each there is."""

    dated: Dated
    signs: Mapping[str, float]


def choices(
    mentions: Mentions, told: Sequence[Draft], *, spoken: bool, status: str
) -> Iterator[Choice]:
    """The days that the event of `told`, best telling first, may have by the words of its story."""
    seen = False
    sentences = {d.sentence for d in told}
    for rank, draft in enumerate(told):
        for i, time in in_sentence(mentions, sentence=mentions.sentences[draft.sentence]):
            gap = _gap(time.span, draft.span)
            filed = is_dateline(mentions.text, time.span)
            if gap > REACH or (filed and status == "planned"):
                continue
            seen = True
            signs = _beside(mentions, time, draft=draft, spoken=spoken)
            signs |= {"dateline": 1.0} if filed else {}
            signs["second" if rank == 1 else "later" if rank else "first"] = 1.0
            yield from _forms(mentions, i, signs=signs, status=status)
        yield from _counted(mentions, draft, rank=rank)
    for i, time, place in _carried(mentions, sentences=sentences):
        signs = _elsewhere(mentions, time, draft=told[0], spoken=spoken, status=status)
        signs |= {"beside own": 1.0} if seen else {}
        signs |= {f"in {min(FIRST, *sentences)}": 1.0}
        named = {place: 1.0} | {f"{place} {name}": value for name, value in signs.items()}
        yield Choice(whole(mentions, i), named | _kind(mentions, time, status=status))


def in_sentence(mentions: Mentions, *, sentence: Span) -> list[tuple[int, Time]]:
    """The times of a sentence that cover days, numbered; sets ("every Friday") left out."""
    found = times_in(mentions, start=sentence.start, end=sentence.end)
    return [(i, t) for i, t in found if t.start and t.label != "SET"]


def said_before(text: str, *, time: Span, trigger: Span) -> bool:
    """Whether a word of saying stands before a time, the trigger not between them.

    "Rebels shelled the port, officials said on Friday" dates the saying.
    """
    window = max(0, time.start - WINDOW)
    said = _saying().search(text[window : time.start])
    return said is not None and not window + said.start() <= trigger.start < time.start


def _gap(a: Span, b: Span) -> int:
    return max(0, max(a.start, b.start) - min(a.end, b.end))


def _beside(mentions: Mentions, time: Time, *, draft: Draft, spoken: bool) -> dict[str, float]:
    """The signs of a time that stands in the sentence of a trigger."""
    text, span = mentions.text, time.span
    a, b = sorted((span, draft.span))
    between = text[a.end : b.start]
    before = text[max(0, span.start - WINDOW) : span.start]
    signs: dict[str, float] = {"own": 1.0, "gap": min(len(between), MOST) / STEP}
    signs["edges"] = float(min(3, len(BREAK.findall(between))))
    signs["quotes"] = float(len(_QUOTE.findall(between)) % 2)
    if span < draft.span:
        signs["before"] = 1.0
    if len(between) <= 6:
        signs["adjacent before" if span < draft.span else "adjacent after"] = 1.0
    if span.start - mentions.sentences[draft.sentence].start < 14:
        signs["opening"] = 1.0
    rivals = _rivals(mentions, time, draft=draft)
    signs["between"] = float(min(2, rivals[0]))
    signs["nearer"] = float(rivals[1])
    if said_before(text, time=span, trigger=draft.span):
        signs["said, saying" if spoken else "said, deed"] = 1.0
    for name, cue in (("by", _BY), ("after", _AFTER), ("since", _SINCE), ("on", _ON)):
        if cue.search(before):
            signs[name] = 1.0
    return signs


def _elsewhere(
    mentions: Mentions, time: Time, *, draft: Draft, spoken: bool, status: str
) -> dict[str, float]:
    """The signs of a time in another sentence than the act's: how the act is told, how long ago."""
    signs = dict.fromkeys(_tense(mentions, draft), 1.0)
    signs[f"from {min(2, _ago(mentions, time))}"] = 1.0
    signs["saying" if spoken else "deed"] = 1.0
    signs[status if status in ("occurred", "planned", "ongoing") else "unsure"] = 1.0
    signs["done" if draft.done else "not past"] = 1.0
    if draft.pointing:
        signs["pointing"] = 1.0
    return signs


def _ago(mentions: Mentions, time: Time) -> int:
    today = day_of(mentions)
    if not (today and time.start):
        return 2
    return abs(_days(time.start[:10], today))


def _tense(mentions: Mentions, draft: Draft) -> list[str]:
    """How a trigger is told: by a noun, in which tense, within quotation marks."""
    sentence = mentions.sentences[draft.sentence]
    around = clause(mentions.text, sentence=sentence, trigger=draft.span)
    near = {*around.left.split()[-3:], *around.inside.split()}
    told = ["noun"] if around.noun else []
    told += [name for name, words in lists("events")["tense"].items() if near & set(words)]
    marks = _QUOTE.findall(mentions.text, sentence.start, draft.span.start)
    return [*told, "quoted"] if len(marks) % 2 else told


def _rivals(mentions: Mentions, time: Time, *, draft: Draft) -> tuple[int, bool]:
    """Other triggers between a time and a trigger, and whether any stands nearer to the time."""
    known = mentions.tagging.triggers
    sentence = mentions.sentences[draft.sentence]
    a, b = sorted((time.span, draft.span))
    gap = _gap(time.span, draft.span)
    between, nearer = 0, False
    for k in range(bisect_left(known, sentence.start, key=lambda t: t.span.start), len(known)):
        other = known[k]
        if other.span.start >= sentence.end:
            break
        if other.score < RIVAL or other.span.overlaps(draft.span):
            continue
        between += a.end <= other.span.start and other.span.end <= b.start
        nearer |= _gap(time.span, other.span) < gap
    return between, nearer


def is_dateline(text: str, span: Span) -> bool:
    """Whether a time stands in the dateline of a story: "GENEVA, May 14 (Northwire) - "."""
    if span.start >= DATELINE or "\n" in text[: span.end]:
        return False
    return any(c.isupper() for c in text[: span.start]) and bool(_SHUT.match(text, span.end))


def _kind(mentions: Mentions, time: Time, *, status: str) -> dict[str, float]:
    """The signs of a time by itself: how fine it is, and whether it fits the status."""
    signs = {f"a {time.precision}": 1.0}
    if time.label == "DURATION":
        signs["a stretch"] = 1.0
    today = day_of(mentions)
    if today and time.start:
        late = time.start[:10] > today
        over = (time.end or time.start)[:10] < today
        if late and status in ("occurred", "ongoing"):
            signs["to come"] = 1.0
        elif late:
            signs["to come, planned" if status == "planned" else "to come, open"] = 1.0
        if over and status == "planned":
            signs["over"] = 1.0
        elif not late and status == "planned":
            signs["today, planned"] = 1.0
        elif over and status == "ongoing":
            signs["over, ongoing"] = 1.0
    return signs


def _forms(
    mentions: Mentions, index: int, *, signs: Mapping[str, float], status: str
) -> Iterator[Choice]:
    """A time as it is, and as it may be meant: reaching to the story's day, a week or year off."""
    time = mentions.times[index]
    own = dict(signs) | _kind(mentions, time, status=status)
    made = whole(mentions, index)
    yield Choice(made, own)
    today = day_of(mentions)
    if today and made.when.start < today:
        reach = replace(made, when=replace(made.when, end=today, candidates=()))
        reaching = {f"reaching {k}": v for k, v in own.items() if k in ("since", "a stretch")}
        reaching |= {f"reaching {status}": 1.0, f"reaching {time.precision}": 1.0}
        if made.when.end > today:
            reaching["not yet over"] = 1.0
        if made.when.end != today:
            yield Choice(reach, own | reaching)
    past = status in ("occurred", "ongoing", "alleged", "denied")
    other = moved(mentions, time, past=past)
    if other is not None:
        kept = {k: v for k, v in own.items() if k not in ("to come", "to come, open", "over")}
        far = "a year" if abs(_days(made.when.start, other.when.start)) > NEWS else "a week"
        yield Choice(other, kept | {f"moved {far} {'back' if past else 'on'}": 1.0})


def _days(first: str, second: str) -> int:
    return (date.fromisoformat(second) - date.fromisoformat(first)).days


def _counted(mentions: Mentions, draft: Draft, *, rank: int) -> Iterator[Choice]:
    """Days counted from another act's: "signed on Thursday, ten days after the shelling"."""
    text, sentence = mentions.text, mentions.sentences[draft.sentence]
    found = times_in(mentions, start=sentence.start, end=draft.span.start)
    found += _single(text, start=sentence.start, end=draft.span.start)
    found.sort(key=lambda pair: pair[1].span)
    for k, (_, length) in enumerate(found):
        match = _OFFSET.match(length.value or "")
        words = _FROM.fullmatch(text, length.span.end, draft.span.start)
        if not (match and words) or any(t.start for _, t in found[k + 1 :]):
            continue
        base = next((t for _, t in reversed(found[:k]) if t.start and t.precision == "day"), None)
        anchor = base.start[:10] if base and base.start else day_of(mentions)
        if anchor is None or match[2] not in DAYS:
            continue
        days = int(match[1]) * DAYS[match[2]]
        if days > 3650:
            continue
        sign = 1 if words[1].lower() == "before" else -1
        day = (date.fromisoformat(anchor) + timedelta(days=sign * days)).isoformat()
        signs = {"counted": 1.0, "counted from words" if base else "counted from today": 1.0}
        signs["second" if rank == 1 else "later" if rank else "first"] = 1.0
        precision = "day" if match[2] == "D" else "week"
        yield Choice(dated(length, start=day, end=day, precision=precision), signs)


def _single(text: str, *, start: int, end: int) -> list[tuple[int, Time]]:
    """The last "a day" of a stretch that stands before "after" or "before"."""
    found = list(_ONE.finditer(text, start, end))
    if not found:
        return []
    last = found[-1]
    span = Span(last.start(), last.end())
    return [(-1, Time(span=span, label="DURATION", value="P1D" if "day" in last[0] else "P1W"))]


def _carried(mentions: Mentions, *, sentences: set[int]) -> Iterator[tuple[int, Time, str]]:
    """Days told beside the act's own sentences: that of the lead, that of the sentence before.

    The lead's is its first day that is still news, or else that of the dateline.
    """
    today = day_of(mentions)
    filed: tuple[int, Time] | None = None
    news: tuple[int, Time] | None = None
    for k in range(min(LEAD, len(mentions.sentences))):
        for i, time in in_sentence(mentions, sentence=mentions.sentences[k]):
            if not today or not time.start or time.precision not in ("day", "time"):
                continue
            if not 0 <= _days(time.start[:10], today) <= NEWS:
                continue
            if is_dateline(mentions.text, time.span):
                filed = filed or (i, time)
            elif news is None:
                news = (i, time)
    found = news or filed
    if found and mentions.sentence_at(found[1].span.start) not in sentences:
        yield *found, "lead"
    for k in sorted({s - 1 for s in sentences if s > 0} - sentences):
        near = in_sentence(mentions, sentence=mentions.sentences[k])
        if near and not is_dateline(mentions.text, near[-1][1].span):
            yield *near[-1], "last"
