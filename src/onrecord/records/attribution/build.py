"""The attributions of a story: who blames whom for which act, in which words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from onrecord.languages.phrases import WORD, Phrases, lists, spaced
from onrecord.mentions.actors.reference import ActorReference
from onrecord.mentions.found import Mentions
from onrecord.mentions.sentences import paragraphs
from onrecord.records.actors import nearest_before, refer
from onrecord.records.attribution.chain import Link, follow, named, state_of, told_ties
from onrecord.records.attribution.claims import Claim, act_phrase, claims, more_acts
from onrecord.records.attribution.kind import Act, Attribution, Step
from onrecord.records.attribution.party import Party
from onrecord.records.event import Event
from onrecord.records.evidence import gather
from onrecord.records.record import identity
from onrecord.records.statement.drafts import Draft, drafts
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
}
"""What each kind of words is worth: a guess by hand, there being no set to measure it on."""
TAKEN_UP = 0.85
"""Times this where the act is named in an earlier sentence only."""
NOBODY = 0.8
"""Times this where the text does not say who blames."""
TOLD = frozenset(["behind", "responsible", "by", "did", "work"])
"""Words that blame only in somebody's mouth: the story's own "was carried out by" is an event."""
_BACK = 5
"""Sentences looked back through for the act that "it" or "the attack" takes up."""


@dataclass(slots=True)
class _Case:
    """What is being gathered for one record."""

    act: Span
    by: ActorReference | None
    by_span: Span | None
    links: list[Link] = field(default_factory=list)
    wording: list[Span] = field(default_factory=list)
    basis: list[str] = field(default_factory=list)
    likelihood: str | None = None
    confidence_word: str | None = None
    sure: float = 0.0
    sentence: int = 0


def attributions(
    mentions: Mentions, *, done: tuple[Event, ...], version: str
) -> tuple[Attribution, ...]:
    """The attributions of a story in text order, one for each who blames and each act.

    Denied blame is none; whoever claims an act is blamed by himself.
    """
    text = spaced(mentions.text)
    cases: list[_Case] = []
    said: list[Draft] | None = None
    for index, sentence in enumerate(mentions.sentences):
        found = claims(text, sentence=sentence)
        ties = told_ties(text, sentence=sentence) if cases or found else []
        if (found or ties) and said is None:
            said = drafts(mentions)
        for claim in found:
            cases.extend(_case(mentions, claim=claim, index=index, said=said or [], cases=cases))
        for subject, links in ties:
            _tie(text, cases=cases, subject=subject, links=links, sentence=sentence, index=index)
        _supported(text, cases=cases, sentence=sentence, index=index)
    return tuple(_record(mentions, case=c, done=done, version=version) for c in cases if c.links)


# Who blames


def _accuser(
    mentions: Mentions, *, claim: Claim, sentence: Span, said: Sequence[Draft]
) -> tuple[ActorReference | None, Span | None]:
    """The actor who blames: the subject or the agent of the words, else whoever says them."""
    span: Span | None = claim.accuser
    if claim.own:
        span = claim.accused[0].span
    if span is None and claim.active:
        own = [d for d in said if d.cue and d.cue.overlaps(claim.words) and d.source]
        span = own[0].source if own else None
        if span is None:
            span = nearest_before(mentions, start=sentence.start, end=claim.words.start)
    if span is None:
        span = _teller(mentions, at=claim.words, sentence=sentence, said=said)
    if span is None:
        return None, None
    return refer(mentions, span=span)[0], span


def _teller(mentions: Mentions, *, at: Span, sentence: Span, said: Sequence[Draft]) -> Span | None:
    """The speaker in whose words a claim stands: the innermost, else the paragraph's last."""
    holding = [d for d in said if d.source and any(at.overlaps(c) for c in d.contents)]
    if holding:
        smallest = min(holding, key=lambda d: sum(map(len, d.contents)))
        return smallest.source
    place = next((p for p in paragraphs(mentions.text) if p[0] <= at.start < p[1]), None)
    hedged = _wording().find(mentions.text, start=sentence.start, end=sentence.end)
    if place is None or not hedged:
        return None
    near = [d for d in said if d.source and place[0] <= d.contents[0].start < sentence.start]
    return near[-1].source if near else None


