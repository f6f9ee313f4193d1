"""Writes what was made of many stories: derived lines, where old ids went, decisions, changes."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text

from onrecord.jsonlines import clean, dumps, loads
from onrecord.merging.at_issue import records_of
from onrecord.store.columns import day, fold, parties
from onrecord.store.schema import (
    CHANGES,
    DECISIONS,
    DERIVED,
    DERIVED_OUTLETS,
    DERIVED_PARTIES,
    DERIVED_RESTS,
    MOVED,
    NAMES,
    RECORDS,
)

DERIVED_KINDS = ("event", "happening", "actor", "place", "agreement", "dispute")

SPEAKS = "speaks:"
"""Before a record that speaks of an agreement, where what things rest on is kept."""

Line = Mapping[str, Any]


def line(of: Connection, identity: str) -> dict[str, Any] | None:
    """The derived line of that id, or None."""
    found = of.execute(select(DERIVED.c.line).where(DERIVED.c.id == identity)).scalar()
    return None if found is None else loads(found)


def write(
    to: Connection,
    value: Line,
    *,
    rests: Collection[str] = (),
    outlets: Collection[str] = (),
    words: Iterable[str] = (),
) -> str | None:
    """Writes a derived line in place of the one of that id.

    Gives back "added" or "changed", or None where it stands there already as it is. `rests` are
    the ids of the records or stories that it is made of, `words` what search is to find it by.
    """
    told = dumps(value)
    row = to.execute(
        select(DERIVED.c.number, DERIVED.c.line).where(DERIVED.c.id == value["id"])
    ).first()
    if row is not None and row.line == told:
        return None
    at_issue = _at_issue(to, row.number, loads(row.line)) if row is not None else set()
    if row is not None:
        _delete(to, row.number)
    first, last = days(value)
    counts = value.get("counts") or {}
    columns = {
        "id": value["id"],
        "kind": value["kind"],
        "type": value.get("type") or _kind(value),
        "subtype": value.get("mode") or value.get("rule"),
        "status": value.get("status"),
        "first_day": first,
        "last_day": last,
        "happening": value["id"] if value["kind"] == "happening" else value.get("happening"),
        "disputed": _disputes(to, _own(value, rests)) if value["kind"] == "event" else 0,
        "reports": counts.get("reports", len(rests)),
        "independent": counts.get("independent", len(rests)),
        "confidence": value.get("confidence"),
        "words": "\n".join(dict.fromkeys(clean(w) for w in words if w)),
        "line": told,
    }
    key = to.execute(insert(DERIVED).values(columns)).inserted_primary_key
    assert key is not None
    number = int(key[0])
    some = [
        {
            "derived": number,
            "kind": value["kind"],
            "role": p["role"],
            "actor": p["actor"],
            "name": _name(to, p["folded"]),
            "country": p["country"],
        }
        for p in involved(value)
    ]
    if some:
        to.execute(insert(DERIVED_PARTIES), some)
    named = sorted({clean(o) for o in outlets})
    if named:
        to.execute(
            insert(DERIVED_OUTLETS),
            [{"derived": number, "kind": value["kind"], "outlet": o} for o in named],
        )
    under = set(rests) | _about(value)
    if under:
        to.execute(insert(DERIVED_RESTS), [{"derived": number, "record": r} for r in sorted(under)])
    if value["kind"] == "dispute":
        _count_disputes(to, at_issue | _at_issue(to, number, value))
    return "added" if row is None else "changed"


def withdraw(to: Connection, identity: str) -> str | None:
    """Deletes a derived line; gives back its kind, or None where there is none."""
    row = to.execute(
        select(DERIVED.c.number, DERIVED.c.kind, DERIVED.c.line).where(DERIVED.c.id == identity)
    ).first()
    if row is None:
        return None
    at_issue = _at_issue(to, row.number, loads(row.line)) if row.kind == "dispute" else set()
    _delete(to, row.number)
    _count_disputes(to, at_issue)
    return str(row.kind)


def _about(value: Line) -> set[str]:
    """The events and the agreement that a dispute is about; the records that speak of an
    agreement, marked: it does not rest on them."""
    if value["kind"] == "agreement":
        return {SPEAKS + r for r in records_of(value)}
    about = value.get("about")
    if not isinstance(about, Mapping):
        return set()
    return {*(about.get("events") or ()), *filter(None, [about.get("agreement")])}


def _at_issue(of: Connection, number: int, value: Line) -> set[str]:
    """What a dispute is about and rests on: events and records, but not the stories they are in,
    which tell of other events too."""
    if value["kind"] != "dispute":
        return set()
    asked = select(DERIVED_RESTS.c.record).where(DERIVED_RESTS.c.derived == number)
    return set(of.execute(asked).scalars()) - set(value.get("stories") or ())


def _own(value: Line, rests: Collection[str]) -> set[str]:
    """An event's id and those of its records, but not of their stories."""
    return {value["id"], *rests} - {r["story"] for r in value.get("reports") or ()}


