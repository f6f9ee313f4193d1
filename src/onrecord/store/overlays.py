"""What people said of single records: rejected, or a field corrected. It hangs on the record's id
and on its words, so that it holds when a page is read again."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from onrecord.jsonlines import dumps
from onrecord.store.schema import OVERLAYS


def corrected(of: Connection, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The records with what was corrected, without those that were rejected.

    A corrected record has `corrected`, the names of the fields.
    """
    ids = [r["id"] for r in records]
    asked = select(OVERLAYS).where(OVERLAYS.c.record.in_(ids)).order_by(OVERLAYS.c.decision)
    found: dict[str, list[tuple[str | None, Any]]] = {}
    for row in of.execute(asked):
        value = None if row.value is None else json.loads(row.value)["value"]
        found.setdefault(row.record, []).append((row.field, value))
    out = []
    for record in records:
        said = found.get(record["id"], [])
        if any(name is None for name, _ in said):
            continue
        fields = {name: value for name, value in said if name is not None}
        out.append(record | fields | {"corrected": sorted(fields)} if fields else record)
    return out


def lay(to: Connection, record: str, *, decision: int, field: str | None, value: Any) -> None:
    """Keeps that a record is rejected (no field) or a field of it corrected."""
    told = None if field is None else dumps({"value": value})
    to.execute(insert(OVERLAYS).values(record=record, decision=decision, field=field, value=told))


def lift(to: Connection, decision: int) -> list[str]:
    """Forgets what a decision said, and gives back which records it was about."""
    where = OVERLAYS.c.decision == decision
    found = list(to.execute(select(OVERLAYS.c.record).where(where)).scalars())
    to.execute(delete(OVERLAYS).where(where))
    return found
