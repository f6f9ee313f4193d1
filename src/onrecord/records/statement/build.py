"""The statements of a story: who said what, in whose words, through which channel."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

from onrecord.languages.phrases import WORD, lists
from onrecord.mentions.actors.reference import ActorReference
from onrecord.mentions.found import Mentions
from onrecord.records.actors import within
from onrecord.records.evidence import gather
from onrecord.records.record import identity
from onrecord.records.statement.acts import act_of, read_cue, sureness
from onrecord.records.statement.channels import channel
from onrecord.records.statement.confidence import confidence
from onrecord.records.statement.context import in_context, nested
from onrecord.records.statement.drafts import drafts
from onrecord.records.statement.kind import Channel, Speaker, Statement
from onrecord.records.statement.pieces import Draft
from onrecord.records.statement.speakers import apposed, speaker
from onrecord.spans import Span

TARGETED = ("accusation", "praise", "threat", "demand", "offer", "refusal")
_REACH = 90
"""Code points after a cue in which the one spoken of or to stands."""


def statements(mentions: Mentions, *, version: str) -> tuple[Statement, ...]:
    """The statements of a story in text order.

    What the model found is joined with the quotation marks: no quotation is left without being
    told, a speech over several paragraphs is one statement for each, tied by `continues`.
    """
    found = drafts(mentions)
    same = apposed(mentions)
    told = [_told(mentions, draft=draft, same=same, version=version) for draft in found]
    return tuple(nested(in_context(told, found=found, mentions=mentions)))


def _told(
    mentions: Mentions, *, draft: Draft, same: Mapping[str, ActorReference], version: str
) -> Statement:
    text = mentions.text
    cue = read_cue(text, cue=draft.cue)
    by = speaker(mentions, source=draft.source, same=same)
    act = act_of(text, cue=cue, contents=draft.contents)
    sure = sureness(text, cue=cue, cue_span=draft.cue, contents=draft.contents)
    around = _around(mentions, draft=draft)
    through = channel(text, around=around, without=draft.contents)
    to = _addressee(mentions, draft=draft, verb=cue.verb)
    spoken_of = _target(mentions, draft=draft, by=by) if act in TARGETED else None
    if through is None and to is not None and to.sector == "MED":
        through = Channel(kind="interview", span=Span(to.start, to.end))
    roles = [
        ("speaker", [draft.source] if draft.source else []),
        ("cue", [draft.cue] if draft.cue else []),
        ("content", draft.contents),
        ("addressee", [Span(to.start, to.end)] if to else []),
        ("channel", [through.span] if through and through.span else []),
    ]
    quoted = _quote_type(mentions, contents=draft.contents)
    place = [(s.start, s.end) for s in draft.contents]
    return Statement(
        id=identity("statement", mentions.story.id, draft.cue and draft.cue.start, place),
        story=mentions.story.id,
        confidence=confidence(score=draft.score, quoted=quoted != "indirect", found=draft.found),
        evidence=gather(text, roles),
        version=version,
        text=text,
        content=draft.contents,
        quote_type=quoted,
        speaker=by,
        cue=draft.cue,
        channel=through,
        addressee=to,
        act=act,
        target=spoken_of,
        hedges=sure.hedges,
        certainty=sure.certainty,
    )


def _quote_type(mentions: Mentions, *, contents: Sequence[Span]) -> str:
    """Direct where all words stand in quotation marks, mixed where some do, else indirect."""
    words = [m for c in contents for m in WORD.finditer(mentions.text, c.start, c.end)]
    inside = sum(_in_quotation(mentions, at=m.start()) for m in words)
    if inside and inside == len(words):
        return "direct"
    return "mixed" if inside else "indirect"


def _in_quotation(mentions: Mentions, *, at: int) -> bool:
    """Whether a place stands in quotation marks, those of names and scare quotes left out."""
    found = mentions.quotations
    k = bisect_right(found, at, key=lambda q: q.span.start) - 1
    while k >= 0:
        name = found[k].scare and found[k].depth == 0 and _named(mentions, found[k].inner)
        if at < found[k].span.end and not name:
            return True
        if found[k].depth == 0:
            return False
        k -= 1
    return False


def _named(mentions: Mentions, inner: Span) -> bool:
    """Whether a few quoted words are a name and nobody's words: the "Meadow Plan"."""
    return mentions.text[inner.start].isupper()


def _around(mentions: Mentions, *, draft: Draft) -> list[Span]:
    """The sentences in which the cue and the speaker stand, where a channel may be named."""
    anchors = [s for s in (draft.cue, draft.source) if s] if draft.found != "continued" else []
    if draft.found == "context":
        anchors = []
    if not mentions.sentences:
        return []
    return sorted({mentions.sentences[mentions.sentence_at(s.start)] for s in anchors})


def _addressee(mentions: Mentions, *, draft: Draft, verb: str | None) -> ActorReference | None:
    """Whom it was said to: "told lawmakers", "assured Nairobi that", "wrote to the council"."""
    if draft.cue is None or verb not in lists("speakers")["telling"]:
        return None
    text, start = mentions.text, draft.cue.end
    first = next((m for m in WORD.finditer(text, draft.cue.start, draft.cue.end)), None)
    if first is not None and first.end() < draft.cue.end and len(draft.cue) > 12:
        start = first.end()
    found = within(mentions, start=start, end=min(len(text), start + 30))
    if found and _direct(text[start : found[0].start]):
        return found[0]
    return None


def _direct(between: str) -> bool:
    """Whether only an article or "to" stands between a verb and its object."""
    words = [m[0].lower() for m in WORD.finditer(between)]
    return len(words) < 3 and set(words) <= {"the", "a", "an", "to", "his", "her", "its", "on"}


def _target(mentions: Mentions, *, draft: Draft, by: Speaker | None) -> ActorReference | None:
    """Who is accused, praised, threatened or asked: the first other actor named after the cue."""
    start = draft.cue.end if draft.cue else draft.contents[0].start
    end = min(draft.contents[-1].end, start + _REACH)
    if end <= start:
        start, end = draft.contents[0].start, draft.contents[0].end
    own = by.actor.id if by else None
    return next((a for a in within(mentions, start=start, end=end) if a.id != own), None)
