"""On whose word an event rests, and which agreement it is about."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.mentions.actors.reference import ActorReference
from onrecord.mentions.found import Mentions
from onrecord.records.agreement import Agreement
from onrecord.records.event.draft import Draft
from onrecord.records.statement import Statement
from onrecord.spans import Span


def according_to(
    drafts: Sequence[Draft], *, said: Sequence[Statement]
) -> tuple[ActorReference, ...]:
    """The speakers of the statements in which an event is told, each once.

    A statement whose own cue is the trigger ("urged") is the act itself, not its source.
    """
    found: dict[str, ActorReference] = {}
    for draft in drafts:
        tellers = tellers_of(draft.span, said=said)
        for statement in tellers:
            if statement.speaker:
                found.setdefault(statement.speaker.actor.id, statement.speaker.actor)
    return tuple(found.values())


def tellers_of(span: Span, *, said: Sequence[Statement]) -> list[Statement]:
    """The statements in whose content a span lies, without those that the span is the cue of."""
    return [
        s
        for s in said
        if any(span.overlaps(c) for c in s.content) and not (s.cue and s.cue.overlaps(span))
    ]


def agreement_of(
    mentions: Mentions, drafts: Sequence[Draft], *, agreed: Sequence[Agreement]
) -> tuple[Agreement, Span] | None:
    """The agreement named nearest to a trigger in its own sentence, with the words that name it."""
    best: tuple[int, int, Agreement, Span] | None = None
    for rank, draft in enumerate(drafts):
        sentence = mentions.sentences[draft.sentence]
        for k, agreement in enumerate(agreed):
            for e in agreement.evidence:
                if e.role != "name" or not sentence.start <= e.start < sentence.end:
                    continue
                far = max(e.start - draft.span.end, draft.span.start - e.end, 0) + 50 * rank
                if best is None or (far, k) < best[:2]:
                    best = (far, k, agreement, Span(e.start, e.end))
    return (best[2], best[3]) if best and best[0] <= 120 else None
