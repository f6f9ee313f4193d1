"""Mentions: spans of a text that name something, and what the model says of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from onrecord.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A labelled span with the model's probability (0-1)."""

    span: Span
    label: str
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Attributed:
    """One act of saying: a cue ("said"), whose words they are, and what was said.

    `source` is None where the text names nobody, `contents` has one span or more.
    """

    cue: Span | None
    source: Span | None
    contents: tuple[Span, ...]
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """Who or what place takes part in a trigger's act; `role` is actor, recipient or place."""

    span: Span
    role: str
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """The words that carry a political or violent act ("held talks").

    `type` is a PLOVER type, `mode` one of its modes or None, `status` as in the record.
    `score` is the probability that this is an event of that type, `status_score` that of the
    status.
    """

    span: Span
    type: str
    status: str
    mode: str | None = None
    score: float = 1.0
    status_score: float = 1.0
    arguments: tuple[Argument, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Same:
    """Two triggers (indices into `Tagging.triggers`, first < second) that tell one event."""

    first: int
    second: int
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tagging:
    """All that the model says of one text; spans are into that text, each tuple in text order.

    `names` are labelled PER ORG LOC MISC (CoNLL), `times` DATE TIME DURATION SET (TIMEX3).
    """

    names: tuple[Tag, ...] = ()
    times: tuple[Tag, ...] = ()
    attributed: tuple[Attributed, ...] = ()
    triggers: tuple[Trigger, ...] = ()
    same: tuple[Same, ...] = field(default=())


class Tagger(Protocol):
    """Whatever can tag texts: the shipped model, or a hand-made one in a test."""

    @property
    def version(self) -> str:
        """Names the weights and rules; part of every record's version."""
        ...

    def tag(self, texts: Sequence[str]) -> list[Tagging]:
        """The tagging of each text, in the order given."""
        ...
