"""The records of a kind as the workbench counts them: their actors under the entries that they are
linked to, and which of them changed since."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.jsonlines import loads
from onrecord.merging.deciding import group_of, name

MANY = 500

Homes = dict[int, int]
"""Names by their number, with the group that each was linked to when it was last looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A record as the workbench counts it."""

    number: int
    first_day: str | None
    last_day: str | None
    outlet: str | None
    record: dict[str, Any]


_LINKS = """
    SELECT DISTINCT u.story, u.actor, u.item, i.home FROM records AS r %s
    CROSS JOIN stories AS s ON s.number = r.story
    CROSS JOIN uses AS u ON u.story = s.id CROSS JOIN items AS i ON i.number = u.item
    WHERE u.stage = 'actor' AND %s
"""
_RECORDS = """
    SELECT r.number, r.first_day, r.last_day, s.outlet, r.line
    FROM records AS r %s CROSS JOIN stories AS s ON s.number = r.story
    WHERE %s ORDER BY r.number
"""
_OF_KIND = ("INDEXED BY records_kind", "r.kind = ?")
_CHANGED = """
    SELECT DISTINCT r.number FROM changes AS c CROSS JOIN records AS r ON r.id = c.record
    WHERE c.seq > ? AND c.kind = ?
"""
_GROUPS = "SELECT record FROM changes WHERE seq > ? AND kind = 'actor'"
# The first of a group is its home, and stands in no index.
_MEMBERS = "SELECT number, home FROM items WHERE home IN (%s) AND home != number AND home >= 0"
_NAMES = "SELECT number, home FROM items WHERE number IN (%s)"
_USERS = """
    SELECT DISTINCT r.number FROM uses AS u CROSS JOIN stories AS s ON s.id = u.story
    CROSS JOIN records AS r ON r.story = s.number
    WHERE u.item IN (%s) AND u.stage = 'actor' AND r.kind = ?
"""


def held(
    of: sqlite3.Connection, kind: str, *, homes: Homes, numbers: Collection[int] | None = None
) -> Iterator[Held]:
    """The records of a kind, or those of these numbers; `homes` learns where their names are."""
    if numbers is None:
        yield from _held(of, _OF_KIND, (kind,), homes=homes)
        return
    some = sorted(numbers)
    for begin in range(0, len(some), MANY):
        part = some[begin : begin + MANY]
        where = ("", f"r.number IN ({','.join('?' * len(part))})")
        yield from _held(of, where, tuple(part), homes=homes)


def _held(
    of: sqlite3.Connection, where: tuple[str, str], values: tuple[Any, ...], *, homes: Homes
) -> Iterator[Held]:
    links = _links(of, where, values, homes=homes)
    for number, first, last, outlet, line in of.execute(_RECORDS % where, values):
        record = loads(line)
        linked_ = linked(record, links.get(record["story"], {}))
        yield Held(number=number, first_day=first, last_day=last, outlet=outlet, record=linked_)


def links(of: sqlite3.Connection, kind: str, *, homes: Homes) -> dict[str, dict[str, str]]:
    """For each story with records of a kind the entries that its actors are linked to."""
    return _links(of, _OF_KIND, (kind,), homes=homes)


def _links(
    of: sqlite3.Connection, where: tuple[str, str], values: tuple[Any, ...], *, homes: Homes
) -> dict[str, dict[str, str]]:
    out: dict[str, dict[str, str]] = {}
    for story, actor, item, home in of.execute(_LINKS % where, values):
        homes[item] = home
        out.setdefault(story, {})[actor] = name("actor", home)
    return out


def touched(of: sqlite3.Connection, kind: str, *, since: int, homes: Homes) -> set[int]:
    """The numbers of records of a kind that came or changed after a number of the feed of changes,
    or one of whose names is linked otherwise than in `homes`."""
    out = {row[0] for row in of.execute(_CHANGED, (since, kind))}
    ids = (row[0] for row in of.execute(_GROUPS, (since,)))
    groups = {g for i in ids if (g := group_of(i)) is not None}
    # A name may have come to one of these groups, or have left it for one that has no line.
    left = [item for item, home in homes.items() if home in groups] if groups else []
    moved = sorted(
        {
            item
            for asked, some in ((_MEMBERS, sorted(groups)), (_NAMES, sorted({*left, *groups})))
            for begin in range(0, len(some), MANY)
            for item, home in of.execute(
                asked % ",".join("?" * len(some[begin : begin + MANY])),
                some[begin : begin + MANY],
            )
            if homes.get(item, home) != home
        }
    )
    for begin in range(0, len(moved), MANY):
        part = moved[begin : begin + MANY]
        asked = _USERS % ",".join("?" * len(part))
        out |= {row[0] for row in of.execute(asked, (*part, kind))}
    return out


def linked(record: dict[str, Any], links: Mapping[str, str]) -> dict[str, Any]:
    """The record with the entries of its actors in place of the ids that the story gave them.

    >>> linked({"speaker": {"id": "s-1", "name": "He"}}, {"s-1": "a9"})
    {'speaker': {'id': 'a9', 'name': 'He'}}
    """
    return {key: _linked(value, links) for key, value in record.items()} if links else record


def _linked(value: Any, links: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return value | {"id": links[value["id"]]} if value.get("id") in links else value
    return [_linked(one, links) for one in value] if isinstance(value, list) else value
