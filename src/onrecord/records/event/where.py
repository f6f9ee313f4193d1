"""Where an event took place."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.mentions.found import Mentions
from onrecord.mentions.places import Place
from onrecord.mentions.places.place import candidates
from onrecord.ontology import countries
from onrecord.records.event.draft import Draft
from onrecord.records.event.kind import Where
from onrecord.spans import Span

FINER = {"country": 0, "region": 1, "unknown": 1, "admin1": 2, "admin2": 3, "city": 4}
"""How fine a place is; the finest that the text gives is wanted."""
MOSTLY = 0.6
"""Share of a story's places that lie in one country, from which on an unknown place is held to lie
there too (of 0.5, 0.6, 0.8 the best for the places of the training stories, 2026-11-24)."""


KNOWN = 4.5
"""Weight (50,000 inhabitants) from which on a place's name alone says its country."""
BESIDE = 45
"""Code points between two places of which one says where the other lies."""
_BETWEEN = re.compile(
    r"\b(?:of|near|outside|from|in|at|between|km|kilomet\w+|miles)\b|^,", re.IGNORECASE
)
REACH = 70
"""Code points between a trigger and the place that a word of place ties to it."""
MANY = 40
"""Places of one sentence that are looked at."""
_IN = re.compile(
    r"\b(?:in|at|near|outside|inside|off|around)\s(?:(?!and\b)[\w’'-]+\s){0,3}$", re.IGNORECASE
)
_EDGE = re.compile(r"[;:\"“”\n]|--|\b(?:said|says|told|that|who|which|while|but|after|before)\b")


@dataclass(frozen=True, slots=True)
class Placed:
    """A place with the words that name it."""

    where: Where
    span: Span


def where(mentions: Mentions, drafts: Sequence[Draft], *, least: float = 0.5) -> Placed | None:
    """The place of the event that `drafts` tell, None where the text gives none."""
    found: list[tuple[float, int, Span, Place | None]] = []
    for rank, draft in enumerate(drafts):
        for argument in draft.of("place"):
            if argument.score < least:
                continue
            place = _known(mentions, argument.span)
            span = argument.span if place else _town_of(mentions.text, argument.span)
            if span is None:
                continue
            place = place or _known(mentions, span)
            fine = FINER.get(place.precision, 1) if place else 1
            weight = argument.score + 0.1 * fine - 0.05 * rank
            found.append((weight, -span.start, span, place))
    told = {d.sentence for d in drafts}
    here = [f for f in found if mentions.sentence_at(f[2].start) in told]
    if not here and (beside := _beside(mentions, drafts)):
        # what the telling itself says goes before a place named sentences away
        return Placed(_where(mentions, span=beside.span, place=beside), beside.span)
    if not found:
        return None
    _, _, span, place = max(here or found, key=lambda f: (f[0], f[1]))
    return Placed(_where(mentions, span=span, place=place), span)


def _beside(mentions: Mentions, drafts: Sequence[Draft]) -> Place | None:
    """The place that a word of place ties to a trigger: "killed in an ambush near Goma"."""
    best: tuple[int, int, Place] | None = None
    for rank, draft in enumerate(drafts):
        sentence = mentions.sentences[draft.sentence]
        first = bisect_left(mentions.places, sentence.start, key=lambda p: p.span.start)
        for place in mentions.places[first : first + MANY]:
            if place.span.start >= sentence.end:
                break
            a, b = sorted((place.span, draft.span))
            between = mentions.text[a.end : b.start]
            start = max(sentence.start, place.span.start - 40)
            tied = _IN.search(mentions.text, start, place.span.start)
            if not tied or len(between) > REACH or _EDGE.search(between):
                continue
            cost = len(between) + 60 * rank + (30 if place.span < draft.span else 0)
            if best is None or (cost, rank) < best[:2]:
                best = (cost, rank, place)
    return best[2] if best else None


def _town_of(text: str, span: Span) -> Span | None:
    """The words of a place that no table knows; None where they only describe another word.

    "The Sarkandi city of Dzhemal" is Dzhemal, "the Sarkandi army" no place.
    """
    if not _MADE_OF.fullmatch(span.of(text)):
        return span
    town = _TOWN.match(text, span.end)
    if town:
        return Span(town.start(1), town.end(1))
    after = text[span.end : span.end + 2]
    return None if after[:1] == " " and after[1:].islower() else span


_MADE_OF = re.compile(r"[A-Z]\w+(?:i|ian|an|ese|ish)")
_TOWN = re.compile(
    r" (?:[a-z]+ ){0,2}(?:city|town|village|port|district|province|region|island) of "
    r"((?:[A-Z][\w’'-]+ ?)+(?<! ))"
)


def _known(mentions: Mentions, span: Span) -> Place | None:
    """The place named inside a span, else one of the same name elsewhere in the story."""
    inside = [p for p in mentions.places if p.span.overlaps(span)]
    if inside:
        return max(inside, key=lambda p: (p.country is not None, len(p.span)))
    name = span.of(mentions.text)
    return next((p for p in mentions.places if p.span.of(mentions.text) == name), None)


def _where(mentions: Mentions, *, span: Span, place: Place | None) -> Where:
    name = span.of(mentions.text)
    if place is None or place.country is None or place.precision == "unknown":
        code = _of_name(name) or _around(mentions, span=span)
        return Where(name=name, country=code, precision="unknown")
    return Where(
        name=name,
        country=place.country,
        admin1=place.admin1,
        lat=place.lat,
        lon=place.lon,
        geonameid=place.geonameid,
        precision=place.precision,
    )


def _of_name(name: str) -> str | None:
    """The country that the tables know a place by, the best known place of that name.

    A small one ("Port" is also a town of Réunion) speaks for no country.
    """
    code = countries.by_name(name) or countries.capitals().get(name)
    known = candidates(name)
    return code or (known[0].country if known and known[0].weight >= KNOWN else None)


def _around(mentions: Mentions, *, span: Span) -> str | None:
    """The country of a place that no table knows: of what its sentence ties it to, else of most.

    "The bomb went off in Kasheba, 40 km south of Goma" lies where Goma does; "a clash at the Imrat
    bridge while the ministers sat in Geneva" does not. One town alone, which may only share its
    name with another, speaks for no country.
    """
    sentence = mentions.sentences[mentions.sentence_at(span.start)]
    known = [p for p in mentions.places if p.country and not p.span.overlaps(span)]
    here = [p for p in known if sentence.start <= p.span.start < sentence.end]
    near = {p.country for p in here if _tied(mentions.text, span, p)}
    if len(near) == 1:
        return near.pop()
    count = Counter(p.country for p in known)
    if not count:
        return None
    country, most = min(count.items(), key=lambda c: (-c[1], str(c[0])))
    there = [p for p in known if p.country == country]
    names = {p.span.of(mentions.text) for p in there}
    told = len(names) > 1 or any(p.precision == "country" for p in there)
    return country if told and most >= MOSTLY * sum(count.values()) else None


def _tied(text: str, span: Span, place: Place) -> bool:
    """Whether a place of the same sentence says where a span lies: a country, or one beside it."""
    a, b = sorted((span, place.span))
    between = text[a.end : b.start]
    if place.precision == "country":
        return True
    beside = len(between) <= BESIDE and not _EDGE.search(between)
    return beside and _BETWEEN.search(between) is not None
