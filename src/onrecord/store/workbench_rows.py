"""Derived lines as the workbench counts them: flat rows, read in bulk by the driver itself."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.jsonlines import dumps, loads

MANY = 400

Links = Mapping[str, Mapping[str, str]]


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
           json_extract(d.line, '$.where.lon'), json_extract(d.line, '$.contexts'), d.disputed
    FROM derived AS d WHERE d.kind = ?
"""
_PARTIES = """
    SELECT p.derived, p.role, p.actor, n.folded, p.country
    FROM derived_parties AS p JOIN names AS n ON n.number = p.name
"""
_SOME = _KEPT + " AND d.id IN (%s)"
_SOME_PARTIES = _PARTIES + " WHERE p.derived IN (%s)"
_SOME_OUTLETS = "SELECT derived, outlet FROM derived_outlets WHERE derived IN (%s)"


def kept(of: sqlite3.Connection, kind: str, ids: Collection[str]) -> list[Kept]:
    """The derived lines of a kind of those ids that are there."""
    out: list[Kept] = []
    wanted = sorted(ids)
    for at in range(0, len(wanted), MANY):
        some = wanted[at : at + MANY]
        heads = of.execute(_SOME % _marks(some), (kind, *some)).fetchall()
        numbers = [h[0] for h in heads]
        here = _marks(numbers)
        parties = of.execute(_SOME_PARTIES % here, numbers)
        outlets = of.execute(_SOME_OUTLETS % here, numbers)
        out += _made(heads, parties, outlets)
    return out


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """All derived lines of a kind by columns, in the order of their numbers; where a line's place
    is told it is its place in that order. `heads` are (type, subtype, status, independent,
    disputes); `parties` (number, role, actor, name's number, country); `outlets` each with the
    numbers of its lines, with commas between."""

    numbers: list[int]
    ids: list[str]
    heads: list[tuple[str | None, str | None, str | None, int, int]]
    first: list[str | None]
    last: list[str | None]
    reports: list[int]
    confidence: list[float | None]
    points: list[tuple[int, float, float]]
    contexts: list[tuple[int, list[str]]]
    parties: sqlite3.Cursor
    names: dict[int, str]
    outlets: sqlite3.Cursor


_WHOLE = """
    SELECT number, id, type, subtype, status, independent, disputed, first_day, last_day, reports,
           confidence, json_extract(line, '$.where.lat', '$.where.lon', '$.contexts')
    FROM derived WHERE kind = ? ORDER BY number
"""
_WHOLE_PARTIES = """
    SELECT derived, role, actor, name, country FROM derived_parties WHERE kind = ?
    ORDER BY rowid
"""
_WHOLE_OUTLETS = """
    SELECT outlet, group_concat(derived) FROM derived_outlets WHERE kind = ? GROUP BY outlet
"""


def whole(of: sqlite3.Connection, kind: str) -> Whole:
    """All derived lines of a kind."""
    out = Whole(
        numbers=[],
        ids=[],
        heads=[],
        first=[],
        last=[],
        reports=[],
        confidence=[],
        points=[],
        contexts=[],
        parties=of.execute(_WHOLE_PARTIES, (kind,)),
        names=dict(of.execute("SELECT number, folded FROM names")),
        outlets=of.execute(_WHOLE_OUTLETS, (kind,)),
    )
    for row, (number, identity, *head, first, last, reports, sure, told) in enumerate(
        of.execute(_WHOLE, (kind,))
    ):
        out.numbers.append(number)
        out.ids.append(identity)
        out.heads.append(tuple(head))
        out.first.append(first)
        out.last.append(last)
        out.reports.append(reports)
        out.confidence.append(sure)
        lat, lon, contexts = json.loads(told)
        if lat is not None and lon is not None:
            out.points.append((row, lat, lon))
        if contexts:
            out.contexts.append((row, contexts))
    return out


@dataclass(frozen=True, slots=True)
class Told:
    """A statement as it is counted: `plain` are act, kind of quotation, certainty, anonymity and
    channel; `actors` (id, name, country) of speaker, addressee and target."""

    number: int
    first_day: str | None
    last_day: str | None
    outlet: str | None
    confidence: float | None
    plain: tuple[str | None, ...]
    actors: tuple[tuple[str | None, str | None, str | None], ...]


_STATEMENTS = """
    SELECT r.number, r.first_day, r.last_day, s.outlet, s.id, json_extract(r.line, '$.confidence',
        '$.act', '$.quote_type', '$.certainty', '$.speaker.anonymity', '$.channel.kind',
        '$.speaker.id', '$.speaker.name', '$.speaker.quote', '$.speaker.country',
        '$.addressee.id', '$.addressee.name', '$.addressee.quote', '$.addressee.country',
        '$.target.id', '$.target.name', '$.target.quote', '$.target.country')
    FROM records AS r INDEXED BY records_kind CROSS JOIN stories AS s ON s.number = r.story
    WHERE r.kind = 'statement' ORDER BY r.number
"""


def statements(of: sqlite3.Connection, links: Links) -> Iterator[Told]:
    """All statements in the order of their numbers, their actors under the ids of the entries that
    they are linked to: `links` by story and by the id that the story gave."""
    for number, first, last, outlet, story, told in of.execute(_STATEMENTS):
        sure, *rest = json.loads(told)
        tied = links.get(story)
        actors = []
        for at in range(5, 17, 4):
            identity, name, quote, country = rest[at : at + 4]
            if tied and identity in tied:
                identity = tied[identity]
            actors.append((identity, name or quote, country))
        yield Told(number, first, last, outlet, sure, tuple(rest[:5]), tuple(actors))


LONG = 8000
"""Characters of a line that are read as they are."""

_REPORTS = re.compile(r'"reports": (?=\[\{)'), re.compile(r'\}(\])(?=, "[a-z_]+": )')
_MERGED = re.compile(r'"merged_from": (?=\[")'), re.compile(r'"(\])(?=, "[a-z_]+": )')
"""Where a list of a line begins and ends. Quotation marks in texts are escaped, and what follows
the one at a text's end is no letter: neither stands in a text."""


def in_short(line: str) -> dict[str, Any]:
    """A derived line, of a long one only the report of the story that it is told by.

    >>> told = [{"record": f"r{n}", "story": f's "{n}"}}], '} for n in range(999)]
    >>> rest = {"status": "x", "story": told[7]["story"]}
    >>> line = dumps({"merged_from": ["a"], "reports": told} | rest)
    >>> in_short(line) == {"merged_from": [], "reports": [told[7]]} | rest
    True
    """
    if len(line) < LONG:
        return loads(line)
    line, reports = _cut(line, *_REPORTS)
    line, _ = _cut(line, *_MERGED)
    told = loads(line)
    if reports:
        own = f'"story": {dumps([told.get("story")])[1:-1]}}}'
        at = reports.find(own)
        start = reports.rfind("{", 0, at) if at >= 0 else 1
        told["reports"] = [json.JSONDecoder().raw_decode(reports, start)[0]]
    return told


def _cut(line: str, begin: re.Pattern[str], end: re.Pattern[str]) -> tuple[str, str]:
    """A line with a list of it emptied, and the list."""
    first = begin.search(line)
    last = end.search(line, first.end()) if first else None
    if first is None or last is None:
        return line, ""
    return f"{line[: first.end()]}[]{line[last.end(1) :]}", line[first.end() : last.end(1)]


def _made(
    heads: list[Any],
    parties: sqlite3.Cursor,
    outlets: sqlite3.Cursor,
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
            disputed=h[13] > 0,
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
