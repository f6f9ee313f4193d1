"""Checks a whole store: the file, the index, and every quotation against its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError

from onrecord.jsonlines import clean, loads
from onrecord.spans import quotes
from onrecord.store import queries
from onrecord.store.records import text_hash
from onrecord.store.schema import EVIDENCE, RECORDS, STORIES

_INDEXES = (
    text("INSERT INTO story_words (story_words, rank) VALUES ('integrity-check', 1)"),
    text("INSERT INTO record_words (record_words, rank) VALUES ('integrity-check', 1)"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """Something wrong in a store: where (file, index, story or record id) and what."""

    where: str
    what: str


def check(of: Connection) -> Iterator[Fault]:
    """All faults of a store, none if it is sound. Nothing is repaired or re-anchored."""
    for (told,) in of.execute(text("PRAGMA integrity_check")):
        if told != "ok":
            yield Fault(where="file", what=str(told))
    for table, row, parent, _ in of.execute(text("PRAGMA foreign_key_check")):
        yield Fault(where=f"{table} {row}", what=f"rests on {parent} that are not there")
    yield from _stories(of)
    yield from _records(of)


def index(of: Connection) -> Iterator[Fault]:
    """Faults of the search index; needs a connection that may write, though it changes nothing."""
    for question in _INDEXES:
        try:
            of.execute(question)
        except DBAPIError as error:
            yield Fault(where="index", what=str(error.orig))


def _stories(of: Connection) -> Iterator[Fault]:
    ids = [row.id for row in of.execute(select(STORIES.c.id).order_by(STORIES.c.number))]
    for identity in ids:
        hashed = of.execute(select(STORIES.c.sha256).where(STORIES.c.id == identity)).scalar_one()
        story = queries.story(of, identity)
        if story is not None and text_hash(story["text"]) != hashed:
            yield Fault(where=f"story {identity}", what="its text is not the one that was stored")


def _records(of: Connection) -> Iterator[Fault]:
    """Each piece of evidence, in the record's JSON and in its row, against the text."""
    wanted = (
        select(RECORDS.c.number, RECORDS.c.id, RECORDS.c.kind, RECORDS.c.line, STORIES.c.id)
        .join(STORIES, STORIES.c.number == RECORDS.c.story)
        .order_by(STORIES.c.number, RECORDS.c.number)
    )
    held: tuple[str, str, str] | None = None
    for number, identity, kind, line, story in of.execute(wanted).all():
        if held is None or held[0] != story:
            value = queries.story(of, story)
            assert value is not None
            held = (story, value["text"], text_hash(value["text"]))
        for what in _evidence(of, number, loads(line), text=held[1], hashed=held[2]):
            yield Fault(where=f"{kind} {identity}", what=what)


def _evidence(
    of: Connection, number: int, record: dict[str, Any], *, text: str, hashed: str
) -> Iterator[str]:
    found = select(EVIDENCE).where(EVIDENCE.c.record == number).order_by(EVIDENCE.c.position)
    rows = of.execute(found).all()
    if not record["evidence"]:
        yield "has no evidence"
    if len(rows) != len(record["evidence"]):
        yield f"has {len(record['evidence'])} pieces of evidence but {len(rows)} rows"
        return
    for row, e in zip(rows, record["evidence"], strict=True):
        place = f"{e['role']} {e['start']}..{e['end']}"
        if row.sha256 != hashed:
            yield f"orphan: the text under {place} has changed since"
        if not quotes(text, start=e["start"], end=e["end"], quote=e["quote"]):
            yield f"the words under {place} are not {e['quote']!r}"
        same = (row.role, row.first, row.last, row.quote)
        if same != (e["role"], e["start"], e["end"], clean(e["quote"])):
            yield f"the row of {place} differs from the record"
