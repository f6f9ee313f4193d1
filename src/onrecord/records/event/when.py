"""The day of an event: the time expression that belongs to its trigger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.mentions.found import Mentions
from onrecord.mentions.times import Time
from onrecord.records.event.draft import Draft
from onrecord.records.event.kind import When
from onrecord.spans import Span

_BREAK = re.compile(
    r"[;:—\n]|--|, (?:who|which|where|and|but|while|when|after|before)\b|\b(?:after|before|that|which|who|while|since)\b"
)
_SAYING = re.compile(
    r"\b(?:said|says|say|told|added|reported|announced|reporters?|statement|according to|quoted|saying|disclosed|confirmed)\b[^,.;]{0,30}$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day with the words that give it."""

    when: When
    span: Span


def when(mentions: Mentions, drafts: Sequence[Draft], *, spoken: bool) -> Dated | None:
    """The days of the event that `drafts` tell, best telling first; None where no words give them.

    A day that dates a saying ("officials said Friday") is not that of what was said, unless the
    act is itself a saying.
    """
    best: tuple[float, int, Time] | None = None
    for rank, draft in enumerate(drafts):
        sentence = mentions.sentences[draft.sentence]
        for time in mentions.times:
            if not (sentence.start <= time.span.start < sentence.end) or time.start is None:
                continue
            if time.label in ("SET", "DURATION"):
                continue
            cost = _distance(mentions.text, time=time.span, trigger=draft.span, spoken=spoken)
            if cost is not None and (best is None or (cost + 40 * rank, rank) < best[:2]):
                best = (cost + 40 * rank, rank, time)
    return _dated(best[2]) if best else None


def _distance(text: str, *, time: Span, trigger: Span, spoken: bool) -> float | None:
    """How far a time stands from a trigger, in characters, more across the edges of clauses."""
    if time.overlaps(trigger):
        return 0.0
    a, b = sorted((time, trigger))
    between = text[a.end : b.start]
    cost = float(len(between)) + 60 * len(_BREAK.findall(between))
    said = _SAYING.search(text[max(0, time.start - 60) : time.start])
    if said and not spoken:
        inside = max(0, time.start - 60) + said.start() <= trigger.start < time.start
        if not inside:
            cost += 120
    return cost if cost < 400 else None


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
