"""Carries what people decided from a record or story to the one that stands in its place, when a
page is read again with other words."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, insert, or_, select

from onrecord.jsonlines import dumps, loads
from onrecord.merging.numbering import number
from onrecord.records.correcting import WORDS
from onrecord.records.evidence import quoted
from onrecord.records.remarking import places
from onrecord.store.schema import DECISIONS, DERIVED, FORCED, MOVED, ORIGINALS, OVERLAYS, RECORDS

Line = dict[str, Any]

RECORD, STORY = ("event", "agreement"), ("copy", "happening")
"""Stages whose things are records, and stories."""

FINDINGS = ("accept", "reject", "correct")


def carry(to: Connection, old: Line, new: Line, *, text: str) -> list[str]:
    """Says of a record what was decided of one that it stands in the place of; `text` is that of
    its story. Gives back the decisions that hold for it. Others do not: of a field that the new
    version itself tells otherwise, or words that do not stand in it exactly once."""
    out = []
    rows = to.execute(select(OVERLAYS).where(OVERLAYS.c.record == old["id"])).mappings().all()
    for row in rows:
        field = row["field"]
        told = row["value"]
        applies = field is None or field.startswith(WORDS) or old[field] == new[field]
        if field is not None and field.startswith(WORDS):
            mark = _marked_there(json.loads(told)["value"], new, text=text)
            told, applies = dumps({"value": mark}), mark is not None
        if not applies:
            continue
        out.append(f"c{row['decision']}")
        made = {**row, "record": new["id"], "value": told}
        to.execute(insert(OVERLAYS).prefix_with("OR IGNORE"), [made])
    carry_forced(to, old["id"], new["id"], stages=RECORD)
    return out


def _marked_there(mark: Line, record: Line, *, text: str) -> Line | None:
    """A mark with the places of its words in another text, where they stand there once."""
    found = places(text, mark["new"]["quote"])
    if len(found) != 1:
        return None
    out = {**mark, "new": quoted(text, found[0])}
    if mark["old"] is not None:
        same = [
            e
            for e in record["evidence"]
            if (e["role"], e["quote"]) == (mark["role"], mark["old"]["quote"])
        ]
        if not same:
            return None
        out["old"] = {k: same[0][k] for k in ("start", "end", "quote")}
    return out


def carry_forced(to: Connection, old: str, new: str, *, stages: Iterable[str]) -> None:
    """Keeps what was split from or joined to others so for the thing in its place."""
    for stage in stages:
        was, now = number(stage, old), number(stage, new)
        ends = or_(FORCED.c.a == was, FORCED.c.b == was)
        for row in to.execute(select(FORCED).where(ends)).mappings().all():
            swapped = {k: now if row[k] == was else row[k] for k in ("a", "b")}
            to.execute(insert(FORCED).prefix_with("OR IGNORE"), [{**row, **swapped}])


def lapsed(of: Connection, record: str, *, heir: str | None = None) -> list[str]:
    """The decisions about a record that is gone which do not hold for the one in its place."""
    olds = select(MOVED.c.old).where(MOVED.c.new == record)
    d, laid = DECISIONS.c, select(OVERLAYS.c.decision).where(OVERLAYS.c.record == record)
    about = or_(d.target == record, d.target.in_(olds), d.seq.in_(laid))
    asked = select(d.seq, d.verb, d.line).where(about, d.verb.in_(FINDINGS), d.undone.is_(None))
    holds = set(of.execute(select(OVERLAYS.c.decision).where(OVERLAYS.c.record == heir)).scalars())
    return [
        f"c{row.seq}"
        for row in of.execute(asked.order_by(d.seq))
        if '"notice":' not in row.line
        and row.seq not in holds
        and not (heir is not None and row.verb == "accept")
    ]


def now(of: Connection, decision: Line) -> list[str]:
    """What a person's finding is about today: its record, the one in its place, none where it no
    longer applies."""
    if "sides" in (decision["before"] or {}):
        return [decision["target"]]  # A dispute, which is nowhere while it is rejected.
    laid = select(OVERLAYS.c.record).where(OVERLAYS.c.decision == decision["seq"])
    seen = set(of.execute(laid).scalars())
    if decision["verb"] == "accept" or not seen:
        seen.add(decision["target"])
        border = set(seen)
        while border:
            asked = select(MOVED.c.new).where(MOVED.c.old.in_(border))
            border = set(of.execute(asked).scalars()) - seen
            seen |= border
    there: set[str] = set()
    for column in (RECORDS.c.id, ORIGINALS.c.record, DERIVED.c.id):
        there |= set(of.execute(select(column).where(column.in_(seen))).scalars())
    return sorted(there)


def about(of: Connection, record: str) -> list[Line]:
    """What people found of a record, or of one that it stands in the place of; the newest first."""
    d, laid = DECISIONS.c, select(OVERLAYS.c.decision).where(OVERLAYS.c.record == record)
    asked = select(d.line, d.undone).where(
        or_(d.target == record, d.seq.in_(laid)), d.verb.in_(FINDINGS)
    )
    rows = of.execute(asked.order_by(d.seq.desc())).all()
    return [loads(r.line) | {"undone": f"c{r.undone}" if r.undone else None} for r in rows]
