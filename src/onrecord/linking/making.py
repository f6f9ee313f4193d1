"""Makes the items of a story's actors: a name form with what the story says of its bearer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from onrecord.languages.phrases import lists
from onrecord.linking import bodies, offices, spelling
from onrecord.linking.item import Item, Place, identify
from onrecord.linking.known import entity_of, general
from onrecord.linking.leaders import leader
from onrecord.linking.references import Told, beside, told, told_of
from onrecord.mentions.actors.lexicon import (
    determiners,
    first_names,
    heads,
    listed,
    modifiers,
    plain,
    pronouns,
)
from onrecord.mentions.actors.names import sector_of
from onrecord.mentions.actors.polities import land_of, polities, root
from onrecord.ontology import countries, demonyms

LONGEST = 160
"""Characters of a name that is kept; longer ones are no names."""
MIXED = re.compile(r"[^\W\d_]+[a-z][A-Z]\w*|\w*\d\w*")
"""Words that are no person's name: "VelGrid", "APT28"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What an item takes from its story: id, day ("" if none), text, lands by root and name."""

    id: str
    day: str
    text: str
    lands: Mapping[str, str]

    def place(self, actor: Told) -> Place:
        """Where the story names the actor."""
        return (self.day, self.id, actor.start, actor.end, actor.quote)


def items(story: Mapping[str, Any], records: Iterable[Mapping[str, Any]]) -> dict[str, Item]:
    """The items of a story's actors by the actor's id in it.

    Actors whom nobody could know again are left out: "two gunmen", "a spokesman".
    """
    actors = told(story, records)
    text = story.get("text") or ""
    said = [a.name for a in actors.values()]
    said += [w for a in actors.values() for w in beside(text, a.capacity or "", a.name)]
    names = {w for name in said for w in re.findall(r"[^\W\d_]+", name)}
    around = Around(
        id=str(story["id"]),
        day=((story.get("published") or {}).get("date") or "")[:10],
        text=text,
        lands=polities(text, names) | _told_lands(actors.values()),
    )
    made = {key: item(actor, around=around) for key, actor in actors.items()}
    return {key: one for key, one in made.items() if one is not None}


def _told_lands(actors: Iterable[Told]) -> dict[str, str]:
    """The lands without a country that the story's reading itself found, by their root."""
    return {root(a.name): a.name for a in actors if a.kind == "state" and not a.country}


def item(actor: Told, *, around: Around) -> Item | None:
    """The item of one actor of a story, None where its words say nobody in particular."""
    country = actor.country if actor.country in countries.countries() else None
    if actor.kind == "state":
        if country:
            return _state(country, actor=actor, around=around)
        return _land(actor.name, actor=actor, around=around)
    if plain(actor.name) in pronouns() or len(actor.name) > LONGEST:
        return None
    land = None if country else land_of(actor.name, around.lands)
    words = _words(actor.name, land=land)
    if land and all(plain(w) in SAID for w in words):
        return _land(around.lands[land], actor=actor, around=around)
    if actor.kind == "person" and not MIXED.fullmatch(actor.name):
        return _person(actor=actor, around=around, country=country)
    if country or land:
        if actor.sector in ("GOV", None) and _only(words, lists("offices")["officials"]["words"]):
            if country:
                return _state(country, actor=actor, around=around)
            return _land(around.lands[land or ""], actor=actor, around=around)
        if actor.sector in ("MIL", "COP") and _plain(words):
            return _forces(country, land=land, actor=actor, around=around)
    if actor.kind == "unknown":
        return _unknown(actor=actor, around=around, country=country, land=land)
    if not country and not land and general(bodies.words_of(actor.name)):
        return None
    if actor.kind in ("body", "group", "person") and _proper(actor.name):
        return _body(actor=actor, around=around, country=country, land=land)
    return None


SAID = frozenset(["the", "republic", "kingdom", "state", "of", "people's", "democratic", "islamic"])


