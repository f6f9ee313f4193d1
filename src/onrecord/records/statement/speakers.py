"""Whose words a statement's are: the actor behind "he", "the ministry", "a source"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from onrecord.languages.phrases import WORD, lists
from onrecord.mentions.actors.actor import ActorMention
from onrecord.mentions.actors.reference import ActorReference
from onrecord.mentions.found import Mentions
from onrecord.records.actors import refer, within
from onrecord.records.statement.kind import Speaker
from onrecord.spans import Span

KINDS = ("document", "unnamed", "collective")


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in lists("speakers").items()}


def speaker(
    mentions: Mentions, *, source: Span | None, same: Mapping[str, ActorReference]
) -> Speaker | None:
    """The speaker that the words at `source` stand for, or None where nobody is named.

    Nobody is guessed: where the words lead to no known actor, the words themselves are the actor,
    `resolved_via` none. `same` is what `apposed` gives for the story.
    """
    if source is None:
        return None
    actor, via = refer(mentions, span=source)
    person = same.get(actor.id)
    if person is None and (actor.kind != "person" or via != "name") and via != "pronoun":
        person = _set_off(mentions, source=source)
    if person is not None:
        actor = replace(person, start=actor.start, end=actor.end, quote=actor.quote, via=via)
        via = "role" if via == "role" else "name"
        actor = replace(actor, via=via)
    actor = _with_office(mentions.text, actor=actor, source=source)
    return Speaker(
        actor=actor,
        anonymity=_anonymity(mentions.text, source=source, actor=actor, via=via),
        resolved_via=via,
    )


_APPOSED = re.compile(r",?\s+(?:(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Capt|Maj|Sen|Rep)\.?\s+)*")


def apposed(mentions: Mentions) -> dict[str, ActorReference]:
    """By the id of an office without a name, the person whose name is set off right after it.

    "Malawi's defence minister, Grace Banda, promised ...": "the minister" is she from there on.
    """
    found: dict[str, ActorReference] = {}
    outer: list[ActorMention] = []
    for mention in mentions.actors.mentions:
        if not outer or mention.span not in outer[-1].span:
            outer.append(mention)
    for first, second in pairwise(outer):
        if first.via != "role" or second.via != "name":
            continue
        gap = mentions.text[first.span.end : second.span.start]
        if not gap.startswith(",") or not _APPOSED.fullmatch(gap):
            continue
        office, person = mentions.actors.at(first.span), mentions.actors.at(second.span)
        if office and person and office.kind == person.kind == "person" and office.id != person.id:
            words = re.sub(r"^(?:the|an?)\s+", "", office.quote, flags=re.IGNORECASE)
            known = replace(
                person,
                capacity=person.capacity or words,
                country=person.country or office.country,
                sector=person.sector or office.sector,
            )
            found.setdefault(office.id, known)
    return found


def _set_off(mentions: Mentions, *, source: Span) -> ActorReference | None:
    """The person set off by a comma in or right after a phrase: "the delegate, Ihar Danko,"."""
    text = mentions.text
    found = within(mentions, start=source.start, end=min(len(text), source.end + 60))
    for actor in found:
        if actor.kind != "person" or actor.via != "name" or actor.start <= source.start:
            continue
        comma = text.rfind(",", source.start, actor.start)
        if comma < 0 or comma > source.end or not _APPOSED.fullmatch(text, comma, actor.start):
            return None
        return actor if text[actor.end : actor.end + 1] in ",.;" else None
    return None


def _with_office(text: str, *, actor: ActorReference, source: Span) -> ActorReference:
    """The actor with the office that his phrase gives, where none is known.

    "Justice Minister Ruth Wani" has "Justice Minister" before her name.
    """
    if actor.kind != "person" or actor.capacity or actor.via != "name":
        return actor
    words = source.of(text)
    name = actor.name.split()[0] if actor.name else ""
    at = words.find(name) if name else -1
    before = (words[:at] if at > 0 else words if at < 0 else "").strip(" ,")
    office = re.sub(r"^(?:the|a|an|its|their)\s+", "", before, flags=re.IGNORECASE)
    known = {w.lower() for w in WORD.findall(office)} & _words()["offices"]
    return replace(actor, capacity=office) if known and len(office) <= 80 else actor


def _anonymity(text: str, *, source: Span, actor: ActorReference, via: str) -> str:
    """Whether the speaker has a name, else what is told in its place.

    "a senior official" is unnamed, "the report" a document, "residents" collective.
    """
    words = [m[0] for m in WORD.finditer(text, source.start, source.end)]
    kind = _common(words)
    if via == "name":
        own = kind == "unnamed" and actor.kind not in ("person", "population")
        return kind if kind and (own or kind == "document") else "named"
    if via in ("pronoun", "role") and _proper(actor.name):
        return "named"
    if kind is not None:
        return kind
    if len(words) == 1 and words[0].lower() in ("he", "she", "i", "him", "her"):
        return "unnamed"
    return "named" if _proper(" ".join(words)) else "collective"


def _common(words: list[str]) -> str | None:
    """The kind told by the head of a phrase, its last known noun before "of", "for", "in"."""
    head: list[str] = []
    for i, word in enumerate(words):
        low = word.lower()
        if i and low in ("of", "for", "in", "from", "at", "on", "with", "by", "who", "that", "to"):
            break
        head.append(low)
    if len(head) > 2 and head[-1].isalpha() and words[len(head) - 1][:1].isupper():
        return None  # "army chief John Hale": a name closes the phrase
    for word in reversed(head):
        for kind in KINDS:
            if word in _words()[kind]:
                return kind
    return None


def _proper(name: str) -> bool:
    words = [m[0] for m in WORD.finditer(name)]
    return any(w[0].isupper() and w.lower() not in ("the", "a", "i") for w in words)
