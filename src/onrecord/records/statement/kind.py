"""The statement record and its fields, as JSON has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from onrecord.mentions.actors.reference import ActorReference
from onrecord.records.evidence import quoted
from onrecord.records.record import Record
from onrecord.spans import Span

ACTS = (
    "assertion",
    "denial",
    "demand",
    "promise",
    "threat",
    "accusation",
    "praise",
    "offer",
    "refusal",
    "announcement",
    "prediction",
)
CERTAINTIES = ("CT+", "PR+", "PS+", "Uu", "PS-", "PR-", "CT-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who speaks. `anonymity` is named, unnamed, collective or document; `resolved_via` says how
    the words at the place were tied to the actor: name, role, pronoun or none."""

    actor: ActorReference
    anonymity: str
    resolved_via: str

    def line(self) -> dict[str, Any]:
        """The flat actor reference with the two further fields."""
        return self.actor.line() | {
            "anonymity": self.anonymity,
            "resolved_via": self.resolved_via,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """Through what the words came: a kind from record.md and the words that say so."""

    kind: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement(Record):
    """Somebody says something; `content` is their words or the reporter's rendering of them."""

    kind: ClassVar[str] = "statement"

    text: str
    content: tuple[Span, ...]
    quote_type: str
    speaker: Speaker | None = None
    cue: Span | None = None
    channel: Channel | None = None
    addressee: ActorReference | None = None
    act: str = "assertion"
    target: ActorReference | None = None
    hedges: tuple[Span, ...] = ()
    certainty: str = "CT+"
    nested_in: str | None = None
    continues: str | None = None

    def __post_init__(self) -> None:
        Record.__post_init__(self)
        if not self.content:
            raise ValueError("A statement needs content.")
        if self.act not in ACTS or self.certainty not in CERTAINTIES:
            raise ValueError(f"No act {self.act!r} or no certainty {self.certainty!r}.")

    def line(self) -> dict[str, Any]:
        """The record as JSON has it."""
        channel = None
        if self.channel:
            span = self.channel.span
            channel = {
                "kind": self.channel.kind,
                "span": quoted(self.text, span) if span else None,
            }
        return self.common() | {
            "speaker": self.speaker.line() if self.speaker else None,
            "cue": quoted(self.text, self.cue) if self.cue else None,
            "content": [quoted(self.text, s) for s in self.content],
            "quote_type": self.quote_type,
            "channel": channel,
            "addressee": self.addressee.line() if self.addressee else None,
            "act": self.act,
            "target": self.target.line() if self.target else None,
            "hedges": [quoted(self.text, s) for s in self.hedges],
            "certainty": self.certainty,
            "nested_in": self.nested_in,
            "continues": self.continues,
        }
