"""What was said, by the model's finds and the quotation marks, before it is known by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.languages.phrases import WORD
from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Attributed
from onrecord.mentions.quotations import Quotation
from onrecord.mentions.sentences import paragraphs
from onrecord.records.statement.acts import cue_verb
from onrecord.spans import Span

SURE = 0.0
"""Least score of the model for an act of saying to be kept."""
WHOLE = 0.5
"""Share of a quotation that the model must have found for the rest to be added."""
FREE = 6
"""Words that a quotation without a speaker found by the model needs to be held for speech: of
4,881 quotations that long in PolNeAR's train part 98.6 % are somebody's words (2026-11-24)."""


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
    text = mentions.text
    places = [Span(*p) for p in paragraphs(text)]
    outer = [q for q in mentions.quotations if q.depth == 0]
    made = [_whole(a, quotations=outer) for a in mentions.tagging.attributed if a.score >= SURE]
    made = [piece for draft in made for piece in _by_paragraph(draft, places=places)]
    made = _numbered(made)
    for index, quotation in enumerate(mentions.quotations):
        if quotation.depth == 0 and not _claimed(quotation, by=made):
            made = _given(made, mentions=mentions, index=index, places=places)
    return made


def _whole(found: Attributed, *, quotations: Sequence[Quotation]) -> Draft:
    """The model's find, its contents completed to the quotation that they are part of."""
    contents = []
    for part in found.contents:
        span = part
        for quotation in quotations:
            around = quotation.span
            parts = [p for p in (found.cue, found.source) if p]
            if not around.overlaps(span) or any(p.overlaps(around) for p in parts):
                continue
            shared = min(span.end, around.end) - max(span.start, around.start)
            if shared >= WHOLE * len(around) or _only_marks(span, around=quotation):
                span = Span(min(span.start, around.start), max(span.end, around.end))
        contents.append(span)
    return Draft(contents=_merged(contents), cue=found.cue, source=found.source, score=found.score)


def _only_marks(span: Span, *, around: Quotation) -> bool:
    """Whether all but the marks of a quotation is there."""
    return around.inner in span


def _merged(spans: Sequence[Span]) -> tuple[Span, ...]:
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def _by_paragraph(draft: Draft, *, places: Sequence[Span]) -> list[Draft]:
    """One draft for each paragraph that the contents lie in; only the cue's own keeps the cue."""
    groups: dict[int, list[Span]] = {}
    for span in draft.contents:
        for k, place in enumerate(places):
            start, end = max(span.start, place.start), min(span.end, place.end)
            if start < end:
                groups.setdefault(k, []).append(Span(start, end))
    if len(groups) < 2:
        return [draft]
    anchor = draft.cue or draft.source
    home = next((k for k in groups if anchor and anchor.overlaps(places[k])), min(groups))
    out = []
    for k in sorted(groups):
        own = replace(draft, contents=tuple(groups[k]))
        out.append(own if k == home else replace(own, cue=None, found="continued"))
    return out


def _numbered(made: Sequence[Draft]) -> list[Draft]:
    """The drafts in text order, those that carry on an earlier paragraph tied to it."""
    ordered = sorted(made, key=lambda d: (d.contents, d.cue or d.contents[0]))
    out: list[Draft] = []
    for draft in ordered:
        before = [i for i, d in enumerate(out) if draft.source and d.source == draft.source]
        tied = draft.found == "continued" and before
        out.append(replace(draft, continues=before[-1]) if tied else draft)
    return out


def _claimed(quotation: Quotation, *, by: Sequence[Draft]) -> bool:
    """Whether somebody's words cover a third of the quotation, told from outside of it."""
    for draft in by:
        if draft.cue and draft.cue in quotation.span:
            continue
        shared = sum(
            max(0, min(s.end, quotation.span.end) - max(s.start, quotation.span.start))
            for s in draft.contents
        )
        if shared * 3 >= len(quotation.span):
            return True
    return False


