"""The steps that a claim or a further sentence adds to a chain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.records.attribution.case import Case
from onrecord.records.attribution.chain import Link, follow, whole
from onrecord.records.attribution.claims import Claim
from onrecord.records.attribution.party import Party, party
from onrecord.records.attribution.wording import wording
from onrecord.spans import Span


def links_of(
    text: str, *, claim: Claim, act: Span, sentence: Span, cases: Sequence[Case]
) -> list[Link]:
    """The steps that a claim gives: the act to each accused, and from there down the chain."""
    links: list[Link] = []
    for accused in claim.accused:
        one, _ = whole(text, of=accused, end=sentence.end)
        name = _anaphor(one, cases=cases) or one.name
        links.append(
            Link(
                subject=act.of(text),
                relation="attributed-to",
                object=name,
                level=one.level,
                words=claim.words,
                subject_span=act,
                object_span=one.span,
            )
        )
        links.extend(follow(text, of=accused, end=sentence.end))
        links.extend(_second(text, of=one, links=links, sentence=sentence))
    return links


def _second(text: str, *, of: Party, links: list[Link], sentence: Span) -> list[Link]:
    """The second actor of 'attributed to "Grey Heron" and to the GRU': behind the first."""
    last = max([of.span.end, *(link.object_span.end for link in links)])
    joined = re.compile(r"[,\s\"”]*\s*and\s+(?:also\s+)?to\s+").match(text, last, sentence.end)
    if not joined:
        return []
    other = party(text, start=joined.end(), end=sentence.end)
    if other is None:
        return []
    known, _ = whole(text, of=other, end=sentence.end)
    first = Link(
        subject=of.name,
        relation="attributed-to",
        object=known.name,
        level=known.level,
        words=links[0].words,
        subject_span=of.span,
        object_span=known.span,
    )
    return [first, *follow(text, of=other, end=sentence.end)]


def _anaphor(one: Party, *, cases: Sequence[Case]) -> str | None:
    """The name that "the group" or "the Center" stands for in what was told before, or None."""
    words = one.name.split()
    for case in reversed(cases):
        for link in reversed(case.links):
            if link.relation == "alias-of" or link.level == "state":
                continue
            if link.object == one.name:
                return link.object
            if words and words[-1].lower() == link.object.split()[0].lower():
                return link.object
            if not one.named and link.level == one.level:
                return link.object
    return None


def tie(
    text: str,
    *,
    cases: list[Case],
    subject: Party,
    links: list[Link],
    sentence: Span,
    index: int,
) -> None:
    """Adds what is told of an actor to the last case that names it."""
    for case in reversed(cases):
        name = _anaphor(subject, cases=[case])
        if name is None or index - case.sentence > 4:
            continue
        first = links[0]
        case.links.append(
            Link(
                subject=name,
                relation=first.relation,
                object=first.object,
                level=first.level,
                words=first.words,
                subject_span=first.subject_span,
                object_span=first.object_span,
            )
        )
        case.links.extend(links[1:])
        hedged = wording().find(text, start=sentence.start, end=sentence.end)
        case.wording.extend([first.words, *(h.span for h in hedged)])
        return