def _words(name: str, *, land: str | None) -> list[str]:
    """The words of a name without articles, nationality, countries' and lands' names."""
    found = []
    for word in re.findall(r"[^\W_]+(?:[-.][^\W_]+)*", re.sub(r"['’]s\b", "", name)):
        national = word[:1].isupper() and (demonyms.country_of(word) or countries.by_name(word))
        own = land is not None and root(word) == land
        if not national and not own and word.lower() not in determiners():
            found.append(word)
    return found


def _only(words: list[str], allowed: Iterable[str]) -> bool:
    kept = [w.lower() for w in words if w.lower() not in modifiers()]
    return bool(kept) and all(w in frozenset(allowed) for w in kept)


def _plain(words: list[str]) -> bool:
    """Whether a name is only a kind of force: "army", "Armed Forces", but not "three soldiers"."""
    numbers = listed("roles", "numbers")
    low = [plain(w) for w in words]
    if any(w in numbers or w[:1].isdigit() for w in low):
        return False
    return bool(low) and all(w in lists("offices")["forces"]["words"] for w in low)


def _proper(name: str) -> bool:
    """Whether it is a name: a capital that is not a nationality's, no lower-case head.

    "Foreign Ministers" and "Iranian Officials" name several, and no one body.
    """
    small = lists("bodies")["small"]["words"]
    large = [w for w in re.split(r"[\s\-]+", name) if w.lower() not in small]
    bare = [re.sub(r"['’]s$", "", w) for w in large]
    own = any(w[:1].isupper() and not demonyms.country_of(w) for w in bare)
    last = heads().get(plain(bare[-1])) if bare else None
    if last is not None and last.many and last.kind == "group":
        return False
    return own and (large[-1][:1].isupper() or large[-1][:1].isdigit())


def _forms(actor: Told) -> tuple[str, ...]:
    """The written forms by name: quotes with a capital that are no longer than a name."""
    kept = {actor.name, *actor.aliases}
    for quote in actor.quotes:
        bare = re.sub(r"^(?:the|The|a|an) |['’]s$", "", quote.strip(' ,.;:"“”'))
        if any(w[:1].isupper() for w in bare.split()) and len(bare.split()) <= 8:
            kept.add(bare)
    return tuple(sorted(kept))


def _state(country: str, *, actor: Told, around: Around) -> Item:
    return Item(
        id=identify("state", country),
        kind="state",
        name=countries.countries()[country].name,
        country=country,
        sector="GOV",
        entity=f"country:{country}",
        names=_forms(actor),
        first=around.place(actor),
        last=around.place(actor),
    )


def _land(name: str, *, actor: Told, around: Around) -> Item:
    """The government of a land that no table knows: one item, however it is called."""
    return Item(
        id=identify("land", name),
        kind="state",
        name=name,
        sector="GOV",
        land=plain(name),
        names=_forms(actor),
        first=around.place(actor),
        last=around.place(actor),
    )


def _forces(country: str | None, *, land: str | None, actor: Told, around: Around) -> Item:
    sector = actor.sector or "MIL"
    said = "police" if sector == "COP" else "armed forces"
    whose = countries.countries()[country].name if country else around.lands[land or ""]
    return Item(
        id=identify("forces", country or whose, sector),
        kind="forces",
        name=f"{said} of {whose}",
        country=country,
        sector=sector,
        land=None if country else plain(whose),
        entity=f"forces:{country}-{sector}" if country else None,
        names=_forms(actor),
        first=around.place(actor),
        last=around.place(actor),
    )


def _person(*, actor: Told, around: Around, country: str | None) -> Item | None:
    actor = _parted(actor, lands=around.lands)
    holds, sector = _office(actor, around=around, country=country)
    of_land = holds.body if holds else None
    if of_land and of_land.startswith("country:"):
        country = country or of_land.removeprefix("country:")
    day = around.day
    year = int(day[:4]) if holds and holds.unique and holds.held == "now" and day else None
    title, of, held = (holds.title, holds.body, holds.held) if holds else (None, None, None)
    named = actor.name != actor.capacity and _proper(actor.name) and not _title(actor.name)
    if not named and not (holds and of and year):
        return None
    kind, name = ("person", actor.name) if named or not holds else ("office", holds.words())
    chief = leader(name, title=title, country=country, day=day) if named else None
    if chief is not None and country is None:
        country = chief.country
        of = of or (f"country:{country}" if year and title == chief.title else None)
    sure = chief is not None or (of is not None and year is not None)
    single = len(spelling.parts(name)) < 2
    if named and single and not sure:
        return _bare(actor=actor, around=around) if title is None else None
    own = chief.id if chief else None
    sector = sector if named else None
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
        first=around.place(actor),
        last=around.place(actor),
    )


