"""What a place mention is, and the places of the world that a name may stand for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.ontology import countries, gazetteer
from onrecord.ontology.gazetteer import Entry
from onrecord.ontology.tables import rows
from onrecord.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place named at `span`. Fields are None where neither text nor gazetteer says it.

    `country` is ISO 3166-1 alpha-3, the point degrees (WGS 84), `precision` one of country,
    admin1, admin2, city, region (of several countries or no administrative unit), unknown.
    """

    span: Span
    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    precision: str = "unknown"
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place of the world that a name may stand for; `weight` is how well known it is (0-10)."""

    name: str
    precision: str
    country: str | None
    admin1: str | None
    lat: float | None
    lon: float | None
    geonameid: int | None
    weight: float


def of_country(code: str) -> Candidate:
    """The candidate for a whole country."""
    country = countries.countries()[code]
    return Candidate(
        name=country.name,
        precision="country",
        country=code,
        admin1=None,
        lat=country.lat,
        lon=country.lon,
        geonameid=country.geonameid,
        weight=10.0,
    )


@lru_cache(maxsize=1)
def regions() -> dict[str, Candidate]:
    """Regions, seas, rivers and mountains by name, as the ontology lists them."""
    found: dict[str, Candidate] = {}
    for row in rows("regions.tsv"):
        if row["kind"] == "concept":
            continue
        candidate = Candidate(
            name=row["name"],
            precision="region",
            country=row["country"] or None,
            admin1=None,
            lat=float(row["lat"]) if row["lat"] else None,
            lon=float(row["lon"]) if row["lon"] else None,
            geonameid=int(row["geonameid"]) if row["geonameid"] else None,
            weight=9.0,
        )
        for name in (row["name"], *filter(None, row["other_names"].split("|"))):
            found[name.casefold()] = candidate
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state or province of a federation with its press and postal abbreviations."""

    name: str
    country: str


@lru_cache(maxsize=1)
def states() -> dict[str, State]:
    """States by name, press abbreviation ("Calif.") and postal code ("CA"); case counts."""
    found: dict[str, State] = {}
    for row in rows("states.tsv"):
        state = State(name=row["name"], country=row["country"])
        for name in (row["postal"], row["short"], row["name"]):
            if name:
                found.setdefault(name, state)
    return found


def of_entry(entry: Entry, *, capital: bool) -> Candidate:
    """The candidate for a row of the gazetteer."""
    weight = len(str(entry.population)) - 1 + int(str(entry.population)[0]) / 10
    return Candidate(
        name=entry.name,
        precision=entry.kind,
        country=entry.country,
        admin1=entry.name if entry.kind == "admin1" else entry.admin1,
        lat=entry.lat,
        lon=entry.lon,
        geonameid=entry.geonameid,
        weight=weight + (1.5 if capital else 0.0),
    )


@lru_cache(maxsize=4096)
def candidates(name: str) -> tuple[Candidate, ...]:
    """What `name` may stand for, the best known first; empty if nothing is known of it.

    >>> [c.precision for c in candidates("Georgia")][:2], candidates("Kremlinology")
    (['country', 'admin1'], ())
    """
    plain = name.replace("’", "'").removeprefix("the ").removeprefix("The ").strip()
    found: list[Candidate] = []
    country = countries.by_name(plain)
    region = regions().get(plain.casefold())
    if region is not None:
        found.append(region)
    if country is not None:
        found.append(of_country(country))
    state = states().get(plain)
    key = state.name if state is not None else plain
    short = state is not None and plain != state.name
    capital = countries.capitals().get(plain) or countries.capitals().get(plain.title())
    for entry in gazetteer.lookup(key):
        if short and (entry.kind != "admin1" or state is None or entry.country != state.country):
            continue
        if region is not None and entry.country == region.country:
            continue
        found.append(of_entry(entry, capital=entry.kind == "city" and capital == entry.country))
    if region is not None:
        return tuple(found)
    if country is not None and any(_rivals(c, country) for c in found):
        found = [replace(c, weight=8.0) if c.precision == "country" else c for c in found]
    return tuple(sorted(found, key=lambda c: -c.weight))


def _rivals(candidate: Candidate, country: str) -> bool:
    """Whether a large region abroad has the country's name, as Georgia's in the United States."""
    large = candidate.precision == "admin1" and candidate.weight > 6
    return large and candidate.country != country