# For what


@lru_cache(maxsize=1)
def _acts() -> frozenset[str]:
    return frozenset(lists("blame")["retold"])


@lru_cache(maxsize=1)
def _again() -> frozenset[str]:
    return frozenset(lists("blame")["again"])


def _taken_up(span: Span | None, *, text: str) -> bool:
    """Whether words only point back: "it", "the attack", "these incidents"."""
    if span is None:
        return True
    words = [m[0].lower() for m in WORD.finditer(text, span.start, span.end)]
    return (
        len(words) <= 2
        and words[-1] in _again()
        and words[0] in ("it", "this", "the", "these", "them", "that", "those")
    )


def _several(text: str, *, claim: Claim, cases: Sequence[_Case], index: int) -> list[Span]:
    """The acts that "the incidents" takes up: all those blamed on somebody just before."""
    words = claim.act.of(text).lower().split() if claim.act else []
    if not words or not (words[-1].endswith("s") or words[-1] in ("these", "them")):
        return []
    return list(dict.fromkeys(c.act for c in cases if index - c.sentence <= _BACK))


def _earlier_act(mentions: Mentions, *, before: int, index: int) -> Span | None:
    """The last act told before a place, in this sentence or the ones just before."""
    text = spaced(mentions.text)
    for k in range(index, max(-1, index - _BACK), -1):
        sentence = mentions.sentences[k]
        end = min(sentence.end, before)
        words = [m for m in WORD.finditer(text, sentence.start, end) if m[0].lower() in _acts()]
        if words:
            head = words[0] if k == index else words[-1]
            return _phrase_of(text, head=Span(head.start(), head.end()), sentence=sentence, end=end)
    return None


def _phrase_of(text: str, *, head: Span, sentence: Span, end: int) -> Span:
    """The phrase around the head noun of an act: 'the so-called "Grey Loom" campaign'."""
    start = head.start
    for match in reversed(
        list(WORD.finditer(text, max(sentence.start, head.start - 60), head.start))
    ):
        between = text[match.end() : start]
        low = match[0].lower()
        small = low in lists("blame")["stops"] or (
            low.endswith(("ed", "s")) and low.islower() and low != "gas"
        )
        if between.strip("\"“”'‘’ ") or (small and low != "last"):
            break
        start = match.start()
        if low in ("the", "a", "an", "this", "that"):
            break
    if start > sentence.start and text[start - 1] in '"“':
        start -= 1
    whole = act_phrase(text, start=start, end=end)
    stop = whole.end if whole and whole.end > head.end else head.end
    return Span(start, stop)


# One case


def _case(
    mentions: Mentions, *, claim: Claim, index: int, said: Sequence[Draft], cases: list[_Case]
) -> list[_Case]:
    text, sentence = spaced(mentions.text), mentions.sentences[index]
    by, by_span = _accuser(mentions, claim=claim, sentence=sentence, said=said)
    hedged = _wording().find(text, start=sentence.start, end=sentence.end)
    if by is None and claim.kind in TOLD and not hedged:
        return []
    if by is not None and not claim.own and _same(claim.accused[0], by, text=text):
        claim_own = claim.kind in ("did", "by", "behind", "responsible")
        if not claim_own:
            return []
    acts = [claim.act] if claim.act else []
    if claim.act:
        acts.extend(more_acts(text, after=claim.act.end, end=sentence.end))
    sure = SURE[claim.kind] * (1 if by else NOBODY)
    if not acts or _taken_up(claim.act, text=text):
        before = claim.act.start if claim.act else claim.words.start
        earlier = _several(text, claim=claim, cases=cases, index=index)
        if not earlier and (one := _earlier_act(mentions, before=before, index=index)):
            earlier = [one]
        if not earlier and not acts:
            return []
        acts, sure = earlier or acts, sure * TAKEN_UP
    made = []
    for act in acts:
        case = _known_case([*cases, *made], act=act, by=by, text=text)
        if case is None:
            case = _Case(act=act, by=by, by_span=by_span, sure=sure)
            made.append(case)
        case.sentence = index
        links = _links(text, claim=claim, act=act, sentence=sentence, cases=[*cases, case])
        case.links.extend(links)
        case.wording.extend([claim.words, *(h.span for h in hedged)])
        _estimates(text, case=case, at=claim.words, sentence=sentence)
    return made


