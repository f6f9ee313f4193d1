"""Who is who across stories: names with their context, compared and grouped as decisions.

The stage of `grouping.Stage` for actors. An item is a name form with its context, not a mention:
its number stays small however many stories come. `compare` looks only at what is in an item's id,
so that a score, once made, holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from onrecord.grouping import Pair, Reason, Scored, group, pair
from onrecord.languages.phrases import lists
from onrecord.linking import bodies, offices, persons, spelling
from onrecord.linking.item import Item, Place, absorb, identify, load
from onrecord.linking.known import entity_of
from onrecord.linking.leaders import leader
from onrecord.linking.references import Told, before, told
from onrecord.linking.weigh import never, surely
from onrecord.mentions.actors.lexicon import (
    determiners,
    first_names,
    listed,
    modifiers,
    plain,
    pronouns,
)
from onrecord.mentions.actors.names import sector_of
from onrecord.ontology import countries, demonyms

__all__ = ["THRESHOLD", "Item", "absorb", "compare", "item", "items", "keys", "load", "settle"]

THRESHOLD = 0.7
"""Two items are one from here on: precision first. Chosen on GUM train (evals/linking.py), where
no wrong pair scores higher; lower ones join namesakes."""
CLEAR = 3
"""How many times more forms a person must have than a namesake to be meant by a bare name."""
PERSONS = frozenset(["person", "office"])
LONGEST = 160
"""Characters of a name that is kept; longer ones are no names."""


def items(story: Mapping[str, Any], records: Iterable[Mapping[str, Any]]) -> dict[str, Item]:
    """The items of a story's actors by the actor's id in it.

    Actors whom nobody could know again are left out: "two gunmen", "a spokesman".
    """
    found = {}
    for key, actor in told(story, records).items():
        made = item(story, actor)
        if made is not None:
            found[key] = made
    return found


def item(story: Mapping[str, Any], actor: Told) -> Item | None:
    """The item of one actor of a story, None where its words say nobody in particular."""
    day = ((story.get("published") or {}).get("date") or "")[:10]
    place = (day, str(story["id"]), actor.start, actor.end, actor.quote)
    country = actor.country if actor.country in countries.countries() else None
    if actor.kind == "state" and country:
        return _state(country, actor=actor, place=place)
    words = _words(actor.name)
    if not words or plain(actor.name) in pronouns() or len(actor.name) > LONGEST:
        return None
    if actor.kind == "person":
        return _person(story, actor=actor, place=place, country=country)
    if actor.kind in ("group", "body", "population", "unknown") and country:
        if actor.sector in ("GOV", None) and _only(words, lists("offices")["officials"]["words"]):
            return _state(country, actor=actor, place=place)
        if actor.sector in ("MIL", "COP") and _plain(words):
            return _forces(country, actor=actor, place=place)
    if actor.kind == "unknown":
        return _unknown(story, actor=actor, place=place, country=country)
    if actor.kind in ("body", "group") and _proper(actor.name):
        return _body(actor=actor, place=place, country=country)
    return None


def _words(name: str) -> list[str]:
    """The words of a name without articles, nationality and countries' names."""
    found = []
    for word in re.findall(r"[^\W_]+(?:[-.][^\W_]+)*", re.sub(r"['’]s\b", "", name)):
        national = word[:1].isupper() and (demonyms.country_of(word) or countries.by_name(word))
        if not national and word.lower() not in determiners():
            found.append(word)
    return found or name.split()


def _only(words: list[str], allowed: Iterable[str]) -> bool:
    kept = [w.lower() for w in words if w.lower() not in modifiers()]
    return bool(kept) and all(w in frozenset(allowed) for w in kept)


def _plain(words: list[str]) -> bool:
    """Whether a name is only a kind of force: "army", "Armed Forces", but not "three soldiers"."""
    numbers = listed("roles", "numbers")
    low = [plain(w) for w in words]
    if any(w in numbers or w[:1].isdigit() for w in low):
        return False
    return all(w in lists("offices")["forces"]["words"] for w in low)


def _proper(name: str) -> bool:
    """Whether it is a name: a capital that is not a nationality's, and no lower-case head."""
    small = lists("bodies")["small"]["words"]
    large = [w for w in re.split(r"[\s\-]+", name) if w.lower() not in small]
    own = [
        w for w in large if w[:1].isupper() and not demonyms.country_of(re.sub(r"['’]s$", "", w))
    ]
    return bool(own) and (large[-1][:1].isupper() or large[-1][:1].isdigit())


