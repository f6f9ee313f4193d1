"""Places in a story's text, and the one check that a quotation is what stands there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text: `start` and `end` are Unicode code points, as in Python slicing.

    >>> Span(4, 7).of("The EU agreed.")
    'EU '
    >>> Span(4, 6) in Span(0, 10), Span(4, 6).overlaps(Span(6, 9))
    (True, False)
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"A span needs 0 <= start < end, got {self.start}..{self.end}.")

    def of(self, text: str) -> str:
        """The characters of `text` that the span covers."""
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def __contains__(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def __len__(self) -> int:
        return self.end - self.start


def quotes(text: str, *, start: int, end: int, quote: str) -> bool:
    """Whether `text[start:end]` is `quote`, exactly, and not empty.

    The only place where evidence is compared with its text: records call it when they are
    built, writers before they write, `onrecord doctor` for what is stored.

    >>> quotes("Talks ended.", start=0, end=5, quote="Talks")
    True
    >>> quotes("Talks ended.", start=0, end=5, quote="talks")
    False
    """
    return 0 <= start < end <= len(text) and text[start:end] == quote