def _given(
    made: list[Draft], *, mentions: Mentions, index: int, places: Sequence[Span]
) -> list[Draft]:
    """The drafts with one more for a quotation that nobody claims, if it is speech."""
    quotation = mentions.quotations[index]
    words = sum(1 for _ in WORD.finditer(mentions.text, *_ends(quotation.inner)))
    before = _carried(mentions.quotations, index=index, made=made)
    if before is None and (quotation.scare or words < FREE):
        return made
    sentence = _around(mentions, span=quotation.span)
    draft = Draft(contents=(quotation.span,), found="none")
    if before is not None:
        source = made[before].source
        draft = replace(draft, source=source, continues=before, found="continued")
    elif beside := _beside(mentions, quotation=quotation, sentence=sentence):
        cue, source = beside
        draft = replace(draft, cue=cue, source=source, found="beside")
    else:
        near = _before(made, span=quotation.span, places=places, text=mentions.text)
        if near is not None:
            runs = _starts(quotation.span, places=places) and _quoted(made[near], mentions)
            draft = replace(
                draft,
                source=made[near].source,
                continues=near if runs else None,
                found="context",
            )
    return _inserted(made, draft)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _inserted(made: list[Draft], draft: Draft) -> list[Draft]:
    """The list with one more draft at its place, ties moved along."""
    at = sum(1 for d in made if d.contents < draft.contents)
    moved = [
        replace(d, continues=d.continues + 1)
        if d.continues is not None and d.continues >= at
        else d
        for d in made
    ]
    return [*moved[:at], draft, *moved[at:]]


def _carried(quotations: Sequence[Quotation], *, index: int, made: Sequence[Draft]) -> int | None:
    """The draft of the paragraph before whose open quotation goes on in this one."""
    earlier = quotations[index].continues
    if earlier is None:
        return None
    around = quotations[earlier].span
    told = [
        i
        for i, d in enumerate(made)
        if any(s.overlaps(around) for s in d.contents) and not (d.cue and d.cue in around)
    ]
    return told[-1] if told else None


def _around(mentions: Mentions, *, span: Span) -> Span:
    """The sentences from the one in which a span begins to the one in which it ends."""
    if not mentions.sentences:
        return span
    first = mentions.sentences[mentions.sentence_at(span.start)]
    last = mentions.sentences[mentions.sentence_at(span.end - 1)]
    return Span(min(first.start, span.start), max(last.end, span.end))


def _beside(
    mentions: Mentions, *, quotation: Quotation, sentence: Span
) -> tuple[Span, Span | None] | None:
    """The cue after or before a quotation in its sentence, and the speaker nearest to it.

    '"The bridge stays shut," the mayor said.', 'The mayor said: "The bridge stays shut."'
    """
    text = mentions.text
    after = Span(quotation.span.end, max(sentence.end, quotation.span.end + 1))
    before = Span(sentence.start, max(quotation.span.start, sentence.start + 1))
    words_after = [m for _, m in zip(range(8), WORD.finditer(text, *_ends(after)), strict=False)]
    words_before = list(WORD.finditer(text, *_ends(before)))[-8:]
    closing = (
        text[quotation.inner.end - 1] in ",?!-–—" or text[after.start : after.start + 1] == ","
    )
    for region, words in ((after, words_after if closing else []), (before, words_before[::-1])):
        cue = next((Span(m.start(), m.end()) for m in words if cue_verb(m[0])), None)
        if cue is None:
            continue
        near = [m.span for m in mentions.actors.mentions if m.span in region]
        near = [s for s in near if not s.overlaps(cue)]
        if near:
            source = min(near, key=lambda s: (_gap(s, cue), s))
            return cue, source
        return None
    return None


def _gap(first: Span, second: Span) -> int:
    return max(first.start - second.end, second.start - first.end)


def _before(made: Sequence[Draft], *, span: Span, places: Sequence[Span], text: str) -> int | None:
    """The draft whose speaker goes on in a quotation without a cue.

    It is the last one before in the paragraph, or the last of the paragraph before where the
    quotation begins its own.
    """
    k = next((i for i, p in enumerate(places) if span.overlaps(p)), None)
    if k is None:
        return None
    own = [i for i, d in enumerate(made) if d.source and _last(d) in places[k] and _last(d) < span]
    if own:
        return own[-1]
    if k and _starts(span, places=places):
        last = [i for i, d in enumerate(made) if d.source and _last(d) in places[k - 1]]
        if last and not text[made[last[-1]].contents[-1].end : places[k - 1].end].count(". "):
            return last[-1]
    return None


def _last(draft: Draft) -> Span:
    return draft.contents[-1]


def _starts(span: Span, *, places: Sequence[Span]) -> bool:
    """Whether a span begins a paragraph."""
    return any(p.start == span.start for p in places)


def _quoted(draft: Draft, mentions: Mentions) -> bool:
    """Whether a draft's words stand in quotation marks."""
    spans = [q.span for q in mentions.quotations if q.depth == 0]
    return any(c in s or s in c for c in draft.contents for s in spans)