def _same(accused: Party, by: ActorReference, *, text: str) -> bool:
    return accused.name == by.name or (
        by.start <= accused.span.start and accused.span.end <= by.end
    )


def _known_case(
    cases: Sequence[_Case], *, act: Span, by: ActorReference | None, text: str
) -> _Case | None:
    """The case of the same accuser about the same act, told in fewer or the same words."""
    words = _content_words(text, span=act)
    for case in reversed(cases):
        if (case.by.id if case.by else None) == (by.id if by else None):
            other = _content_words(text, span=case.act)
            if words <= other or other <= words:
                return case
    return None


def _content_words(text: str, *, span: Span) -> set[str]:
    words = {m[0].lower() for m in WORD.finditer(text, span.start, span.end)}
    return words - set(lists("blame")["stops"]) - {"the", "a", "an", "of", "its", "their"}


def _links(
    text: str, *, claim: Claim, act: Span, sentence: Span, cases: Sequence[_Case]
) -> list[Link]:
    links: list[Link] = []
    for accused in claim.accused:
        one, _ = named(text, of=accused, end=sentence.end)
        name = _anaphor(one, cases=cases) or one.name
        links.append(
            Link(
                subject=act.of(text),
                relation="attributed-to",
                object=name,
                level=one.level,
                words=claim.words,
                subject_span=act,
                object_span=one.span,
            )
        )
        links.extend(follow(text, of=accused, end=sentence.end))
        links.extend(_second(text, of=one, links=links, sentence=sentence))
    return links


def _second(text: str, *, of: Party, links: list[Link], sentence: Span) -> list[Link]:
    """The second actor of 'attributed to "Grey Heron" and to the GRU': behind the first."""
    from onrecord.records.attribution.party import party

    last = max([of.span.end, *(link.object_span.end for link in links)])
    joined = re.compile(r"[,\s\"”]*\s*and\s+(?:also\s+)?to\s+").match(text, last, sentence.end)
    if not joined:
        return []
    other = party(text, start=joined.end(), end=sentence.end)
    if other is None:
        return []
    whole, _ = named(text, of=other, end=sentence.end)
    first = Link(
        subject=of.name,
        relation="attributed-to",
        object=whole.name,
        level=whole.level,
        words=links[0].words,
        subject_span=of.span,
        object_span=whole.span,
    )
    return [first, *follow(text, of=other, end=sentence.end)]


def _anaphor(one: Party, *, cases: Sequence[_Case]) -> str | None:
    """The name that "the group" or "the Center" stands for in what was told before, or None."""
    words = one.name.split()
    for case in reversed(cases):
        for link in reversed(case.links):
            if link.relation == "alias-of" or link.level == "state":
                continue
            if link.object == one.name:
                return link.object
            if words and words[-1].lower() == link.object.split()[0].lower():
                return link.object
            if not one.named and link.level == one.level:
                return link.object
    return None


