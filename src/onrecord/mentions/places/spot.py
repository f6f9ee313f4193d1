"""Finds the words of a text that name places, before anything is said of where they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.languages.phrases import lists
from onrecord.mentions.mention import Tag
from onrecord.mentions.places.place import candidates, regions, states
from onrecord.ontology import countries, demonyms
from onrecord.ontology.known import known
from onrecord.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Words that name a place; `score` is how sure it is that they do.

    `adjective` is the country's code where the words are an adjective of nationality.
    """

    span: Span
    name: str
    score: float
    adjective: str | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of places.toml as sets."""

    land: frozenset[str]
    doubtful: frozenset[str]
    leading: frozenset[str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    table = lists("places")
    return _Words(
        frozenset(table["land"]), frozenset(table["doubtful"]), frozenset(table["leading"])
    )


INITIALS = frozenset(["US", "U.S.", "U.S", "UK", "U.K.", "UAE", "DRC", "DPRK", "USSR", "EU", "PRC"])
NAME = re.compile(
    r"(?<![\w.])(?:U\.S\.A?\.?|U\.K\.|D\.C\.|[A-ZÀ-Þ][\w'’.\-]*)"
    r"(?:(?: |, (?=D\.C\.))(?:(?:of|and|the|el|al|de|la|du|es|ul|da|do) ){0,2}"
    r"[A-ZÀ-Þ][\w'’\-]*){0,5}"
)
"""A run of capitalised words, at most six with two small ones between each two."""
PART = re.compile(r"[^\s]+")


@lru_cache(maxsize=1)
def sure_names() -> dict[str, float]:
    """Names that are places wherever they stand with a capital: countries, regions, capitals."""
    doubtful = _words().doubtful
    found: dict[str, float] = {}
    for country in countries.countries().values():
        for name in country.names:
            if country.population > 20_000 and name != "CAR":
                found[name] = 0.9
    for key, candidate in regions().items():
        found.setdefault(key.title() if key.islower() else key, 0.8)
        found.setdefault(candidate.name, 0.8)
    for name in (*countries.capitals(), *(s.name for s in states().values())):
        found.setdefault(name, 0.85)
    for name in doubtful:
        if name in found:
            found[name] = 0.5
    found.update({"WASHINGTON": 0.85, "Los Angeles": 0.85, "New York": 0.85})
    return found


def spot(text: str, *, names: Sequence[Tag] = ()) -> tuple[Spot, ...]:
    """The place words of `text`, in text order, none overlapping another.

    A LOC of the model is one; a PER, ORG or MISC of the model forbids one. Without either, a name
    that is a place wherever it stands ("Angola", "Gaza Strip", "Tehran") is one, and an adjective
    of nationality before a word for land ("near the Turkish border").
    """
    taken = bytearray(len(text))
    found: list[Spot] = []
    for tag in names:
        span = tag.span
        wanted = tag.label == "LOC" or (tag.label == "ORG" and _as_body(span.of(text)))
        if wanted and not any(taken[span.start : span.end]):
            spotted = None if _in_address(text, span) else _of_tag(text, tag)
            if spotted is not None:
                found.append(spotted)
            taken[span.start : span.end] = b"\1" * len(span)
    for tag in names:
        if tag.label in ("PER", "ORG"):
            taken[tag.span.start : tag.span.end] = b"\1" * len(tag.span)
    for spotted in _by_list(text, alone=not names):
        span = spotted.span
        if not any(taken[span.start : span.end]):
            found.append(spotted)
            taken[span.start : span.end] = b"\1" * len(span)
    return tuple(sorted(found, key=lambda s: s.span))


def _as_body(name: str) -> bool:
    """Whether a name that the model calls a body is a place that acts: "Liverpool won".

    Countries, regions and places of 100,000 people or more count.
    """
    plain = name.removeprefix("the ")
    if known(plain) is not None and countries.by_name(plain) is None:
        return False
    best = candidates(plain)
    return bool(best) and best[0].weight >= 5


def _in_address(text: str, span: Span) -> bool:
    """Whether the words stand in a web address: ".../syria-talks-resume"."""
    first = text[span.start]
    near = text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1]
    return first.islower() and any(c in "-/_.=" for c in near)


def _of_tag(text: str, tag: Tag) -> Spot | None:
    span = tag.span
    name = span.of(text)
    country = demonyms.country_of(name)
    if name in INITIALS and modifies(text, span.end):
        if not _before_land(text, span.end):
            return None
        return Spot(span=span, name=name, score=tag.score)
    if countries.by_name(name) is None and demonyms.is_adjective(name):
        if not _before_land(text, span.end):
            return None
        return Spot(span=span, name=name, score=tag.score, adjective=country)
    return Spot(span=span, name=name, score=tag.score)


def _by_list(text: str, *, alone: bool) -> Iterator[Spot]:
    """Names that the lists are sure of; `alone` if no model has looked at the text."""
    sure = sure_names()
    words = _words()
    for run in NAME.finditer(text):
        parts = list(PART.finditer(run.group()))
        at = 0
        while at < len(parts):
            for last in range(len(parts), at, -1):
                start = run.start() + parts[at].start()
                end = run.start() + parts[last - 1].end()
                name, end = _bare(text, start, end)
                if not name:
                    continue
                score = sure.get(name)
                if score is None and name.isupper() and len(name) > 3:
                    score = sure.get(name.title())
                if score is not None:
                    if alone or score > 0.6:
                        yield from _listed(text, Span(start, end), name, score)
                    at = last
                    break
                if last == at + 1 and demonyms.is_adjective(name) and _before_land(text, end):
                    yield Spot(
                        span=Span(start, end),
                        name=name,
                        score=0.7,
                        adjective=demonyms.country_of(name),
                    )
            else:
                at += 1
                continue
    if alone:
        yield from _after_preposition(text, words.leading)


def _listed(text: str, span: Span, name: str, score: float) -> Iterator[Spot]:
    if name in INITIALS and modifies(text, span.end) and not _before_land(text, span.end):
        return
    before = text[max(0, span.start - 2) : span.start]
    if before.endswith("-") or text[span.end : span.end + 1] == "-":
        score -= 0.1
    following = re.match(r"(?:'s|’s)? ([A-Z]\w+)", text[span.end : span.end + 40])
    preceding = re.search(r"([A-Z][\w.'’\-]*) $", text[max(0, span.start - 30) : span.start])
    if preceding and preceding[1] not in DIRECTIONS and following and following[0][0] == " ":
        return
    yield Spot(span=span, name=name, score=score)


DIRECTIONS = frozenset(
    f"{d}{e}"
    for d in ("North", "South", "East", "West", "Central", "Northern")
    for e in ("", "ern")
) | frozenset({"In", "The", "From", "At", "But", "And"})


def _after_preposition(text: str, leading: frozenset[str]) -> Iterator[Spot]:
    """Known towns after "in", "near" ... where no model has looked: "in Aleppo on Monday"."""
    for run in NAME.finditer(text):
        before = text[max(0, run.start() - 12) : run.start()].split()
        if not before or before[-1] not in leading:
            continue
        parts = list(PART.finditer(run.group()))
        for last in range(min(4, len(parts)), 0, -1):
            name, end = _bare(text, run.start(), run.start() + parts[last - 1].end())
            known = candidates(name) if name else ()
            if known and known[0].weight >= 3:
                yield Spot(span=Span(run.start(), end), name=name, score=0.6)
                break


def _bare(text: str, start: int, end: int) -> tuple[str, int]:
    """The words without a closing possessive or stop; abbreviations keep theirs."""
    name = text[start:end]
    for tail in ("'s", "’s", "'", "’"):
        if name.endswith(tail):
            name = name[: -len(tail)]
            break
    if name.endswith((".", "-")) and name not in states() and name not in INITIALS:
        name = name.rstrip(".-")
    return name, start + len(name)


NEXT = re.compile(r"[ \-](\w+)")
VERBAL = frozenset(lists("places")["verbal"]["words"])


def modifies(text: str, end: int) -> bool:
    """Whether the word that ends at `end` stands before a noun: "the U.S. ambassador".

    >>> modifies("the U.S. ambassador", 8), modifies("the U.S. has", 8), modifies("the US, too", 6)
    (True, False, False)
    """
    following = NEXT.match(text, end)
    return following is not None and following[1].lower() not in VERBAL


def _before_land(text: str, end: int) -> bool:
    following = NEXT.match(text, end)
    return following is not None and following[1].lower() in _words().land
