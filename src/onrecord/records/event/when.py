"""The day of an event: the time expression that belongs to its trigger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.languages.phrases import lists
from onrecord.mentions.found import Mentions
from onrecord.mentions.times import Time
from onrecord.records.event.draft import Draft
from onrecord.records.event.kind import When
from onrecord.records.event.near import times_in
from onrecord.records.statement import Statement
from onrecord.spans import Span

EDGE = 60
"""Characters that the edge of a clause counts for between a time and a trigger."""
LATER = 20
"""Characters that each telling after the fullest counts for."""
CLOSE = 40
"""Cost up to which a time stands close to a trigger."""
BESIDE = 80
"""Cost up to which a time may change whether its act is told as done or planned: right for 96.7 of
100 acts of the training stories, without a bound for 94.4 (2026-11-27)."""
FARTHEST = 400
"""Cost over which a time does not belong to a trigger."""
AMISS = 200
"""Characters that a day on the wrong side of the story's own counts for (of 0, 60, 200 the best for
the days and statuses of the training stories, 2026-11-27)."""
FINER = 300
"""Cost up to which a finer time within a wider one is the event's (2026-11-27: of 120 and 300 the
better on the training stories)."""
WIDE = frozenset({"week", "month", "year"})
FINE = {"year": 1, "month": 2, "week": 3, "day": 4, "time": 5}
_BOUND = re.compile(r"\b(?:by|until|till|before|after|since)\s+$", re.IGNORECASE)
_BREAK = re.compile(
    r"[;:—\n]|--|, (?:who|which|where|and|but|while|when|after|before)\b"
    r"|\b(?:after|before|that|which|who|while|since)\b"
)
_JOINT = re.compile(r"\s*(?:and|to|until|till|through|-|–)\s*(?:on\s+)?$")
_SINCE = re.compile(r"\bsince\s+(?:\w+\s+){0,2}$", re.IGNORECASE)


@lru_cache(maxsize=1)
def _saying() -> re.Pattern[str]:
    words = "|".join(map(re.escape, lists("events")["saying"]))
    return re.compile(rf"\b(?:{words})\b[^,.;]{{0,30}}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dated:
    """Days with the words that give them; `close` if these stand in the clause of the act."""

    when: When
    span: Span
    close: bool = True


def when(
    mentions: Mentions, drafts: Sequence[Draft], *, spoken: bool, status: str = "occurred"
) -> Dated | None:
    """The days of the event that `drafts` tell, best telling first; None where no words give them.

    A day that dates a saying ("officials said Friday") is not that of what was said, unless the
    act is itself a saying. What is told as done is not dated by a day to come, what is planned not
    by one that is over, unless no other is given.
    """
    found: list[tuple[float, float, int]] = []
    for rank, draft in enumerate(drafts):
        for i, time in _times(mentions, sentence=mentions.sentences[draft.sentence]):
            far = _distance(mentions.text, time=time.span, trigger=draft.span, spoken=spoken)
            if far is not None:
                if status == "occurred" and _deadline(mentions, time):
                    continue
                amiss = AMISS if _amiss(mentions, time, status=status) else 0
                found.append((far + LATER * rank + amiss, far, i))
    if not found:
        return None
    best = min(found)
    dated = _whole(mentions, _finer(mentions, best, found=found))
    return replace(_told(mentions, dated, status=status), close=best[1] <= BESIDE)


def _deadline(mentions: Mentions, time: Time) -> bool:
    """Whether a day to come only ends what was done: "must leave the country by 12 May"."""
    bound = _BOUND.search(mentions.text, max(0, time.span.start - 12), time.span.start)
    return bound is not None and _amiss(mentions, time, status="occurred")


def _amiss(mentions: Mentions, time: Time, *, status: str) -> bool:
    """Whether a day is to come for what is done, or over for what is planned."""
    if mentions.anchor is None or not time.start:
        return False
    today = mentions.anchor[:10]
    if status in ("occurred", "ongoing"):
        return time.start[:10] > today
    return status == "planned" and (time.end or time.start)[:10] < today


def _finer(
    mentions: Mentions, best: tuple[float, float, int], *, found: Sequence[tuple[float, float, int]]
) -> int:
    """The best time, or one that says the day of the week, month or year that the best gives.

    "Riots this week ... attacked on a beach last Sunday": Sunday. "Will visit next week ... if an
    agenda is agreed on by Monday": next week.
    """
    wide = mentions.times[best[2]]
    if wide.precision not in WIDE or not wide.start:
        return best[2]
    for cost, _, i in sorted(found):
        time = mentions.times[i]
        inside = time.start and wide.start[:10] <= time.start[:10] <= (wide.end or "")[:10]
        finer = FINE.get(time.precision or "", 0) > FINE.get(wide.precision, 0)
        bound = _BOUND.search(mentions.text, max(0, time.span.start - 12), time.span.start)
        if cost <= FINER and inside and finer and not bound:
            return i
    return best[2]


def _told(mentions: Mentions, dated: Dated, *, status: str) -> Dated:
    """The days, of what is done those up to the story's own: "this week" is not yet over."""
    if mentions.anchor is None or status not in ("occurred", "ongoing"):
        return dated
    today = mentions.anchor[:10]
    if dated.when.start <= today < dated.when.end:
        return Dated(replace(dated.when, end=today), dated.span)
    return dated


