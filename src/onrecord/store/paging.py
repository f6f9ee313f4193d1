"""Extracted records and stories in parts: a list goes on where a cursor says."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator
from typing import Any

from sqlalchemy import Column, ColumnElement, Select, and_, or_, select

from onrecord.errors import UsageError
from onrecord.jsonlines import loads
from onrecord.store import tied
from onrecord.store.answers import Listed
from onrecord.store.filters import Filter, condition
from onrecord.store.schema import RECORDS, STORIES
from onrecord.store.shelf import raw
from onrecord.store.store import Store


def records(store: Store, asked: Filter, *, limit: int, after: str | None = None) -> Listed:
    """The records asked for by day, those without one last, as `Store.records` has them, at most
    `limit`; `after` is the cursor that an earlier part gave.

    Raises `UsageError` for a cursor that none gave.
    """
    r = RECORDS.c
    wanted = (
        select(r.line, r.first_day.label("day"), r.number)
        .join(STORIES, STORIES.c.number == r.story)
        .where(condition(asked))
    )
    return _part(store, wanted, (r.first_day, r.number), limit, after, lambda row: loads(row.line))


def stories(store: Store, asked: Filter, *, limit: int, after: str | None = None) -> Listed:
    """The stories asked for as `Store.tied_stories` has them, at most `limit`."""
    s = STORIES.c
    wanted = tied.narrowed(select(*tied.COLUMNS, s.published.label("day"), s.number), asked)
    return _part(store, wanted, (s.published, s.number), limit, after, tied.line)


def whole_stories(store: Store, ids: Collection[str]) -> list[dict[str, Any]]:
    """The stories of these ids with their texts, those that are there, in the order added."""
    s = STORIES.c
    asked = select(s.line, s.text).where(s.id.in_(list(ids))).order_by(s.number)
    with store._asking() as c:
        return [{"text": row.text} | loads(row.line) for row in c.execute(asked)]


WINDOW = 400
"""Stories read at once with their records."""

_NEXT = "SELECT max(number) FROM (SELECT number FROM stories WHERE number > ? ORDER BY 1 LIMIT ?)"
_STORIES = "SELECT number, line, text FROM stories WHERE number > ? AND number <= ? ORDER BY number"
_RECORDS = """
    SELECT story, line FROM records INDEXED BY records_story
    WHERE story > ? AND story <= ? ORDER BY story, number
"""
_OF_KIND = """
    SELECT story, line FROM records INDEXED BY records_story
    WHERE story > ? AND story <= ? AND kind = ? ORDER BY story, number
"""

_parsed = json.JSONDecoder().raw_decode
Whole = tuple[dict[str, Any], list[dict[str, Any]]]


def everything(store: Store, *, kind: str | None = None) -> Iterator[Whole]:
    """Each story with its text and its records, in the order added; with a kind the stories that
    have records of it, with these."""
    with store._asking() as c:
        driver, last = raw(c), 0
        while True:
            until = driver.execute(_NEXT, (last, WINDOW)).fetchone()[0]
            if until is None:
                return
            records: dict[int, list[dict[str, Any]]] = {}
            asked = (_RECORDS, (last, until)) if kind is None else (_OF_KIND, (last, until, kind))
            for number, line in driver.execute(*asked).fetchall():
                records.setdefault(number, []).append(_parsed(line)[0])
            for number, line, told in driver.execute(_STORIES, (last, until)).fetchall():
                if kind is None or number in records:
                    # A text that SQLite could not keep as it was stands in the line.
                    yield {"text": told} | _parsed(line)[0], records.get(number, [])
            last = until


def _part(
    store: Store,
    wanted: Select[Any],
    order: tuple[Column[Any], Column[Any]],
    limit: int,
    after: str | None,
    line: Callable[[Any], dict[str, Any]],
) -> Listed:
    day, number = order
    if after is not None:
        wanted = wanted.where(_beyond(day, number, after))
    by = (day.is_(None), day, number)
    with store._asking() as c:
        rows = c.execute(wanted.order_by(*by).limit(limit + 1)).all()
    more = len(rows) > limit
    rows = rows[:limit]
    cursor = f"{rows[-1].day or ''}|{rows[-1].number}" if more and rows else None
    return Listed(lines=tuple(map(line, rows)), after=cursor)


def _beyond(day: Column[Any], number: Column[Any], after: str) -> ColumnElement[bool]:
    last, _, told = after.rpartition("|")
    if not (told.isascii() and told.isdigit() and len(told) < 19 and "|" in after):
        raise UsageError(f"{after!r} is no cursor of this list.")
    if not last:
        return and_(day.is_(None), number > int(told))
    return or_(day > last, and_(day == last, number > int(told)), day.is_(None))
