"""What people found of records so far: each record's last word."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, text

from onrecord.jsonlines import loads
from onrecord.store import carrying
from onrecord.store.schema import DERIVED, MOVED, ORIGINALS, OVERLAYS, RECORDS
from onrecord.store.store import Store

VERDICTS = ("accept", "reject", "correct")
"""What somebody may find of a record; `split` and `join` are about groups."""

MANY = 400
"""Things asked for in one question."""

_VERDICTS = """
    SELECT max(seq) AS seq, line FROM decisions
    WHERE verb IN ('accept', 'reject', 'correct') AND undone IS NULL
    AND instr(line, '"notice":') = 0 GROUP BY target
"""
_SINCE = """
    SELECT DISTINCT target FROM decisions WHERE seq > :after
    AND verb IN ('accept', 'reject', 'correct', 'split', 'join', 'undo')
"""
_LAST = """
    SELECT seq FROM decisions
    WHERE verb IN ('accept', 'reject', 'correct', 'split', 'join', 'undo')
    ORDER BY seq DESC LIMIT 1
"""
_OF = """
    SELECT seq, line FROM decisions WHERE target = :target
    AND verb IN ('accept', 'reject', 'correct') AND undone IS NULL
    AND instr(line, '"notice":') = 0 ORDER BY seq DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A person's last word on a record: the decision's line, with `now` the id of the record
    today, None where it no longer applies; of that record its kind and confidence."""

    told: dict[str, Any]
    now: str | None
    kind: str | None
    confidence: float | None


def verdicts(store: Store) -> Iterator[dict[str, Any]]:
    """What people found, each record's last word, those taken back left out. `now` is the id of
    the record today, None where the finding no longer applies."""
    with store._asking() as c:
        for row in c.execute(text(_VERDICTS)).all():
            told = loads(row.line)
            yield told | {"now": next(iter(carrying.now(c, told)), None)}


def last(store: Store) -> int:
    """The number of the last decision of a person."""
    with store._asking() as c:
        return int(c.execute(text(_LAST)).scalar() or 0)


def findings(store: Store) -> dict[str, Finding]:
    """All verdicts by what they were given of."""
    with store._asking() as c:
        return _findings(c, [loads(row.line) for row in c.execute(text(_VERDICTS)).all()])


def findings_since(store: Store, *, after: int) -> dict[str, Finding | None]:
    """The verdicts of what people decided about after that decision; None where one was taken
    back."""
    with store._asking() as c:
        targets = [str(t) for t in c.execute(text(_SINCE), {"after": after}).scalars()]
        rows = [c.execute(text(_OF), {"target": t}).first() for t in targets]
        made = _findings(c, [loads(row.line) for row in rows if row is not None])
    return {target: made.get(target) for target in targets}


def there(store: Store, records: Collection[str]) -> set[str]:
    """Those of the records, and of what was made of them, that are there; rejected ones too."""
    with store._asking() as c:
        return set(_lines(c, records))


def _findings(of: Connection, lines: list[dict[str, Any]]) -> dict[str, Finding]:
    """The findings that these decisions are; most are about records that still stand."""
    targets = [told["target"] for told in lines]
    standing = {row.id for row in _some(of, select(RECORDS.c.id), RECORDS.c.id, targets)}
    moved = {row.old for row in _some(of, select(MOVED.c.old), MOVED.c.old, targets)}
    laid: dict[int, set[str]] = {}
    o = OVERLAYS.c
    asked = select(o.decision, o.record)
    for row in _some(of, asked, o.record, targets):
        laid.setdefault(row.decision, set()).add(row.record)
    now: dict[str, str | None] = {}
    for told in lines:
        target = told["target"]
        own = told["verb"] == "accept" or laid.get(told["seq"]) == {target}
        plain = own and target in standing and target not in moved
        now[target] = target if plain else next(iter(carrying.now(of, told)), None)
    read = {i: loads(line) for i, line in _lines(of, [i for i in now.values() if i]).items()}
    out = {}
    for told in lines:
        # A dispute that was rejected is nowhere; the decision has it.
        line = read.get(now[told["target"]] or "") or (
            told["before"] if now[told["target"]] else {}
        )
        out[told["target"]] = Finding(
            told=told,
            now=now[told["target"]],
            kind=line.get("kind"),
            confidence=line.get("confidence"),
        )
    return out


def _lines(of: Connection, ids: Collection[str]) -> dict[str, str]:
    """The lines of records, shown or rejected, and of what was made of records."""
    out: dict[str, str] = {}
    for column, line in (
        (RECORDS.c.id, RECORDS.c.line),
        (ORIGINALS.c.record, ORIGINALS.c.line),
        (DERIVED.c.id, DERIVED.c.line),
    ):
        rows = _some(of, select(column.label("id"), line), column, ids)
        out |= {row.id: row.line for row in rows}
    return out


def _some(of: Connection, asked: Any, column: Any, wanted: Collection[Any]) -> Iterator[Any]:
    values = list(wanted)
    for at in range(0, len(values), MANY):
        yield from of.execute(asked.where(column.in_(values[at : at + MANY]))).all()
