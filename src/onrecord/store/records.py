"""Writes a record's row with all that it is found by: columns, parties, evidence."""

from __future__ import annotations

import hashlib
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from onrecord.jsonlines import clean, dumps
from onrecord.store.columns import columns, parties
from onrecord.store.schema import EVIDENCE, PARTIES, RECORDS


def text_hash(text: str) -> str:
    """The SHA-256 of a story's text; halves of surrogate pairs count as they are."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def put(
    to: Connection,
    record: dict[str, Any],
    *,
    story: int,
    published: str | None,
    sha256: str,
    number: int | None = None,
) -> None:
    """Writes a record of a story: its row anew, under `number` where that is free or its own.
    `sha256` is that of the story's text."""
    found = columns(record, published=published)
    quotes = dict.fromkeys(clean(e["quote"]) for e in record["evidence"])
    row = {
        "id": record["id"],
        "story": story,
        "kind": record["kind"],
        "type": found.type,
        "subtype": found.subtype,
        "status": found.status,
        "first_day": found.first_day,
        "last_day": found.last_day,
        "quotes": "\n".join(quotes),
        "line": dumps(record),
    }
    own = select(RECORDS.c.id).where(RECORDS.c.number == number)
    held = to.execute(own).scalar() if number is not None else None
    if number is not None and held == record["id"]:
        to.execute(update(RECORDS).where(RECORDS.c.number == number).values(row))
        for table in (PARTIES, EVIDENCE):
            to.execute(delete(table).where(table.c.record == number))
        key = number
    else:
        row |= {"number": number} if number is not None and held is None else {}
        made = to.execute(insert(RECORDS).values(row)).inserted_primary_key
        assert made is not None
        key = int(made[0])
    some = [{"record": key} | party for party in parties(record)]
    if some:
        to.execute(insert(PARTIES), some)
    to.execute(
        insert(EVIDENCE),
        [
            {
                "record": key,
                "position": position,
                "role": e["role"],
                "first": e["start"],
                "last": e["end"],
                "quote": clean(e["quote"]),
                "sha256": sha256,
            }
            for position, e in enumerate(record["evidence"])
        ],
    )
