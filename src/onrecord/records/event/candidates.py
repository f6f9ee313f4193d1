"""The places of a story that may tell an act, each with the status that its words state."""

from __future__ import annotations

from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Trigger
from onrecord.records.event.clause import clause
from onrecord.records.event.draft import Draft
from onrecord.records.event.lexicon import plain
from onrecord.records.event.status import read

LEAST = 0.3
"""Model score under which a trigger is not even looked at."""
RULED = 0.95
"""How sure a status is that words state: share of right ones among 300 such readings of the
training stories (2026-11-24)."""


def drafts(mentions: Mentions) -> tuple[Draft, ...]:
    """The drafts of a story in text order."""
    seen = [t for t in mentions.tagging.triggers if t.score >= LEAST]
    found = [
        _draft(mentions, trigger, index=i)
        for i, trigger in enumerate(mentions.tagging.triggers)
        if trigger.score >= LEAST
    ]
    found += [_draft(mentions, t, index=None) for t in plain(mentions, beside=seen)]
    return tuple(sorted(found, key=lambda d: (d.span, d.type)))


def _draft(mentions: Mentions, trigger: Trigger, *, index: int | None) -> Draft:
    sentence = mentions.sentence_at(trigger.span.start)
    around = clause(mentions.text, sentence=mentions.sentences[sentence], trigger=trigger.span)
    stated = read(around, kind=trigger.type)
    return Draft(
        span=trigger.span,
        sentence=sentence,
        type=trigger.type,
        mode=trigger.mode,
        status=stated.status if stated else trigger.status,
        score=trigger.score,
        status_score=RULED if stated else trigger.status_score,
        arguments=trigger.arguments,
        rule=stated.rule if stated else None,
        index=index,
    )
