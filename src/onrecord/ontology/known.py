"""Actors known by name: international bodies, agencies, seats of power, armed groups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.ontology import countries
from onrecord.ontology.tables import rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of an actor by its name alone; `seat` if the name is a seat of its power."""

    name: str
    kind: str
    country: str | None
    sector: str
    seat: bool = False


@lru_cache(maxsize=1)
def _table() -> dict[str, Known]:
    """Known actors by exact name. A short name that two of them claim is nobody's."""
    found: dict[str, Known] = {}
    claimed: set[str] = set()

    def add(name: str, entry: Known) -> None:
        if not name or countries.by_name(name):
            return
        if name in found and found[name] != entry:
            claimed.add(name)
        found.setdefault(name, entry)

    for row in rows("bodies.tsv"):
        entry = Known(
            name=row["name"], kind="body", country=row["country"] or None, sector=row["sector"]
        )
        for name in (row["name"], *row["short"].split("|")):
            add(name, entry)
    for row in rows("armed_groups.tsv"):
        entry = Known(name=row["name"], kind="group", country=row["country"] or None, sector="REB")
        for name in (row["name"], *row["other_names"].split("|")):
            add(name, entry)
    for row in rows("seats.tsv"):
        country = countries.countries()[row["country"]].name
        own = row["sector"] != "GOV" or row["country"] == "VAT" or "Department" in row["name"]
        entry = Known(
            name=row["name"] if own else country,
            kind="body" if own else "state",
            country=row["country"],
            sector=row["sector"],
            seat=not own,
        )
        add(row["name"], entry)
    for row in rows("threat_actors.tsv"):
        entry = Known(name=row["name"], kind="group", country=None, sector="CRM")
        for name in (row["name"], *row["other_names"].split("|")):
            if any(c.isdigit() for c in name) or " " in name or name in ("Sandworm", "Turla"):
                found.setdefault(name, entry)
    for row in rows("agencies.tsv"):
        entry = Known(name=row["name"], kind="body", country=row["country"], sector="SPY")
        if row["name"] not in found and not countries.by_name(row["name"]):
            found[row["name"]] = entry
    return {name: entry for name, entry in found.items() if name not in claimed}


def known(name: str) -> Known | None:
    """What is known of the actor called `name`, exactly; None if nothing, or if two claim it.

    A threat group's suspected state is left out: it would be an attribution that no text makes.

    >>> known("NATO").sector, known("the Kremlin").country, known("RSF")
    ('IGO', 'RUS', None)
    """
    plain = name.replace("’", "'").removeprefix("the ").removeprefix("The ")
    return _table().get(plain)
