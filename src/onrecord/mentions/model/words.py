"""The words of a stretch of text: which pieces begin them and where they stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from onrecord.mentions.model.bio import Run, runs
from onrecord.mentions.model.network import Floats, States
from onrecord.mentions.model.tokens import Bools, Ints
from onrecord.spans import Span


@dataclass(frozen=True)
class Words:
    """Words of a section, one entry each; a word takes the label of its first piece."""

    states: States
    _runs: dict[tuple[str, float], tuple[Run, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @cached_property
    def rows(self) -> Ints:
        """The row of each word's first piece in the section's output."""
        s = self.states
        return np.asarray(np.flatnonzero(s.pieces.first[s.at : s.at + len(s.out)]), dtype=np.int64)

    @cached_property
    def start(self) -> Ints:
        """Where each word begins in the text."""
        return np.asarray(self.states.pieces.start[self.rows + self.states.at], dtype=np.int64)

    @cached_property
    def end(self) -> Ints:
        """Where each word ends in the text."""
        stops = np.append(self.rows[1:], len(self.states.out)) + self.states.at - 1
        return np.asarray(self.states.pieces.end[stops], dtype=np.int64)

    @cached_property
    def breaks(self) -> Bools:
        """Words that begin a paragraph: no span goes on over them."""
        return np.asarray(self.states.pieces.opens[self.rows + self.states.at] == 2, dtype=np.bool_)

    def __len__(self) -> int:
        return len(self.rows)

    def chances(self, head: str) -> Floats:
        """The probabilities of a head's classes for each word."""
        return self.states.chances(head, self.rows)

    def runs(self, head: str, *, bias: float = 0.0) -> tuple[Run, ...]:
        """The labelled runs of words that a head sees; several rules ask for the same ones."""
        if (head, bias) not in self._runs:
            self._runs[head, bias] = tuple(runs(self.chances(head), self.breaks, bias=bias))
        return self._runs[head, bias]

    def span(self, first: int, stop: int) -> Span | None:
        """The place of words `first:stop` in the text; None for words without a character."""
        start, end = int(self.start[first]), int(self.end[stop - 1])
        return Span(start, end) if start < end else None

    def label(self, head: str, run: Run) -> str:
        """The name of a run's label, without its B or I."""
        return self.states.layout.labels[head][2 * run.label + 1][2:]
