"""Who blames: the subject of the words, their agent, or whoever says them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.languages.phrases import spaced
from onrecord.mentions.actors.reference import ActorReference
from onrecord.mentions.found import Mentions
from onrecord.records.actors import nearest_before, refer
from onrecord.records.attribution.claims import Claim
from onrecord.records.attribution.naming import named
from onrecord.records.attribution.wording import wording
from onrecord.records.statement.pieces import Draft
from onrecord.spans import Span

_JOINED = re.compile(r"\bjoin(?:s|ed)\b[^.;]{3,60}?\bin\s+$")
"""Before words of blame: "Oran joined its allies in blaming"."""


_TOLD = re.compile(
    r"\b(?:said|says|say|believes?|believed|assess(?:es|ed)?|concluded|concludes?|stated|wrote"
    r"|announced|reported|has\s+(?:low|moderate|high)\s+confidence)\b"
)


def accuser(
    mentions: Mentions, *, claim: Claim, sentence: Span, said: Sequence[Draft]
) -> tuple[ActorReference | None, Span | None]:
    """The actor who blames: the subject or the agent of the words, else whoever says them."""
    span: Span | None = claim.accuser
    if claim.own:
        one, _ = named(spaced(mentions.text), of=claim.accused[0], end=sentence.end)
        called = one.name != claim.accused[0].name
        span = Span(one.span.end - len(one.name), one.span.end) if called else one.span
    if span is None and claim.active:
        own = [d for d in said if d.cue and d.cue.overlaps(claim.words) and d.source]
        span = own[0].source if own else None
        if span is None:
            joined = _JOINED.search(mentions.text, sentence.start, claim.words.start)
            end = joined.start() if joined else claim.words.start
            span = nearest_before(mentions, start=sentence.start, end=end)
    if span is None:
        span = _teller(
            mentions, at=claim.words, sentence=sentence, said=said, open_ended=claim.kind != "tried"
        )
    if span is None:
        return None, None
    return refer(mentions, span=span)[0], span


def _teller(
    mentions: Mentions, *, at: Span, sentence: Span, said: Sequence[Draft], open_ended: bool
) -> Span | None:
    """The speaker in whose words a claim stands: the innermost, else the paragraph's last."""
    holding = [d for d in said if d.source and any(at.overlaps(c) for c in d.contents)]
    if holding:
        smallest = min(holding, key=lambda d: sum(map(len, d.contents)))
        return smallest.source
    same = [d for d in said if d.source and d.cue and d.cue in sentence]
    if same:
        return min(same, key=lambda d: abs(d.cue.start - at.start) if d.cue else 0).source
    told = _TOLD.search(mentions.text, sentence.start, at.start) if open_ended else None
    if told and (span := nearest_before(mentions, start=sentence.start, end=told.start())):
        return span
    hedged = wording().find(mentions.text, start=sentence.start, end=sentence.end)
    start = mentions.text.rfind("\n", 0, sentence.start) + 1
    near = [d for d in said if d.source and start <= d.contents[0].start < sentence.start]
    return near[-1].source if near and hedged else None
