"""The day of an event: of the days that its story gives, those that are most likely its own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from onrecord.mentions.found import Mentions
from onrecord.records.event.choices import BREAK, STEP, Choice, choices, in_sentence, said_before
from onrecord.records.event.days import Dated, whole
from onrecord.records.event.draft import Draft
from onrecord.records.event.fitted import days
from onrecord.records.statement import Statement
from onrecord.spans import Span

EDGE = 60
"""Characters that the edge of a clause counts for between a time and a trigger."""
CLOSE = 40
"""Cost up to which a time stands close to a trigger."""
BESIDE = 80
"""Cost up to which a time may change whether its act is told as done or planned: right for 96.7 of
100 acts of the training stories, without a bound for 94.4 (2026-11-27)."""
FARTHEST = 400
"""Cost over which a time does not belong to a trigger."""


def when(
    mentions: Mentions, drafts: Sequence[Draft], *, spoken: bool, status: str = "occurred"
) -> Dated | None:
    """The days of the event that `drafts` tell, best telling first; None where no words give them.

    Each time of its sentences, and of the lead, is weighed by its signs; so is that none is meant.
    "Signed a ceasefire early on Thursday, ten days after the shelling" dates the signing, and the
    shelling by counting back.
    """
    found = list(choices(mentions, drafts, spoken=spoken, status=status))
    if not found:
        return None
    weights = days().signs
    worth = [math.exp(sum(weights.get(k, 0.0) * v for k, v in c.signs.items())) for c in found]
    sums: dict[tuple[str, str], float] = {}
    for choice, mass in zip(found, worth, strict=True):
        key = (choice.dated.when.start, choice.dated.when.end)
        sums[key] = sums.get(key, 0.0) + mass
    best = min(sums, key=lambda key: (-sums[key], key))
    if sums[best] / (1.0 + sum(worth)) < days().least:
        return None
    fitting = [
        (-mass, choice.dated.span, i)
        for i, (choice, mass) in enumerate(zip(found, worth, strict=True))
        if (choice.dated.when.start, choice.dated.when.end) == best
    ]
    chosen = found[min(fitting)[2]]
    return replace(chosen.dated, close=_close(chosen))


def _close(choice: Choice) -> bool:
    """Whether a time stands so near that it may change how its act is told."""
    signs = choice.signs
    if "own" not in signs or "dateline" in signs or any(k.startswith("moved") for k in signs):
        return False
    return STEP * signs["gap"] + EDGE * signs["edges"] <= BESIDE


def beside(mentions: Mentions, draft: Draft, *, spoken: bool) -> tuple[str, str] | None:
    """The first and last day that words close to a trigger give, None where none stand close."""
    best: tuple[float, int] | None = None
    for i, time in in_sentence(mentions, sentence=mentions.sentences[draft.sentence]):
        cost = _distance(mentions.text, time=time.span, trigger=draft.span, spoken=spoken)
        if cost is not None and cost <= CLOSE and (best is None or cost < best[0]):
            best = (cost, i)
    if best is None:
        return None
    made = whole(mentions, best[1]).when
    return made.start, made.end


def said_when(mentions: Mentions, said: Sequence[Statement]) -> list[tuple[str, int, Dated]]:
    """When the speakers of a story spoke: actor, place in the text, and the day beside the cue.

    "The minister, speaking to reporters in Oran on Friday" dates all that he says there.
    """
    found = []
    for statement in said:
        if statement.speaker is None or statement.cue is None or not mentions.sentences:
            continue
        sentence = mentions.sentences[mentions.sentence_at(statement.cue.start)]
        for i, time in in_sentence(mentions, sentence=sentence):
            inside = any(time.span.overlaps(c) for c in statement.content)
            if not inside and abs(time.span.start - statement.cue.end) < EDGE:
                dated = whole(mentions, i)
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


def _distance(text: str, *, time: Span, trigger: Span, spoken: bool) -> float | None:
    """How far a time stands from a trigger, in characters, more across the edges of clauses."""
    if time.overlaps(trigger):
        return 0.0
    a, b = sorted((time, trigger))
    between = text[a.end : b.start]
    cost = float(len(between)) + EDGE * len(BREAK.findall(between))
    if said_before(text, time=time, trigger=trigger) and not spoken:
        cost += 2 * EDGE
    return cost if cost < FARTHEST else None