def _disputes(of: Connection, own: Collection[str]) -> int:
    """How many disputes are about an event or rest on one of its records."""
    asked = (
        select(func.count(DERIVED.c.number.distinct()))
        .join(DERIVED_RESTS, DERIVED_RESTS.c.derived == DERIVED.c.number)
        .where(DERIVED_RESTS.c.record.in_(list(own)), text("+derived.kind = 'dispute'"))
    )
    return int(of.execute(asked).scalar_one())


def _count_disputes(to: Connection, at_issue: Collection[str]) -> None:
    """Counts the disputes anew of the events that are at issue, or whose records are."""
    some = list(at_issue)
    if not some:
        return
    # With the plus sign SQLite looks at what rests on these few, not at all events there are.
    resting = (
        select(DERIVED.c.number)
        .join(DERIVED_RESTS, DERIVED_RESTS.c.derived == DERIVED.c.number)
        .where(DERIVED_RESTS.c.record.in_(some), text("+derived.kind = 'event'"))
    )
    itself = select(DERIVED.c.number).where(DERIVED.c.id.in_(some), text("+derived.kind = 'event'"))
    for number in to.execute(resting.union(itself)).scalars().all():
        line = to.execute(select(DERIVED.c.line).where(DERIVED.c.number == number)).scalar_one()
        of = select(DERIVED_RESTS.c.record).where(DERIVED_RESTS.c.derived == number)
        found = _disputes(to, _own(loads(line), list(to.execute(of).scalars())))
        to.execute(DERIVED.update().where(DERIVED.c.number == number).values(disputed=found))


def _delete(to: Connection, number: int) -> None:
    for table in (DERIVED_PARTIES, DERIVED_OUTLETS, DERIVED_RESTS):
        to.execute(delete(table).where(table.c.derived == number))
    to.execute(delete(DERIVED).where(DERIVED.c.number == number))


def days(value: Line) -> tuple[str | None, str | None]:
    """The first and last day of a derived line: its own, else those when it was seen.

    >>> days({"kind": "happening", "start": "2026-03-04", "end": "2026-03"})
    ('2026-03-04', '2026-03-31')
    >>> days({"kind": "event", "when": None, "first_seen": "2026-03-04"})
    (None, None)
    """
    when = value.get("when") or value.get("date")
    if value["kind"] == "happening":
        when = {"start": value.get("start"), "end": value.get("end")}
    elif value["kind"] in ("dispute", "actor", "place"):
        when = {"start": value.get("first_seen"), "end": value.get("last_seen")}
    if not isinstance(when, Mapping):
        return None, None
    first, last = when.get("start"), when.get("end")
    return day(first, last=False), day(last or first, last=True)


def involved(value: Line) -> Iterator[dict[str, Any]]:
    """Who takes part in a derived line, a row each, as `columns.parties` has them."""
    if value["kind"] in ("event", "agreement"):
        seen = set()
        for row in parties(dict(value)):
            if (told := tuple(row.values())) not in seen:
                seen.add(told)
                yield row
        return
    if value["kind"] == "dispute":
        for side in value.get("sides") or ():
            party = side.get("party")
            who = party if isinstance(party, Mapping) else {"name": party}
            yield _row("side", who)
    elif value["kind"] in ("actor", "place"):
        for name in {value.get("name"), *map(_named, value.get("names") or ())} - {None}:
            yield _row("name", {"id": value["id"], "name": name, "country": value.get("country")})


def _row(role: str, who: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "role": role,
        "actor": who.get("id"),
        "folded": fold(str(who.get("name") or "")),
        "country": who.get("country"),
    }


def _named(name: Any) -> str | None:
    return name.get("name") if isinstance(name, Mapping) else name


