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


def only_telling(
    mentions: Mentions, drafts: Sequence[Draft], *, said: Sequence[Statement]
) -> frozenset[str]:
    """The ids of those who tell of an event, in whose own words they have no part in it.

    "Ilić said the ministers would meet on Friday": Ilić is at no meeting; "said he would meet
    them": he is.
    """
    out: set[str] = set()
    part: set[str] = set()
    for draft in drafts:
        tellers = [t for t in tellers_of(draft.span, said=said) if t.speaker]
        named = {t.speaker.actor.id for t in tellers if t.speaker}
        part |= draft.who - named
        if not named:
            continue
        inside = {
            mentions.actors.actors[m.actor].id
            for m in mentions.actors.mentions
            if any(m.span in c for t in tellers for c in t.content)
        }
        out |= named - inside
    return frozenset(out - part)


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
