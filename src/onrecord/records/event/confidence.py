"""How sure the program is that an event is told and told right, from 0 to 1."""

from __future__ import annotations

import math
from collections.abc import Sequence

from onrecord.records.event.draft import Draft
from onrecord.records.event.fitted import fitted

MOST = 3
"""Further tellings that count."""
PLAIN = (-1.03, 0.31, 0.32, 0.17)
"""The weights where plain words alone tell the event: they do not depend on the model's."""


def confidence(drafts: Sequence[Draft], *, status: str) -> float:
    """The probability that an event of this type and status is told, two decimals.

    Several tellings make it surer, so does a status that words state.
    """
    n, weighed = fitted(), signs(drafts, status=status)
    seen = any(d.index is not None for d in drafts)
    base, *slopes = (n.base, n.score, n.again, n.status) if seen else PLAIN
    odds = base + sum(slope * sign for slope, sign in zip(slopes, weighed, strict=True))
    return round(min(0.99, max(0.01, 1 / (1 + math.exp(-odds)))), 2)


def signs(drafts: Sequence[Draft], *, status: str) -> tuple[float, int, float]:
    """Log odds of the surest trigger, further tellings that count, log odds of the status."""
    best = max(d.score for d in drafts)
    stated = max((d.status_score for d in drafts if d.status == status), default=0.5)
    return _odds(best), min(MOST, len(drafts) - 1), _odds(stated)


def _odds(chance: float) -> float:
    kept = min(0.995, max(0.005, chance))
    return math.log(kept / (1 - kept))
