"""What people found of records so far: each record's last word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import text

from onrecord.jsonlines import loads
from onrecord.store import carrying
from onrecord.store.store import Store

VERDICTS = ("accept", "reject", "correct")
"""What somebody may find of a record; `split` and `join` are about groups."""


def verdicts(store: Store) -> Iterator[dict[str, Any]]:
    """What people found, each record's last word, those taken back left out. `now` is the id of
    the record today, None where the finding no longer applies."""
    question = text(
        """
        SELECT max(seq) AS seq, line FROM decisions
        WHERE verb IN ('accept', 'reject', 'correct') AND undone IS NULL GROUP BY target
        """
    )
    with store._asking() as c:
        for row in c.execute(question).all():
            told = loads(row.line)
            if not told.get("notice"):
                yield told | {"now": next(iter(carrying.now(c, told)), None)}
