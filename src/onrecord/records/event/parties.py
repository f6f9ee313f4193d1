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
UNCLAIMED = frozenset({"ASSAULT", "COERCE", "PROTEST"})
"""Types of which one in four names nobody who did it, of all others one in twenty (2,013 events of
the training stories, 2026-11-27)."""
DIRECTED = frozenset({"ACCUSE", "AID", "COERCE", "REJECT", "REQUEST", "SANCTION", "THREATEN"})
"""Types of which five in six name whom they are directed at (the same)."""
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
    actors = named(_side(mentions, told, role="actor", kind=kind))
    recipients = named(_side(mentions, told, role="recipient", kind=kind))
    if kind in EQUALS and mode != "visit" and _level(kind, actors=actors, recipients=recipients):
        return Sides(actors=named(_joined([*actors, *recipients])))
    return _apart(actors, recipients)


def _level(kind: str, *, actors: tuple[Party, ...], recipients: tuple[Party, ...]) -> bool:
    return kind == "CONSULT" or not recipients


def named(parties: tuple[Party, ...]) -> tuple[Party, ...]:
    """The parties without a phrase that only stands for two or more who are named beside it.

    "The foreign ministers, Dragan Velich and Farid Nazim": the two; "the sides, Iran and Iraq".
    """
    table = lists("events")
    kinds = [p.reference.kind for p in parties]
    for told, standing in (("persons_told", ("person",)), ("states_told", ("state", "body"))):
        if sum(k in standing for k in kinds) > 1:
            heads = frozenset(table[told])
            parties = tuple(p for p in parties if not _called(p.reference, heads))
    return parties


def _called(reference: ActorReference, heads: frozenset[str]) -> bool:
    """Whether a group goes by one of these words alone: "foreign ministers of both countries"."""
    if reference.kind not in ("group", "population", "unknown") or reference.via == "name":
        return False
    words = _HEAD.split(reference.name.lower(), maxsplit=1)[0].split()
    return bool(words) and (words[-1] in heads or " ".join(words[-2:]) in heads)


_HEAD = re.compile(r" (?:of|from|for|in|at) ")


def _first(role: str, *, kind: str) -> float:
    """How sure the first argument of a role must be."""
    numbers = fitted()
    if role == "actor":
        return numbers.unclaimed if kind in UNCLAIMED else numbers.actor
    return numbers.directed if kind in DIRECTED else numbers.recipient


def _side(mentions: Mentions, drafts: list[Draft], *, role: str, kind: str) -> tuple[Party, ...]:
    """The parties in one role: the best of the first telling that names any, then the sure ones."""
    found: list[Party] = []
    numbers = fitted()
    first = _first(role, kind=kind)
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
    bare = _bare(mentions, argument.span)
    if bare is None:
        return made
    for span in _row(mentions, bare):
        for reference in _references(mentions, span):
            spans = words(mentions, reference)
            made.append(Party(reference=reference, spans=spans, score=argument.score))
    return made


def _bare(mentions: Mentions, span: Span) -> Span | None:
    """The words without a small word at their end; None where they name nobody.

    "Monitors in" are monitors; "each other", "214" and "due" are nobody. "Three" of "three people"
    is who they are.
    """
    text = mentions.text
    cut = _LOOSE.search(span.of(text))
    span = Span(span.start, span.start + cut.start()) if cut and cut.start() else span
    table = lists("events")
    low = span.of(text).lower()
    if low in table["empty"]:
        return None
    nobody = all(w in table["nobody"] or not any(c.isalpha() for c in w) for w in low.split())
    return None if nobody and not mentions.actors.known(span) else span


_LOOSE = re.compile(r"(?: (?:of|in|at|for|from|to|on|by|with|the|a|an|and|who|which|that))+$")


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
    if found and all(r.via in ("role", "none") and r.kind == "person" for r in found):
        holder = _set_off(mentions, span)
        if holder is not None:
            return (holder,)
    name = _UNNAMED.fullmatch(span.of(mentions.text))
    office = bool(name) and _titled(span.of(mentions.text).split()[0].lower())
    if name and office and all(r.via in ("role", "none") for r in found):
        own = Span(span.start + name.start(2), span.end)
        made = unlinked(mentions, span=own)
        return (replace(made, kind="person", capacity=name[1].strip()),)
    return found


def _set_off(mentions: Mentions, span: Span) -> ActorReference | None:
    """The person named between commas after an office: "the President of Velmora, Ana Toresh,"."""
    end = span.end - (mentions.text[span.end - 1] == ",")
    if mentions.text[end : end + 2] != ", ":
        return None
    after = actors_in(mentions, start=end + 2, end=end + 2 + LONGEST)
    if not after or after[0].span.start > end + 2 or after[0].via != "name":
        return None
    reference = mentions.actors.of(after[0])
    closed = mentions.text[after[0].span.end : after[0].span.end + 1] in (",", ".", ";", "")
    return reference if closed and reference.kind == "person" and reference.capacity else None


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