def beside(mentions: Mentions, draft: Draft, *, spoken: bool) -> tuple[str, str] | None:
    """The first and last day that words close to a trigger give, None where none stand close."""
    best: tuple[float, int] | None = None
    for i, time in _times(mentions, sentence=mentions.sentences[draft.sentence]):
        cost = _distance(mentions.text, time=time.span, trigger=draft.span, spoken=spoken)
        if cost is not None and cost <= CLOSE and (best is None or cost < best[0]):
            best = (cost, i)
    if best is None:
        return None
    whole = _whole(mentions, best[1]).when
    return whole.start, whole.end


def said_when(mentions: Mentions, said: Sequence[Statement]) -> list[tuple[str, int, Dated]]:
    """When the speakers of a story spoke: actor, place in the text, and the day beside the cue.

    "The minister, speaking to reporters in Oran on Friday" dates all that he says there.
    """
    found = []
    for statement in said:
        if statement.speaker is None or statement.cue is None or not mentions.sentences:
            continue
        sentence = mentions.sentences[mentions.sentence_at(statement.cue.start)]
        for i, time in _times(mentions, sentence=sentence):
            inside = any(time.span.overlaps(c) for c in statement.content)
            if not inside and abs(time.span.start - statement.cue.end) < EDGE:
                dated = _whole(mentions, i)
                found.append((statement.speaker.actor.id, statement.cue.start, dated))
                break
    return found


def carried(
    actors: Sequence[str], *, at: int, known: Sequence[tuple[str, int, Dated]]
) -> Dated | None:
    """The day on which one of `actors` spoke elsewhere, nearest before `at`, else after it."""
    mine = [
        (where > at, abs(where - at), k) for k, (who, where, _) in enumerate(known) if who in actors
    ]
    return known[min(mine)[2]][2] if mine else None


def _times(mentions: Mentions, *, sentence: Span) -> list[tuple[int, Time]]:
    """The times of a sentence that cover days, numbered; sets ("every Friday") left out."""
    found = times_in(mentions, start=sentence.start, end=sentence.end)
    return [(i, t) for i, t in found if t.start and t.label != "SET"]


def _distance(text: str, *, time: Span, trigger: Span, spoken: bool) -> float | None:
    """How far a time stands from a trigger, in characters, more across the edges of clauses."""
    if time.overlaps(trigger):
        return 0.0
    a, b = sorted((time, trigger))
    between = text[a.end : b.start]
    cost = float(len(between)) + EDGE * len(_BREAK.findall(between))
    window = max(0, time.start - EDGE)
    said = _saying().search(text[window : time.start])
    if said and not spoken and not window + said.start() <= trigger.start < time.start:
        cost += 2 * EDGE
    return cost if cost < FARTHEST else None


def _whole(mentions: Mentions, index: int) -> Dated:
    """A time with the one joined to it ("Friday and Saturday"); "since 2002" to the story's day."""
    time = mentions.times[index]
    dated = _dated(time)
    text = mentions.text
    for first, second in ((index - 1, index), (index, index + 1)):
        if not (first >= 0 and second < len(mentions.times)):
            continue
        a, b = mentions.times[first], mentions.times[second]
        if not (a.start and b.start and b.end) or a.precision != b.precision or a.start > b.start:
            continue
        if len(text[a.span.end : b.span.start]) < 16 and _JOINT.match(
            text[a.span.end : b.span.start]
        ):
            both = replace(_dated(a).when, end=b.end[:10], candidates=())
            return Dated(both, Span(a.span.start, b.span.end))
    since = _SINCE.search(text[max(0, time.span.start - 30) : time.span.start])
    if since and mentions.anchor and mentions.anchor[:10] > dated.when.start:
        return Dated(replace(dated.when, end=mentions.anchor[:10]), dated.span)
    return dated


def _dated(time: Time) -> Dated:
    start = time.start or ""
    return Dated(
        When(
            start=start[:10],
            end=(time.end or start)[:10],
            precision=time.precision or "day",
            basis=time.basis,
            candidates=time.candidates,
        ),
        time.span,
    )
