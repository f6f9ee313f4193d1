"""Answers questions about derived lines: lists with a cursor, counts by facet, one by its id."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select, text

from onrecord.jsonlines import loads
from onrecord.ontology.plover import TYPES
from onrecord.store import derived
from onrecord.store.columns import fold
from onrecord.store.filters import Filter
from onrecord.store.schema import (
    CHANGES,
    DERIVED,
    DERIVED_OUTLETS,
    DERIVED_PARTIES,
    DERIVED_RESTS,
    NAMES,
)
from onrecord.store.search import phrase

FACETS = ("type", "mode", "status", "country", "outlet", "month")
"""What `facets` counts."""

BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A part of a list, and the cursor for what comes after it; None at the end."""

    lines: tuple[dict[str, Any], ...]
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    """What an id leads to: its line; `moved` are the ids that it was moved to, if it was. With
    several of them there is no one line."""

    line: dict[str, Any] | None
    moved: tuple[str, ...] = ()


def condition(kind: str, asked: Filter) -> ColumnElement[bool]:
    """The filter over the derived table."""
    d = DERIVED.c
    parts: list[ColumnElement[bool]] = [d.kind == kind]
    if asked.type:
        name = asked.type
        if kind == "event" and name.upper() in TYPES:
            parts.append(d.type == name.upper())  # which an index knows
        else:
            types = {name, name.upper(), name.lower()}
            parts.append(or_(d.type.in_(types), d.subtype == name.lower()))
    if asked.mode:
        parts.append(d.subtype == asked.mode.lower())
    if asked.status:
        parts.append(d.status == asked.status.lower())
    if asked.since:
        parts.append(d.last_day >= asked.since)
    if asked.until:
        parts.append(d.first_day <= asked.until)
    if asked.happening:
        parts.append(d.happening == asked.happening)
    if asked.confidence is not None:
        parts.append(d.confidence >= asked.confidence)
    if asked.disputed:
        parts.append(d.disputed > 0)
    p = DERIVED_PARTIES.c
    if asked.actor:
        named = select(NAMES.c.number).where(func.instr(NAMES.c.folded, fold(asked.actor)) > 0)
        parts.append(
            d.number.in_(
                select(p.derived)
                .where(p.name.in_(named), p.role != "place")
                .union(select(p.derived).where(p.actor == asked.actor))
            )
        )
    if asked.place:
        named = select(NAMES.c.number).where(func.instr(NAMES.c.folded, fold(asked.place)) > 0)
        parts.append(d.number.in_(select(p.derived).where(p.name.in_(named), p.role == "place")))
    if asked.country:
        wanted = select(p.derived).where(p.kind == kind, p.country == asked.country.upper())
        parts.append(d.number.in_(wanted))
    if asked.outlet:
        o = DERIVED_OUTLETS.c
        parts.append(
            d.number.in_(select(o.derived).where(o.kind == kind, o.outlet == asked.outlet))
        )
    if asked.story:
        r = DERIVED_RESTS.c
        parts.append(exists().where(r.derived == d.number, r.record == asked.story))
    if asked.text:
        found = text("SELECT rowid FROM derived_words WHERE derived_words MATCH :words")
        parts.append(
            d.number.in_(found.bindparams(words=phrase(asked.text)).columns(DERIVED.c.number))
        )
    return and_(*parts)


def listed(
    of: Connection,
    kind: str,
    asked: Filter,
    *,
    limit: int | None = None,
    after: str | None = None,
    newest: bool = False,
) -> Listed:
    """The lines of a kind by day, those without one last; `after` is the cursor of a part before.

    `newest` begins with the latest day.
    """
    lines: list[dict[str, Any]] = []
    last: tuple[str, str] | None = None
    for row in _rows(of, kind, asked, limit=limit, after=after, newest=newest):
        if limit is not None and len(lines) == limit:
            assert last is not None
            return Listed(lines=tuple(lines), after=f"{last[0]}|{last[1]}")
        lines.append(loads(row.line))
        last = (row.first_day or "", row.id)
    return Listed(lines=tuple(lines), after=None)


def every(
    of: Connection, kind: str, asked: Filter, *, limit: int | None
) -> Iterator[dict[str, Any]]:
    """The lines of a kind by day, those without one last, one after the other."""
    for number, row in enumerate(_rows(of, kind, asked, limit=limit, after=None, newest=False)):
        if limit is not None and number == limit:
            return
        yield loads(row.line)


