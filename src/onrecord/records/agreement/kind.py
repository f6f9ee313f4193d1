"""The agreement record and its fields, as JSON has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from onrecord.mentions.actors.reference import ActorReference
from onrecord.records.event.kind import When
from onrecord.records.record import Record
from onrecord.spans import Span

STATUSES = (
    "proposed",
    "negotiated",
    "agreed",
    "signed",
    "in_force",
    "broken",
    "ended",
    "rejected",
)
STAGES = ("pre", "ceasefire", "partial", "comprehensive", "implementation", "renewal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Implementation:
    """How far a provision was carried out at a date, and who says so.

    `level` is none, minimum, intermediate or full (Peace Accords Matrix)."""

    as_of: str | None
    level: str
    according_to: ActorReference | None

    def line(self) -> dict[str, Any]:
        """The fields as JSON has them."""
        said_by = self.according_to.line() if self.according_to else None
        return {"as_of": self.as_of, "level": self.level, "according_to": said_by}


@dataclass(frozen=True, slots=True, kw_only=True)
class Provision:
    """One thing agreed. `contested` is true where a party denies or disputes it."""

    span: Span
    code: str | None = None
    obligor: ActorReference | None = None
    deadline: When | None = None
    contested: bool = False
    contested_by: tuple[ActorReference, ...] = ()
    implementation: tuple[Implementation, ...] = ()

    def line(self, text: str) -> dict[str, Any]:
        """The fields as JSON has them, the provision's words and their place in `text` first."""
        return {
            "text": self.span.of(text),
            "start": self.span.start,
            "end": self.span.end,
            "code": self.code,
            "obligor": self.obligor.line() if self.obligor else None,
            "deadline": self.deadline.line() if self.deadline else None,
            "contested": self.contested,
            "contested_by": [a.line() for a in self.contested_by],
            "implementation": [i.line() for i in self.implementation],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement(Record):
    """An agreement that the story names or tells.

    `same_because` says, a sentence for each alias, why it is held to be the same agreement.
    """

    kind: ClassVar[str] = "agreement"

    text: str
    name: str
    aliases: tuple[str, ...] = ()
    same_because: tuple[str, ...] = ()
    parties: tuple[ActorReference, ...] = ()
    third_parties: tuple[ActorReference, ...] = ()
    date: When | None = None
    status: str | None = None
    stage: str | None = None
    contested: bool = False
    provisions: tuple[Provision, ...] = ()

    def line(self) -> dict[str, Any]:
        """The record as JSON has it."""
        return self.common() | {
            "name": self.name,
            "aliases": list(self.aliases),
            "same_because": list(self.same_because),
            "parties": [a.line() for a in self.parties],
            "third_parties": [a.line() for a in self.third_parties],
            "date": self.date.line() if self.date else None,
            "status": self.status,
            "stage": self.stage,
            "contested": self.contested,
            "provisions": [p.line(self.text) for p in self.provisions],
        }
