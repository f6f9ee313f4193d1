"""What the words of a phrase alone tell of an actor that the story does not otherwise name."""

from __future__ import annotations

import re
from dataclasses import dataclass

from onrecord.mentions.actors.lexicon import determiners, heads, identify, organisations, pronouns
from onrecord.ontology import countries, demonyms
from onrecord.ontology.known import known

WORD = re.compile(r"U\.S\.A?|U\.K|[^\W_]+(?:[-.][^\W_]+)*")
LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """An actor made from its own words."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None


def guess(words: str) -> Guess | None:
    """The actor that a phrase describes by itself, None if nobody can be meant.

    >>> guess("masked gunmen").sector, guess("Israeli police").country, guess("him")
    ('REB', 'ISR', None)
    """
    name = words.strip().strip("\"“”'‘’,.;:()").strip()[:LONGEST]
    found = list(WORD.finditer(name))
    if not found or name.lower() in pronouns() or name.lower() in ("who", "i", "we", "you"):
        return None
    if len(found) > 1 and found[0].group().lower() in determiners():
        name = name[found[1].start() :]
        found = found[1:]
    listed = known(name)
    if listed is not None:
        return Guess(
            id=identify(listed.kind, listed.name),
            name=listed.name,
            kind=listed.kind,
            country=listed.country,
            sector=listed.sector,
        )
    country = countries.by_name(name)
    if country is not None:
        return Guess(
            id=f"{country}-GOV",
            name=countries.countries()[country].name,
            kind="state",
            country=country,
            sector="GOV",
        )
    kind, sector = _head([m.group() for m in found])
    return Guess(id=identify(kind, name), name=name, kind=kind, country=nation(name), sector=sector)


def nation(words: str) -> str | None:
    """The one country that adjectives, peoples or country names in `words` point to, else None.

    >>> nation("Russia's Foreign Ministry"), nation("the Indian and Pakistani armies")
    ('RUS', None)
    """
    found: dict[str, None] = {}
    plain = [m.group() for m in WORD.finditer(words)]
    for i, word in enumerate(plain):
        if not word[0].isupper():
            continue
        pair = " ".join(plain[i : i + 2])
        code = (
            demonyms.country_of(pair)
            or countries.by_name(pair)
            or demonyms.country_of(word)
            or countries.by_name(word)
        )
        if code:
            found.setdefault(code)
    for own, other in (("PRK", "KOR"), ("SSD", "SDN"), ("GNB", "GIN")):
        if own in found:
            found.pop(other, None)
    return next(iter(found)) if len(found) == 1 else None


def _head(words: list[str]) -> tuple[str, str | None]:
    low = [w.lower() for w in words]
    stop = next((i for i, w in enumerate(low) if i and w in STOPS), len(low))
    for end in range(stop, 0, -1):
        for start in range(max(0, end - 3), end):
            head = heads().get(" ".join(low[start:end]))
            if head is not None:
                return head.kind, head.sector
        if demonyms.is_people(words[end - 1]):
            return "population", "CVL"
        sector = organisations().get(low[end - 1])
        if sector is not None:
            return "body", sector
    return "unknown", None


STOPS = frozenset(
    [
        "of",
        "for",
        "in",
        "from",
        "at",
        "on",
        "with",
        "by",
        "who",
        "which",
        "that",
        "to",
        "led",
        "headed",
    ]
)