def _rows(
    of: Connection, kind: str, asked: Filter, *, limit: int | None, after: str | None, newest: bool
) -> Iterator[Any]:
    """One row more than `limit`, so that it is seen whether there are more."""
    d = DERIVED.c
    most = None if limit is None else limit + 1
    wanted = select(d.line, d.first_day, d.id).where(condition(kind, asked))
    cursor = tuple(after.rpartition("|")[::2]) if after is not None else None
    number = 0
    if cursor is None or cursor[0]:
        dated = wanted.where(d.first_day.is_not(None))
        if cursor is not None:
            here = and_(d.first_day == cursor[0], d.id < cursor[1] if newest else d.id > cursor[1])
            further = d.first_day < cursor[0] if newest else d.first_day > cursor[0]
            bound = d.first_day <= cursor[0] if newest else d.first_day >= cursor[0]
            dated = dated.where(bound, or_(further, here))
        order = (d.first_day.desc(), d.id.desc()) if newest else (d.first_day, d.id)
        for row in of.execution_options(yield_per=BATCH).execute(
            dated.order_by(*order).limit(most)
        ):
            number += 1
            yield row
    if most is not None and number >= most:
        return
    undated = wanted.where(d.first_day.is_(None))
    if cursor is not None and not cursor[0]:
        undated = undated.where(d.id > cursor[1])
    left = None if most is None else most - number
    yield from of.execution_options(yield_per=BATCH).execute(undated.order_by(d.id).limit(left))


def count(of: Connection, kind: str, asked: Filter) -> int:
    """How many lines of a kind are asked for."""
    wanted = select(func.count()).select_from(DERIVED).where(condition(kind, asked))
    return int(of.execute(wanted).scalar_one())


def one(of: Connection, kind: str, identity: str) -> One | None:
    """What an id of a kind leads to, or None where it never was one."""
    found = derived.line(of, identity)
    if found is not None:
        return One(line=found) if found["kind"] == kind else None
    moved = derived.moved(of, identity)
    if not moved:
        rests = select(DERIVED.c.id).join(
            DERIVED_RESTS, DERIVED_RESTS.c.derived == DERIVED.c.number
        )
        asked = rests.where(DERIVED_RESTS.c.record == identity, DERIVED.c.kind == kind)
        moved = tuple(of.execute(asked.order_by(DERIVED.c.id)).scalars())
    if not moved:
        gone = select(CHANGES.c.seq).where(CHANGES.c.record == identity, CHANGES.c.kind == kind)
        there = of.execute(gone.where(CHANGES.c.what == "withdrawn").limit(1)).first()
        return One(line=None) if there else None
    line = derived.line(of, moved[0]) if len(moved) == 1 else None
    if line is not None and line["kind"] != kind:
        return None
    return One(line=line, moved=moved)


def resting(of: Connection, record: str) -> list[tuple[str, str]]:
    """Kind and id of the derived lines that a record or story went into."""
    asked = (
        select(DERIVED.c.kind, DERIVED.c.id)
        .join(DERIVED_RESTS, DERIVED_RESTS.c.derived == DERIVED.c.number)
        .where(DERIVED_RESTS.c.record == record)
        .order_by(DERIVED.c.kind, DERIVED.c.id)
    )
    return [(row.kind, row.id) for row in of.execute(asked)]


def similar(of: Connection, begin: str) -> list[str]:
    """Ids of derived lines that begin so, at most five."""
    wanted = select(DERIVED.c.id).where(DERIVED.c.id.startswith(begin, autoescape=True))
    return list(of.execute(wanted.order_by(DERIVED.c.id).limit(5)).scalars())


def facets(
    of: Connection, kind: str, asked: Filter, *, names: tuple[str, ...] = FACETS
) -> dict[str, dict[str, int]]:
    """How many lines there are of each type, mode, status, country, outlet and month (of the first
    day), the most frequent first; a line counts once for each of its countries and outlets."""
    d, p, o = DERIVED.c, DERIVED_PARTIES.c, DERIVED_OUTLETS.c
    wanted = condition(kind, asked)
    free = asked == Filter()
    out: dict[str, dict[str, int]] = {}
    for name in names:
        if name in ("type", "mode", "status"):
            of_what = d.subtype if name == "mode" else d[name]
            found = select(of_what, func.count()).where(wanted).group_by(of_what)
        elif name == "month":
            month = func.substr(d.first_day, 1, 7)
            found = select(month, func.count()).where(wanted).group_by(month)
        elif name == "country":
            found = select(p.country, func.count(p.derived.distinct())).where(p.kind == kind)
            if not free:
                found = found.where(p.derived.in_(select(d.number).where(wanted)))
            found = found.group_by(p.country)
        else:
            found = select(o.outlet, func.count()).where(o.kind == kind)
            if not free:
                found = found.where(o.derived.in_(select(d.number).where(wanted)))
            found = found.group_by(o.outlet)
        rows = [(str(v), int(n)) for v, n in of.execute(found) if v is not None]
        out[name] = dict(sorted(rows, key=lambda row: (-row[1], row[0])))
    return out
