"""What was said, by the model's finds and the quotation marks, before it is known by whom."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.languages.phrases import WORD
from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Attributed
from onrecord.mentions.quotations import Quotation
from onrecord.mentions.sentences import paragraphs
from onrecord.records.statement.beside import beside
from onrecord.records.statement.mend import mended
from onrecord.spans import Span

SURE = 0.0
"""Least score of the model for an act of saying to be kept."""
WHOLE = 0.5
"""Share of a quotation that the model must have found for the rest to be added."""
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
    outer = [i for i, q in enumerate(mentions.quotations) if q.depth == 0]
    made: list[Draft] = []
    sure = [a for a in mentions.tagging.attributed if a.score >= SURE]
    for found in mended(mentions, found=sure):
        whole = _whole(found, quotations=mentions.quotations, outer=outer)
        pieces = _by_paragraph(whole, places=places, number=len(made))
        made.extend(_strays(mentions, pieces=pieces, number=len(made)))
    telling = _telling(made, quotations=mentions.quotations, outer=outer)
    near: dict[int, list[int]] = {}
    for k, draft in enumerate(made):
        near.setdefault(_paragraph(places, at=draft.contents[-1].start), []).append(k)
    for index in outer:
        if index in telling:
            continue
        earlier = mentions.quotations[index].continues
        before = telling.get(earlier) if earlier is not None else None
        new = _given(mentions, index=index, before=before, made=made, near=near, places=places)
        if new is not None:
            telling[index] = len(made)
            near.setdefault(_paragraph(places, at=new.contents[0].start), []).append(len(made))
            made.append(new)
    return _ordered(made)


def _ordered(made: Sequence[Draft]) -> list[Draft]:
    """The drafts in text order, their ties moved along."""
    order = sorted(range(len(made)), key=lambda k: (made[k].contents, made[k].cue or FIRST, k))
    place = {k: i for i, k in enumerate(order)}
    tied = (made[k].continues for k in order)
    moved = [None if t is None else place[t] for t in tied]
    return [replace(made[k], continues=t) for k, t in zip(order, moved, strict=True)]


def _paragraph(places: Sequence[Span], *, at: int) -> int:
    return max(0, bisect_right(places, at, key=lambda p: p.start) - 1)


def _over(span: Span, *, quotations: Sequence[Quotation], outer: Sequence[int]) -> Iterator[int]:
    """The outer quotations, which lie apart, that a span overlaps."""
    k = max(0, bisect_right(outer, span.start, key=lambda i: quotations[i].span.start) - 1)
    for index in outer[k:]:
        if quotations[index].span.start >= span.end:
            return
        if quotations[index].span.overlaps(span):
            yield index


def _whole(found: Attributed, *, quotations: Sequence[Quotation], outer: Sequence[int]) -> Draft:
    """The model's find, its contents completed to the quotation that they are part of."""
    contents = []
    parts = [p for p in (found.cue, found.source) if p]
    for part in found.contents:
        span = part
        for index in _over(part, quotations=quotations, outer=outer):
            around = quotations[index].span
            if any(p.overlaps(around) for p in parts):
                continue
            shared = min(span.end, around.end) - max(span.start, around.start)
            if shared >= WHOLE * len(around) or quotations[index].inner in span:
                span = Span(min(span.start, around.start), max(span.end, around.end))
        contents.append(span)
    return Draft(contents=_merged(contents), cue=found.cue, source=found.source, score=found.score)


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def _by_paragraph(draft: Draft, *, places: Sequence[Span], number: int) -> list[Draft]:
    """One draft for each paragraph that the contents lie in; only the cue's own keeps the cue.

    `number` is that of the first of them, to tie the others to the one before.
    """
    groups: dict[int, list[Span]] = {}
    for span in draft.contents:
        for k in range(_paragraph(places, at=span.start), len(places)):
            start, end = max(span.start, places[k].start), min(span.end, places[k].end)
            if places[k].start >= span.end:
                break
            if start < end:
                groups.setdefault(k, []).append(Span(start, end))
    if len(groups) < 2:
        return [draft]
    anchor = draft.cue or draft.source
    home = next((k for k in groups if anchor and anchor.overlaps(places[k])), min(groups))
    out: list[Draft] = []
    for k in sorted(groups):
        tie = number + len(out) - 1 if out else None
        own = replace(draft, contents=tuple(groups[k]), continues=tie)
        out.append(own if k == home else replace(own, cue=None, found="continued"))
    return out


def _strays(mentions: Mentions, *, pieces: Sequence[Draft], number: int) -> list[Draft]:
    """The pieces, those in a paragraph without the cue given the cue that stands beside them.

    The model gives what is said to the nearest cue that it found, be it two paragraphs off. What
    has no cue beside it goes on with the paragraph before if it stands in quotation marks, and is
    dropped if it does not.
    """
    out: list[Draft] = []
    moved: dict[int, int] = {}
    for k, piece in enumerate(pieces):
        tie = moved.get(piece.continues - number) if piece.continues is not None else None
        own = replace(piece, continues=None if tie is None else tie + number)
        if piece.found == "continued":
            first = piece.contents[0]
            quoted = _quoted(piece, mentions)
            sentence = _around(mentions, span=first)
            found = beside(mentions, content=first, sentence=sentence, quoted=quoted)
            if found:
                own = replace(own, cue=found[0], source=found[1], continues=None, found="beside")
            elif not quoted:
                continue
        moved[k] = len(out)
        out.append(own)
    return out


def _telling(
    made: Sequence[Draft], *, quotations: Sequence[Quotation], outer: Sequence[int]
) -> dict[int, int]:
    """By quotation the last draft that covers a third of it, told from outside of it."""
    telling: dict[int, int] = {}
    for k, draft in enumerate(made):
        shared: dict[int, int] = {}
        for span in draft.contents:
            for index in _over(span, quotations=quotations, outer=outer):
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
    runs = _starts(quotation.span, places=places) and _quoted(made[earlier], mentions)
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


def _quoted(draft: Draft, mentions: Mentions) -> bool:
    """Whether a draft's words stand in quotation marks."""
    found = mentions.quotations
    outer = [i for i, q in enumerate(found) if q.depth == 0]
    return any(
        c in found[i].span or found[i].span in c
        for c in draft.contents
        for i in _over(c, quotations=found, outer=outer)
    )