def _tie(
    text: str,
    *,
    cases: list[_Case],
    subject: Party,
    links: list[Link],
    sentence: Span,
    index: int,
) -> None:
    """Adds what is told of an actor to the last case that names it."""
    for case in reversed(cases):
        name = _anaphor(subject, cases=[case])
        if name is None or index - case.sentence > 4:
            continue
        first = links[0]
        case.links.append(
            Link(
                subject=name,
                relation=first.relation,
                object=first.object,
                level=first.level,
                words=first.words,
                subject_span=first.subject_span,
                object_span=first.object_span,
            )
        )
        case.links.extend(links[1:])
        hedged = _wording().find(text, start=sentence.start, end=sentence.end)
        case.wording.extend([first.words, *(h.span for h in hedged)])
        return


# In which words


@lru_cache(maxsize=1)
def _wording() -> Phrases:
    return Phrases({"wording": lists("blame")["wording"]["words"]})


@lru_cache(maxsize=1)
def _likelihood() -> Phrases:
    return Phrases(lists("likelihood"))


_CONFIDENCE = re.compile(
    r"\b(high|moderate|medium|low)(?:\s+(?:degree|level)\s+of)?\s+confidence\b", re.IGNORECASE
)


def _estimates(text: str, *, case: _Case, at: Span, sentence: Span) -> None:
    """Likelihood and analytic confidence, only where the words of the sentence state them."""
    near = Span(max(sentence.start, at.start - 100), min(sentence.end, at.end + 100))
    hits = _likelihood().find(text, start=near.start, end=near.end)
    if hits and case.likelihood is None:
        best = min(hits, key=lambda h: abs(h.span.start - at.start))
        case.likelihood = best.label
        case.wording.append(best.span)
    stated = _CONFIDENCE.search(text, near.start, near.end)
    if stated and case.confidence_word is None:
        word = stated[1].lower()
        case.confidence_word = "moderate" if word == "medium" else word
        case.wording.append(Span(stated.start(), stated.end()))


def _supported(text: str, *, cases: list[_Case], sentence: Span, index: int) -> None:
    """Adds the words for what blame rests on: in its sentence, or in "There was evidence" after."""
    for case in cases:
        if case.sentence == index or (index == case.sentence + 1 and _there(text, sentence)):
            for words in _basis(text, sentence=sentence):
                if words not in case.basis:
                    case.basis.append(words)


def _there(text: str, sentence: Span) -> bool:
    return text[sentence.start : sentence.end].startswith(
        ("There was", "There is", "There were", "There are")
    )


def _basis(text: str, *, sentence: Span) -> list[str]:
    """Phrases such as "reliable information", "technical evidence" in a sentence."""
    table = lists("blame")
    heads, before = set(table["basis"]), set(table["describing"])
    matches = list(WORD.finditer(text, sentence.start, sentence.end))
    out = []
    for i, match in enumerate(matches):
        following = matches[i + 1][0].lower() if i + 1 < len(matches) else ""
        if match[0] not in heads or following in set(table["agencies"]) | {
            "officials",
            "official",
            "chief",
            "report",
        }:
            continue
        start = i
        while start and matches[start - 1][0].lower() in before:
            start -= 1
        while start < i and matches[start][0].lower() in ("and", "its", "their"):
            start += 1
        if start == i:
            continue
        out.append(text[matches[start].start() : match.end()])
    return out


# The record


def _record(
    mentions: Mentions, *, case: _Case, done: tuple[Event, ...], version: str
) -> Attribution:
    text = mentions.text
    links: dict[tuple[str, str, str], Link] = {}
    for link in case.links:
        if link.subject != link.object:
            links.setdefault((link.subject, link.relation, link.object), link)
    wording = tuple(sorted(_outer(case.wording)))
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
        ("wording", wording),
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
        wording=wording,
        likelihood=case.likelihood,
        analytic_confidence=case.confidence_word,
    )


def _outer(spans: Sequence[Span]) -> list[Span]:
    """The spans without those that lie in another."""
    kept = set(spans)
    return [s for s in kept if not any(s != o and s in o for o in kept)]


__all__ = ["attributions", "state_of"]
