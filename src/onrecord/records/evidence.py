"""Evidence: the exact characters of a story that a record rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import InitVar, dataclass
from typing import Any

from onrecord.spans import Span, quotes

ROLES = {
    "event": ("trigger", "actor", "recipient", "place", "time", "agreement"),
    "statement": ("speaker", "cue", "content", "addressee", "channel"),
    "agreement": ("name", "party", "provision", "date"),
    "attribution": ("subject", "object", "wording", "actor"),
}


@dataclass(frozen=True, slots=True, order=True)
class Evidence:
    """One piece of evidence; it cannot be built unless `text[start:end]` is `quote`, exactly.

    >>> Evidence("trigger", 4, 9, "talks", text="The talks ended.")
    Evidence(role='trigger', start=4, end=9, quote='talks')
    """

    role: str
    start: int
    end: int
    quote: str
    text: InitVar[str]

    def __post_init__(self, text: str) -> None:
        if not quotes(text, start=self.start, end=self.end, quote=self.quote):
            raise ValueError(f"{self.quote!r} does not stand at {self.start}..{self.end}.")

    def line(self) -> dict[str, Any]:
        """The evidence as JSON has it."""
        return {"role": self.role, "start": self.start, "end": self.end, "quote": self.quote}


def gather(text: str, roles: Iterable[tuple[str, Iterable[Span]]]) -> tuple[Evidence, ...]:
    """Evidence for spans by role, in the order given, each role and span once.

    >>> [e.quote for e in gather("A met B.", [("trigger", [Span(2, 5)]), ("actor", [Span(0, 1)])])]
    ['met', 'A']
    """
    seen: dict[tuple[str, Span], None] = {}
    for role, spans in roles:
        for span in spans:
            seen[role, span] = None
    return tuple(Evidence(r, s.start, s.end, s.of(text), text=text) for r, s in seen)


def quoted(text: str, span: Span) -> dict[str, Any]:
    """A span as JSON has it outside `evidence`: start, end and the words.

    >>> quoted("He said so.", Span(3, 7))
    {'start': 3, 'end': 7, 'quote': 'said'}
    """
    return {"start": span.start, "end": span.end, "quote": span.of(text)}
