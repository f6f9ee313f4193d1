"""How sure an argument is: the model's score, moved by where its words stand around the trigger."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from onrecord.languages.phrases import lists
from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Argument
from onrecord.records.event.clause import nouns
from onrecord.records.event.draft import Draft
from onrecord.records.event.fitted import fitted
from onrecord.records.event.grammar import sides
from onrecord.spans import Span

SIGNED = 10
"""How many times farther another sentence is for a signing: who speaks of it seldom signed it."""
BLAMED = frozenset({"ASSAULT", "COERCE"})
"""Types whose doer is not who blames (2026-11-27: for all types 66 of 100 typed events of the
training stories have the right sides, for these 67)."""
MOST = 0.999


def weigh(mentions: Mentions, draft: Draft) -> Draft:
    """The draft with its arguments weighed anew; places stay as they are."""
    if not draft.arguments:
        return draft
    told = sides(mentions, draft)
    made = tuple(
        a if a.role == "place" else _weighed(mentions, a, draft=draft, told=told)
        for a in draft.arguments
    )
    return replace(draft, arguments=made)


def signs(mentions: Mentions, draft: Draft) -> bool:
    """Whether a draft tells a signing or ratifying."""
    words = draft.span.of(mentions.text).lower().split()
    return any(w.startswith(("sign", "ratif")) for w in words)


def _weighed(
    mentions: Mentions, argument: Argument, *, draft: Draft, told: tuple[Argument, ...]
) -> Argument:
    score = min(MOST, max(1 - MOST, argument.score))
    odds = math.log(score / (1 - score))
    if mentions.sentence_at(argument.span.start) != draft.sentence:
        odds += fitted().away * (SIGNED if signs(mentions, draft) else 1)
    if any(t.role == argument.role and t.span.overlaps(argument.span) for t in told):
        odds += fitted().fitting
    return replace(argument, score=round(1 / (1 + math.exp(-odds)), 4))


def blamed(mentions: Mentions, draft: Draft, *, beside: Sequence[Draft]) -> Draft:
    """The draft without those who only blame or are blamed for its act in the same sentence.

    "Quito holds Lima responsible for the attack": the attack is known, its doer is not; "Quito
    accused Lima of shelling": Lima is said to have done it, Quito never. Who condemns may well do
    what else is said: "condemned the raid and called for talks".
    """
    if draft.type not in BLAMED:
        return draft
    aside: set[Span] = set()
    for other in _before(draft, beside=beside):
        if other.type == "ACCUSE":
            between = mentions.text[other.span.start : draft.span.start]
            known = other.mode == "allege" or " responsible" in between
            both = known and draft.status != "alleged"
            roles = ("actor", "recipient") if both else ("actor",)
            aside |= {a.span for a in other.arguments if a.role in roles}
    named = {r.id for s in aside for r in mentions.actors.at_all(s)}
    return replace(_without(draft, aside), aside=frozenset(named))


def backdrop(mentions: Mentions, draft: Draft) -> Draft:
    """The draft without those who act in its sentence before a word that leads to it.

    "Dragan Velich and Farid Nazim spoke by telephone for the first time since the shelling": they
    did not shell. Who stands in its own words stays: "since Oran's attack", "after their attack".
    """
    words = draft.span.of(mentions.text).lower().split()
    noun = words[-2:-1] if words[-1] in lists("events")["led"] else words[-1:]  # "attack on"
    if draft.type not in BLAMED or not nouns().issuperset(noun):
        return draft
    start = mentions.sentences[draft.sentence].start
    led = list(_backdrop().finditer(mentions.text, start, draft.span.start))
    if not led or not _OWN.fullmatch(mentions.text, led[-1].end(), draft.span.start):
        return draft
    if words[0].endswith("ing") and led[-1].end() == draft.span.start:
        return draft  # "after shelling the town"
    aside = {
        a.span for a in draft.arguments if start <= a.span.start and a.span.end <= led[-1].start()
    }
    return _without(draft, aside)


@lru_cache(maxsize=1)
def _backdrop() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lists('events')['backdrop'])})\s", re.IGNORECASE)


_OWN = re.compile(r"(?:(?!its\s|their\s|his\s|her\s)[\w-]+\s){0,3}", re.IGNORECASE)
"""Words between a leading word and an act's noun that belong to the noun: "the deadly"."""


def others(draft: Draft, *, beside: Sequence[Draft]) -> Draft:
    """The draft without those who stand behind the next act of its kind, which is not yet done.

    "Held a council a day ahead of talks with the envoys": the envoys were not at the council.
    """
    aside = {
        a.span
        for other in beside
        if draft in _before(other, beside=[draft])
        and other.type == draft.type
        and other.status != draft.status
        for a in draft.arguments
        if a.span.start >= other.span.end
    }
    return _without(draft, aside)


def _before(draft: Draft, *, beside: Sequence[Draft]) -> list[Draft]:
    """The drafts that stand before one in its sentence."""
    return [d for d in beside if d.sentence == draft.sentence and d.span.end <= draft.span.start]


def _without(draft: Draft, aside: set[Span]) -> Draft:
    kept = tuple(
        a
        for a in draft.arguments
        if a.role != "actor" or not any(a.span.overlaps(s) for s in aside)
    )
    return replace(draft, arguments=kept)
