"""The attributions of a story: who blames whom for which act, in which words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from onrecord.languages.phrases import spaced
from onrecord.mentions.actors.reference import ActorReference
from onrecord.mentions.found import Mentions
from onrecord.records.attribution.accuser import accuser
from onrecord.records.attribution.case import Case, known_case
from onrecord.records.attribution.chain import Link, told_ties
from onrecord.records.attribution.claims import Claim, claims
from onrecord.records.attribution.earlier import earlier_act, several_acts, taken_up
from onrecord.records.attribution.kind import Act, Attribution, Step
from onrecord.records.attribution.party import Party
from onrecord.records.attribution.slots import more_acts
from onrecord.records.attribution.ties import links_of, tie
from onrecord.records.attribution.wording import (
    confident,
    estimates,
    stated_confidence,
    supported,
    wording,
)
from onrecord.records.event import Event
from onrecord.records.evidence import gather
from onrecord.records.record import identity
from onrecord.records.statement.drafts import drafts
from onrecord.records.statement.pieces import Draft
from onrecord.spans import Span

SURE = {
    "hold": 0.9,
    "blame": 0.85,
    "accuse": 0.8,
    "attribute": 0.85,
    "finger": 0.8,
    "claim": 0.85,
    "behind": 0.75,
    "responsible": 0.75,
    "by": 0.7,
    "work": 0.7,
    "did": 0.7,
    "tried": 0.65,
}
"""What each kind of words is worth: a guess by hand, there being no set to measure it on."""
TAKEN_UP = 0.85
"""Times this where the act is named in an earlier sentence only."""
NOBODY = 0.8
"""Times this where the text does not say who blames."""
TOLD = frozenset(["behind", "responsible", "by", "did", "tried", "work"])
"""Words that blame only in somebody's mouth: the story's own "was carried out by" is an event."""


MOST = 200
"""Places of blame after which a story is read no further: only noise has so many."""


def attributions(
    mentions: Mentions, *, done: tuple[Event, ...], version: str
) -> tuple[Attribution, ...]:
    """The attributions of a story in text order, one for each who blames and each act.

    Denied blame is none; whoever claims an act is blamed by himself.
    """
    text = spaced(mentions.text)
    cases: list[Case] = []
    said: list[Draft] | None = None
    read = 0
    for index, sentence in enumerate(mentions.sentences):
        if read >= MOST:
            break
        found = claims(text, sentence=sentence)
        read += len(found)
        ties = told_ties(text, sentence=sentence) if cases or found else []
        if (found or ties) and said is None:
            said = drafts(mentions)
        for claim in found:
            cases.extend(_case(mentions, claim=claim, index=index, said=said or [], cases=cases))
        for subject, links in ties:
            tie(text, cases=cases, subject=subject, links=links, sentence=sentence, index=index)
        confident(text, cases=cases, sentence=sentence, index=index)
        supported(text, cases=cases, sentence=sentence, index=index)
    _countries(cases)
    return tuple(_record(mentions, case=c, done=done, version=version) for c in cases if c.links)


def _countries(cases: Sequence[Case]) -> None:
    """Gives officials who blame the country of the others who do, where these agree on one.

    After "The German government blames" a "Foreign Ministry spokesperson" is Germany's.
    """
    known = {c.by.country for c in cases if c.by and c.by.country and c.by.sector == "GOV"}
    if len(known) != 1:
        return
    (country,) = known
    for case in cases:
        if case.by and case.by.country is None and case.by.sector == "GOV":
            case.by = replace(case.by, country=country)


def _case(
    mentions: Mentions, *, claim: Claim, index: int, said: Sequence[Draft], cases: list[Case]
) -> list[Case]:
    text, sentence = spaced(mentions.text), mentions.sentences[index]
    by, by_span = accuser(mentions, claim=claim, sentence=sentence, said=said)
    hedged = wording().find(text, start=sentence.start, end=sentence.end)
    if by is None and claim.kind in TOLD and not hedged:
        return []
    if by is not None and not claim.own and claim.kind not in TOLD and _same(claim.accused[0], by):
        return []
    acts = [claim.act] if claim.act else []
    if claim.act:
        acts.extend(more_acts(text, after=claim.act.end, end=sentence.end))
    sure = SURE[claim.kind] * (1 if by else NOBODY)
    if not acts or taken_up(claim.act, text=text):
        before = claim.act.start if claim.act else claim.words.start
        earlier = several_acts(text, claim=claim, cases=cases, index=index)
        if not earlier and (one := earlier_act(mentions, before=before, index=index)):
            earlier = [next((c.act for c in cases if c.act.overlaps(one)), one)]
        if not earlier and not acts:
            return []
        acts, sure = earlier or acts, sure * TAKEN_UP
    made: list[Case] = []
    for act in acts:
        sure_word = stated_confidence(text, at=claim.words, sentence=sentence)
        alike = [c for c in cases if not sure_word or c.confidence_word in (None, sure_word)]
        case = known_case([*alike, *made], act=act, by=by, text=text)
        if case is None:
            case = Case(act=act, by=by, by_span=by_span, sure=sure)
            made.append(case)
        case.sentence = index
        links = links_of(text, claim=claim, act=act, sentence=sentence, cases=[*cases, case])
        case.links.extend(links)
        case.wording.extend([claim.words, *(h.span for h in hedged)])
        estimates(text, case=case, at=claim.words, sentence=sentence)
    return made


def _same(accused: Party, by: ActorReference) -> bool:
    return accused.name == by.name or (
        by.start <= accused.span.start and accused.span.end <= by.end
    )


def _record(
    mentions: Mentions, *, case: Case, done: tuple[Event, ...], version: str
) -> Attribution:
    text = mentions.text
    links: dict[tuple[str, str, str], Link] = {}
    for link in case.links:
        if link.subject != link.object:
            links.setdefault((link.subject, link.relation, link.object), link)
    words = tuple(sorted(_outer(case.wording)))
    basis = list(case.basis)
    basis += [
        f"that {link.subject} is of {link.object}: list of agencies, not the text"
        for link in links.values()
        if link.listed
    ]
    event = next((e.id for e in done if any(m.span.overlaps(case.act) for m in e.mentions)), None)
    roles = [
        ("subject", [case.act, *(link.subject_span for link in links.values())]),
        ("object", [link.object_span for link in links.values()]),
        ("wording", words),
        ("actor", [case.by_span] if case.by_span else []),
    ]
    name = case.act.of(spaced(text))
    return Attribution(
        id=identity(
            "attribution", mentions.story.id, case.by.id if case.by else None, case.act.start, name
        ),
        story=mentions.story.id,
        confidence=round(case.sure, 2),
        evidence=gather(text, roles),
        version=version,
        text=text,
        act=Act(name=name, event=event),
        chain=tuple(
            Step(subject=k.subject, relation=k.relation, object=k.object, level=k.level)
            for k in links.values()
        ),
        attributing_actor=case.by,
        basis="; ".join(basis) or None,
        wording=words,
        likelihood=case.likelihood,
        analytic_confidence=case.confidence_word,
    )


def _outer(spans: Sequence[Span]) -> list[Span]:
    """The spans without those that lie in another."""
    kept = set(spans)
    return [s for s in kept if not any(s != o and s in o for o in kept)]
