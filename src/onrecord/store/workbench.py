"""The store as the workbench reads it: what changed, rows to count, and records by number."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Table, select, text

from onrecord.jsonlines import loads
from onrecord.merging.deciding import name
from onrecord.store import search, workbench_rows
from onrecord.store.schema import DERIVED, RECORDS, STORIES
from onrecord.store.shelf import raw
from onrecord.store.store import Store
from onrecord.store.workbench_rows import Kept

MANY = 400
"""Numbers asked for in one question; SQLite takes 32,766 at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A stored record with its row's number, days and outlet."""

    number: int
    first_day: str | None
    last_day: str | None
    outlet: str | None
    record: dict[str, Any]


_CHANGED = "SELECT DISTINCT record FROM changes WHERE seq > :since AND kind = :kind"
_DISPUTED = """
    SELECT DISTINCT e.id FROM changes AS c
    CROSS JOIN derived AS d ON d.id = c.record
    CROSS JOIN derived_rests AS r ON r.derived = d.number
    CROSS JOIN derived_rests AS also ON also.record = r.record
    CROSS JOIN derived AS e ON e.number = also.derived
    WHERE c.seq > :since AND c.kind = 'dispute' AND e.kind = :kind
"""


_LINKS = """
    SELECT DISTINCT u.story, u.actor, i.home FROM records AS r INDEXED BY records_kind
    CROSS JOIN stories AS s ON s.number = r.story
    CROSS JOIN uses AS u ON u.story = s.id CROSS JOIN items AS i ON i.number = u.item
    WHERE r.kind = :kind AND r.number > :after AND u.stage = 'actor'
"""