def _kind(value: Line) -> str | None:
    """What `--type` looks at where a line has no type: a dispute's or actor's kind of its own."""
    if value["kind"] == "agreement":
        return value.get("stage")
    found = value.get("of_kind")
    return found if isinstance(found, str) else None


def _name(to: Connection, folded: str) -> int:
    found = to.execute(select(NAMES.c.number).where(NAMES.c.folded == folded)).scalar()
    if found is None:
        key = to.execute(insert(NAMES).values(folded=folded)).inserted_primary_key
        assert key is not None
        found = int(key[0])
    return found


def move(to: Connection, old: str, new: Collection[str]) -> None:
    """Says where an id that is no more went: to one, or to several where it was split. A record
    that a new reading confirms went to the one there."""
    to.execute(delete(MOVED).where(MOVED.c.old == old))
    some = sorted(set(new) - {old})
    if some:
        to.execute(insert(MOVED), [{"old": old, "new": n} for n in some])


def moved(of: Connection, old: str) -> tuple[str, ...]:
    """Where an id went, through all moves, to what is there now."""
    seen, border, out = {old}, [old], set[str]()
    while border:
        asked = select(MOVED.c.new).where(MOVED.c.old.in_(border))
        ends = set(of.execute(asked).scalars()) - seen
        seen |= ends
        there = set(of.execute(select(DERIVED.c.id).where(DERIVED.c.id.in_(ends))).scalars())
        there |= set(of.execute(select(RECORDS.c.id).where(RECORDS.c.id.in_(ends))).scalars())
        out |= there
        border = sorted(ends - there)
    return tuple(sorted(out))


def decide(to: Connection, *, at: str, by: str, verb: str, target: str, **more: Any) -> int:
    """Keeps a decision and gives back its number."""
    key = to.execute(
        insert(DECISIONS).values(verb=verb, target=target, line="{}")
    ).inserted_primary_key
    assert key is not None
    seq = int(key[0])
    value = {
        "kind": "decision",
        "id": f"c{seq}",
        "seq": seq,
        "at": at,
        "by": by,
        "verb": verb,
        "target": target,
        "before": more.pop("before", None),
        "after": more.pop("after", None),
        "score": more.pop("score", None),
        "reasons": more.pop("reasons", []),
        **more,
    }
    to.execute(DECISIONS.update().where(DECISIONS.c.seq == seq).values(line=dumps(value)))
    return seq


def conclude(to: Connection, seq: int, **more: Any) -> dict[str, Any]:
    """Adds to a decision what came of it, and gives it back."""
    line = loads(to.execute(select(DECISIONS.c.line).where(DECISIONS.c.seq == seq)).scalar_one())
    line |= more
    to.execute(DECISIONS.update().where(DECISIONS.c.seq == seq).values(line=dumps(line)))
    return line


def decisions(
    of: Connection, target: str | None = None, *, by_person: bool = False, limit: int | None = None
) -> list[dict[str, Any]]:
    """The decisions about an id, or all of them, the newest first; `undone` tells which decision
    took one back."""
    asked = select(DECISIONS.c.line, DECISIONS.c.undone).order_by(DECISIONS.c.seq.desc())
    if target is not None:
        asked = asked.where(DECISIONS.c.target == target)
    if by_person:
        asked = asked.where(DECISIONS.c.verb.in_(PERSONAL))
    rows = of.execute(asked.limit(limit)).all()
    return [loads(r.line) | {"undone": f"c{r.undone}" if r.undone else None} for r in rows]


PERSONAL = ("split", "join", "accept", "reject", "correct", "undo")
"""What people decide; `link` and `merge` are the program's, and `split` where it took back."""


def change(to: Connection, *, at: str, what: str, kind: str, record: str) -> None:
    """Adds to the feed of changes."""
    to.execute(insert(CHANGES).values(at=at, what=what, kind=kind, record=record))


def changes(of: Connection, since: int, *, limit: int | None = None) -> list[dict[str, Any]]:
    """The changes after number `since`, oldest first."""
    asked = select(CHANGES).where(CHANGES.c.seq > since).order_by(CHANGES.c.seq).limit(limit)
    return [
        {
            "kind": "change",
            "seq": r.seq,
            "at": r.at,
            "what": r.what,
            "of": r.kind,
            "record": r.record,
        }
        for r in of.execute(asked)
    ]


def last_change(of: Connection) -> int:
    """The number of the latest change, 0 where there is none."""
    return int(of.execute(select(func.max(CHANGES.c.seq))).scalar() or 0)
