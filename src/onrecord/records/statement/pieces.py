"""What one find of the model gives: a draft for its own paragraph, one for each other place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Attributed
from onrecord.mentions.quotations import Quotation
from onrecord.records.statement.beside import beside
from onrecord.records.statement.owners import over
from onrecord.spans import Span

FIRST = Span(0, 1)
"""Where a draft without a cue is sorted among those with the same contents."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Something said. `source` are the words for the speaker, maybe in an earlier sentence.

    `continues` is the index of the draft whose speech goes on here; `found` says how the draft
    came about: model, beside (a cue beside the quotation), context (the speaker of what was said
    before), continued (a quotation over several paragraphs) or none (nobody can be named).
    """

    contents: tuple[Span, ...]
    cue: Span | None = None
    source: Span | None = None
    score: float = 1.0
    found: str = "model"
    continues: int | None = None


def paragraph_at(places: Sequence[Span], *, at: int) -> int:
    """The index of the paragraph that holds a place (or the last one before it)."""
    return max(0, bisect_right(places, at, key=lambda p: p.start) - 1)


def by_paragraph(
    mentions: Mentions, *, found: Attributed, places: Sequence[Span], apart: Sequence[int]
) -> list[Draft]:
    """One draft for what is said in the cue's paragraph, and one for what is said in each other.

    The model gives what is said to the nearest cue that it found, be it two paragraphs off. In
    another paragraph the cue beside it counts; what stands in quotation marks there is told by
    the marks, and what has neither is dropped.
    """
    groups: dict[int, list[Span]] = {}
    for span in found.contents:
        for k in range(paragraph_at(places, at=span.start), len(places)):
            start, end = max(span.start, places[k].start), min(span.end, places[k].end)
            if places[k].start >= span.end:
                break
            if start < end:
                groups.setdefault(k, []).append(Span(start, end))
    anchor = found.cue or found.source
    home = paragraph_at(places, at=anchor.start) if anchor else min(groups, default=0)
    out: list[Draft] = []
    for k in sorted(groups):
        contents = tuple(groups[k])
        if k == home:
            own = Draft(contents=contents, cue=found.cue, source=found.source, score=found.score)
            out.extend(_freed(mentions, draft=own, apart=apart))
            continue
        in_marks = quoted(mentions, contents=contents, apart=apart)
        sentence = sentences_around(mentions, span=contents[0])
        near = beside(mentions, content=contents[0], sentence=sentence, quoted=in_marks)
        if near:
            score = found.score
            out.append(
                Draft(contents=contents, cue=near[0], source=near[1], score=score, found="beside")
            )
    return out


def _freed(mentions: Mentions, *, draft: Draft, apart: Sequence[int]) -> list[Draft]:
    """The draft, and one more for a quotation that begins a sentence after a report.

    'The envoy said that the union will stay. "Of course we will."' are two statements: the first
    the reporter's rendering, the second the envoy's words. '"No," he said. "Never."' is one.
    """
    told: list[Span] = []
    free: list[Span] = []
    within = False
    for span in draft.contents:
        starts: list[int] = []
        for index in over(span, quotations=mentions.quotations, outer=apart):
            around = mentions.quotations[index]
            after = draft.cue is not None and draft.cue.end <= around.span.start
            if after and not around.scare and _opens(mentions, around):
                starts.append(max(span.start, around.span.start))
            elif not around.scare:
                within = True
        edges = sorted({span.start, *starts, span.end})
        for start, end in pairwise(edges):
            piece = _trimmed(mentions.text, start=start, end=end)
            if piece is not None:
                (free if start in starts else told).append(piece)
    if not free or not told or within:
        return [draft]
    first = replace(draft, contents=tuple(told))
    return [first, replace(draft, contents=tuple(free), cue=None, found="continued")]


def _opens(mentions: Mentions, quotation: Quotation) -> bool:
    """Whether a quotation begins a sentence."""
    at = quotation.span.start
    return mentions.sentences[mentions.sentence_at(at)].start == at


def _trimmed(text: str, *, start: int, end: int) -> Span | None:
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def sentences_around(mentions: Mentions, *, span: Span) -> Span:
    """The sentences from the one in which a span begins to the one in which it ends."""
    if not mentions.sentences:
        return span
    first = mentions.sentences[mentions.sentence_at(span.start)]
    last = mentions.sentences[mentions.sentence_at(span.end - 1)]
    return Span(min(first.start, span.start), max(last.end, span.end))


def quoted(mentions: Mentions, *, contents: Sequence[Span], apart: Sequence[int]) -> bool:
    """Whether some words stand in quotation marks that are no scare quotes."""
    found = mentions.quotations
    return any(
        c in found[i].span or found[i].span in c
        for c in contents
        for i in over(c, quotations=found, outer=apart)
        if not found[i].scare
    )
