"""The store as the merging sees it: a `Ground` in SQL, within one transaction."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection

from onrecord.jsonlines import dumps, loads
from onrecord.merging.deciding import name
from onrecord.merging.ground import Line, Use
from onrecord.merging.numbering import number
from onrecord.merging.shelf import Held
from onrecord.store import derived, overlays, queries
from onrecord.store.shelf import MANY, SqlShelf, raw


class SqlGround:
    """Stories, records, names and derived lines of a store. `at` is the time of what is decided
    now, `by` the version of the program that decides. `quiet` leaves no decisions: all is merged
    anew, and what was decided before was kept then."""

    def __init__(self, of: Connection, *, at: str, by: str, quiet: bool = False) -> None:
        self._quiet = quiet
        self._written: set[str] = set()
        self._of = of
        self._raw = raw(of)
        self._shelf = SqlShelf(of)
        self._at = at
        self._by = by

    @property
    def by(self) -> str:
        """The version of the program that decides."""
        return self._by

    @property
    def shelf(self) -> SqlShelf:
        """Where items are remembered."""
        return self._shelf

    def story(self, identity: str) -> Line | None:
        """The story line of that id, or None."""
        return queries.story(self._of, identity)

    def records(self, story: str) -> list[Line]:
        """The records of a story, corrected, without what was rejected or taken back."""
        asked = "SELECT record FROM taken_back WHERE story = ?"
        taken = {row[0] for row in self._raw.execute(asked, (story,))}
        asked = (
            "SELECT r.line FROM records AS r JOIN stories AS s ON s.number = r.story"
            " WHERE s.id = ? ORDER BY r.number"
        )
        found = (loads(row[0]) for row in self._raw.execute(asked, (story,)))
        return [r for r in found if r["id"] not in taken]

    def extracted(self, story: str) -> list[Line]:
        """The records of a story as they were extracted."""
        return overlays.read(self._of, story)

    def take_back(self, notice: str, taken: Mapping[str, Mapping[str, Any]]) -> set[str]:
        """Writes which records a notice takes back; the stories of which that is something new."""
        asked = "SELECT record, story, verb FROM taken_back WHERE notice = ?"
        before = {row[0]: row[1:] for row in self._raw.execute(asked, (notice,))}
        after = {r: (t["story"], t["verb"]) for r, t in taken.items()}
        differ = {r for r in before.keys() | after.keys() if before.get(r) != after.get(r)}
        self._raw.execute("DELETE FROM taken_back WHERE notice = ?", (notice,))
        rows = [(notice, record, *told) for record, told in after.items()]
        self._raw.executemany("INSERT INTO taken_back VALUES (?, ?, ?, ?)", rows)
        for record in sorted(differ & after.keys()):
            told = taken[record]
            reasons = [
                {"name": r.name, "words": r.words, "weight": r.weight} for r in told["reasons"]
            ]
            self.decide(
                "reject",
                record,
                after=told["verb"],
                score=told["score"],
                reasons=reasons,
                notice=notice,
            )
        return {found[r][0] for found in (before, after) for r in differ if r in found}

    def took_back(self, story: str) -> set[str]:
        """The stories whose notices take back records of this one."""
        asked = "SELECT DISTINCT notice FROM taken_back WHERE story = ?"
        return {row[0] for row in self._raw.execute(asked, (story,))}

    def merged(self, record: str) -> str | None:
        """The id of the merged event that a record is in."""
        held = self._shelf.held([number("event", record)])
        return next((name("event", h.group) for h in held.values()), None)

    def outcome(self, plan: str) -> Line | None:
        """What came of a planned event."""
        asked = "SELECT status, event FROM outcomes WHERE plan = ?"
        row = self._raw.execute(asked, (plan,)).fetchone()
        return {"status": row[0], "event": row[1]} if row else None

    def come(self, plan: str, outcome: Mapping[str, Any] | None) -> None:
        """Writes what came of a planned event."""
        self._raw.execute("DELETE FROM outcomes WHERE plan = ?", (plan,))
        if outcome is not None:
            row = (plan, outcome["status"], outcome["event"])
            self._raw.execute("INSERT INTO outcomes VALUES (?, ?, ?)", row)

    def plans(self, event: str) -> list[str]:
        """The planned events that an event is the outcome of."""
        asked = "SELECT plan FROM outcomes WHERE event = ? ORDER BY plan"
        return [row[0] for row in self._raw.execute(asked, (event,))]

    def rejected(self, identity: str) -> bool:
        """Whether somebody rejected a derived line."""
        asked = "SELECT 1 FROM overlays WHERE record = ? AND field IS NULL"
        return self._raw.execute(asked, (identity,)).fetchone() is not None

    def items(self, stage: str, story: str) -> list[Held]:
        """The items of a stage that come from a story."""
        asked = "SELECT number FROM items WHERE story = ? AND stage = ? ORDER BY number"
        found = [row[0] for row in self._raw.execute(asked, (story, stage))]
        there = self._shelf.held(found)
        return [there[n] for n in found]

    def homes(self, stage: str, stories: Iterable[str]) -> set[int]:
        """The groups that the items of these stories belong to."""
        found = self._some(_HOMES, sorted(set(stories)), more=(stage,))
        return {row[0] for row in found}

    def members(self, group: int) -> list[Held]:
        """The items of a group, the earliest first."""
        return self._shelf.members(group)

    def uses(self, stage: str, story: str) -> dict[str, Use]:
        """The names of a story by the id of the actor or place in it."""
        asked = "SELECT actor, item, line FROM uses WHERE story = ? AND stage = ? ORDER BY actor"
        rows = self._raw.execute(asked, (story, stage))
        return {row[0]: Use(item=row[1], line=json.loads(row[2])) for row in rows}

    def use(self, stage: str, story: str, uses: Mapping[str, Use]) -> None:
        """Writes the names of a story in place of older ones."""
        self._raw.execute("DELETE FROM uses WHERE story = ? AND stage = ?", (story, stage))
        rows = [(story, stage, actor, u.item, dumps(u.line)) for actor, u in uses.items()]
        self._raw.executemany("INSERT INTO uses VALUES (?, ?, ?, ?, ?)", rows)

    def used(self, item: int) -> list[Mapping[str, Any]]:
        """The lines that the stories using a name make of it."""
        asked = "SELECT line FROM uses WHERE item = ?"
        return [json.loads(row[0]) for row in self._raw.execute(asked, (item,))]

    def users(self, items: Iterable[int]) -> set[str]:
        """The stories that use one of these names."""
        return {row[0] for row in self._some(_USERS, sorted(set(items)))}

    def tie(self, story: str, field: str, value: str | None) -> bool:
        """Writes whose copy a story is, or which happening it is of; whether that is new."""
        row = (value, story, value)
        return self._raw.execute(_TIE[field], row).rowcount > 0

    def ties(self, story: str) -> tuple[str | None, str | None]:
        """Whose copy a story is, and which happening it is of."""
        asked = "SELECT copy_of, happening FROM stories WHERE id = ?"
        return self._raw.execute(asked, (story,)).fetchone() or (None, None)

    def line(self, identity: str) -> Line | None:
        """The derived line of that id, or None."""
        return derived.line(self._of, identity)

    def resting(self, records: Iterable[str], kind: str) -> set[str]:
        """The ids of derived lines of a kind that rest on one of those records or stories."""
        found = self._some(_RESTING, sorted(set(records)))
        return {identity for identity, of in found if of == kind}

    def speaking(self, records: Iterable[str]) -> dict[str, set[str]]:
        """The agreements that some of these records speak of, each with which of them do."""
        out: dict[str, set[str]] = {}
        some = sorted({derived.SPEAKS + r for r in records})
        for identity, record in self._some(_SPEAKING, some):
            out.setdefault(identity, set()).add(record.removeprefix(derived.SPEAKS))
        return out

    def write(
        self,
        line: Line,
        *,
        rests: Collection[str],
        outlets: Collection[str] = (),
        words: Iterable[str] = (),
    ) -> None:
        """Writes a derived line, and into the feed of changes what became of it."""
        if self._quiet:
            self._written.add(line["id"])
        what = derived.write(self._of, line, rests=rests, outlets=outlets, words=words)
        if what is not None:
            self._change(what, line["kind"], line["id"])

    def withdraw(self, identity: str, *, to: Collection[str] = ()) -> None:
        """Deletes a derived line; its id answers with where it went."""
        kind = derived.withdraw(self._of, identity)
        if kind is not None:
            self._change("withdrawn", kind, identity)
            derived.move(self._of, identity, to)

    def decide(self, verb: str, target: str, **more: Any) -> None:
        """Keeps a decision of the program."""
        if not self._quiet:
            derived.decide(self._of, at=self._at, by=self._by, verb=verb, target=target, **more)

    def left_over(self) -> list[str]:
        """The derived lines that were not written in this run, where all is merged anew."""
        found = self._raw.execute("SELECT id FROM derived ORDER BY id")
        return [row[0] for row in found if row[0] not in self._written]

    def heirs(self, identity: str) -> list[str]:
        """The derived lines of the same kind that rest on what a line rested on."""
        return [row[0] for row in self._raw.execute(_HEIRS, (identity,))]

    def _change(self, what: str, kind: str, record: str) -> None:
        derived.change(self._of, at=self._at, what=what, kind=kind, record=record)

    def _some(
        self, asked: str, values: Sequence[Any], *, more: tuple[Any, ...] = ()
    ) -> Iterator[Any]:
        for at in range(0, len(values), MANY):
            part = values[at : at + MANY]
            question = asked % ",".join("?" * len(part))
            yield from self._raw.execute(question, (*part, *more)).fetchall()


_TIE = {
    "copy_of": "UPDATE stories SET copy_of = ? WHERE id = ? AND copy_of IS NOT ?",
    "happening": "UPDATE stories SET happening = ? WHERE id = ? AND happening IS NOT ?",
}
_HEIRS = """
    SELECT DISTINCT d.id FROM derived AS old
    JOIN derived_rests AS r ON r.derived = old.number
    JOIN records ON records.id = r.record
    JOIN derived_rests AS s ON s.record = r.record
    JOIN derived AS d ON d.number = s.derived AND d.kind = old.kind AND d.id != old.id
    WHERE old.id = ? ORDER BY d.id
"""
_HOMES = "SELECT DISTINCT home FROM items WHERE story IN (%s) AND stage = ?"
_USERS = "SELECT DISTINCT story FROM uses WHERE item IN (%s)"
_SPEAKING = """
    SELECT d.id, r.record FROM derived_rests AS r JOIN derived AS d ON d.number = r.derived
    WHERE r.record IN (%s) AND d.kind = 'agreement'
"""
_RESTING = """
    SELECT DISTINCT d.id, d.kind FROM derived_rests AS r JOIN derived AS d ON d.number = r.derived
    WHERE r.record IN (%s)
"""
