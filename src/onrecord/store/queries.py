"""Answers questions about what is stored, as the JSON objects that were stored."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Select, func, select

from onrecord.jsonlines import loads
from onrecord.sources.document import Document, Given
from onrecord.store.filters import Filter, condition
from onrecord.store.schema import PAGES, RECORDS, STORIES

EXTRACTED = ("event", "statement", "agreement", "attribution")
"""Kinds of records that are read from stories."""

BATCH = 500
"""Rows fetched at once: enough to be quick, few enough to be small."""


def records(of: Connection, asked: Filter, *, limit: int | None = None) -> Iterator[dict[str, Any]]:
    """The records asked for by date, those without one last; of one date in the order read."""
    wanted = (
        select(RECORDS.c.line)
        .join(STORIES, STORIES.c.number == RECORDS.c.story)
        .where(condition(asked))
        .order_by(RECORDS.c.first_day.is_(None), RECORDS.c.first_day, RECORDS.c.number)
    )
    yield from map(loads, _texts(of, wanted.limit(limit)))


def count(of: Connection, asked: Filter) -> int:
    """How many records are asked for."""
    joined = RECORDS.join(STORIES, STORIES.c.number == RECORDS.c.story)
    wanted = select(func.count()).select_from(joined).where(condition(asked))
    return int(of.execute(wanted).scalar_one())


def in_order_read(of: Connection, asked: Filter) -> Iterator[dict[str, Any]]:
    """The records asked for as `onrecord extract` prints them: by story, in the order added."""
    wanted = (
        select(RECORDS.c.line)
        .join(STORIES, STORIES.c.number == RECORDS.c.story)
        .where(condition(asked))
        .order_by(STORIES.c.number, RECORDS.c.number)
    )
    yield from map(loads, _texts(of, wanted))


def story(of: Connection, identity: str) -> dict[str, Any] | None:
    """The story of that id with its text, or None."""
    row = of.execute(_stories().where(STORIES.c.id == identity)).first()
    return _story(row.line, row.text) if row else None


def record(of: Connection, identity: str) -> dict[str, Any] | None:
    """The extracted record of that id, or None."""
    found = of.execute(select(RECORDS.c.line).where(RECORDS.c.id == identity)).scalar()
    return None if found is None else loads(found)


def story_ids(of: Connection) -> list[str]:
    """The ids of all stories in the order they were added."""
    return list(of.execute(select(STORIES.c.id).order_by(STORIES.c.number)).scalars())


def similar_ids(of: Connection, begin: str) -> list[str]:
    """Story ids that begin so, at most five: what somebody who typed part of one may mean."""
    wanted = select(STORIES.c.id).where(STORIES.c.id.startswith(begin, autoescape=True))
    return list(of.execute(wanted.order_by(STORIES.c.number).limit(5)).scalars())


def stored_version(of: Connection, sha256: str) -> str | None:
    """The version of the program that read the page of that identity, None if it is not stored."""
    wanted = select(PAGES.c.version).where(PAGES.c.sha256 == sha256)
    return of.execute(wanted).scalar()


def removed(of: Connection, sha256: str) -> bool:
    """Whether a story was removed from the page of that identity: it is not to be read again."""
    wanted = select(PAGES.c.data.is_(None)).where(PAGES.c.sha256 == sha256)
    return bool(of.execute(wanted).scalar())


def outdated(of: Connection, version: str) -> list[int]:
    """The keys of pages that another version of the program read and whose bytes are kept. Those
    that a newer page took the place of are left as they are."""
    kept = (PAGES.c.data.is_not(None), PAGES.c.newer.is_(None))
    wanted = select(PAGES.c.id).where(PAGES.c.version != version, *kept)
    return list(of.execute(wanted.order_by(PAGES.c.id)).scalars())


def page(of: Connection, key: int) -> Document:
    """The stored page of that key as the document that it was."""
    row = of.execute(select(PAGES).where(PAGES.c.id == key)).one()
    given = Given(published=row.published, outlet=row.outlet, url=row.url)
    data = zlib.decompress(row.data)
    return Document(name=row.name, media=row.media, data=data, given=given, charset=row.charset)


def counts(of: Connection) -> dict[str, int]:
    """How many pages, stories and records of each kind there are."""
    out = {
        "page": of.execute(select(func.count()).select_from(PAGES)).scalar_one(),
        "story": of.execute(select(func.count()).select_from(STORIES)).scalar_one(),
    }
    kinds = select(RECORDS.c.kind, func.count()).group_by(RECORDS.c.kind).order_by(RECORDS.c.kind)
    return out | {row[0]: row[1] for row in of.execute(kinds)}


def _stories() -> Select[str, str]:
    return select(STORIES.c.line, STORIES.c.text)


def _story(line: str, text: str) -> dict[str, Any]:
    # A text that SQLite could not keep as it was stands in the line.
    value: dict[str, Any] = json.loads(line)
    return {"text": text} | value


def _texts(of: Connection, wanted: Select[str]) -> Iterator[str]:
    yield from of.execution_options(yield_per=BATCH).execute(wanted).scalars()
