"""What the merging remembers, in SQL: items by key and time, scores between them, their groups."""

from __future__ import annotations

import json
import sqlite3
import struct
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection

from onrecord.jsonlines import dumps
from onrecord.merging.shelf import Edge, Held

MANY = 400
"""Numbers in one question; SQLite has taken 999 since ever."""


LISTED = 4096
"""Items of the lists of an item's keys that are read at once; longer ones are read one by one."""

CACHED = 20_000
"""Items kept in memory: what one story is compared with is asked for again and again."""


class SqlShelf:
    """The `Shelf` of a store. It works on the driver's own connection, in the transaction that is
    open there: a story makes some hundred small questions."""

    def __init__(self, of: Connection) -> None:
        self._raw = raw(of)
        self._forced: bool | None = None
        self._held: dict[int, Held] = {}

    def held(self, numbers: Iterable[int]) -> dict[int, Held]:
        """The items of those numbers that are there."""
        wanted = list(numbers)
        missing = [n for n in wanted if n not in self._held]
        if len(self._held) + len(missing) > CACHED:
            self._held.clear()
            missing = wanted
        found = {row[0]: _held(row) for row in self._some(_ITEMS, missing)}
        if len(found) <= CACHED:
            self._held |= found
        return {n: h for n in wanted if (h := self._held.get(n) or found.get(n)) is not None}

    def keep(self, stage: str, held: Held) -> None:
        """Remembers an item under its keys."""
        row = (
            held.number,
            stage,
            held.id,
            held.order,
            struct.pack(f">{len(held.keys)}q", *held.keys),
            dumps(held.line),
            held.group,
            held.level,
            held.story,
        )
        self._raw.execute("INSERT INTO items VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        rows = [(key, held.order, held.number) for key in held.keys]
        self._raw.executemany("INSERT INTO keys VALUES (?, ?, ?)", rows)

    def drop(self, held: Held) -> None:
        """Forgets an item, its keys and its edges."""
        rows = [(key, held.order, held.number) for key in held.keys]
        self._raw.executemany("DELETE FROM keys WHERE key = ? AND time = ? AND item = ?", rows)
        ends = [(b, held.number) for _, b, _ in self.edges([held.number])]
        self._raw.executemany("DELETE FROM edges WHERE a = ? AND b = ?", ends)
        self._raw.execute("DELETE FROM edges WHERE a = ?", (held.number,))
        self._raw.execute("DELETE FROM items WHERE number = ?", (held.number,))
        self._held.pop(held.number, None)

    def renew(self, held: Held) -> None:
        """Writes an item's line anew."""
        row = (dumps(held.line), held.number)
        self._raw.execute("UPDATE items SET line = ? WHERE number = ?", row)
        self._held.pop(held.number, None)

    def near(
        self, keys: Iterable[int], *, order: int, number: int, window: int
    ) -> list[tuple[list[int], list[int]]]:
        """The items before and after a place in the list of each of the keys, the nearest first;
        keys of which there are none are left out."""
        wanted = sorted(set(keys))
        found = []
        for at in range(0, len(wanted), MANY):
            part = wanted[at : at + MANY]
            asked = _LISTS % ",".join("?" * len(part))
            rows = self._raw.execute(asked, (*part, LISTED)).fetchall()
            if len(rows) == LISTED:
                found += [self._around(key, (order, number), window=window) for key in part]
            else:
                found += _split(rows, (order, number), window=window)
        return found

    def _around(
        self, key: int, here: tuple[int, int], *, window: int
    ) -> tuple[list[int], list[int]]:
        """The same for one key whose list may be long."""
        place = (key, *here, window)
        early, late = (self._raw.execute(asked, place).fetchall() for asked in _AROUND)
        return [row[0] for row in early], [row[0] for row in late]

    def edges(self, numbers: Sequence[int]) -> list[Edge]:
        """The edges that begin at those numbers."""
        return list(self._some("SELECT a, b, score FROM edges WHERE a IN (%s)", numbers))

    def support(self, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
        """How many lists hold these pairs near each other, of those that are edges."""
        wanted = list(pairs)
        found: dict[tuple[int, int], int] = {}
        for at in range(0, len(wanted), MANY):
            part = wanted[at : at + MANY]
            asked = _SUPPORT % ",".join(["(?, ?)"] * len(part))
            for a, b, support in self._raw.execute(asked, [n for p in part for n in p]):
                found[a, b] = support
        return found

    def write(self, edges: Iterable[tuple[int, int, float, int]]) -> None:
        """Writes edges in place of older ones; a negative score leaves the score as it is."""
        new, old, gone = [], [], []
        for a, b, score, support in edges:
            if support <= 0:
                gone += [(a, b), (b, a)]
            elif score < 0:
                old += [(support, a, b), (support, b, a)]
            else:
                new += [(a, b, score, support), (b, a, score, support)]
        self._raw.executemany("INSERT INTO edges VALUES (?, ?, ?, ?)", new)
        self._raw.executemany("UPDATE edges SET support = ? WHERE a = ? AND b = ?", old)
        self._raw.executemany("DELETE FROM edges WHERE a = ? AND b = ?", gone)

    def together(self, numbers: Sequence[int]) -> list[tuple[int, int]]:
        """Pairs that somebody joined, of items that are there; the latest decision counts."""
        return self._pairs(numbers, apart=0)

    def apart(self, numbers: Sequence[int]) -> list[tuple[int, int]]:
        """Pairs that somebody split, of items that are there."""
        return self._pairs(numbers, apart=1)

    def force(self, pairs: Iterable[tuple[int, int]], *, decision: int, apart: bool) -> None:
        """Remembers that pairs belong together or apart."""
        rows = [(*p, decision, int(apart)) for a, b in pairs for p in ((a, b), (b, a))]
        self._raw.executemany("INSERT OR IGNORE INTO forced VALUES (?, ?, ?, ?)", rows)
        self._forced = True

    def release(self, decision: int) -> set[int]:
        """Forgets what a decision forced, and gives back which items it was about."""
        asked = "SELECT DISTINCT a FROM forced WHERE decision = ?"
        found = {row[0] for row in self._raw.execute(asked, (decision,))}
        self._raw.execute("DELETE FROM forced WHERE decision = ?", (decision,))
        return found

    def regroup(self, rows: Iterable[tuple[int, int, int]]) -> None:
        """Writes number, group and level."""
        changed = [(g, v, n) for n, g, v in rows]
        self._raw.executemany("UPDATE items SET home = ?, level = ? WHERE number = ?", changed)
        for _, _, n in changed:
            self._held.pop(n, None)

    def homes(self, numbers: Sequence[int]) -> set[int]:
        """The groups of those items."""
        asked = "SELECT DISTINCT home FROM items WHERE number IN (%s)"
        return {row[0] for row in self._some(asked, numbers)}

    def members(self, group: int) -> list[Held]:
        """The items of a group, the earliest first."""
        found = [row[0] for row in self._raw.execute(_MEMBERS, (group,))]
        there = self.held(found)
        return [there[n] for n in found]

    def _pairs(self, numbers: Sequence[int], *, apart: int) -> list[tuple[int, int]]:
        if self._forced is None:
            self._forced = bool(self._raw.execute("SELECT 1 FROM forced LIMIT 1").fetchone())
        if not self._forced:
            return []
        latest: dict[tuple[int, int], int] = {}
        for a, b, sort, _ in sorted(self._some(_FORCED, numbers), key=lambda row: row[3]):
            latest[a, b] = sort
        return [p for p, sort in latest.items() if sort == apart]

    def _some(self, asked: str, numbers: Sequence[int]) -> Iterator[Any]:
        for at in range(0, len(numbers), MANY):
            part = numbers[at : at + MANY]
            yield from self._raw.execute(asked % ",".join("?" * len(part)), part).fetchall()


_ITEMS = """
    SELECT number, id, time, keys, line, home, level, story FROM items WHERE number IN (%s)
"""
_SUPPORT = "SELECT a, b, support FROM edges WHERE (a, b) IN (VALUES %s)"
_FORCED = """
    SELECT f.a, f.b, f.apart, f.decision FROM forced AS f JOIN items AS i ON i.number = f.b
    WHERE f.a IN (%s)
"""
# The first of a group is its home; most are alone there, and stand in no index.
_MEMBERS = """
    SELECT number, time FROM items WHERE home = ?1 AND home != number AND home >= 0
    UNION ALL SELECT number, time FROM items WHERE number = ?1 AND home = ?1 ORDER BY time, number
"""
_LISTS = "SELECT key, time, item FROM keys WHERE key IN (%s) ORDER BY key, time, item LIMIT ?"
_AROUND = (
    "SELECT item FROM keys WHERE key = ? AND (time, item) < (?, ?)"
    " ORDER BY time DESC, item DESC LIMIT ?",
    "SELECT item FROM keys WHERE key = ? AND (time, item) > (?, ?) ORDER BY time, item LIMIT ?",
)


def raw(of: Connection) -> sqlite3.Connection:
    """The driver's connection under a connection of SQLAlchemy."""
    found: Any = of.connection.dbapi_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def _split(
    rows: Iterable[tuple[int, int, int]], here: tuple[int, int], *, window: int
) -> Iterator[tuple[list[int], list[int]]]:
    """The items before and after a place in each key's list, the nearest first."""
    for _, of in groupby(rows, key=itemgetter(0)):
        told = list(of)
        early = [item for _, time, item in reversed(told) if (time, item) < here]
        late = [item for _, time, item in told if (time, item) > here]
        yield early[:window], late[:window]


def _held(row: Any) -> Held:
    return Held(
        number=row[0],
        id=row[1],
        order=row[2],
        keys=_unpacked(row[3]),
        line=json.loads(row[4]),
        group=row[5],
        level=row[6],
        story=row[7],
    )


def _unpacked(keys: bytes) -> tuple[int, ...]:
    return struct.unpack(f">{len(keys) // 8}q", keys)
