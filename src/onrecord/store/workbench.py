"""The store as the workbench reads it: what changed, rows to count, and records by number."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from sqlalchemy import text

from onrecord.jsonlines import loads
from onrecord.store import carrying, printing, search, workbench_links, workbench_rows
from onrecord.store.connect import faults
from onrecord.store.reading import Report
from onrecord.store.shelf import raw
from onrecord.store.store import Store
from onrecord.store.workbench_links import Held, Homes
from onrecord.store.workbench_rows import Kept, Told, Whole, in_short

Made = TypeVar("Made")

MANY = 400
"""Numbers asked for in one question; SQLite takes 32,766 at most."""


# Without DISTINCT, for which the whole feed would be read in the order of its records.
_CHANGED = "SELECT record FROM changes WHERE seq > :since AND kind = :kind"
_WITHDRAWN = """
    SELECT EXISTS (SELECT 1 FROM changes WHERE seq > ? AND kind = ? AND what = 'withdrawn')
"""
_DISPUTED = """
    SELECT DISTINCT e.id FROM changes AS c
    CROSS JOIN derived AS d ON d.id = c.record
    CROSS JOIN derived_rests AS r ON r.derived = d.number
    CROSS JOIN derived_rests AS also ON also.record = r.record
    CROSS JOIN derived AS e ON e.number = also.derived
    WHERE c.seq > :since AND c.kind = 'dispute' AND e.kind = :kind
"""


# Each gives one row: between two rows the driver waits for its turn among the threads, up to
# milliseconds each time. JSON has no control characters, so these can stand between.
_DERIVED = (
    "SELECT group_concat(number || char(31) || line, char(30)) FROM derived WHERE number IN (%s)"
)
_RECORDS = (
    "SELECT group_concat(number || char(31) || line, char(30)) FROM records WHERE number IN (%s)"
)
_RECORDS_OF = "SELECT group_concat(line, char(30)) FROM records WHERE id IN (%s)"
_DERIVED_OF = "SELECT group_concat(line, char(30)) FROM derived WHERE id IN (%s)"
_STORIES_OF = """
    SELECT json_group_array(json_array(json(line), text)) FROM stories WHERE id IN (%s)
"""
_DISPUTES_OF = """
    SELECT json_group_array(DISTINCT d.id) FROM derived_rests AS r
    JOIN derived AS d ON d.number = r.derived WHERE r.record IN (%s) AND d.kind = 'dispute'
"""
_STATEMENTS_IN = """
    SELECT group_concat(line, char(30)) FROM
        (SELECT r.line FROM stories AS s JOIN records AS r ON r.story = s.number
         WHERE s.id IN (%s) AND r.kind = 'statement' ORDER BY r.number)
"""
_DERIVED_WITH = "SELECT group_concat(rowid) FROM derived_words WHERE derived_words MATCH ?"
_RECORDS_WITH = "SELECT group_concat(rowid) FROM record_words WHERE record_words MATCH ?"
HEAD = ("id", "title", "outlet", "published", "section", "language", "duplicate_of")
"""What is told of a story without its text."""
_HEADS = """
    SELECT json_group_array(json_array(id, title, outlet, published, section, language,
                                       duplicate_of)) FROM stories WHERE id IN (%s)
