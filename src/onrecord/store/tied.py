"""Stories as a store ties them together: one line each, with whose copy and of which happening."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select, text

from onrecord.jsonlines import loads
from onrecord.store.filters import Filter
from onrecord.store.schema import STORIES, TAKEN_BACK
from onrecord.store.search import phrase

BATCH = 500
TAKES = {"corrects": "corrected", "retracts": "withdrawn"}
"""Fields of a story that is a notice, and what it does to the records of others."""


def _taken(verb: str) -> Any:
    """The stories whose records a story takes back, as one text with commas."""
    t = TAKEN_BACK.c
    others = select(t.story).where(
        t.notice == STORIES.c.id, t.verb == verb, t.story != STORIES.c.id
    )
    some = others.distinct().order_by(t.story).correlate(STORIES).subquery()
    return select(func.group_concat(some.c.story)).scalar_subquery()


COLUMNS = (
    STORIES.c.line,
    STORIES.c.copy_of,
    STORIES.c.happening,
    *(_taken(verb).label(name) for name, verb in TAKES.items()),
)
"""What the line of a tied story is made of: see `line`."""


def line(row: Row[Any]) -> dict[str, Any]:
    """A story's line without its text, with what ties it to others, from a row of `COLUMNS`."""
    told: dict[str, Any] = loads(row.line)
    told.pop("text", None)
    takes = {n: getattr(row, n).split(",") if getattr(row, n) else [] for n in TAKES}
    return told | {"copy_of": row.copy_of, "happening": row.happening} | takes


def stories(of: Connection, asked: Filter, *, limit: int | None = None) -> Iterator[dict[str, Any]]:
    """The stories asked for by day of publication, without their texts; those without a date last.

    Of the filter, `since`, `until`, `outlet`, `happening`, `text` and `story` (a story that the
    others are copies of) count.
    """
    s = STORIES.c
    wanted = narrowed(select(*COLUMNS), asked)
    order = (s.published.is_(None), s.published, s.number)
    rows = of.execution_options(yield_per=BATCH).execute(wanted.order_by(*order).limit(limit))
    for row in rows:
        yield line(row)


def count(of: Connection, asked: Filter) -> int:
    """How many stories are asked for."""
    wanted = narrowed(select(func.count()).select_from(STORIES), asked)
    return int(of.execute(wanted).scalar_one())


def ties(of: Connection, story: str) -> dict[str, str | None]:
    """Whose copy a story is, and of which happening."""
    s = STORIES.c
    row = of.execute(select(s.copy_of, s.happening).where(s.id == story)).first()
    return {"copy_of": row.copy_of if row else None, "happening": row.happening if row else None}


def narrowed(wanted: Select[Any], asked: Filter) -> Select[Any]:
    """The question about stories, only for those asked for."""
    s = STORIES.c
    day = func.substr(s.published, 1, 10)
    if asked.since:
        wanted = wanted.where(s.published >= asked.since)
    if asked.until:
        wanted = wanted.where(day <= asked.until)
    if asked.outlet:
        wanted = wanted.where(s.outlet == asked.outlet)
    if asked.happening:
        wanted = wanted.where(s.happening == asked.happening)
    if asked.story:
        wanted = wanted.where(s.copy_of == asked.story)
    if asked.text:
        found = text("SELECT rowid FROM story_words WHERE story_words MATCH :words")
        found = found.bindparams(words=phrase(asked.text))
        wanted = wanted.where(s.number.in_(found.columns(s.number)))
    return wanted