def _forms(actor: Told) -> tuple[str, ...]:
    """The written forms by name: quotes with a capital that are no longer than a name."""
    kept = {actor.name, *actor.aliases}
    for quote in actor.quotes:
        bare = re.sub(r"^(?:the|The|a|an) |['’]s$", "", quote.strip(' ,.;:"“”'))
        if any(w[:1].isupper() for w in bare.split()) and len(bare.split()) <= 8:
            kept.add(bare)
    return tuple(sorted(kept))


def _state(country: str, *, actor: Told, place: Place) -> Item:
    return Item(
        id=identify("state", country),
        kind="state",
        name=countries.countries()[country].name,
        country=country,
        sector="GOV",
        entity=f"country:{country}",
        names=_forms(actor),
        first=place,
        last=place,
    )


def _forces(country: str, *, actor: Told, place: Place) -> Item:
    sector = actor.sector or "MIL"
    said = "police" if sector == "COP" else "armed forces"
    return Item(
        id=identify("forces", country, sector),
        kind="forces",
        name=f"{said} of {countries.countries()[country].name}",
        country=country,
        sector=sector,
        entity=f"forces:{country}-{sector}",
        names=_forms(actor),
        first=place,
        last=place,
    )


def _person(
    story: Mapping[str, Any], *, actor: Told, place: Place, country: str | None
) -> Item | None:
    lead = before(story.get("text") or "", actor.capacity) if actor.capacity else ""
    holds = offices.read(actor.capacity, country=country, before=lead)
    told_of = holds.body if holds and (holds.body or "").startswith("country:") else None
    country = country or (told_of.removeprefix("country:") if told_of else None)
    day = place[0]
    year = int(day[:4]) if holds and holds.unique and holds.held == "now" and day else None
    title, of, held = (holds.title, holds.body, holds.held) if holds else (None, None, None)
    named = actor.name != actor.capacity and _proper(actor.name)
    if not named and not (holds and of and year):
        return None
    kind, name = ("person", actor.name) if named or not holds else ("office", holds.words())
    chief = leader(name, title=title, country=country, day=day) if named else None
    if chief is not None and country is None:
        country = chief.country
        of = of or (f"country:{country}" if year and title == chief.title else None)
    sure = chief is not None or (of is not None and year is not None)
    if named and len(spelling.parts(name)) < 2 and not sure:
        return None
    own = chief.id if chief else None
    sector = actor.sector if named else None
    return Item(
        id=identify(kind, name, country, sector, title, of, held, year, own),
        kind=kind,
        name=name,
        country=country,
        sector=sector,
        title=title,
        of=of,
        held=held,
        year=year,
        entity=own,
        names=_forms(actor) if named else (),
        first=place,
        last=place,
    )


def _unknown(
    story: Mapping[str, Any], *, actor: Told, place: Place, country: str | None
) -> Item | None:
    """A name whose kind the story's reading left open: a person by its first name, or listed."""
    name = re.sub(r"['’]s?$", "", actor.name)
    words = name.split()
    if not all(w[:1].isupper() for w in words) or not 1 <= len(words) <= 5:
        return None
    if len(words) > 1 and words[0] in first_names() and not sector_of(name):
        return _person(story, actor=replace(actor, name=name), place=place, country=country)
    made = _body(actor=replace(actor, name=name, kind="body"), place=place, country=country)
    return made if made.entity or bodies.acronym(name) else None


def _body(*, actor: Told, place: Place, country: str | None) -> Item:
    kind = actor.kind
    aliases = tuple(sorted(a for a in actor.aliases if len(a) <= LONGEST))[:8]
    entity, candidates = entity_of((actor.name, *aliases), kind=kind, country=country)
    return Item(
        id=identify(kind, actor.name, country, actor.sector, aliases, entity),
        kind=kind,
        name=actor.name,
        country=country,
        sector=actor.sector,
        aliases=aliases,
        entity=entity,
        candidates=candidates,
        names=_forms(actor),
        first=place,
        last=place,
    )


