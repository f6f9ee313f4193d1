"""How sure the program is that an event is told and told right, from 0 to 1."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.records.event.draft import Draft


def confidence(drafts: Sequence[Draft], *, status: str) -> float:
    """The probability that an event of this type and status is told, two decimals.

    Several tellings make it surer: the chance that all are wrong, held back by half since they
    hang together.
    """
    best = max(d.score for d in drafts)
    agree = [d.status_score for d in drafts if d.status == status]
    more = min(3, len(drafts) - 1)
    chance = 1 - (1 - best) * 0.8**more
    return round(min(0.99, max(0.01, chance * max(agree, default=0.5))), 2)
