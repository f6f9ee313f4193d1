"""What is gathered of one blame before it is a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.languages.phrases import WORD, lists
from onrecord.mentions.actors.reference import ActorReference
from onrecord.records.attribution.chain import Link
from onrecord.spans import Span


@dataclass(slots=True)
class Case:
    """What is being gathered for one record."""

    act: Span
    by: ActorReference | None
    by_span: Span | None
    links: list[Link] = field(default_factory=list)
    wording: list[Span] = field(default_factory=list)
    basis: list[str] = field(default_factory=list)
    likelihood: str | None = None
    confidence_word: str | None = None
    sure: float = 0.0
    sentence: int = 0


def known_case(
    cases: Sequence[Case], *, act: Span, by: ActorReference | None, text: str
) -> Case | None:
    """The case of the same accuser about the same act, told in fewer or the same words."""
    words = _content_words(text, span=act)
    for case in reversed(cases):
        if (case.by.id if case.by else None) == (by.id if by else None):
            other = _content_words(text, span=case.act)
            if words <= other or other <= words:
                return case
    return None


def _content_words(text: str, *, span: Span) -> set[str]:
    words = {m[0].lower() for m in WORD.finditer(text, span.start, span.end)}
    return words - set(lists("blame")["stops"]) - {"the", "a", "an", "of", "its", "their"}
