"""Where things stand in a story: sentences, quotations, subjects."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.mentions.actors.lexicon import listed, saying
from onrecord.mentions.actors.words import Word
from onrecord.mentions.quotations import Quotation
from onrecord.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A mention already tied: its draft, sentence, and whether it is a subject or quoted."""

    span: Span
    draft: int
    via: str
    sentence: int
    subject: bool
    quoted: bool
    score: float


class Scene:
    """The sentences and quotations of one text, looked up by position."""

    __slots__ = ("_ends", "_quotes", "_starts", "sentences", "text")

    def __init__(
        self, text: str, *, sentences: Sequence[Span], quotations: Sequence[Quotation]
    ) -> None:
        self.text = text
        self.sentences = sentences
        self._starts = [s.start for s in sentences]
        ordered = sorted(q.span for q in quotations)
        self._quotes = [s.start for s in ordered]
        ends, furthest = [], 0
        for span in ordered:
            furthest = max(furthest, span.end)
            ends.append(furthest)
        self._ends = ends

    def sentence(self, position: int) -> int:
        """The index of the sentence at or before `position`."""
        return max(0, bisect_right(self._starts, position) - 1)

    def opening(self, position: int) -> int:
        """Where the sentence at `position` begins."""
        return self._starts[self.sentence(position)] if self._starts else 0

    def quoted(self, position: int) -> bool:
        """Whether `position` lies in a quotation."""
        at = bisect_right(self._quotes, position) - 1
        return at >= 0 and position < self._ends[at]

    def subject(self, span: Span, *, words: Sequence[Word]) -> bool:
        """Whether the words are a subject as far as their neighbours show.

        They open the sentence, or a verb of saying stands beside them ("..., Pashinyan said").
        """
        after = self.text[span.end : span.end + 24].split()
        if after and self.text[span.end : span.end + 1] == " " and _verb(after[0]):
            return True
        before = self.text[max(0, span.start - 40) : span.start].split()
        if (
            before
            and before[-1] in saying()
            and self.text[span.end : span.end + 1] in (".", ",", "")
        ):
            return True
        lead = self.text[self.opening(span.start) : span.start]
        if len(lead) > 90:
            return False
        small = [w for w in lead.replace(",", " ").split() if w]
        return not any(w.lower() in OBLIQUE for w in small[-4:]) and len(small) <= 8


def _verb(word: str) -> bool:
    """Whether a lower-case word looks like a verb in the past or one that helps."""
    return word in saying() or word in AUXILIARY or (word.isalpha() and word.endswith("ed"))


AUXILIARY = frozenset(["is", "was", "has", "had", "will", "would", "did", "does", "are", "were"])
OBLIQUE = listed("pronouns", "oblique")
