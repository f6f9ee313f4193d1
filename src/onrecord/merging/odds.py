"""Log-odds that two reports tell one event, added up with their reasons."""

from __future__ import annotations

from dataclasses import dataclass, field

from onrecord.grouping import Reason

BASE = -0.4


@dataclass(slots=True)
class Weighed:
    """Log-odds added up, with the reason for each."""

    total: float = BASE
    reasons: list[Reason] = field(default_factory=list)

    def add(self, name: str, words: str, weight: float) -> None:
        """Adds one reason."""
        self.total += weight
        if weight:
            self.reasons.append(Reason(name=name, words=words, weight=round(weight, 2)))
