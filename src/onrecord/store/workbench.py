"""The store as the workbench reads it: what changed, rows to count, and records by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import text

from onrecord.jsonlines import loads
from onrecord.store import search
from onrecord.store.store import Store

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


class Browsed(Store):
    """A store with the questions that only the workbench asks. It is opened for reading."""

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
        """The records of a kind that were added after the record of that number."""
        question = text(
            """
            SELECT r.number, r.first_day, r.last_day, s.outlet, r.line
            FROM records AS r JOIN stories AS s ON s.number = r.story
            WHERE r.kind = :kind AND r.number > :after ORDER BY r.number
            """
        )
        with self._asking() as c:
            for row in c.execute(question, {"kind": kind, "after": after}):
                yield Held(
                    number=row.number,
                    first_day=row.first_day,
                    last_day=row.last_day,
                    outlet=row.outlet,
                    record=loads(row.line),
                )

    def by_number(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """The records of these numbers, in their order."""
        found: dict[int, dict[str, Any]] = {}
        with self._asking() as c:
            for begin in range(0, len(numbers), MANY):
                some = ",".join(str(int(n)) for n in numbers[begin : begin + MANY])
                question = f"SELECT number, line FROM records WHERE number IN ({some})"  # noqa: S608
                found |= {r.number: loads(r.line) for r in c.execute(text(question))}
        return [found[n] for n in numbers if n in found]

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
        out: dict[str, dict[str, Any]] = {}
        columns = "id, title, outlet, published, section, language, duplicate_of"
        with self._asking() as c:
            for begin in range(0, len(wanted), MANY):
                some = wanted[begin : begin + MANY]
                names = ",".join(f":s{n}" for n in range(len(some)))
                question = f"SELECT {columns} FROM stories WHERE id IN ({names})"  # noqa: S608
                asked = {f"s{n}": one for n, one in enumerate(some)}
                out |= {r.id: dict(r._mapping) for r in c.execute(text(question), asked)}
        return out

    def stories(self, *, before: int | None = None, limit: int = 50) -> list[dict[str, Any]]:
        """Stories added last first, without their text; `before` is the number to go on from."""
        question = text(
            """
            SELECT s.number, s.id, s.title, s.outlet, s.published, s.section, s.language,
                   s.duplicate_of, length(s.text) AS characters,
                   (SELECT count(*) FROM records AS r WHERE r.story = s.number) AS records
            FROM stories AS s WHERE s.number < :before ORDER BY s.number DESC LIMIT :limit
            """
        )
        with self._asking() as c:
            asked = {"before": before if before is not None else 1 << 62, "limit": limit}
            return [dict(r._mapping) for r in c.execute(question, asked)]

    def count_of(self, table: str) -> int:
        """How many stories or pages there are."""
        questions = {
            "stories": "SELECT count(*) FROM stories",
            "pages": "SELECT count(*) FROM pages",
        }
        with self._asking() as c:
            return int(c.execute(text(questions[table])).scalar_one())
