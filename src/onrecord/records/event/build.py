"""The events of a story: from triggers with arguments to records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.mentions.found import Mentions
from onrecord.ontology import plover
from onrecord.records.agreement import Agreement
from onrecord.records.event.candidates import drafts
from onrecord.records.event.circumstance import topic, venue
from onrecord.records.event.clause import clause
from onrecord.records.event.confidence import confidence
from onrecord.records.event.days import Dated
from onrecord.records.event.draft import Draft
from onrecord.records.event.fill import fill
from onrecord.records.event.fitted import fitted
from onrecord.records.event.kind import Event, Told
from onrecord.records.event.merge import groups
from onrecord.records.event.parties import Sides, sides, without
from onrecord.records.event.sources import according_to, agreement_of, only_telling
from onrecord.records.event.status import SPOKEN
from onrecord.records.event.toll import Toll, toll
from onrecord.records.event.verdict import (
    REAL,
    goes,
    mode_of,
    one_a_sentence,
    order,
    status_of,
    type_of,
)
from onrecord.records.event.when import carried, said_when, when
from onrecord.records.event.where import where
from onrecord.records.evidence import gather
from onrecord.records.record import identity
from onrecord.records.statement import Statement

LEAD = 0.31
"""Confidence that is enough in the first sentence of a story that tells nothing surer."""
BRIEF = 2
"""Sentences up to which a text is all lead: a teaser, a line of a ticker."""
CLEAR = 0.7
"""How sure the model must be that an act told by a noun is done, for a day to come beside it to
make no plan of it: "a carrier at the port from 2008 prompting protests" (of 5 such plans in the
training stories none was one, 2026-11-27)."""
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
    made = [
        _event(mentions, plan, beside=found, said=said, agreed=agreed, version=version)
        for plan in _kept(mentions, plans(mentions, found, said=said))
    ]
    return tuple(sorted(made, key=lambda e: min(m.span for m in e.mentions)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """An event before its record is made."""

    told: tuple[Draft, ...]
    kind: str
    mode: str | None
    status: str
    confidence: float
    who: Sides
    dated: Dated | None


def plans(mentions: Mentions, found: Sequence[Draft], *, said: Sequence[Statement]) -> list[Plan]:
    """The events that the drafts of a story tell, sure and unsure ones."""
    made = [
        _planned(mentions, order([found[i] for i in group]), said=said)
        for group in groups(found, same=mentions.tagging.same)
    ]
    return _dated(mentions, made, said=said)


def _kept(mentions: Mentions, made: list[Plan]) -> list[Plan]:
    """The plans that are sure enough; where none is, the best of the story's first sentence.

    The first sentence of a story tells its event: in 255 of 272 training stories (2026-11-24). A
    text that is all lead keeps all that its first sentence tells.
    """
    least = fitted().least
    lead = [p for p in made if p.confidence >= LEAD and any(d.sentence == 0 for d in p.told)]
    if len(mentions.sentences) <= BRIEF:
        first = {id(p) for p in lead}
        return [p for p in made if p.confidence >= least or id(p) in first]
    sure = [p for p in made if p.confidence >= least]
    return sure or sorted(lead, key=lambda p: (-p.confidence, p.told[0].span))[:1]


def _planned(mentions: Mentions, told: Sequence[Draft], *, said: Sequence[Statement]) -> Plan:
    kind = type_of(told)
    mode = mode_of(told, kind=kind)
    voted = status_of(told)
    dated = when(mentions, told, spoken=kind in SPOKEN, status=voted)
    who = sides(mentions, told, kind=kind, mode=mode)
    aside = frozenset(i for d in told for i in d.aside)
    who = without(who, aside)
    who = without(fill(mentions, told, who=who, kind=kind, said=said), aside)
    if kind not in SPOKEN:
        rest = without(who, only_telling(mentions, told, said=said))
        who = rest if rest.actors else who
    if mode == "visit" and not who.recipients and not goes(told):
        mode = None
    return Plan(
        told=tuple(told),
        kind=kind,
        mode=mode,
        status=_in_time(mentions, voted, told=told, dated=dated, kind=kind),
        confidence=confidence(told, status=voted),
        who=who,
        dated=dated,
    )


def _dated(mentions: Mentions, made: list[Plan], *, said: Sequence[Statement]) -> list[Plan]:
    """The plans; a saying without a day takes that of what else its actor says in the story."""
    known = said_when(mentions, said)
    for plan in made:
        if plan.dated and plan.kind in (*SPOKEN, "CONSULT") and plan.status == "occurred":
            known += [
                (p.reference.id, plan.told[0].span.start, plan.dated) for p in plan.who.actors
            ]
    out = []
    for plan in made:
        dated = plan.dated
        if dated is None and plan.kind in SPOKEN and plan.status == "occurred":
            actors = [p.reference.id for p in plan.who.actors]
            dated = carried(actors, at=plan.told[0].span.start, known=known)
        out.append(replace(plan, dated=dated))
    return out


def _event(
    mentions: Mentions,
    plan: Plan,
    *,
    beside: Sequence[Draft],
    said: Sequence[Statement],
    agreed: Sequence[Agreement],
    version: str,
) -> Event:
    text, story, told, who = mentions.text, mentions.story.id, plan.told, plan.who
    once = one_a_sentence(told)
    others = [d.span for d in beside if d.type == "CONSULT" and d not in told]
    place = where(mentions, told)
    pact = agreement_of(mentions, told, agreed=agreed)
    hurt = toll(mentions, told, beside=beside) if plan.kind in VIOLENT else Toll()
    roles = [
        ("trigger", [d.span for d in once]),
        ("actor", [s for p in who.actors for s in p.spans]),
        ("recipient", [s for p in who.recipients for s in p.spans]),
        ("place", [place.span] if place else []),
        ("time", [plan.dated.span] if plan.dated else []),
        ("agreement", [pact[1]] if pact else []),
    ]
    return Event(
        id=identity("event", story, plan.kind, told[0].span.start, told[0].span.end),
        story=story,
        confidence=plan.confidence,
        evidence=gather(text, roles),
        version=version,
        type=plan.kind,
        status=plan.status,
        text=text,
        mode=plan.mode,
        contexts=plover.contexts(mentions.sentences[told[0].sentence].of(text)),
        actors=tuple(p.reference for p in who.actors),
        recipients=tuple(p.reference for p in who.recipients),
        when=plan.dated.when if plan.dated else None,
        where=place.where if place else None,
        venue=venue(mentions, told, kind=plan.kind, mode=plan.mode, others=others),
        killed=hurt.killed,
        injured=hurt.injured,
        topic=topic(mentions, told, kind=plan.kind),
        agreement=pact[0].id if pact else None,
        according_to=according_to(told, said=said),
        mentions=tuple(Told(sentence=d.sentence, span=d.span) for d in once),
    )


def _in_time(
    mentions: Mentions, status: str, *, told: Sequence[Draft], dated: Dated | None, kind: str
) -> str:
    """The status, put right by the days of the act against the story's own.

    What is still to come has not occurred, unless it is told in the past ("met ... ahead of a
    summit on 20 May"); what ended before does not go on; killings counted "since January" up to
    the story's day go on.
    """
    if dated is None or not dated.close or mentions.anchor is None or status not in REAL:
        return status
    today = mentions.anchor[:10]
    if dated.when.start > today:
        sure = any(d.done or (d.status_score >= CLEAR and _noun(mentions, d)) for d in told)
        return status if sure or kind in SPOKEN else "planned"
    if dated.when.end < today and dated.when.basis != "unknown":
        return "occurred"
    reaching = dated.when.start < today == dated.when.end
    return "ongoing" if kind == "ASSAULT" and reaching else status


def _noun(mentions: Mentions, draft: Draft) -> bool:
    sentence = mentions.sentences[draft.sentence]
    return clause(mentions.text, sentence=sentence, trigger=draft.span).noun
