"""The event record and its fields, as JSON has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from onrecord.mentions.actors.reference import ActorReference
from onrecord.records.evidence import quoted
from onrecord.records.record import Record
from onrecord.spans import Span

STATUSES = ("occurred", "ongoing", "planned", "called_for", "conditional", "denied", "alleged")


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The day or days of an act, ISO 8601; `candidates` are other days that fit as well.

    `precision` is year, month, week, day or time; `basis` stated, resolved, weekday, dateline,
    published or unknown.
    """

    start: str
    end: str
    precision: str
    basis: str
    candidates: tuple[str, ...] = ()

    def line(self) -> dict[str, Any]:
        """The fields as JSON has them; `candidates` only where there are any."""
        line: dict[str, Any] = {
            "start": self.start,
            "end": self.end,
            "precision": self.precision,
            "basis": self.basis,
        }
        return line | ({"candidates": list(self.candidates)} if self.candidates else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """Where an act took place; degrees are WGS 84, `country` is ISO 3166-1 alpha-3."""

    name: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonameid: int | None = None
    precision: str | None = None

    def line(self) -> dict[str, Any]:
        """The fields as JSON has them."""
        return {k: getattr(self, k) for k in self.__slots__}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One place in the story that tells the event: the sentence's index and the trigger's span."""

    sentence: int
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Record):
    """Somebody does, did, will do or is asked to do something political or violent."""

    kind: ClassVar[str] = "event"

    type: str
    status: str
    text: str
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    actors: tuple[ActorReference, ...] = ()
    recipients: tuple[ActorReference, ...] = ()
    when: When | None = None
    where: Where | None = None
    venue: str | None = None
    killed: int | None = None
    injured: int | None = None
    topic: Span | None = None
    agreement: str | None = None
    according_to: tuple[ActorReference, ...] = ()
    mentions: tuple[Told, ...] = ()

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if self.status not in STATUSES:
            raise ValueError(f"No status {self.status!r}.")

    def line(self) -> dict[str, Any]:
        """The record as JSON has it."""
        return self.common() | {
            "type": self.type,
            "mode": self.mode,
            "contexts": list(self.contexts),
            "status": self.status,
            "actors": [a.line() for a in self.actors],
            "recipients": [a.line() for a in self.recipients],
            "when": self.when.line() if self.when else None,
            "where": self.where.line() if self.where else None,
            "venue": self.venue,
            "killed": self.killed,
            "injured": self.injured,
            "topic": quoted(self.text, self.topic) if self.topic else None,
            "agreement": self.agreement,
            "according_to": [a.line() for a in self.according_to],
            "mentions": [
                {"sentence": m.sentence} | quoted(self.text, m.span) for m in self.mentions
            ],
        }
