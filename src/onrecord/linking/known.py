"""The knowledge base that ships as data: entities by table id, and the names that they go by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from onrecord.languages.phrases import lists
from onrecord.mentions.actors.lexicon import plain
from onrecord.ontology import countries
from onrecord.ontology.tables import rows

NAMED = re.compile(r"Department|Foreign Office|Home Office")
"""Seats that are called as a body of the government, not as the government."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """Somebody known by table: `id` such as "country:ARM", "body:osce", "threat:apt28"."""

    id: str
    kind: str
    name: str
    country: str | None = None
    sector: str | None = None
    names: tuple[str, ...] = ()


def slug(name: str) -> str:
    """A name as a part of an id.

    >>> slug("Organisation of Islamic Cooperation"), slug("Séléka")
    ('organisation-of-islamic-cooperation', 'seleka')
    """
    return re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")


def key(name: str) -> str:
    """The form in which names are looked up: short capitals only as written, else folded.

    >>> key("WHO"), key("the Arab League"), key("U.N.")
    ('WHO', 'arab league', 'UN')
    """
    bare = name.replace("’", "'").removeprefix("the ").removeprefix("The ").strip()
    letters = bare.replace(".", "")
    if letters.isupper() and len(letters) <= 6:
        return letters
    return plain(bare).replace("-", " ")


@lru_cache(maxsize=1)
def entities() -> dict[str, Entity]:
    """All entities by id.

    >>> entities()["body:osce"].name, entities()["country:ARM"].kind
    ('Organization for Security and Co-operation in Europe', 'state')
    """
    found: dict[str, Entity] = {}
    for code, land in countries.countries().items():
        found[f"country:{code}"] = Entity(
            id=f"country:{code}",
            kind="state",
            name=land.name,
            country=code,
            sector="GOV",
            names=land.names,
        )
    for row in rows("bodies.tsv"):
        _add(found, "body", row["name"], row["short"], country=row["country"], sector=row["sector"])
    for row in rows("seats.tsv"):
        of_state = row["sector"] == "GOV" and not NAMED.search(row["name"])
        if not of_state and row["country"] != "VAT":
            _add(found, "body", row["name"], "", country=row["country"], sector=row["sector"])
    for row in rows("armed_groups.tsv"):
        _add(found, "group", row["name"], row["other_names"], country=row["country"], sector="REB")
    for row in rows("threat_actors.tsv"):
        if not row["name"].startswith("["):
            _add(found, "threat", row["name"], row["other_names"], country="", sector="CRM")
    return found


def _add(
    found: dict[str, Entity], table: str, name: str, others: str, *, country: str, sector: str
) -> None:
    forms = (name, *filter(None, others.split("|")))
    short = [f for f in forms[:3] if f.isupper() and 2 < len(f.replace(".", "")) <= 7]
    own = f"{table}:{slug(short[0] if short and table == 'body' else name)}"
    if own in found:
        own = f"{table}:{slug(name)}"
    if own in found:
        return
    found[own] = Entity(
        id=own,
        kind="group" if table == "threat" else table,
        name=name,
        country=country or None,
        sector=sector or None,
        names=forms,
    )


@lru_cache(maxsize=1)
def _claims() -> dict[str, tuple[str, ...]]:
    """The entities (not states) that claim each name, those of threat groups with shared ones."""
    found: dict[str, dict[str, None]] = {}
    for entity in entities().values():
        if entity.kind != "state":
            for name in entity.names:
                found.setdefault(key(name), {}).setdefault(entity.id)
    for row in rows("seats.tsv"):
        for entity in (e for e in entities().values() if row["body"] and e.name == row["body"]):
            found[key(row["name"])] = {entity.id: None}
    for row in rows("threat_actors.tsv"):
        for name in filter(None, row["shared"].split("|")):
            found.setdefault(key(name), {}).setdefault(f"threat:{slug(row['name'])}")
    return {name: tuple(sorted(ids)) for name, ids in found.items()}


def claimants(name: str) -> tuple[str, ...]:
    """The entities that go by a name; several where an alias is claimed by more than one.

    >>> claimants("OSCE"), claimants("Grizzly Steppe")
    (('body:osce',), ('threat:apt28', 'threat:apt29'))
    """
    return _claims().get(key(name), ())


@lru_cache(maxsize=1)
def _kinds() -> frozenset[str]:
    table = lists("bodies")
    return frozenset(table["kinds"]["words"]) | frozenset(table["small"]["words"])


def general(words: Iterable[str]) -> bool:
    """Whether a name's words name a kind of body that many countries have.

    >>> general(["foreign", "ministry"]), general(["frelimo"])
    (True, False)
    """
    return all(w in _kinds() for w in words)


def entity_of(
    names: Iterable[str], *, kind: str, country: str | None
) -> tuple[str | None, tuple[str, ...]]:
    """The one entity that the names of a body or group lead to, or the candidates.

    Names of a kind ("Security Council") need the country; an alias that several claim needs
    another name that only one of them has. A group's own first name is its own, whoever claims it.

    >>> entity_of(["Security Council"], kind="body", country="RUS")
    (None, ())
    >>> entity_of(["Grizzly Steppe"], kind="group", country=None)
    (None, ('threat:apt28', 'threat:apt29'))
    >>> entity_of(["Grizzly Steppe", "Fancy Bear"], kind="group", country=None)[0]
    'threat:apt28'
    """
    sure: dict[str, None] = {}
    open_: list[tuple[str, ...]] = []
    for name in names:
        found = tuple(i for i in claimants(name) if _fits(name, entities()[i], kind, country))
        own = tuple(i for i in found if key(entities()[i].name) == key(name))
        found = own if len(own) == 1 else found
        if len(found) == 1:
            sure.setdefault(found[0])
        elif found:
            open_.append(found)
    if len(sure) == 1:
        return next(iter(sure)), ()
    if sure:
        return None, tuple(sorted(sure))
    return None, tuple(sorted({i for ids in open_ for i in ids}))


def _fits(name: str, entity: Entity, kind: str, country: str | None) -> bool:
    if entity.id.startswith("threat:") and kind == "body" and not re.search(r"\d", name):
        return False
    if country and entity.country and country != entity.country and entity.kind != "group":
        return False
    if general(key(name).lower().split()) and key(name) != key(entity.name):
        return bool(country) and country == entity.country
    return not (general(key(name).lower().split()) and country and not entity.country)
