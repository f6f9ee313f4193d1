"""The events of a story: from triggers with arguments to records."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.mentions.found import Mentions
from onrecord.ontology import plover
from onrecord.records.agreement import Agreement
from onrecord.records.event.candidates import drafts
from onrecord.records.event.circumstance import topic, venue
from onrecord.records.event.confidence import confidence
from onrecord.records.event.draft import Draft
from onrecord.records.event.kind import Event, Told
from onrecord.records.event.merge import groups
from onrecord.records.event.parties import sides
from onrecord.records.event.sources import according_to, agreement_of
from onrecord.records.event.status import SPOKEN
from onrecord.records.event.toll import Toll, toll
from onrecord.records.event.verdict import mode_of, order, status_of, type_of
from onrecord.records.event.when import Dated, when
from onrecord.records.event.where import where
from onrecord.records.evidence import gather
from onrecord.records.record import identity
from onrecord.records.statement import Statement

LEAST = 0.5
"""Confidence under which an event is left out."""
VIOLENT = frozenset({"ASSAULT", "PROTEST", "COERCE"})
"""Types whose dead and injured are counted."""


def events(
    mentions: Mentions,
    *,
    said: tuple[Statement, ...],
    agreed: tuple[Agreement, ...],
    version: str,
) -> tuple[Event, ...]:
    """The events that a story tells, in text order, each once however often it is told.

    What is unsure is left out: a wrong record costs more than a missing one. `said` and `agreed`
    are the story's statements and agreements: whose word an event rests on, what it is about.
    """
    found = drafts(mentions)
    made = []
    for group in groups(found, same=mentions.tagging.same):
        told = order([found[i] for i in group])
        event = _event(mentions, told, said=said, agreed=agreed, version=version)
        if event is not None:
            made.append(event)
    return tuple(sorted(made, key=lambda e: min(m.span for m in e.mentions)))


def _event(
    mentions: Mentions,
    told: Sequence[Draft],
    *,
    said: Sequence[Statement],
    agreed: Sequence[Agreement],
    version: str,
) -> Event | None:
    type = type_of(told)
    mode = mode_of(told, type=type)
    dated = when(mentions, told, spoken=type in SPOKEN)
    status = status_of(told, after=_after(mentions, dated))
    sure = confidence(told, status=status)
    if sure < LEAST:
        return None
    text, story = mentions.text, mentions.story.id
    who = sides(mentions, told, type=type, mode=mode)
    place = where(mentions, told)
    pact = agreement_of(mentions, told, agreed=agreed)
    hurt = toll(mentions, told) if type in VIOLENT else Toll()
    about = topic(mentions, told)
    spans = [mentions.sentences[d.sentence].of(text) for d in told]
    return Event(
        id=identity("event", story, type, told[0].span.start, told[0].span.end),
        story=story,
        confidence=sure,
        evidence=gather(
            text,
            [
                ("trigger", [d.span for d in told]),
                ("actor", [s for p in who.actors for s in p.spans]),
                ("recipient", [s for p in who.recipients for s in p.spans]),
                ("place", [place.span] if place else []),
                ("time", [dated.span] if dated else []),
                ("agreement", [pact[1]] if pact else []),
            ],
        ),
        version=version,
        type=type,
        status=status,
        text=text,
        mode=mode,
        contexts=plover.contexts(spans[0]),
        actors=tuple(p.reference for p in who.actors),
        recipients=tuple(p.reference for p in who.recipients),
        when=dated.when if dated else None,
        where=place.where if place else None,
        venue=venue(mentions, told, type=type, mode=mode),
        killed=hurt.killed,
        injured=hurt.injured,
        topic=about,
        agreement=pact[0].id if pact else None,
        according_to=according_to(told, said=said),
        mentions=tuple(Told(sentence=d.sentence, span=d.span) for d in told),
    )


def _after(mentions: Mentions, dated: Dated | None) -> bool:
    """Whether the day of an act lies after the story's own: what is still to come has not occurred."""
    return bool(dated and mentions.anchor and dated.when.start[:10] > mentions.anchor[:10])
