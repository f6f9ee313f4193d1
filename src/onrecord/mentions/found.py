"""Everything found in one story, as one frozen value that the record builders read."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import Any

from onrecord.mentions.actors import Actors
from onrecord.mentions.mention import Tagging
from onrecord.mentions.places import Place
from onrecord.mentions.quotations import Quotation
from onrecord.mentions.times import Time
from onrecord.spans import Span
from onrecord.stories.story import Story


@dataclass(frozen=True, slots=True, kw_only=True)
class Mentions:
    """The mentions of a story. Build one by hand in a test, or with `mentions.find`.

    `anchor` is the day that relative times count from (the publication date, else the date that
    the text gives away), ISO 8601, or None.
    """

    story: Story
    sentences: tuple[Span, ...]
    quotations: tuple[Quotation, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    actors: Actors
    tagging: Tagging = Tagging()
    anchor: str | None = None

    @property
    def text(self) -> str:
        """The story's text, which all spans point into."""
        return self.story.text

    def sentence_at(self, position: int) -> int:
        """The index of the sentence that holds a position (or the last one before it)."""
        return max(0, bisect_right(self.sentences, position, key=lambda s: s.start) - 1)

    def lines(self) -> list[dict[str, Any]]:
        """The mentions as `onrecord extract --mentions` prints them, in text order."""
        out = [*self._names(), *self._times(), *self._places(), *self._others()]
        return sorted(out, key=lambda line: (line["start"], line["end"], line["type"]))

    def _line(self, kind: str, span: Span, **more: Any) -> dict[str, Any]:
        place = {"start": span.start, "end": span.end, "quote": span.of(self.text)}
        return {"kind": "mention", "story": self.story.id, "type": kind} | place | more

    def _names(self) -> list[dict[str, Any]]:
        lines = []
        for tag in self.tagging.names:
            reference = self.actors.at(tag.span)
            actor = reference.id if reference else None
            lines.append(self._line("name", tag.span, label=tag.label, actor=actor))
        return lines

    def _times(self) -> list[dict[str, Any]]:
        return [self._line("time", t.span, label=t.label, value=t.value) for t in self.times]

    def _places(self) -> list[dict[str, Any]]:
        keys = ("country", "geonameid", "lat", "lon")
        return [
            self._line("place", p.span, **{k: getattr(p, k) for k in keys}) for p in self.places
        ]

    def _others(self) -> list[dict[str, Any]]:
        lines = [self._line("quotation", q.span) for q in self.quotations]
        lines += [self._line("trigger", t.span, label=t.type) for t in self.tagging.triggers]
        lines += [self._line("cue", a.cue) for a in self.tagging.attributed if a.cue]
        lines += [
            self._line("role", m.span, actor=self.actors.actors[m.actor].id)
            for m in self.actors.mentions
            if m.via == "role"
        ]
        return lines
