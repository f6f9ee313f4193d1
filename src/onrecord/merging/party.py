"""Whose side an actor is on: the party that a speaker, an accuser or an accused stands for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onrecord.languages.phrases import WORD, Phrases, lists
from onrecord.ontology.countries import countries
from onrecord.ontology.demonyms import ENGLISH
from onrecord.ontology.tables import rows

_OFFICIAL = frozenset({"GOV", "MIL", "SPY", "COP", "JUD"})
_OWN = frozenset(
    {"REB", "OPP", "PTY", "IGO", "NGO", "MED", "CVL", "BUS", "REL", "EDU", "LEG", "CRM"}
)
_STEM = 5
"""Letters that "Velkan", "Velka" and "Velkans" share, as do most demonyms and their countries."""


@lru_cache(maxsize=1)
def _sides() -> dict[str, Phrases]:
    table = lists("disputes")["sides"]
    return {k: Phrases({k: table[k]}) for k in ("state", "others")}


@lru_cache(maxsize=1)
def _sides_nobody() -> frozenset[str]:
    return frozenset(lists("disputes")["blaming"]["nobody"])


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    return frozenset(lists("disputes")["sides"]["small"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One side: `key` is what it is told by, `names` stems of its own words, `official` whether it
    is a state or acts for one, `other` whether it is surely none (rebels, a hospital, a paper),
    `entry` the actor of the store that it was linked to, if any."""

    key: str
    name: str
    names: tuple[str, ...] = ()
    official: bool = False
    other: bool = False
    entry: str = ""

    @property
    def known(self) -> bool:
        """Whether anything tells who it is."""
        return bool(self.key)


NOBODY = Party(key="", name="")


def party(actor: Mapping[str, Any] | None, *, linked: Mapping[str, str] | None = None) -> Party:
    """The party that an actor reference stands for; ministers and armies are their state.

    `linked` gives the entry that an actor's id was linked to, where known.

    >>> party({"id": "x", "name": "Ivo Tarn", "kind": "person", "country": "NOR",
    ...        "sector": "GOV", "capacity": "Norwegian Foreign Minister", "quote": "Tarn"}).key
    'state:NOR'
    >>> party({"id": "y", "name": "Oran Liberation Front", "kind": "group", "country": "NOR",
    ...        "sector": "REB", "capacity": None, "quote": "the Front"}).key
    'front liberation oran'
    """
    if actor is None:
        return NOBODY
    name, capacity, quote = (str(actor.get(k) or "") for k in ("name", "capacity", "quote"))
    told = (actor.get("kind"), actor.get("sector"), actor.get("country"))
    return _party(name or quote, capacity, quote, told, (linked or {}).get(str(actor.get("id"))))


@lru_cache(maxsize=65536)
def _party(
    name: str, capacity: str, quote: str, told: tuple[Any, Any, Any], link: str | None
) -> Party:
    kind, sector, country = told
    said = " ".join((name, capacity, quote))
    of_state = bool(_sides()["state"].find(said))
    against = bool(_sides()["others"].find(said)) and not of_state
    official = kind == "state" or (
        kind != "population"
        and sector not in _OWN
        and not against
        and (sector in _OFFICIAL or of_state)
    )
    stems = _stems(said)
    if official and isinstance(country, str):
        of = countries().get(country)
        own = _stems(of.name) if of else ()
        return Party(
            key=f"state:{country}",
            name=name,
            names=tuple(sorted({*own, *stems})),
            official=True,
            entry=link or "",
        )
    if not link and name.lower() in _sides_nobody():
        return NOBODY
    key = link or " ".join(sorted(w.lower() for w in WORD.findall(name) if w.lower() not in _THE))
    return Party(
        key=key,
        name=name,
        names=stems,
        official=official,
        other=against or sector in _OWN,
        entry=link or "",
    )


_THE = frozenset({"the", "a", "an", "of"})


def same(a: Party, b: Party) -> bool:
    """Whether two parties are one side, by key or by the name that both bear.

    "the Velkan foreign ministry" and "the Velkan army" are; "the Velkan opposition" is another.

    >>> one = Party(key="army velkan", name="Velkan army", names=("velka",), official=True)
    >>> two = Party(key="velka", name="Velka", names=("velka",), official=True)
    >>> other = Party(key="o", name="Velkan opposition", names=("velka",), other=True)
    >>> same(one, two), same(one, other), same(two, other)
    (True, False, False)
    """
    if not a.known or not b.known:
        return False
    if a.key == b.key:
        return True
    if a.key.startswith("state:") and b.key.startswith("state:"):
        return False
    shared = set(a.names) & set(b.names)
    if len(shared) > 1 and (shared == set(a.names) or shared == set(b.names)):
        return True
    if a.other or b.other:
        return False
    if a.official and b.official:
        return bool(shared)
    return bool(shared) and min(len(a.names), len(b.names)) == 1


@lru_cache(maxsize=1)
def of_countries() -> frozenset[str]:
    """The stems of all countries' names and demonyms: sharing one says little."""
    told = {n for c in countries().values() for n in (*c.names, c.capital or "")}
    told |= {row["form"] for row in rows("demonyms.tsv", folder=ENGLISH)}
    return frozenset(stem(w) for n in told for w in WORD.findall(n) if w[:1].isupper())


@lru_cache(maxsize=4096)
def stem(word: str) -> str:
    """The beginning that a name shares with its demonym.

    >>> stem("Tarsian"), stem("Tarsia"), stem("Oran")
    ('tarsi', 'tarsi', 'oran')
    """
    return word.lower().removesuffix("'s").removesuffix("’s")[:_STEM]


def _stems(said: str) -> tuple[str, ...]:
    found = {
        stem(w)
        for w in WORD.findall(said)
        if w[:1].isupper() and w.lower().removesuffix("'s") not in _small() and len(w) > 2
    }
    return tuple(sorted(found))
