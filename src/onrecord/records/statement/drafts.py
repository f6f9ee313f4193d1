"""What was said, by the model's finds and the quotation marks, before it is known by whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from onrecord.languages.phrases import WORD, lists
from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Attributed
from onrecord.mentions.quotations import Quotation
from onrecord.mentions.sentences import paragraphs
from onrecord.records.statement.according import according
from onrecord.records.statement.beside import beside
from onrecord.records.statement.mend import mended
from onrecord.records.statement.owners import outer, over, owned
from onrecord.records.statement.pieces import (
    FIRST,
    Draft,
    by_paragraph,
    paragraph_at,
    quoted,
    sentences_around,
)
from onrecord.spans import Span

SURE = 0.5
"""Least score of the model for reported speech to be kept; what is quoted always is. On the held
part of PolNeAR's train set found stays 84.6, joint 77.6; at 0.55 they are 84.1 and 77.8, and what
lies below is right in fewer than one case in two (2026-11-24)."""
FREE = 6
"""Words that a quotation without a speaker found by the model needs to be held for speech: of
4,881 quotations that long in PolNeAR's train part 98.6 % are somebody's words (2026-11-24)."""


def drafts(mentions: Mentions) -> list[Draft]:
    """All that is said in a story, in text order, one draft a paragraph.

    A quotation that the model left without a speaker gets it from a cue beside it, from the
    quotation that it carries on, or from what was said just before.
    """
    places = [Span(*p) for p in paragraphs(mentions.text)]
    apart = outer(mentions)
    made: list[Draft] = []
    sure = [
        a
        for a in mentions.tagging.attributed
        if (a.score >= SURE or quoted(mentions, contents=a.contents, apart=apart))
        and not _own_words(mentions, found=a, apart=apart)
    ]
    for found in owned(mentions, found=mended(mentions, found=sure)):
        made.extend(by_paragraph(mentions, found=found, places=places, apart=apart))
    forms = _forms(mentions, apart=apart)
    made = [d for d in made if not (d.cue and _replaces(forms.get(d.cue.start), draft=d))]
    known = {d.cue.start for d in made if d.cue}
    for start, form in forms.items():
        if start not in known:
            made.extend(by_paragraph(mentions, found=form, places=places, apart=apart))
    telling = _telling(made, quotations=mentions.quotations, apart=apart)
    near: dict[int, list[int]] = {}
    for k, draft in enumerate(made):
        if draft.cue is None or not quoted(mentions, contents=[draft.cue], apart=apart):
            near.setdefault(paragraph_at(places, at=draft.contents[-1].start), []).append(k)
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
            near.setdefault(paragraph_at(places, at=new.contents[0].start), []).append(len(made))
            made.append(new)
    return _ordered(made)


def _own_words(mentions: Mentions, *, found: Attributed, apart: Sequence[int]) -> bool:
    """Whether a speaker only tells within his own quotation that he says so.

    '"I want to stress that the road stays shut," she said.' is one statement, hers.
    """
    if found.cue is None or found.source is None:
        return False
    own = found.source.of(mentions.text).lower() in lists("speakers")["first_person"]
    return own and quoted(mentions, contents=[found.cue], apart=apart)


def _forms(mentions: Mentions, *, apart: Sequence[int]) -> dict[int, Attributed]:
    """What the form "according to" tells outside of quotations, by where its cue begins."""
    forms: dict[int, Attributed] = {}
    for sentence in mentions.sentences:
        for form in according(mentions, sentence=sentence):
            if form.cue and not quoted(mentions, contents=[form.cue], apart=apart):
                forms[form.cue.start] = form
    return forms


def _replaces(form: Attributed | None, *, draft: Draft) -> bool:
    """Whether the form tells better than the model: another speaker, or twice as much said."""
    if form is None or form.source is None:
        return False
    if draft.source is None or not draft.source.overlaps(form.source):
        return True
    shared = any(c.overlaps(form.contents[0]) for c in draft.contents)
    return not shared or 2 * sum(map(len, draft.contents)) < len(form.contents[0])


def _ordered(made: Sequence[Draft]) -> list[Draft]:
    """The drafts in text order, their ties moved along."""
    order = sorted(range(len(made)), key=lambda k: (made[k].contents, made[k].cue or FIRST, k))
    place = {k: i for i, k in enumerate(order)}
    tied = (made[k].continues for k in order)
    moved = [None if t is None else place[t] for t in tied]
    return [replace(made[k], continues=t) for k, t in zip(order, moved, strict=True)]


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
    sentence = sentences_around(mentions, span=quotation.span)
    near_cue = beside(mentions, content=quotation.span, sentence=sentence, quoted=True)
    if near_cue and near_cue[1]:
        return replace(draft, cue=near_cue[0], source=near_cue[1], found="beside")
    earlier = _before(made, span=quotation.span, near=near, places=places, mentions=mentions)
    if earlier is None:
        return draft
    runs = _starts(quotation.span, places=places) and quoted(
        mentions, contents=made[earlier].contents, apart=apart
    )
    tie = earlier if runs else None
    return replace(draft, source=made[earlier].source, continues=tie, found="context")


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


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
    k = paragraph_at(places, at=span.start)
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
    return places[paragraph_at(places, at=span.start)].start == span.start