"""


class Browsed(Store):
    """A store with the questions that only the workbench asks. It is opened for reading."""

    _driver: sqlite3.Connection | None = None

    def merged(self) -> bool:
        """Whether anything was made of many stories yet."""
        return bool(self._answer("SELECT EXISTS (SELECT 1 FROM derived)"))

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

    def kept(self, kind: str, ids: Collection[str]) -> list[Kept]:
        """The derived lines of a kind of those ids that are there."""
        with self._asking() as c:
            return workbench_rows.kept(raw(c), kind, ids)

    def whole(self, kind: str, make: Callable[[Whole], Made]) -> Made:
        """What is made of all derived lines of a kind."""
        with self._asking() as c:
            return make(workbench_rows.whole(raw(c), kind))

    def statements(self, make: Callable[[Iterable[Told]], Made], *, homes: Homes) -> Made:
        """What is made of all statements; `homes` learns where their names are."""
        with self._asking() as c:
            links = workbench_links.links(raw(c), "statement", homes=homes)
            return make(workbench_rows.statements(raw(c), links))

    def derived_by_number(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """The derived lines of these numbers, in their order."""
        return self._lines(_DERIVED, numbers)

    def derived_in_short(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """The same, long lines of events with no other reports than those of the story that they
        are told by: a list of the most reported events would be megabytes."""
        return self._lines(_DERIVED, numbers, read=in_short)

    def records_by_id(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The extracted records of these ids that are there."""
        return self._by_id(_RECORDS_OF, ids)

    def derived_by_id(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The derived lines of these ids that are there."""
        return self._by_id(_DERIVED_OF, ids)

    def derived_numbers_with(self, words: str) -> str:
        """The numbers of derived lines that have all the words, with commas between."""
        return self._numbers(_DERIVED_WITH, words)

    def moment(self) -> int:
        """A number that differs once another process or connection has written."""
        return int(self._answer("PRAGMA data_version"))

    def extent(self, kind: str) -> tuple[int, int]:
        """How many records of a kind there are, and the highest number among them."""
        question = text("SELECT count(*), coalesce(max(number), 0) FROM records WHERE kind = :kind")
        with self._asking() as c:
            count, highest = c.execute(question, {"kind": kind}).one()
        return int(count), int(highest)

    def numbers(self, kind: str) -> list[int]:
        """The numbers of the records of a kind."""
        with self._asking() as c:
            asked = "SELECT number FROM records WHERE kind = ?"
            return [row[0] for row in raw(c).execute(asked, (kind,))]

    def held(
        self, kind: str, *, homes: Homes, numbers: Collection[int] | None = None
    ) -> Iterator[Held]:
        """The records of a kind, or those of these numbers, their actors under the ids of the
        entries that they are linked to; `homes` learns where their names are."""
        with self._asking() as c:
            yield from workbench_links.held(raw(c), kind, homes=homes, numbers=numbers)

    def withdrawn(self, kind: str, *, since: int) -> bool:
        """Whether things of a kind were taken out after a number of the feed of changes."""
        return bool(self._answer(_WITHDRAWN, (since, kind)))

    def touched(self, kind: str, *, since: int, homes: Homes) -> set[int]:
        """The numbers of records that came, changed or were linked otherwise after a number of the
        feed of changes."""
        with self._asking() as c:
            return workbench_links.touched(raw(c), kind, since=since, homes=homes)

    def links(self) -> bool:
        """Whether actors were linked across stories."""
        with self._asking() as c:
            return c.execute(text("SELECT 1 FROM uses LIMIT 1")).first() is not None

    def by_number(self, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """The records of these numbers, in their order."""
        return self._lines(_RECORDS, numbers)

    def _lines(
        self,
        asked: str,
        numbers: Sequence[int],
        *,
        read: Callable[[str], dict[str, Any]] = loads,
    ) -> list[dict[str, Any]]:
        found: dict[str, str] = {}
        for told in self._some(asked, numbers):
            for row in told.split("\x1e") if told else ():
                number, _, line = row.partition("\x1f")
                found[number] = line
        return [read(line) for n in numbers if (line := found.get(str(n))) is not None]

    def _by_id(self, asked: str, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        lines = self._loaded(asked, dict.fromkeys(ids))
        return {line["id"]: line for line in lines}

    def _loaded(self, asked: str, wanted: Iterable[Any]) -> list[dict[str, Any]]:
        told = [some.split("\x1e") for some in self._some(asked, list(wanted)) if some]
        return [loads(line) for some in told for line in some]

    def _some(self, asked: str, wanted: Sequence[Any]) -> Iterator[Any]:
        """The answers to a question about many things, asked some hundreds at a time."""
        for begin in range(0, len(wanted), MANY):
            some = wanted[begin : begin + MANY]
            yield self._answer(asked % ",".join("?" * len(some)), some)

    def _answer(self, asked: str, given: Sequence[Any] = ()) -> Any:
        """The one value that a question gives."""
        if self._driver is None:
            with self._asking() as c:
                self._driver = raw(c)
        with faults(self.path):
            return self._driver.execute(asked, given).fetchone()[0]

    def reports_of(self, line: Mapping[str, Any], *, limit: int) -> list[Report]:
        """The first reports of an event's line, and the one of the story that the line is told by,
        with their stories and records."""
        said = list(line.get("reports") or ())
        own = [r for r in said[limit:] if r["story"] == line.get("story")]
        some = [*said[:limit], *own[:1]]
        records = self.records_by_id(r["record"] for r in some)
        held = self._some(_STORIES_OF, list(dict.fromkeys(r["story"] for r in some)))
        stories = {
            line["id"]: {"text": told} | line for some in held for line, told in json.loads(some)
        }
        return [
            Report(said=r, story=stories[r["story"]], record=records[r["record"]])
            for r in some
            if r["story"] in stories and r["record"] in records
        ]

    def disputes_of(self, ids: Iterable[str]) -> list[str]:
        """The ids of disputes that rest on one of these."""
        asked = self._some(_DISPUTES_OF, list(dict.fromkeys(ids)))
        return list(dict.fromkeys(i for some in asked for i in json.loads(some)))

    def statements_in(self, stories: Iterable[str]) -> list[dict[str, Any]]:
        """The statements of these stories, as they were read."""
        return self._loaded(_STATEMENTS_IN, dict.fromkeys(stories))

    def by_id(self, identity: str) -> dict[str, Any] | None:
        """The record of that id, or None."""
        question = text("SELECT line FROM records WHERE id = :id")
        with self._asking() as c:
            line = c.execute(question, {"id": identity}).scalar()
        return loads(line) if line is not None else None

    def numbers_with(self, words: str) -> str:
        """The numbers of records that rest on all the words, with commas between."""
        return self._numbers(_RECORDS_WITH, words)

    def _numbers(self, question: str, words: str) -> str:
        return str(self._answer(question, (search.phrase(words),)) or "")

    def look_for(self, words: str, *, limit: int) -> search.Found:
        """Stories with all the words: see `search.look_for`."""
        with self._asking() as c:
            return search.look_for(c, words, limit=limit)

    def heads(self, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
        """What is said about stories without their text: see `HEAD`."""
        wanted = list(dict.fromkeys(ids))
        rows = [row for some in self._some(_HEADS, wanted) for row in json.loads(some)]
        return {row[0]: dict(zip(HEAD, row, strict=True)) for row in rows}

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

    def findings(self, record: str) -> list[dict[str, Any]]:
        """What people found of a record, the newest first, what was taken back left out."""
        with self._asking() as c:
            return [d for d in carrying.about(c, record) if not d["undone"]]

    def lapsed(self, decisions: Iterable[dict[str, Any]]) -> set[str]:
        """Those of the decisions, findings of people, that no longer apply: their ids."""
        with self._asking() as c:
            return {
                d["id"]
                for d in decisions
                if d["verb"] in carrying.FINDINGS and not d["undone"] and not carrying.now(c, d)
            }

    def outlets(self, *, most: int | None = None) -> printing.Printed:
        """What outlets print: see `printing.printed`."""
        with self._asking() as c:
            return printing.printed(raw(c), most=most)


_HEAD = """
    SELECT s.number, s.id, s.title, s.outlet, s.published, s.section, s.language, s.duplicate_of,
           s.copy_of, length(s.text) AS characters,
           (SELECT count(*) FROM records AS r WHERE r.story = s.number) AS records
    FROM stories AS s"""
