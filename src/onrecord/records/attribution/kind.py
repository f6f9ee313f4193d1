"""The attribution record and its fields, as JSON has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from onrecord.mentions.actors.reference import ActorReference
from onrecord.records.record import Record
from onrecord.spans import Span

RELATIONS = ("attributed-to", "part-of", "sponsored-by", "alias-of")
LEVELS = ("activity", "group", "agency", "state")


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of a chain: `subject` is tied to `object`; `level` is the object's
    (activity, group, agency, state). Relations are STIX 2.1's where it has the term."""

    subject: str
    relation: str
    object: str
    level: str

    def __post_init__(self) -> None:
        if self.relation not in RELATIONS or self.level not in LEVELS:
            raise ValueError(f"No relation {self.relation!r} or no level {self.level!r}.")

    def line(self) -> dict[str, str]:
        """The fields as JSON has them."""
        return {
            "subject": self.subject,
            "relation": self.relation,
            "object": self.object,
            "level": self.level,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What is blamed on somebody: its words, and the id of its event where there is one."""

    name: str
    event: str | None = None

    def line(self) -> dict[str, Any]:
        """The fields as JSON has them."""
        return {"name": self.name, "event": self.event}


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution(Record):
    """One actor's blame for one act, down the chain. Scales stay null unless words state them."""

    kind: ClassVar[str] = "attribution"

    text: str
    act: Act | None
    chain: tuple[Step, ...]
    attributing_actor: ActorReference | None = None
    basis: str | None = None
    wording: tuple[Span, ...] = ()
    likelihood: str | None = None
    analytic_confidence: str | None = None
    admiralty: str | None = None

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if not self.wording:
            raise ValueError("An attribution keeps its wording, always.")

    def line(self) -> dict[str, Any]:
        """The record as JSON has it."""
        by = self.attributing_actor
        return self.common() | {
            "act": self.act.line() if self.act else None,
            "chain": [s.line() for s in self.chain],
            "attributing_actor": by.line() if by else None,
            "basis": self.basis,
            "wording": [s.of(self.text) for s in self.wording],
            "likelihood": self.likelihood,
            "analytic_confidence": self.analytic_confidence,
            "admiralty": self.admiralty,
        }
