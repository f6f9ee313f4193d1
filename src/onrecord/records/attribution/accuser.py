"""Who blames: the subject of the words, their agent, or whoever says them."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.mentions.actors.reference import ActorReference
from onrecord.mentions.found import Mentions
from onrecord.records.actors import nearest_before, refer
from onrecord.records.attribution.claims import Claim
from onrecord.records.attribution.wording import wording
from onrecord.records.statement.pieces import Draft
from onrecord.spans import Span


def accuser(
    mentions: Mentions, *, claim: Claim, sentence: Span, said: Sequence[Draft]
) -> tuple[ActorReference | None, Span | None]:
    """The actor who blames: the subject or the agent of the words, else whoever says them."""
    span: Span | None = claim.accuser
    if claim.own:
        span = claim.accused[0].span
    if span is None and claim.active:
        own = [d for d in said if d.cue and d.cue.overlaps(claim.words) and d.source]
        span = own[0].source if own else None
        if span is None:
            span = nearest_before(mentions, start=sentence.start, end=claim.words.start)
    if span is None:
        span = _teller(mentions, at=claim.words, sentence=sentence, said=said)
    if span is None:
        return None, None
    return refer(mentions, span=span)[0], span


def _teller(mentions: Mentions, *, at: Span, sentence: Span, said: Sequence[Draft]) -> Span | None:
    """The speaker in whose words a claim stands: the innermost, else the paragraph's last."""
    holding = [d for d in said if d.source and any(at.overlaps(c) for c in d.contents)]
    if holding:
        smallest = min(holding, key=lambda d: sum(map(len, d.contents)))
        return smallest.source
    hedged = wording().find(mentions.text, start=sentence.start, end=sentence.end)
    start = mentions.text.rfind("\n", 0, sentence.start) + 1
    near = [d for d in said if d.source and start <= d.contents[0].start < sentence.start]
    return near[-1].source if near and hedged else None
