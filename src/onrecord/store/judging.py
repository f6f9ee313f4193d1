"""What people find of records and of what was made of them: accepted, rejected, a field corrected.

The web page, the command line and Python all come here. Each takes the transaction that it is in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from onrecord.errors import OnRecordError, UsageError
from onrecord.merging.derive import Stages, derive
from onrecord.records import correcting, remarking
from onrecord.store import derived, overlays, queries
from onrecord.store.ground import SqlGround

NOTHING = "nothing was changed."
MERGED = {"event": "reports", "agreement": "records"}
"""Kinds that are made of records, and the field that names these."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What an id stands for: its line, and the extracted records that a finding is about."""

    id: str
    line: dict[str, Any]
    records: tuple[str, ...]


def judged(of: Connection, identity: str) -> Judged:
    """What an id stands for, also an older one; `OnRecordError` where it stands for nothing."""
    for found in (identity, *derived.moved(of, identity)[:1]):
        record = overlays.extracted(of, found)
        if record is not None:
            return Judged(id=found, line=record, records=(found,))
        line = derived.line(of, found)
        if line is not None:
            some = line.get(MERGED.get(line["kind"], "")) or ()
            own = tuple(r["record"] if isinstance(r, dict) else r for r in some)
            return Judged(id=found, line=line, records=own)
    raise OnRecordError(f"There is no record {identity!r}; {NOTHING}")


def accept(
    c: Connection, identity: str, *, by: str, at: str, drawn: bool = False
) -> dict[str, Any]:
    """Keeps that somebody found a record, or what was made of records, right."""
    found = judged(c, identity)
    if found.records == (found.id,) and queries.record(c, found.id) is None:
        raise OnRecordError(f"{found.id} was rejected; undo that first. {NOTHING.capitalize()}")
    seq = derived.decide(c, at=at, by=by, verb="accept", target=found.id, **_lot(drawn))
    return derived.conclude(c, seq)


def reject(
    c: Connection,
    identity: str,
    *,
    by: str,
    at: str,
    reason: str,
    drawn: bool,
    stages: Stages,
    program: str,
) -> dict[str, Any]:
    """Takes a record, all records of a merged event or agreement, or a dispute out of what is
    shown and counted: it is wrong."""
    found = judged(c, identity)
    kind = found.line["kind"]
    if kind not in (*queries.EXTRACTED, "dispute"):
        raise UsageError(f"{identity} is of kind {kind}: it can be split, not rejected; {NOTHING}")
    shown = [r for r in found.records if queries.record(c, r) is not None]
    if kind != "dispute" and not shown:
        raise OnRecordError(f"{found.id} was rejected already; {NOTHING}")
    one = found.records in ((found.id,), ())
    seq = derived.decide(
        c,
        at=at,
        by=by,
        verb="reject",
        target=found.id,
        before=found.line if one else {"records": shown},
        reasons=_reasons(reason),
        **_lot(drawn),
    )
    ground = SqlGround(c, at=at, by=program)
    stories = set() if shown else set(found.line.get("stories") or ())
    for record in shown:
        line = overlays.extracted(c, record)
        assert line is not None
        stories.add(line["story"])
        derived.change(c, at=at, what="withdrawn", kind=line["kind"], record=record)
    for record in shown or [found.id]:
        overlays.lay(c, record, decision=seq, field=None, value=None)
    derive(ground, sorted(stories), stages=stages)
    return derived.conclude(c, seq)


def correct(
    c: Connection,
    identity: str,
    field: str,
    value: Any,
    *,
    by: str,
    at: str,
    reason: str,
    nth: int | None,
    instead: str,
    drawn: bool,
    stages: Stages,
    program: str,
) -> dict[str, Any]:
    """Corrects a field of a record; what was read stays beside it.

    `UsageError` for a field that is none, or a value that it cannot have.
    """
    found = judged(c, identity)
    if len(found.records) != 1:
        some = f" ({', '.join(found.records)})" if found.records else ""
        raise UsageError(
            f"{identity} is made of {len(found.records)} records{some}; "
            f"correct the one that is wrong. {NOTHING.capitalize()}"
        )
    target = found.records[0]
    record = queries.record(c, target)
    if record is None:
        raise OnRecordError(f"{target} was rejected; undo that first. {NOTHING.capitalize()}")
    try:
        to = _value(c, record, field, value, nth=nth, instead=instead)
    except ValueError as error:
        raise UsageError(f"{error}; {NOTHING}") from None
    after = correcting.corrected(record, field, to)
    differ = [k for k in after if after[k] != record.get(k)]
    if not differ:
        raise UsageError(f"The {field} of {target} is that already; {NOTHING}")
    seq = derived.decide(
        c,
        at=at,
        by=by,
        verb="correct",
        target=target,
        before={k: record[k] for k in differ},
        after={k: after[k] for k in differ},
        reasons=_reasons(reason),
        **_lot(drawn),
    )
    overlays.lay(c, target, decision=seq, field=field, value=to)
    derived.change(c, at=at, what="changed", kind=record["kind"], record=target)
    derive(SqlGround(c, at=at, by=program), [record["story"]], stages=stages)
    return derived.conclude(c, seq)


def _value(
    c: Connection,
    record: dict[str, Any],
    field: str,
    value: Any,
    *,
    nth: int | None,
    instead: str,
) -> Any:
    """A field's value as the record has it, from what a person wrote."""
    if isinstance(value, (list, tuple)):
        value = ",".join(map(str, value))
    told = "" if value is None else str(value)
    if not field.startswith(correcting.WORDS):
        if nth is not None or instead:
            raise ValueError(f"Only evidence is marked anew, as {correcting.WORDS}place; not this")
        return correcting.value(record, field, told)
    story = queries.story(c, record["story"])
    assert story is not None
    role = field.removeprefix(correcting.WORDS)
    mark = remarking.mark(record, role, told, text=story["text"], nth=nth, instead=instead)
    return remarking.known(mark, [record, *overlays.read(c, record["story"])])


def lift(
    c: Connection, seq: int, told: dict[str, Any], *, ground: SqlGround, at: str, stages: Stages
) -> None:
    """Takes back that something was rejected or corrected."""
    before = told["before"] if isinstance(told["before"], dict) else {}
    stories = set(before.get("stories") or ()) if "sides" in before else set()
    for record in overlays.lift(c, seq):
        line = overlays.extracted(c, record)
        if line is not None:
            stories.add(line["story"])
            what = "added" if told["verb"] == "reject" else "changed"
            derived.change(c, at=at, what=what, kind=line["kind"], record=record)
    derive(ground, sorted(stories), stages=stages)


def _lot(drawn: bool) -> dict[str, Any]:
    """What a decision keeps of how its record was chosen: by lot, or nothing."""
    return {"drawn": "lot"} if drawn else {}


def _reasons(reason: str) -> list[dict[str, Any]]:
    return [{"name": "person", "words": reason, "weight": 1.0}] if reason else []
