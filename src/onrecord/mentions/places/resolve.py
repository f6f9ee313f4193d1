"""Says which place of the world each place name of a story is, by size, neighbours and wording."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from onrecord.languages.phrases import lists
from onrecord.mentions.places.place import Candidate, Place, candidates, of_country
from onrecord.mentions.places.spot import Spot
from onrecord.ontology import demonyms
from onrecord.spans import Span

# Weights in powers of ten of inhabitants: a town of the story's own country outweighs one abroad
# a thousand times its size. Chosen 2026-11-24 on stories written for the tests.
IN_COUNTRY = 3.0
SAME_SENTENCE = 1.5
IN_STATE = 2.0
WRITTEN_AFTER = 12.0
KIND_SAID = 3.0
PENALTY = {"admin1": 0.5, "admin2": 1.5}

SMALL = 3.5
"""Weight under which a place has to be supported by something else that the story names."""

AFTER = re.compile(r",? (?:in |of )?(?:the )?$|,\s?$")
PIECE = re.compile(r"[\w.'’]+")


def resolve(text: str, *, spots: Sequence[Spot]) -> tuple[Place, ...]:
    """The place of each spot, in text order.

    "the eastern city of Benghazi, Libya": the name after the comma decides; else countries that
    the story names, most of all in the same sentence; else size.
    """
    found = {i: _candidates(text, s) for i, s in enumerate(spots)}
    countries, told = _countries_named(text, spots, found)
    total = sum(countries.values()) or 1
    states: Counter[tuple[str, str]] = Counter()
    places: list[Place] = []
    for i, spotted in enumerate(spots):
        following = _container(text, spots, found, i)
        best: tuple[float, int] | None = None
        for j, c in enumerate(found[i]):
            score = c.weight - PENALTY.get(c.precision, 0.0)
            if c.country:
                score += IN_COUNTRY * min(1.0, 2 * countries[c.country] / total)
                if _near(text, spots, found, i, country=c.country):
                    score += SAME_SENTENCE
                if c.admin1 and states[c.country, c.admin1]:
                    score += IN_STATE
            if following is not None and _inside(c, following):
                score += WRITTEN_AFTER
            score += KIND_SAID * _kind_said(text, spotted.span, c)
            if best is None or score > best[0]:
                best = (score, j)
        chosen = found[i][best[1]] if best else None
        if chosen is not None and following is None and _alone(chosen, spotted.name, told):
            chosen = None
        if chosen is not None and chosen.country and chosen.admin1:
            states[chosen.country, chosen.admin1] += 1
        places.append(_place(spotted, chosen, following))
    return tuple(places)


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    table = lists("places")
    return {key: frozenset(table[key]) for key in ("region", "town", "water", "directions")}


def _candidates(text: str, spotted: Spot) -> tuple[Candidate, ...]:
    if spotted.adjective is not None:
        return (of_country(spotted.adjective),)
    name = spotted.name
    known = candidates(name)
    if known:
        return known
    words = name.split()
    generic = _words()
    while len(words) > 1:
        first, last = words[0].lower(), words[-1].lower()
        if first in generic["directions"]:
            words = words[1:]
        elif last in generic["region"] or last in generic["town"] or last in generic["directions"]:
            words = words[:-1]
        elif len(words) > 2 and words[1] == "of" and first in generic["region"] | generic["town"]:
            words = words[2:]
        else:
            break
        known = candidates(" ".join(words))
        if known:
            return known
    if demonyms.is_adjective(name):
        code = demonyms.country_of(name)
        return (of_country(code),) if code else ()
    return ()


def _countries_named(
    text: str, spots: Sequence[Spot], found: dict[int, tuple[Candidate, ...]]
) -> tuple[Counter[str], dict[str, set[str]]]:
    """How often the story names each country, also by an adjective of nationality or a capital.

    With it come the names that speak for each: its own, its people's, and those of its places.
    """
    counts: Counter[str] = Counter()
    names: dict[str, set[str]] = {}
    for i, known in found.items():
        if not known or known[0].country is None:
            continue
        names.setdefault(known[0].country, set()).add(spots[i].name)
        if known[0].precision == "country" and known[0].weight < 10:
            continue
        sure = known[0].weight >= 10 or len({c.country for c in known if c.weight > 3}) <= 1
        counts[known[0].country] += 2 if sure else 1
    for match in PIECE.finditer(text):
        code = demonyms.country_of(match.group()) if match.group()[0].isupper() else None
        if code:
            counts[code] += match.group() not in ("US", "U.S.")
            names.setdefault(code, set()).add(match.group())
    return counts, names


def _alone(chosen: Candidate, name: str, told: dict[str, set[str]]) -> bool:
    """Whether a small place lies in a country that nothing else in the story speaks for.

    "Shells fell on Tarvin": the English village is not meant where England never comes up.
    """
    if chosen.weight >= SMALL or chosen.precision not in ("city", "admin2") or not chosen.country:
        return False
    return not told.get(chosen.country, set()) - {name}


def _near(
    text: str,
    spots: Sequence[Spot],
    found: dict[int, tuple[Candidate, ...]],
    i: int,
    *,
    country: str,
) -> bool:
    """Whether the country is named just before or after, or by an adjective in the same breath."""
    for j in (i - 1, i + 1):
        if (
            0 <= j < len(spots)
            and found[j]
            and abs(spots[j].span.start - spots[i].span.start) < 150
        ):
            first = found[j][0]
            if first.precision == "country" and first.country == country:
                return True
    before = text[max(0, spots[i].span.start - 60) : spots[i].span.start]
    return any(demonyms.country_of(w) == country for w in PIECE.findall(before))


def _container(
    text: str, spots: Sequence[Spot], found: dict[int, tuple[Candidate, ...]], i: int
) -> tuple[Candidate, ...] | None:
    """What the next name may be, if it stands right after a comma: "Paris, Texas"."""
    if i + 1 >= len(spots):
        return None
    between = text[spots[i].span.end : spots[i + 1].span.start]
    if len(between) > 14 or not AFTER.fullmatch(between):
        return None
    if not between.startswith(",") and "in " not in between:
        return None
    wide = tuple(
        c for c in found[i + 1] if c.precision in ("country", "admin1", "admin2", "region")
    )
    return wide or None


def _inside(inner: Candidate, outer: tuple[Candidate, ...]) -> bool:
    if inner.precision == "country":
        return False
    for c in outer:
        if c.country is None or c.country != inner.country:
            continue
        if c.precision in ("country", "region") or c.name == inner.admin1:
            return True
    return False


def _kind_said(text: str, span: Span, candidate: Candidate) -> float:
    """1 where the words beside the name say its kind ("the province of X", "X city"), else 0."""
    words = _words()
    after = re.match(r" (\w+)", text[span.end : span.end + 20])
    before = re.search(r"(\w+) of $", text[max(0, span.start - 25) : span.start])
    beside = {m[1].lower() for m in (after, before) if m}
    name = span.of(text).split()
    if len(name) > 1:
        beside.add(name[-1].lower())
    if beside & words["region"]:
        return 1.0 if candidate.precision in ("admin1", "admin2") else 0.0
    if beside & words["town"]:
        return 1.0 if candidate.precision == "city" else 0.0
    return 0.0


def _place(
    spotted: Spot, chosen: Candidate | None, following: tuple[Candidate, ...] | None
) -> Place:
    if chosen is None:
        outer = {c.country for c in following or () if c.weight >= 10}
        country = next(iter(outer)) if len(outer) == 1 else None
        return Place(span=spotted.span, name=spotted.name, country=country, score=spotted.score)
    return Place(
        span=spotted.span,
        name=spotted.name,
        country=chosen.country,
        admin1=chosen.admin1,
        lat=chosen.lat,
        lon=chosen.lon,
        geonameid=chosen.geonameid,
        precision=chosen.precision,
        score=spotted.score,
    )
