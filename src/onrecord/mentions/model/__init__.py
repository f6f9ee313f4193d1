"""The trained model that ships: names, times, statements and events in one pass over a text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from onrecord.mentions.mention import Attributed, Same, Tag, Tagger, Tagging, Trigger
from onrecord.mentions.model.edges import whole
from onrecord.mentions.model.events import together, triggers
from onrecord.mentions.model.network import WEIGHTS, Network
from onrecord.mentions.model.statements import attributed
from onrecord.mentions.model.tokens import pieces
from onrecord.mentions.model.words import Words

__all__ = ["Model", "load", "together"]


class Model:
    """A `Tagger` over the ONNX file in a folder; nothing is read before the first text."""

    def __init__(self, folder: Path = WEIGHTS, *, threads: int = 1) -> None:
        self.network = Network(folder, threads=threads)

    @cached_property
    def version(self) -> str:
        """Names the exact weights and thresholds; part of every record's version."""
        return self.network.layout.version

    def tag(self, texts: Sequence[str]) -> list[Tagging]:
        """The tagging of each text, in the order given; none hangs on the others."""
        return [self._tag(text) for text in texts]

    def _tag(self, text: str) -> Tagging:
        names: list[Tag] = []
        times: list[Tag] = []
        said: list[Attributed] = []
        told: list[Trigger] = []
        same: list[Same] = []
        for states in self.network.states(pieces(text)):
            words = Words(states)
            names += _names(text, words)
            times += _tags(words, "times")
            said += attributed(words)
            found, pairs = triggers(words)
            same += [
                Same(first=p.first + len(told), second=p.second + len(told), score=p.score)
                for p in pairs
            ]
            told += found
        return Tagging(
            names=tuple(names),
            times=tuple(times),
            attributed=tuple(said),
            triggers=tuple(told),
            same=tuple(same),
        )


def _tags(words: Words, head: str) -> list[Tag]:
    """The labelled spans of a head."""
    bias = words.states.layout.thresholds.get(f"{head}_bias", 0.0)
    return [
        Tag(span=span, label=words.label(head, run), score=run.score)
        for run in words.runs(head, bias=bias)
        if (span := words.span(run.first, run.stop))
    ]


def _names(text: str, words: Words) -> list[Tag]:
    """The names, each whole; where two now meet, the first keeps its place."""
    out: list[Tag] = []
    for tag in _tags(words, "names"):
        made = replace(tag, span=whole(text, tag.span))
        if not out or not made.span.overlaps(out[-1].span):
            out.append(made)
    return out


def load(folder: Path = WEIGHTS, *, threads: int = 1) -> Tagger:
    """The shipped model, not yet read from disk.

    >>> tagging = load().tag(["Armenia and Azerbaijan signed a ceasefire in Moscow on Monday."])[0]
    >>> [(t.label, t.span.start) for t in tagging.names][:2]
    [('LOC', 0), ('LOC', 12)]
    """
    return Model(folder, threads=threads)
