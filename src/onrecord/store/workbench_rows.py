"""Derived lines as the workbench counts them: flat rows, read in bulk by the driver itself."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

MANY = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A derived line without its words: what it is found and counted by.

    `parties` are (role, actor's id, folded name, country), a place's role being "place".
    """

    number: int
    id: str
    type: str | None
    subtype: str | None
    status: str | None
    first_day: str | None
    last_day: str | None
    disputed: bool
    reports: int
    independent: int
    confidence: float | None
    lat: float | None
    lon: float | None
    contexts: tuple[str, ...]
    parties: tuple[tuple[str, str | None, str, str | None], ...]
    outlets: tuple[str, ...]


_KEPT = """
    SELECT d.number, d.id, d.type, d.subtype, d.status, d.first_day, d.last_day,
           d.reports, d.independent, d.confidence, json_extract(d.line, '$.where.lat'),
           json_extract(d.line, '$.where.lon'), json_extract(d.line, '$.contexts')
    FROM derived AS d WHERE d.kind = ?
"""
_PARTIES = """
    SELECT p.derived, p.role, p.actor, n.folded, p.country
    FROM derived_parties AS p JOIN names AS n ON n.number = p.name
"""
_DISPUTES = "SELECT number, line FROM derived INDEXED BY derived_day WHERE kind = 'dispute'"
_OF_ID = "SELECT number FROM derived WHERE id IN (%s)"
# CROSS JOIN keeps the order: from the few disputes outwards, whatever the planner thinks.
_RESTING = """
    SELECT DISTINCT e.number FROM derived_rests AS q
    CROSS JOIN records AS x ON x.id = q.record
    CROSS JOIN derived_rests AS r ON r.record = q.record
    CROSS JOIN derived AS e ON e.number = r.derived
    WHERE q.derived IN (%s) AND e.kind = 'event'
"""
_SOME = _KEPT + " AND d.id IN (%s)"
_ALL_PARTIES = _PARTIES + " WHERE p.kind = ?"
_SOME_PARTIES = _PARTIES + " WHERE p.derived IN (%s)"
_SOME_OUTLETS = "SELECT derived, outlet FROM derived_outlets WHERE derived IN (%s)"


def kept(of: sqlite3.Connection, kind: str, ids: Collection[str] | None = None) -> list[Kept]:
    """The derived lines of a kind, or those of the ids that are there."""
    disputed = _disputed(of) if kind == "event" else set()
    if ids is None:
        heads = of.execute(_KEPT, (kind,)).fetchall()
        parties = of.execute(_ALL_PARTIES, (kind,))
        outlets = of.execute("SELECT derived, outlet FROM derived_outlets WHERE kind = ?", (kind,))
        return list(_made(heads, parties, outlets, disputed=disputed))
    out: list[Kept] = []
    wanted = sorted(ids)
    for at in range(0, len(wanted), MANY):
        some = wanted[at : at + MANY]
        heads = of.execute(_SOME % _marks(some), (kind, *some)).fetchall()
        numbers = [h[0] for h in heads]
        here = _marks(numbers)
        parties = of.execute(_SOME_PARTIES % here, numbers)
        outlets = of.execute(_SOME_OUTLETS % here, numbers)
        out += _made(heads, parties, outlets, disputed=disputed)
    return out


def _disputed(of: sqlite3.Connection) -> set[int]:
    """The numbers of events that a dispute is about or rests on; that both are told in one story
    is not enough."""
    disputes = of.execute(_DISPUTES).fetchall()
    about = [e for _, line in disputes for e in _about(json.loads(line))]
    out: set[int] = set()
    for question, values in ((_OF_ID, about), (_RESTING, [number for number, _ in disputes])):
        for at in range(0, len(values), MANY):
            some = values[at : at + MANY]
            out.update(row[0] for row in of.execute(question % _marks(some), some))
    return out


def _about(dispute: dict[str, Any]) -> list[str]:
    about = dispute.get("about")
    events = about.get("events") if isinstance(about, dict) else None
    return [e for e in events or () if isinstance(e, str)]


def _made(
    heads: list[Any],
    parties: sqlite3.Cursor,
    outlets: sqlite3.Cursor,
    *,
    disputed: Collection[int],
) -> Iterator[Kept]:
    involved: dict[int, list[Any]] = defaultdict(list)
    for derived, *party in parties:
        involved[derived].append(tuple(party))
    told: dict[int, list[str]] = defaultdict(list)
    for derived, outlet in outlets:
        told[derived].append(outlet)
    for h in heads:
        yield Kept(
            number=h[0],
            id=h[1],
            type=h[2],
            subtype=h[3],
            status=h[4],
            first_day=h[5],
            last_day=h[6],
            disputed=h[0] in disputed,
            reports=h[7],
            independent=h[8],
            confidence=h[9],
            lat=h[10],
            lon=h[11],
            contexts=tuple(json.loads(h[12])) if h[12] else (),
            parties=tuple(involved.get(h[0], ())),
            outlets=tuple(told.get(h[0], ())),
        )


def _marks(some: Collection[Any]) -> str:
    return ",".join("?" * len(some))
