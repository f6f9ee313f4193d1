"""From the one who is blamed on down the chain: other names, units, sponsors, the state behind."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from onrecord.languages.phrases import Phrases, lists
from onrecord.records.attribution.naming import ALIAS, name_at, named, past_marks
from onrecord.records.attribution.party import Party, country_name, known_agencies, party
from onrecord.records.attribution.slots import subject_party
from onrecord.spans import Span

STEPS = 6
"""Steps that a chain goes on for in one sentence; more are a list, not a chain."""

_WORDED = re.IGNORECASE | re.VERBOSE
_OR = re.compile(r"[\s,\"”]*,\s+or\s+(?=[A-Z\"“])")
_NEXT = re.compile(r"[\s,\"”]*(?:,|and|or)\s+(?=[A-Z\"“])")
_OF = re.compile(r"\s+(?:of|in|within)\s+(?:the\s+)?")
"""An agency "of" another: "Unit 29155 of the military intelligence service"."""
_UNIT = re.compile(
    r"""[\s,"”’'(]* (?:(?:a|an|the|one)\s+)? (?:[\w-]+\s+){0,3}?
    (?:unit|arm|wing|branch|part|division|front|subsidiary|department|offshoot|proxy|directorate)
    \s+ (?:of|for|within) \s+""",
    _WORDED,
)
_LEAD = re.compile(
    r"""[\s,"”’'(]* (?:(?:which|that|who)\s+)?
    (?:(?:it|he|she|they|we|officials|analysts|researchers|[A-Z][\w.-]+)\s+
       (?:said|says?|believes?|believed|thinks?|thought|assess(?:es|ed)?|alleges?|alleged)\s+
       (?:that\s+)?)?
    (?:(?:is|are|was|were)\s+)?
    (?:(?:also|itself|believed|thought|said|suspected|considered|in\s+turn|[a-z]+ly)\s+){0,4}
    (?:to\s+be\s+)? (?:(?:a|an|the)\s+)? (?:(?:group|outfit|unit)\s+)?""",
    _WORDED,
)
_COPULA = re.compile(
    r"""\b(?:is|are|was|were|be)\s+
    (?:(?:also|itself|believed|thought|said|suspected|considered|in\s+turn|[a-z]+ly)\s+){0,4}
    (?:to\s+(?:be|have\s+been)\s+)? (?:(?:a|an|the)\s+)? (?:(?:cyber|special|secret)\s+)?$""",
    _WORDED,
)
_SAID_OF = re.compile(
    r",?\s+(?:which|who|that|whom)\s+"
    r"(?:(?:[\w’'-]+\s+){1,3}(?:said|says?|believes?|believed|thinks?|alleges?)\s+(?:that\s+)?)?$"
)
_OWN = frozenset(lists("blame")["own"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One step: `subject` is tied to `object`; `words` are those that tie them."""

    subject: str
    relation: str
    object: str
    level: str
    words: Span
    subject_span: Span
    object_span: Span
    listed: bool = False


def whole(text: str, *, of: Party, end: int) -> tuple[Party, int]:
    """The party as `named` gives it, an unnamed one with what it is tied to.

    "fighters linked to Grey Heron" are more than fighters.
    """
    known, at = named(text, of=of, end=end)
    if known.named or not (tied := _on(text, of=of, at=of.span.end, end=end)):
        return known, at
    span = Span(of.span.start, tied[1].span.end)
    if "," in text[of.span.end : tied[1].span.start]:
        return known, at
    return replace(of, span=span, name=span.of(text)), of.span.end


def follow(text: str, *, of: Party, end: int) -> list[Link]:
    """The steps from a party on, as far as its sentence tells them.

    >>> said = 'blames Grey Heron, also known as "Quiet Loom", a unit of the GRU, for the attack'
    >>> one = party(said, start=7, end=len(said))
    >>> for s in follow(said, of=one, end=len(said)):
    ...     print(s.subject, s.relation, s.object)
    Grey Heron alias-of Quiet Loom
    Grey Heron part-of GRU
    GRU part-of Russia
    """
    links: list[Link] = []
    current, at = whole(text, of=of, end=end)
    for _ in range(STEPS):
        step = _alias(text, of=current, at=at, end=end) or _on(text, of=current, at=at, end=end)
        if step is None:
            break
        more, current, at = step
        links.extend(more)
        if more and more[-1].relation != "alias-of":
            current, at = named(text, of=current, end=end)
            links[-1] = replace(links[-1], object=current.name, object_span=current.span)
    current = _apposition(text, of=current, at=at, end=end)
    return [*links, *state_of(text, of=current)]


def _alias(text: str, *, of: Party, at: int, end: int) -> tuple[list[Link], Party, int] | None:
    match = ALIAS.match(text, at, end) or _OR.match(text, at, end)
    links: list[Link] = []
    while match and (name := name_at(text, at=match.end(), end=end)):
        links.append(
            Link(
                subject=of.name,
                relation="alias-of",
                object=name.of(text),
                level=of.level,
                words=Span(match.end() - len(match[0].lstrip(' ,"”(')), match.end() - 1),
                subject_span=of.span,
                object_span=name,
            )
        )
        at = past_marks(text, at=name.end, end=end)
        match = _NEXT.match(text, at - 1, end) if len(links) < 4 else None
    return (links, of, at) if links else None


def _on(text: str, *, of: Party, at: int, end: int) -> tuple[list[Link], Party, int] | None:
    """The next step: ", a unit of the GRU", ", which is backed by Iran", " linked to Hezbollah"."""
    owner = _OF.match(text, at, end) if of.level == "agency" else None
    above = party(text, start=owner.end(), end=end) if owner else None
    if owner and above and above.level == "agency":
        between = Span(owner.start(), owner.end())
        step = _link(text, of=of, relation="part-of", to=above, words=between)
        return [step], above, above.span.end
    unit = _UNIT.match(text, at, end)
    if unit and "," in text[max(0, at - 2) : unit.end()]:
        relation, start, words = "part-of", unit.end(), unit
    else:
        lead = _LEAD.match(text, at, end)
        begin = lead.end() if lead else at
        hits = _relations().find(text, start=begin, end=min(end, begin + 40))
        if not hits or hits[0].span.start != begin:
            return None
        relation, start, words = hits[0].label, hits[0].span.end, None
    other = party(text, start=start, end=end)
    if other is None or not other.named:
        return None
    tied = Span(words.start(), words.end()) if words else hits[0].span
    return [_link(text, of=of, relation=relation, to=other, words=tied)], other, other.span.end


def _link(text: str, *, of: Party, relation: str, to: Party, words: Span) -> Link:
    start, stop = words.start, words.end
    while start < stop - 1 and not text[start].isalnum():
        start += 1
    while stop > start + 1 and not text[stop - 1].isalnum():
        stop -= 1
    return Link(
        subject=of.name,
        relation=relation,
        object=to.name,
        level=to.level,
        words=Span(start, stop),
        subject_span=of.span,
        object_span=to.span,
    )


_TABLE: dict[str, Phrases] = {}


def _relations() -> Phrases:
    """The phrases that tie two actors; "or" and other names are told elsewhere."""
    if not _TABLE:
        table = lists("blame")["relations"]
        kept = {k: [p for p in v if p not in ("or", "supported")] for k, v in table.items()}
        del kept["alias-of"]
        _TABLE["relations"] = Phrases(kept)
    return _TABLE["relations"]


def _apposition(text: str, *, of: Party, at: int, end: int) -> Party:
    """The party with the country that an apposition gives: ", North Korea's spy agency"."""
    if of.country or of.level == "state":
        return of
    comma = re.compile(r"[\"”]?\s*,\s+").match(text, at, end)
    if not comma:
        return of
    other = party(text, start=comma.end(), end=end)
    if other is None or other.level != "agency" or other.country is None:
        return of
    return replace(of, country=other.country)


def state_of(text: str, *, of: Party) -> list[Link]:
    """The step from an agency to its state, by the words or, failing them, the list of agencies."""
    backed = re.search(
        r"-(?:backed|sponsored|supported|run|controlled|directed)\b|state hackers", of.span.of(text)
    )
    relation = "part-of" if of.level == "agency" else "sponsored-by"
    if of.level == "state" or (of.level != "agency" and not backed):
        return []
    country = of.country or known_agencies().get(of.name)
    if country is None:
        return []
    return [
        Link(
            subject=of.name,
            relation=relation,
            object=country_name(country),
            level="state",
            words=of.span,
            subject_span=of.span,
            object_span=of.span,
            listed=of.country is None,
        )
    ]


def told_ties(text: str, *, sentence: Span) -> list[tuple[Party, list[Link]]]:
    """What a sentence tells of an actor's ties: "The group is part of Bureau 9, a unit of the GRU".

    The subject, and the steps from it on.
    """
    found = []
    for hit in _relations().find(text, start=sentence.start, end=sentence.end):
        before = _COPULA.search(text[sentence.start : hit.span.start])
        if not before and hit.phrase not in _OWN:
            continue
        stop = sentence.start + before.start() if before else hit.span.start
        aside = _SAID_OF.search(text, sentence.start, stop)
        stop = aside.start() if aside else stop
        one = subject_party(text, start=sentence.start, end=stop)
        other = party(text, start=hit.span.end, end=sentence.end)
        if one is None or other is None or not other.named:
            continue
        other, _ = named(text, of=other, end=sentence.end)
        words = Span(sentence.start + before.start(), hit.span.end) if before else hit.span
        first = _link(text, of=one, relation=hit.label, to=other, words=words)
        found.append((one, [first, *follow(text, of=other, end=sentence.end)]))
    return found
