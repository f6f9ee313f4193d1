"""The actor reference: flat facts about an actor, with the words at a place that stand for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.spans import Span

KINDS = ("person", "state", "body", "group", "population", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorReference:
    """Whom the words at `start`..`end` stand for. Fields are None where the text does not say.

    `capacity` is the office as written. `named` is the place where the actor is called by its
    name, where the words here are a pronoun or a bare role. `via` says how the words were tied to
    the actor: name, role, pronoun, or none (the words themselves are all that is known).
    """

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    capacity: str | None
    start: int
    end: int
    quote: str
    named: Span | None = None
    via: str = "name"

    def line(self) -> dict[str, Any]:
        """The fields as JSON has them, flat."""
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "country": self.country,
            "sector": self.sector,
            "capacity": self.capacity,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
        }