def _parted(actor: Told, *, lands: Mapping[str, str]) -> Told:
    """The actor without what was read into its name: "Minister of Defence Karim Dovlet".

    A land or country before it goes ("Velmora Dragan Velitch"), an office becomes the capacity.
    """
    words = actor.name.split()
    capacity = actor.capacity
    while len(words) > 2:
        office = next((n for n in range(len(words) - 2, 0, -1) if offices.known(words[:n])), 0)
        own = root(words[0]) in lands or countries.by_name(words[0])
        if not (office or own or words[0] == "H.E."):
            break
        capacity = capacity or (" ".join(words[:office]) if office else None)
        words = words[office or 1 :]
    return replace(actor, name=" ".join(words), capacity=capacity)


def _title(name: str) -> bool:
    """Whether a name is only an office: "Mr. Chief Justice"."""
    words = spelling.words_of(name)
    return " ".join(words) in heads() or all(w in heads() for w in words)


def _office(
    actor: Told, *, around: Around, country: str | None
) -> tuple[offices.Office | None, str | None]:
    """The office of a person and its sector; a rank before the name counts: "Colonel Stan"."""
    capacity, sector = actor.capacity, actor.sector
    if capacity is None:
        rank = heads().get(plain(actor.name.split(" ")[0]))
        if rank is not None and rank.office and " " in actor.name:
            capacity, sector = rank.word, sector or rank.sector
    if capacity is None:
        capacity = told_of(around.text, actor.name)
    if capacity is None:
        return None, sector
    lead, after = beside(around.text, capacity, actor.name)
    if after and after not in capacity:
        capacity = f"{capacity} of {after}"
    lands = tuple(sorted(around.lands.items()))
    return offices.read(capacity, country=country, before=lead, lands=lands), sector


def _bare(*, actor: Told, around: Around) -> Item | None:
    """One word of a name and nothing else: somebody only if elsewhere it is a land or a body."""
    low = plain(actor.name)
    if " " in actor.name or len(low) < 4 or low in heads() or low in determiners() | modifiers():
        return None
    if not _proper(actor.name):
        return None
    return Item(
        id=identify("bare", actor.name),
        kind="bare",
        name=actor.name,
        names=_forms(actor),
        first=around.place(actor),
        last=around.place(actor),
    )


def _unknown(*, actor: Told, around: Around, country: str | None, land: str | None) -> Item | None:
    """A name whose kind the story's reading left open: a person by its first name, or listed."""
    name = re.sub(r"['’]s?$", "", actor.name)
    words = name.split()
    if not all(w[:1].isupper() for w in words) or not 1 <= len(words) <= 5:
        return None
    bare = replace(actor, name=name, kind="body")
    if len(words) > 1 and words[0] in first_names() and not sector_of(name):
        return _person(actor=bare, around=around, country=country)
    made = _body(actor=bare, around=around, country=country, land=land)
    if made.entity or bodies.acronym(name):
        return made
    return _bare(actor=bare, around=around)


def _body(*, actor: Told, around: Around, country: str | None, land: str | None) -> Item:
    kind = "body" if actor.kind == "person" else actor.kind
    aliases = tuple(sorted(a for a in actor.aliases if len(a) <= LONGEST))[:8]
    entity, candidates = entity_of((actor.name, *aliases), kind=kind, country=country)
    whose = plain(around.lands[land]) if land else None
    return Item(
        id=identify(kind, actor.name, country, actor.sector, aliases, entity, whose),
        kind=kind,
        name=actor.name,
        country=country,
        sector=actor.sector,
        land=whose,
        aliases=aliases,
        entity=entity,
        candidates=candidates,
        names=_forms(actor),
        first=around.place(actor),
        last=around.place(actor),
    )
