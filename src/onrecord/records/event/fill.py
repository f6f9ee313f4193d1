"""Sides that the model left empty, from the grammar around the trigger or from who speaks."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Argument
from onrecord.records.event.draft import Draft
from onrecord.records.event.fitted import fitted
from onrecord.records.event.grammar import SURE, attending, sides
from onrecord.records.event.parties import Party, Sides, parties, words
from onrecord.records.event.sources import tellers_of
from onrecord.records.event.status import SPOKEN
from onrecord.records.event.weigh import signs
from onrecord.records.statement import Statement
from onrecord.spans import Span

ACTOR = 20
"""Code points between a trigger and an actor that grammar alone gives: right in 7 of 10 sentences
of the training stories (2026-11-24)."""
NEXT = 8
"""The same where the model names an actor in another sentence only, right in 5 of 10."""
RECIPIENT = 8
"""The same for a recipient, right in 6 of 10."""
TOWARDS = frozenset(
    {"REQUEST", "ACCUSE", "ASSAULT", "SANCTION", "THREATEN", "AID", "COERCE", "PROTEST"}
)
"""Types whose object is nearly always the one acted upon."""


def fill(
    mentions: Mentions,
    told: Sequence[Draft],
    *,
    who: Sides,
    kind: str,
    said: Sequence[Statement],
) -> Sides:
    """The sides with an empty one filled where the words leave little doubt, else as they are.

    "They must go home," Ruiz said: the demand is hers. "Oran urged Tunis": Tunis is asked.
    """
    actors, recipients = _attending(mentions, told, actors=who.actors), who.recipients
    far = bool(actors) and not _beside(mentions, told)
    if (not actors or far) and kind in SPOKEN:
        actors = _speaker(mentions, told, said=said) or actors
    if not actors or far:
        beside = _near(mentions, told, role="actor", reach=NEXT if far else ACTOR)
        plain = far and all(p.reference.via == "none" or p.reference.name.islower() for p in beside)
        actors = actors if plain else beside or actors
    if not recipients and kind in TOWARDS:
        recipients = _near(mentions, told, role="recipient", reach=RECIPIENT)
    left = {p.reference.id for p in who.recipients}
    right = {p.reference.id for p in actors}
    return Sides(
        actors=tuple(p for p in actors if p in who.actors or p.reference.id not in left)
        or who.actors,
        recipients=who.recipients or tuple(p for p in recipients if p.reference.id not in right),
    )


def _attending(
    mentions: Mentions, told: Sequence[Draft], *, actors: tuple[Party, ...]
) -> tuple[Party, ...]:
    """The actors with those whom a list of attendance names, each once."""
    made = list(actors)
    known = {p.reference.id for p in made}
    for draft in told:
        for argument in attending(mentions, draft):
            made += [p for p in parties(mentions, argument) if p.reference.id not in known]
    return tuple({p.reference.id: p for p in made}.values())


def _beside(mentions: Mentions, told: Sequence[Draft]) -> bool:
    """Whether a sentence that tells the act names one who does it."""
    return any(
        mentions.sentence_at(a.span.start) == d.sentence
        for d in told
        for a in d.of("actor")
        if a.score >= fitted().actor
    )


def _speaker(
    mentions: Mentions, told: Sequence[Draft], *, said: Sequence[Statement]
) -> tuple[Party, ...]:
    """Who speaks the direct words in which a saying is told."""
    for draft in told:
        if signs(mentions, draft):
            continue  # who speaks of a signing is seldom who signs
        for statement in tellers_of(draft.span, said=said):
            by = statement.speaker
            if statement.quote_type == "direct" and by and by.resolved_via != "none":
                spans = words(mentions, by.actor)
                return (Party(reference=by.actor, spans=spans, score=SURE),)
    return ()


def _near(mentions: Mentions, told: Sequence[Draft], *, role: str, reach: int) -> tuple[Party, ...]:
    for draft in told:
        found: list[Argument] = [
            a
            for a in sides(mentions, draft)
            if a.role == role and _gap(a.span, draft.span) <= reach
        ]
        made = [p for a in found for p in parties(mentions, a)]
        if made:
            return tuple({p.reference.id: p for p in made}.values())
    return ()


def _gap(a: Span, b: Span) -> int:
    first, second = sorted((a, b))
    return max(0, second.start - first.end)
