"""What people said of single records: rejected, or a field corrected. It hangs on the record's id,
so that it holds when a page is read again.

The table of records has what is shown: a corrected record with `corrected`, the values that were
read, a rejected one not at all. Beside it `originals` keeps such a record as it was extracted.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from onrecord.jsonlines import dumps, loads
from onrecord.records.correcting import WORDS, corrected
from onrecord.store.records import put
from onrecord.store.schema import ORIGINALS, OVERLAYS, RECORDS, STORIES

Line = dict[str, Any]
MANY = 500


def extracted(of: Connection, record: str) -> Line | None:
    """A record as it was read, whatever people said of it; None where there is none."""
    kept = of.execute(select(ORIGINALS.c.line).where(ORIGINALS.c.record == record)).scalar()
    if kept is None:
        kept = of.execute(select(RECORDS.c.line).where(RECORDS.c.id == record)).scalar()
    return None if kept is None else loads(kept)


def read(of: Connection, story: str) -> list[Line]:
    """The records of a story as they were read, in that order."""
    number = select(STORIES.c.number).where(STORIES.c.id == story).scalar_subquery()
    rows = [
        (n, record, line)
        for table, identity in ((RECORDS, RECORDS.c.id), (ORIGINALS, ORIGINALS.c.record))
        for n, record, line in of.execute(
            select(table.c.number, identity, table.c.line).where(table.c.story == number)
        )
    ]
    found = {record: (n, line) for n, record, line in rows}
    return [loads(line) for _, line in sorted(found.values())]


def lay(to: Connection, record: str, *, decision: int, field: str | None, value: Any) -> None:
    """Keeps that a record is rejected (no field) or a field of it corrected, and shows it."""
    told = None if field is None else dumps({"value": value})
    to.execute(insert(OVERLAYS).values(record=record, decision=decision, field=field, value=told))
    show(to, [record])


def lift(to: Connection, decision: int) -> list[str]:
    """Forgets what a decision said, and gives back which records it was about."""
    where = OVERLAYS.c.decision == decision
    found = list(to.execute(select(OVERLAYS.c.record).where(where)).scalars())
    to.execute(delete(OVERLAYS).where(where))
    show(to, found)
    return found


def show_all(to: Connection, records: Collection[str] | None = None) -> None:
    """Shows what was said of those of these records that something was said of."""
    asked = select(OVERLAYS.c.record).distinct()
    if records is None:
        show(to, to.execute(asked.order_by(OVERLAYS.c.record)).scalars().all())
        return
    some = sorted(records)
    for begin in range(0, len(some), MANY):
        part = OVERLAYS.c.record.in_(some[begin : begin + MANY])
        show(to, to.execute(asked.where(part).order_by(OVERLAYS.c.record)).scalars().all())


def show(to: Connection, records: Iterable[str]) -> None:
    """Writes the rows of records as what was said of them has it."""
    for record in records:
        said = to.execute(
            select(OVERLAYS.c.field, OVERLAYS.c.value)
            .where(OVERLAYS.c.record == record)
            .order_by(OVERLAYS.c.decision)
        ).all()
        _show(to, record, [(f, None if v is None else json.loads(v)["value"]) for f, v in said])


def _show(to: Connection, record: str, said: list[tuple[str | None, Any]]) -> None:
    kept = to.execute(select(ORIGINALS).where(ORIGINALS.c.record == record)).first()
    asked = select(RECORDS.c.number, RECORDS.c.story, RECORDS.c.line)
    row = kept or to.execute(asked.where(RECORDS.c.id == record)).first()
    if row is None:
        return
    if kept is None and said:
        values = {"record": record, "number": row.number, "story": row.story, "line": row.line}
        to.execute(insert(ORIGINALS).values(values))
    if any(field is None for field, _ in said):
        to.execute(delete(RECORDS).where(RECORDS.c.id == record))
        return
    story = to.execute(select(STORIES).where(STORIES.c.number == row.story)).one()
    text = loads(story.line).get("text", story.text)
    place = {"story": story.number, "published": story.published, "sha256": story.sha256}
    there = [(f, v) for f, v in said if f is not None and _stands(f, v, text)]
    put(to, shown(loads(row.line), there), number=row.number, **place)
    if not said:
        to.execute(delete(ORIGINALS).where(ORIGINALS.c.record == record))


def _stands(field: str, value: Any, text: str) -> bool:
    """Whether words that were marked stand in the text; a new version may have moved them."""
    if not field.startswith(WORDS):
        return True
    new = value["new"]
    return bool(text[new["start"] : new["end"]] == new["quote"])


def shown(record: Line, said: Iterable[tuple[str, Any]]) -> Line:
    """A record with what was corrected; `corrected` has what was read in each field that differs.

    >>> record = {"kind": "event", "type": "CONSULT", "mode": None, "killed": None}
    >>> shown(record, [("killed", 7)])["corrected"]
    {'killed': None}
    """
    out = dict(record)
    for field, value in said:
        out = corrected(out, field, value)
    differ = {k: v for k, v in record.items() if out[k] != v}
    return out | {"corrected": differ} if differ else out