class Browsed(Store):
    """A store with the questions that only the workbench asks. It is opened for reading."""

    def merged(self) -> bool:
        """Whether anything was made of many stories yet."""
        with self._asking() as c:
            return c.execute(text("SELECT 1 FROM derived LIMIT 1")).first() is not None

    def last_change(self) -> int:
        """The number of the last change."""
        with self._asking() as c:
            return int(c.execute(text("SELECT coalesce(max(seq), 0) FROM changes")).scalar_one())

    def changed(self, kind: str, *, since: int) -> set[str]:
        """The ids of derived lines of a kind that changed after that number; of events also those
        about which a dispute changed."""
        asked = {"kind": kind, "since": since}
        with self._asking() as c:
            out = set(c.execute(text(_CHANGED), asked).scalars())
            if kind == "event":
                out |= set(c.execute(text(_DISPUTED), asked).scalars())
        return {str(one) for one in out}

    def kept(self, kind: str, ids: Collection[str] | None = None) -> list[Kept]:
        """The derived lines of a kind, or those of the ids that are there."""
        with self._asking() as c:
            return workbench_rows.kept(raw(c), kind, ids)

    def derived_by_number(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """The derived lines of these numbers, in their order."""
        return self._lines(DERIVED, numbers)

    def records_by_id(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The extracted records of these ids that are there."""
        return self._by_id(RECORDS, ids)

    def derived_by_id(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The derived lines of these ids that are there."""
        return self._by_id(DERIVED, ids)

    def derived_numbers_with(self, words: str, *, kind: str) -> list[int]:
        """The numbers of derived lines of a kind that have all the words."""
        question = text(
            """
            SELECT d.number FROM derived_words JOIN derived AS d ON d.number = derived_words.rowid
            WHERE derived_words MATCH :words AND d.kind = :kind
            """
        )
        with self._asking() as c:
            asked = {"words": search.phrase(words), "kind": kind}
            return [int(n) for n in c.execute(question, asked).scalars()]

    def moment(self) -> int:
        """A number that differs once another process or connection has written."""
        with self._asking() as c:
            return int(c.execute(text("PRAGMA data_version")).scalar_one())

    def extent(self, kind: str) -> tuple[int, int]:
        """How many records of a kind there are, and the highest number among them."""
        question = text("SELECT count(*), coalesce(max(number), 0) FROM records WHERE kind = :kind")
        with self._asking() as c:
            count, highest = c.execute(question, {"kind": kind}).one()
        return int(count), int(highest)

    def held(self, kind: str, *, after: int = 0) -> Iterator[Held]:
        """The records of a kind that were added after the record of that number, their actors
        under the ids of the entries that they are linked to."""
        question = text(
            """
            SELECT r.number, r.first_day, r.last_day, s.outlet, r.line
            FROM records AS r INDEXED BY records_kind JOIN stories AS s ON s.number = r.story
            WHERE r.kind = :kind AND r.number > :after ORDER BY r.number
            """
        )
        asked = {"kind": kind, "after": after}
        with self._asking() as c:
            links: dict[str, dict[str, str]] = {}
            for story, actor, home in c.execute(text(_LINKS), asked):
                links.setdefault(story, {})[actor] = name("actor", home)
            for row in c.execute(question, asked):
                record = loads(row.line)
                yield Held(
                    number=row.number,
                    first_day=row.first_day,
                    last_day=row.last_day,
                    outlet=row.outlet,
                    record=linked(record, links.get(record["story"], {})),
                )

    def links(self) -> bool:
        """Whether actors were linked across stories."""
        with self._asking() as c:
            return c.execute(text("SELECT 1 FROM uses LIMIT 1")).first() is not None

    def by_number(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """The records of these numbers, in their order."""
        return self._lines(RECORDS, numbers)

    def _lines(self, table: Table, numbers: Sequence[int]) -> list[dict[str, Any]]:
        found: dict[int, dict[str, Any]] = {}
        with self._asking() as c:
            for begin in range(0, len(numbers), MANY):
                some = table.c.number.in_(numbers[begin : begin + MANY])
                asked = select(table.c.number, table.c.line).where(some)
                found |= {r.number: loads(r.line) for r in c.execute(asked)}
        return [found[n] for n in numbers if n in found]

    def _by_id(self, table: Table, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        wanted = list(dict.fromkeys(ids))
        out: dict[str, dict[str, Any]] = {}
        with self._asking() as c:
            for begin in range(0, len(wanted), MANY):
                some = table.c.id.in_(wanted[begin : begin + MANY])
                asked = select(table.c.id, table.c.line).where(some)
                out |= {r.id: loads(r.line) for r in c.execute(asked)}
        return out

    def by_id(self, identity: str) -> dict[str, Any] | None:
        """The record of that id, or None."""
        question = text("SELECT line FROM records WHERE id = :id")
        with self._asking() as c:
            line = c.execute(question, {"id": identity}).scalar()
        return loads(line) if line is not None else None

    def numbers_with(self, words: str, *, kind: str) -> list[int]:
        """The numbers of records of a kind that rest on all the words."""
        question = text(
            """
            SELECT r.number FROM record_words JOIN records AS r ON r.number = record_words.rowid
            WHERE record_words MATCH :words AND r.kind = :kind
            """
        )
        with self._asking() as c:
            asked = {"words": search.phrase(words), "kind": kind}
            return [int(n) for n in c.execute(question, asked).scalars()]

    def heads(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """What is said about stories without their text: id, title, outlet, published, section."""
        wanted = list(dict.fromkeys(ids))
        t = STORIES.c
        columns = (t.id, t.title, t.outlet, t.published, t.section, t.language, t.duplicate_of)
        out: dict[str, dict[str, Any]] = {}
        with self._asking() as c:
            for begin in range(0, len(wanted), MANY):
                some = t.id.in_(wanted[begin : begin + MANY])
                rows = c.execute(select(*columns).where(some)).mappings()
                out |= {row["id"]: dict(row) for row in rows}
        return out

    def stories(self, *, before: int | None = None, limit: int = 50) -> list[dict[str, Any]]:
        """Stories added last first, without their text; `before` is the number to go on from."""
        question = text(f"{_HEAD} WHERE s.number < :before ORDER BY s.number DESC LIMIT :limit")
        with self._asking() as c:
            asked = {"before": before if before is not None else 1 << 62, "limit": limit}
            return [dict(r) for r in c.execute(question, asked).mappings()]

    def stories_by_day(self, *, start: int = 0, limit: int = 50) -> list[dict[str, Any]]:
        """Stories published last first, those without a day at the end, without their text."""
        question = text(
            f"{_HEAD} ORDER BY s.published IS NULL, s.published DESC, s.number DESC"
            " LIMIT :limit OFFSET :start"
        )
        with self._asking() as c:
            asked = {"start": start, "limit": limit}
            return [dict(r) for r in c.execute(question, asked).mappings()]

    def story_count(self) -> int:
        """How many stories there are."""
        with self._asking() as c:
            return int(c.execute(text("SELECT count(*) FROM stories")).scalar_one())

    def recent_decisions(self, *, limit: int) -> list[dict[str, Any]]:
        """What people decided last, the newest first."""
        question = text(
            """
            SELECT seq, undone, line FROM decisions
            WHERE verb IN ('accept', 'reject', 'correct', 'split', 'join', 'undo')
            ORDER BY seq DESC LIMIT :limit
            """
        )
        with self._asking() as c:
            rows = c.execute(question, {"limit": 4 * limit}).all()
        told = [loads(r.line) | {"seq": r.seq, "undone": r.undone} for r in rows]
        # A split of the program's own carries its version, as in "0.1.0+merging.1a2b3c4d".
        return [d for d in told if "+merging" not in str(d["by"])][:limit]

    def outlets(self) -> list[tuple[str | None, str | None, int]]:
        """How many stories each outlet has of each day."""
        question = text(
            "SELECT outlet, substr(published, 1, 10), count(*) FROM stories"
            " WHERE duplicate_of IS NULL GROUP BY 1, 2"
        )
        with self._asking() as c:
            return [(r[0], r[1], int(r[2])) for r in c.execute(question)]

    def dependence(self) -> list[tuple[str | None, str | None, int]]:
        """How many stories of an outlet are copies of another outlet's: (who, whom, stories)."""
        question = text(
            """
            SELECT s.outlet, o.outlet, count(*) FROM stories AS s
            JOIN stories AS o ON o.id = s.copy_of WHERE s.copy_of IS NOT NULL GROUP BY 1, 2
            """
        )
        with self._asking() as c:
            return [(r[0], r[1], int(r[2])) for r in c.execute(question)]


_HEAD = """
    SELECT s.number, s.id, s.title, s.outlet, s.published, s.section, s.language, s.duplicate_of,
           s.copy_of, length(s.text) AS characters,
           (SELECT count(*) FROM records AS r WHERE r.story = s.number) AS records
    FROM stories AS s"""


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