def keys(item: Item, /) -> tuple[str, ...]:
    """Blocking keys. They hold a whole name, or an office with its year; never a country alone.

    >>> keys(Item(id="n1", kind="person", name="Ilham Aliyev", country="AZE"))
    ('p:alev|ilham', 'pi:i|alev|AZE')
    """
    if item.kind in PERSONS:
        return persons.keys(item)
    if item.kind in ("state", "forces"):
        return (f"e:{item.entity}",)
    return bodies.keys(item)


def compare(a: Item, b: Item, /) -> Scored:
    """How likely two items are one actor, and why in words; the same both ways round.

    >>> one = Item(id="n1", kind="person", name="Ilham Aliev", title="president", of="country:AZE")
    >>> two = Item(id="n2", kind="person", name="Ilham Aliyev", title="president", of="country:AZE")
    >>> [r.words for r in compare(one, two).reasons]
    ['both president of Azerbaijan', "'Ilham Aliev' and 'Ilham Aliyev': spellings of one name"]
    """
    a, b = (a, b) if (a.name, a.id) <= (b.name, b.id) else (b, a)
    if (a.kind in PERSONS) != (b.kind in PERSONS):
        return never("kind", f"'{a.name}' is a {a.kind}, '{b.name}' a {b.kind}")
    if a.kind in PERSONS:
        return persons.compare(a, b)
    fixed = {"state", "forces"}
    if a.kind in fixed or b.kind in fixed:
        if a.entity and a.entity == b.entity:
            return surely("entity", f"both stand for {a.name}", score=0.99)
        return never("entity", f"{a.name} and {b.name} are two")
    return bodies.compare(a, b)


APART = (-1, Scored(score=0.0))


def settle(items: Mapping[str, Item], scores: Mapping[Pair, Scored]) -> dict[Pair, Scored]:
    """The scores when all that share a neighbourhood are looked at together.

    A bare name ("Aliyev", "Ilham Aliyev" without country or office, "NPA") belongs to the one
    actor whom it fits. Where it fits two that are themselves apart, and neither is told far more
    often, it is left alone: its scores then say so.
    """
    bare = {key for key, one in items.items() if _weak(one)}
    sure = [key for key in items if key not in bare]
    firm = {p: s.score for p, s in scores.items() if p[0] not in bare and p[1] not in bare}
    cores = group(sure, firm, threshold=THRESHOLD)
    out = {p: s for p, s in scores.items() if p in firm}
    home: dict[str, tuple[int, Scored]] = {}
    for key in sorted(bare):
        fits = _fits(key, cores, scores)
        if not fits:
            continue
        best = _clearest(fits, cores)
        for index, scored in fits.items():
            found = scored if index == best else _unclear(scored, len(fits))
            out.update({pair(key, member): found for member in cores[index]})
        if best is not None:
            home[key] = (best, fits[best])
    for p in (p for p in scores if p[0] in bare and p[1] in bare):
        if home.get(p[0], APART)[0] == home.get(p[1], APART)[0]:
            out[p] = scores[p]
    for a, (core, scored) in home.items():
        for b, (other, also) in home.items():
            if a < b and core == other:
                out[a, b] = min(scored, also, key=lambda s: s.score)
    return out


def _weak(one: Item) -> bool:
    return persons.weak(one) if one.kind in PERSONS else bodies.weak(one)


def _fits(
    key: str, cores: tuple[tuple[str, ...], ...], scores: Mapping[Pair, Scored]
) -> dict[int, Scored]:
    found = {}
    for index, core in enumerate(cores):
        near = [scores[p] for member in core if (p := pair(key, member)) in scores]
        best = max(near, key=lambda s: (s.score, [r.words for r in s.reasons]), default=None)
        if best is not None and best.score >= THRESHOLD:
            found[index] = best
    return found


def _clearest(fits: Mapping[int, Scored], cores: tuple[tuple[str, ...], ...]) -> int | None:
    """The core that is meant: the only one, or one of far more forms than the next."""
    ranked = sorted(fits, key=lambda i: (-len(cores[i]), cores[i]))
    if len(ranked) == 1 or len(cores[ranked[0]]) >= CLEAR * len(cores[ranked[1]]):
        return ranked[0]
    return None


def _unclear(scored: Scored, count: int) -> Scored:
    words = f"the bare name fits {count} actors who are not one" if count > 1 else "unclear"
    reason = Reason(name="unclear", words=words, weight=-3.0)
    return Scored(score=round(scored.score / 4, 3), reasons=(reason, *scored.reasons))
