"""Who did it and to whom: the actors behind an event's arguments, with the words that name them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from onrecord.languages.phrases import lists
from onrecord.mentions.actors.reference import ActorReference
from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Argument
from onrecord.records.actors import unlinked
from onrecord.records.event.draft import Draft
from onrecord.records.event.fitted import fitted
from onrecord.records.event.near import actors_in
from onrecord.spans import Span

EQUALS = frozenset({"CONSULT", "AGREE", "COOPERATE"})
"""Types between equals: all sides are actors, unless one visits or promises to the other."""
FORMS = 3
"""Forms of a name ("European Union", "EU") that stand as evidence, each where it comes first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor on one side of an event and the words that name it, best first."""

    reference: ActorReference
    spans: tuple[Span, ...]
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """Who acts and who is acted upon."""

    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()


def sides(mentions: Mentions, drafts: Iterable[Draft], *, kind: str, mode: str | None) -> Sides:
    """The two sides of an event told by `drafts`, the best telling first.

    A side is filled from the tellings that name it. An actor that stands on both sides stays
    where it is surer. Equals ("the two presidents met") are all actors.
    """
    told = list(drafts)
    actors = _side(mentions, told, role="actor")
    recipients = _side(mentions, told, role="recipient")
    if kind in EQUALS and mode != "visit" and _level(kind, actors=actors, recipients=recipients):
        return Sides(actors=_joined([*actors, *recipients]))
    return _apart(actors, recipients)


def _level(kind: str, *, actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> bool:
    return kind == "CONSULT" or not recipients


def _side(mentions: Mentions, drafts: list[Draft], *, role: str) -> tuple[Party, ...]:
    """The parties in one role: the best of the first telling that names any, then the sure ones."""
    found: list[Party] = []
    numbers = fitted()
    first = numbers.actor if role == "actor" else numbers.recipient
    for draft in drafts:
        for argument in draft.of(role):
            near = mentions.sentence_at(argument.span.start) == draft.sentence
            further = numbers.further if near else numbers.far
            if argument.score >= (further if found else first):
                found.extend(parties(mentions, argument))
    return _joined(found)


def parties(mentions: Mentions, argument: Argument) -> list[Party]:
    """The parties that an argument's words name: one, or several where they stand in a row.

    A pronoun that leads nowhere names nobody.
    """
    made: list[Party] = []
    if mentions.text[argument.span.start : argument.span.end].lower() in lists("events")["empty"]:
        return made
    for span in _row(mentions, argument.span):
        for reference in _references(mentions, span):
            spans = words(mentions, reference)
            made.append(Party(reference=reference, spans=spans, score=argument.score))
    return made


def _references(mentions: Mentions, span: Span) -> tuple[ActorReference, ...]:
    """Whom a phrase stands for; one that ends in a person's name is that person.

    "Secretary of the Security Council Marat Ibraev" is Ibraev.
    """
    known = mentions.actors.actors
    for mention in actors_in(mentions, start=span.start, end=span.end):
        closing = span.end - mention.span.end <= 1
        if closing and mention.via == "name" and known[mention.actor].kind == "person":
            before = mentions.text[span.start : mention.span.start]
            if "," not in before and " and " not in before:
                return (mentions.actors.of(mention),)
    found = mentions.actors.at_all(span)
    name = _UNNAMED.fullmatch(span.of(mentions.text))
    office = bool(name) and _titled(span.of(mentions.text).split()[0].lower())
    if name and office and all(r.via in ("role", "none") for r in found):
        own = Span(span.start + name.start(2), span.end)
        made = unlinked(mentions, span=own)
        return (replace(made, kind="person", capacity=name[1].strip()),)
    return found


_UNNAMED = re.compile(
    r"((?:[A-Z][\w’'-]+ ){1,4}of (?:[\w’'-]+ ){1,8}?)([A-Z][a-z’'-]+ [A-Z][a-z’'-]+)"
)
"""An office and a full name that no mention covers: "Head of the Secret Service Ivan Petrov"."""


def words(mentions: Mentions, reference: ActorReference) -> tuple[Span, ...]:
    """The words that name an actor: the name at the place, else the name it stands for.

    The fullest form of the name that the story has stands beside it.
    """
    here = reference.named or Span(reference.start, reference.end)
    actor = next((a for a in mentions.actors.actors if a.id == reference.id), None)
    if actor is None:
        return (here,)
    forms = {m.span.of(mentions.text): m.span for m in reversed(actor.mentions) if m.via == "name"}
    others = sorted(forms.values()) if actor.kind in ("person", "body", "group") else []
    return tuple(dict.fromkeys((here, actor.best, *others[:FORMS])))


_AND = re.compile(
    r"\s*(?:,|,?\s*and\b|,?\s*as well as\b|,?\s*along with\b)\s*((?:[\w.’'-]+\s+){0,12})$"
)
REST = 400
"""Code points in which the others of a list may stand."""
LONGEST = 120
"""Code points before a phrase in which a mention that overlaps it may begin."""


def _row(mentions: Mentions, span: Span) -> list[Span]:
    """The span and the names that follow it in one list: "A, B and the minister of defence C"."""
    kinds = mentions.actors.actors
    sentence = mentions.sentences[mentions.sentence_at(span.start)]
    start = max(0, span.start - LONGEST)
    people = [
        m
        for m in actors_in(mentions, start=start, end=min(sentence.end, span.end + REST))
        if m.via == "name" and kinds[m.actor].kind == "person"
    ]
    first = next((m for m in people if m.span.overlaps(span)), None)
    if first is None:
        return [span]
    row, at = [span], max(first.span.end, span.end)
    for m in people:
        if m.span.start < at:
            continue
        between = mentions.text[at : m.span.start]
        match = _AND.match(between)
        if not match or not _titled(match[1]):
            break
        row.append(m.span)
        at = m.span.end
    return row


def _titled(words: str) -> bool:
    """Whether words before a name are its title: no small word but those that titles have."""
    small = frozenset(lists("events")["in_titles"])
    return all(w[:1].isupper() or w.lower() in small for w in words.split())


def _joined(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Each actor once, with all the words that name it, the surest first."""
    made: dict[str, Party] = {}
    for p in parties:
        old = made.get(p.reference.id)
        if old is None:
            made[p.reference.id] = p
        else:
            spans = tuple(dict.fromkeys([*old.spans, *p.spans]))
            made[p.reference.id] = Party(
                reference=old.reference, spans=spans, score=max(old.score, p.score)
            )
    return tuple(made.values())


def without(who: Sides, aside: frozenset[str]) -> Sides:
    """The sides without the actors of these ids; they stay as recipients."""
    return replace(who, actors=tuple(p for p in who.actors if p.reference.id not in aside))


def _apart(actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> Sides:
    """Each actor on one side only: the one it is surer on."""
    on_left = {p.reference.id: p.score for p in actors}
    on_right = {p.reference.id: p.score for p in recipients}
    left = tuple(p for p in actors if p.score >= on_right.get(p.reference.id, 0.0))
    right = tuple(p for p in recipients if p.score > on_left.get(p.reference.id, 0.0))
    return Sides(actors=left, recipients=right)
