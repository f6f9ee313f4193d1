"""The store as those write to it who check records: acceptances, and what was checked so far."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import select, text, update

from onrecord.errors import OnRecordError
from onrecord.jsonlines import loads
from onrecord.store import derived
from onrecord.store.schema import DECISIONS
from onrecord.store.store import Store

VERDICTS = ("accept", "reject", "correct")
"""What somebody may find of a record; `split` and `join` are about groups."""


class Reviewed(Store):
    """A store with acceptances, the one decision that changes nothing else. For writing."""

    def accept(self, record: str, *, by: str, at: str) -> dict[str, Any]:
        """Keeps that somebody found a record right."""
        with self._writing() as c:
            seq = derived.decide(c, at=at, by=by, verb="accept", target=record)
            line = c.execute(select(DECISIONS.c.line).where(DECISIONS.c.seq == seq)).scalar_one()
            return loads(line)

    def take_back(self, decision: str, *, by: str, at: str) -> dict[str, Any]:
        """Undoes a decision, an acceptance too."""
        digits = decision.lstrip("cd")
        with self._asking() as c:
            asked = select(DECISIONS.c.verb).where(
                DECISIONS.c.seq == (int(digits) if digits.isdigit() else -1)
            )
            verb = c.execute(asked).scalar()
        if verb != "accept":
            return self.undo(decision, by=by, at=at)
        with self._writing() as c:
            row = c.execute(select(DECISIONS).where(DECISIONS.c.seq == int(digits))).one()
            if row.undone is not None:
                raise OnRecordError(f"{decision} was undone already.")
            target = loads(row.line)["target"]
            seq = derived.decide(c, at=at, by=by, verb="undo", target=target, undoes=decision)
            c.execute(update(DECISIONS).where(DECISIONS.c.seq == row.seq).values(undone=seq))
            line = c.execute(select(DECISIONS.c.line).where(DECISIONS.c.seq == seq)).scalar_one()
            return loads(line)


def verdicts(store: Store) -> Iterator[dict[str, Any]]:
    """What people found of records, each record's last word, those taken back left out."""
    question = text(
        """
        SELECT max(seq) AS seq, line FROM decisions
        WHERE verb IN ('accept', 'reject', 'correct') AND undone IS NULL GROUP BY target
        """
    )
    with store._asking() as c:
        for row in c.execute(question):
            yield loads(row.line)
