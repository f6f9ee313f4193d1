"""What was said, by the model's finds and the quotation marks, before it is known by whom."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from onrecord.languages.phrases import WORD
from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Attributed
from onrecord.mentions.quotations import Quotation
from onrecord.mentions.sentences import paragraphs
from onrecord.records.statement.according import according
from onrecord.records.statement.beside import beside
from onrecord.records.statement.mend import mended
from onrecord.records.statement.owners import outer, over, owned
from onrecord.spans import Span

SURE = 0.5
"""Least score of the model for an act of saying to be kept: on the held part of PolNeAR's train set
joint rises from 72.8 to 73.3, found falls from 82.3 to 82.0 (2026-11-24)."""
FREE = 6
"""Words that a quotation without a speaker found by the model needs to be held for speech: of
4,881 quotations that long in PolNeAR's train part 98.6 % are somebody's words (2026-11-24)."""


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


def drafts(mentions: Mentions) -> list[Draft]:
    """All that is said in a story, in text order, one draft a paragraph.

    A quotation that the model left without a speaker gets it from a cue beside it, from the
    quotation that it carries on, or from what was said just before.
    """
    places = [Span(*p) for p in paragraphs(mentions.text)]
    apart = outer(mentions)
    made: list[Draft] = []
    sure = [a for a in mentions.tagging.attributed if a.score >= SURE]
    for found in owned(mentions, found=mended(mentions, found=sure)):
        made.extend(_by_paragraph(mentions, found=found, places=places, apart=apart))
    made = [d for d in made if d.source or not _form(mentions, cue=d.cue)]
    made.extend(_by_form(mentions, made=made, places=places, apart=apart))
    telling = _telling(made, quotations=mentions.quotations, apart=apart)
    near: dict[int, list[int]] = {}
    for k, draft in enumerate(made):
        if draft.cue is None or not _quoted(mentions, contents=[draft.cue], apart=apart):
            near.setdefault(_paragraph(places, at=draft.contents[-1].start), []).append(k)
    for index in apart:
        if index in telling:
            continue
        earlier = mentions.quotations[index].continues
        before = telling.get(earlier) if earlier is not None else None
        new = _given(
            mentions,
            index=index,
            before=before,
            made=made,
            near=near,
            places=places,
            apart=apart,
        )
        if new is not None:
            telling[index] = len(made)
            near.setdefault(_paragraph(places, at=new.contents[0].start), []).append(len(made))
            made.append(new)
    return _ordered(made)


def _form(mentions: Mentions, *, cue: Span | None) -> bool:
    return cue is not None and cue.of(mentions.text).lower().startswith("according")


def _by_form(
    mentions: Mentions, *, made: Sequence[Draft], places: Sequence[Span], apart: Sequence[int]
) -> Iterator[Draft]:
    """What the form "according to" tells and the model does not."""
    cues = sorted(d.cue for d in made if d.cue and d.source)
    for sentence in mentions.sentences:
        for found in according(mentions, sentence=sentence):
            if found.cue is None or _quoted(mentions, contents=[found.cue], apart=apart):
                continue
            k = max(0, bisect_right(cues, found.cue.end, key=lambda c: c.start) - 1)
            if not (cues and cues[k].overlaps(found.cue)):
                yield from _by_paragraph(mentions, found=found, places=places, apart=apart)


def _ordered(made: Sequence[Draft]) -> list[Draft]:
    """The drafts in text order, their ties moved along."""
    order = sorted(range(len(made)), key=lambda k: (made[k].contents, made[k].cue or FIRST, k))
    place = {k: i for i, k in enumerate(order)}
    tied = (made[k].continues for k in order)
    moved = [None if t is None else place[t] for t in tied]
    return [replace(made[k], continues=t) for k, t in zip(order, moved, strict=True)]


def _paragraph(places: Sequence[Span], *, at: int) -> int:
    return max(0, bisect_right(places, at, key=lambda p: p.start) - 1)


def _by_paragraph(
    mentions: Mentions, *, found: Attributed, places: Sequence[Span], apart: Sequence[int]
) -> list[Draft]:
    """One draft for what is said in the cue's paragraph, and one for what is said in each other.

    The model gives what is said to the nearest cue that it found, be it two paragraphs off. In
    another paragraph the cue beside it counts; what stands in quotation marks there is told by
    the marks, and what has neither is dropped.
    """
    groups: dict[int, list[Span]] = {}
    for span in found.contents:
        for k in range(_paragraph(places, at=span.start), len(places)):
            start, end = max(span.start, places[k].start), min(span.end, places[k].end)
            if places[k].start >= span.end:
                break
            if start < end:
                groups.setdefault(k, []).append(Span(start, end))
    anchor = found.cue or found.source
    home = _paragraph(places, at=anchor.start) if anchor else min(groups, default=0)
    out: list[Draft] = []
    for k in sorted(groups):
        contents = tuple(groups[k])
        if k == home:
            own = Draft(contents=contents, cue=found.cue, source=found.source, score=found.score)
            out.extend(_freed(mentions, draft=own, apart=apart))
            continue
        quoted = _quoted(mentions, contents=contents, apart=apart)
        sentence = _around(mentions, span=contents[0])
        near = beside(mentions, content=contents[0], sentence=sentence, quoted=quoted)
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
    quoted = False
    for span in draft.contents:
        starts: list[int] = []
        for index in over(span, quotations=mentions.quotations, outer=apart):
            around = mentions.quotations[index]
            after = draft.cue is not None and draft.cue.end <= around.span.start
            if after and not around.scare and _opens(mentions, around):
                starts.append(max(span.start, around.span.start))
            elif not around.scare:
                quoted = True
        edges = sorted({span.start, *starts, span.end})
        for start, end in pairwise(edges):
            piece = _trimmed(mentions.text, start=start, end=end)
            if piece is not None:
                (free if start in starts else told).append(piece)
    if not free or not told or quoted:
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


def _telling(
    made: Sequence[Draft], *, quotations: Sequence[Quotation], apart: Sequence[int]
) -> dict[int, int]:
    """By quotation the last draft that covers a third of it, told from outside of it."""
    telling: dict[int, int] = {}
    for k, draft in enumerate(made):
        shared: dict[int, int] = {}
        for span in draft.contents:
            for index in over(span, quotations=quotations, outer=apart):
                around = quotations[index].span
                if not (draft.cue and draft.cue in around):
                    both = min(span.end, around.end) - max(span.start, around.start)
                    shared[index] = shared.get(index, 0) + both
        for index, both in shared.items():
            if both * 3 >= len(quotations[index].span):
                telling[index] = k
    return telling


def _given(
    mentions: Mentions,
    *,
    index: int,
    before: int | None,
    made: Sequence[Draft],
    near: Mapping[int, Sequence[int]],
    places: Sequence[Span],
    apart: Sequence[int],
) -> Draft | None:
    """The draft for a quotation that nobody claims, None if it is no speech.

    `before` is the draft of the quotation that it carries on, `near` are the drafts by paragraph.
    """
    quotation = mentions.quotations[index]
    words = sum(1 for _ in WORD.finditer(mentions.text, *_ends(quotation.inner)))
    if before is None and (quotation.scare or words < FREE):
        return None
    draft = Draft(contents=(quotation.span,), found="none")
    if before is not None:
        return replace(draft, source=made[before].source, continues=before, found="continued")
    sentence = _around(mentions, span=quotation.span)
    near_cue = beside(mentions, content=quotation.span, sentence=sentence, quoted=True)
    if near_cue and near_cue[1]:
        return replace(draft, cue=near_cue[0], source=near_cue[1], found="beside")
    earlier = _before(made, span=quotation.span, near=near, places=places, mentions=mentions)
    if earlier is None:
        return draft
    runs = _starts(quotation.span, places=places) and _quoted(
        mentions, contents=made[earlier].contents, apart=apart
    )
    tie = earlier if runs else None
    return replace(draft, source=made[earlier].source, continues=tie, found="context")


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _around(mentions: Mentions, *, span: Span) -> Span:
    """The sentences from the one in which a span begins to the one in which it ends."""
    if not mentions.sentences:
        return span
    first = mentions.sentences[mentions.sentence_at(span.start)]
    last = mentions.sentences[mentions.sentence_at(span.end - 1)]
    return Span(min(first.start, span.start), max(last.end, span.end))


def _before(
    made: Sequence[Draft],
    *,
    span: Span,
    near: Mapping[int, Sequence[int]],
    places: Sequence[Span],
    mentions: Mentions,
) -> int | None:
    """The draft whose speaker goes on in a quotation without a cue.

    It is the last one before in the paragraph, or the last of the paragraph before where the
    quotation begins its own.
    """
    k = _paragraph(places, at=span.start)
    own = [i for i in near.get(k, ()) if made[i].source and made[i].contents[-1] < span]
    if own:
        return max(own, key=lambda i: (made[i].contents[-1], i))
    if k and _starts(span, places=places):
        last = [i for i in near.get(k - 1, ()) if made[i].source]
        best = max(last, key=lambda i: (made[i].contents[-1], i), default=None)
        if best is not None:
            last_said = mentions.sentence_at(made[best].contents[-1].end - 1)
            if last_said == mentions.sentence_at(places[k - 1].end - 1):
                return best
    return None


def _starts(span: Span, *, places: Sequence[Span]) -> bool:
    """Whether a span begins a paragraph."""
    return places[_paragraph(places, at=span.start)].start == span.start


def _quoted(mentions: Mentions, *, contents: Sequence[Span], apart: Sequence[int]) -> bool:
    """Whether some words stand in quotation marks."""
    found = mentions.quotations
    return any(
        c in found[i].span or found[i].span in c
        for c in contents
        for i in over(c, quotations=found, outer=apart)
    )
