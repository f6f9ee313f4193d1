"""The actors that the words at a place stand for, also where no known actor stands there."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace

from onrecord.mentions.actors.actor import ActorMention
from onrecord.mentions.actors.reference import ActorReference
from onrecord.mentions.found import Mentions
from onrecord.ontology.countries import countries
from onrecord.records.record import identity
from onrecord.spans import Span


def refer(mentions: Mentions, *, span: Span) -> tuple[ActorReference, str]:
    """The actor that a phrase stands for and how that is known: name, role, pronoun or none.

    Where no actor is known the phrase itself is one, of unknown kind.
    """
    actor = mentions.actors.at(span)
    if actor is None:
        return unlinked(mentions, span=span), "none"
    return actor, actor.via


def within(mentions: Mentions, *, start: int, end: int) -> list[ActorReference]:
    """The actors named, called by role or by pronoun in `start..end`, in text order."""
    found: list[ActorReference] = []
    for mention in _mentions_in(mentions, start=start, end=end):
        actor = mentions.actors.at(mention.span)
        if actor is not None and not any(_inside(actor, other) for other in found):
            found.append(actor)
    return found


def nearest_before(mentions: Mentions, *, start: int, end: int) -> Span | None:
    """The words of the last actor before a verb, which a comma or a name may part from it."""
    found = _mentions_in(mentions, start=start, end=end)
    usable = [m for m in found if "\n" not in mentions.text[m.span.end : end]]
    return usable[-1].span if usable else None


def as_state(mentions: Mentions, *, actor: ActorReference) -> ActorReference:
    """The state that an actor stands for: a leader who signs does so for his country.

    Armed groups, parties and international bodies stand for themselves.
    """
    if actor.kind == "state" or actor.country is None or actor.country not in countries():
        return actor
    official = actor.kind == "person" or (actor.kind == "body" and actor.sector in ("GOV", "MIL"))
    if not official or actor.sector in ("REB", "OPP", "IGO", "NGO", "CVL", "BUS"):
        return actor
    span = Span(actor.start, actor.end)
    return named_state(mentions, country=actor.country, span=span)


def named_state(mentions: Mentions, *, country: str, span: Span) -> ActorReference:
    """The state of an ISO 3166-1 alpha-3 code, resting on the words at `span`.

    The actor of the story where it names that state, else one made from the code.
    """
    for mention in mentions.actors.mentions:
        known = mentions.actors.at(mention.span)
        if known is not None and known.kind == "state" and known.country == country:
            return _placed(mentions, actor=known, span=span)
    return ActorReference(
        id=identity("actor", mentions.story.id, "state", country),
        name=countries()[country].name,
        kind="state",
        country=country,
        sector="GOV",
        capacity=None,
        start=span.start,
        end=span.end,
        quote=span.of(mentions.text),
    )


def unlinked(mentions: Mentions, *, span: Span) -> ActorReference:
    """An actor of its own for a phrase that leads to no known one."""
    words = span.of(mentions.text)
    return ActorReference(
        id=identity("actor", mentions.story.id, words.lower()),
        name=words,
        kind="unknown",
        country=None,
        sector=None,
        capacity=None,
        start=span.start,
        end=span.end,
        quote=words,
        via="none",
    )


def _placed(mentions: Mentions, *, actor: ActorReference, span: Span) -> ActorReference:
    return replace(
        actor, capacity=None, start=span.start, end=span.end, quote=span.of(mentions.text)
    )


def _inside(actor: ActorReference, other: ActorReference) -> bool:
    return other.start <= actor.start and actor.end <= other.end


def _mentions_in(mentions: Mentions, *, start: int, end: int) -> list[ActorMention]:
    """The actor mentions in a stretch, found by bisection: they stand in text order."""
    all_ = mentions.actors.mentions
    first = bisect_left(all_, start, key=lambda m: m.span.start)
    out = []
    for mention in all_[first:]:
        if mention.span.start >= end:
            break
        if mention.span.end <= end:
            out.append(mention)
    return out
