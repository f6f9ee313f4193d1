"""What an agreement provides, word for word: code, deadline, who owes it, who disputes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from onrecord.languages.phrases import WORD, Phrases, lists
from onrecord.mentions.actors.reference import ActorReference
from onrecord.mentions.found import Mentions
from onrecord.records.actors import within
from onrecord.records.agreement.deadline import deadline
from onrecord.records.agreement.kind import Provision
from onrecord.records.agreement.listed import items, joints, modal_after
from onrecord.records.agreement.parties import is_word
from onrecord.records.agreement.same import Pact
from onrecord.records.event.kind import When
from onrecord.records.statement import Statement
from onrecord.spans import Span

_GAP = re.compile(
    r"[\"”]?(?:\s*\([^()]{0,40}\))?"
    r"(?:,\s+(?:which|that)\s+(?:was|were|is|had\s+been)\s[^,;\n]{2,120}(?=,))?"
    r",?\s+(?:(?:between|on|of|with|in|signed|brokered|mediated|reached)\s[^,.;]{2,100}?,?\s+)?(?:(?:which|that|also|would|will|further|now|itself)\s+)*",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"[,\s]*\band\s+(?=(?:to|that|for|also|calls|provides|obliges|requires|bans|allows|sets)\s)",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[;\n]|,\s+(?:but|while|although|according|which|who|he|she|they)\b|[\"”]")
_UNDER = re.compile(
    r"^\W*(?:under|according to|in line with)\s+"
    r"(?:the\s+terms\s+of\s+)?(?:the\s+|that\s+|this\s+|an?\s+)?$",
    re.IGNORECASE,
)
_UNDER_IT = re.compile(r"Under\s+(?:it|its\s+terms|this),?\s+", re.IGNORECASE)
_IT = re.compile(r"(?:It|The\s+text|The\s+document|Its\s+terms?)\s+(?:also\s+)?")
_ARTICLE_OF = re.compile(
    r"\b(undertook|pledged|agreed|committed|promised)\b,?\s+(?:themselves\s+|itself\s+)?,?\s*(?:in|under)\s+[^,.;]{0,60}$",
    re.IGNORECASE,
)


_COMMA = re.compile(
    r"[\"”]?(?:,?\s+(?:which was\s+)?(?:brokered|mediated|signed|reached|struck|agreed|initialled"
    r"|concluded|announced|negotiated|due|between|with|which|that)\s[^,.;]{2,80})?,"
)
_BY_IT = re.compile(
    r"\b(?:under|in line with|according to|in accordance with)\s+(?:the\s+|this\s+|an?\s+)?$",
    re.IGNORECASE,
)
_SIDES = re.compile(
    r"(?:(?:The|Both|Each|All)\s+(?:two\s+)?(?:sides?|parties|signatories|countries|governments)"
    r"|They|It|Each|Both)\s"
)
_SAID = re.compile(r"\b(?:said|says|told|according to|added|accused|warned)\b|[\"“”]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """A provision that somebody says is not there."""

    span: Span | None
    said: Statement | None


@lru_cache(maxsize=1)
def _verbs() -> Phrases:
    table = lists("agreements")["provisions"]
    return Phrases({"verbs": table["verbs"]})


@lru_cache(maxsize=1)
def _lists() -> dict[str, Phrases]:
    table = lists("agreements")["provisions"]
    return {k: Phrases({k: table[k]}) for k in ("lacking", "denying", "obliging", "undertaking")}


@lru_cache(maxsize=1)
def _codes() -> Phrases:
    return Phrases(lists("agreements")["codes"])


def provisions(
    mentions: Mentions,
    *,
    pact: Pact,
    said: Sequence[Statement],
    day: When | None,
    alone: bool = True,
) -> tuple[Provision, ...]:
    """The provisions of an agreement in text order, those denied by a speaker marked contested."""
    found: list[Provision] = []
    for place in pact.places:
        for one in _of_place(
            mentions, place=place.span, sentence=mentions.sentences[place.sentence], day=day
        ):
            if not any(one.span.overlaps(p.span) for p in found):
                found.append(one)
    for one in _listed(mentions, pact=pact, alone=alone, day=day):
        found = [p for p in found if not p.span.overlaps(one.span)] + [one]
    found = [_denied(mentions, one, said=said) for one in found]
    found.sort(key=lambda p: p.span)
    for lack in _lacks(mentions, pact=pact, said=said):
        found = _contested(mentions, found=found, lack=lack)
    return tuple(sorted(found, key=lambda p: p.span))


def _of_place(
    mentions: Mentions, *, place: Span, sentence: Span, day: When | None
) -> list[Provision]:
    text = mentions.text
    before = text[sentence.start : place.start]
    out = []
    if not _BY_IT.search(before):
        out = _after(mentions, start=place.end, sentence=sentence, day=day)
    comma = _COMMA.match(text, place.end, sentence.end)
    if not out and comma and _UNDER.search(before):
        out = _parts(
            mentions,
            start=_past_comma(text, at=comma.end() - 1, end=sentence.end),
            end=sentence.end,
            day=day,
            obliged=True,
        )
    if not out and (made := _ARTICLE_OF.search(before)):
        start = _past_comma(text, at=_past_date(mentions, at=place.end), end=sentence.end)
        if text[start : start + 3] == "to ":
            out = _parts(mentions, start=start, end=sentence.end, day=day)
            del made
    out = [*out, *_next_sentence(mentions, sentence=sentence, day=day)]
    if out and (comma or len(out) > 1):
        out += _further(mentions, after=out[-1].span, day=day)
    return out


_DENIED = re.compile(r"\bden(?:y|ies|ied|ying)\s+that\b")


def _denied(mentions: Mentions, one: Provision, *, said: Sequence[Statement]) -> Provision:
    """The provision, contested where a speaker denies it: "denied that the deal provided for"."""
    sentence = mentions.sentences[mentions.sentence_at(one.span.start)]
    if not _DENIED.search(mentions.text, sentence.start, one.span.start):
        return one
    told = _teller(said, at=one.span)
    by = (told.speaker.actor,) if told and told.speaker else ()
    return replace(one, contested=True, contested_by=by)


def _further(mentions: Mentions, *, after: Span, day: When | None) -> list[Provision]:
    """Provisions that the paragraph goes on to tell: "The sides are to exchange all prisoners"."""
    text = mentions.text
    out: list[Provision] = []
    for sentence in mentions.sentences[mentions.sentence_at(after.start) + 1 :]:
        if "\n" in text[after.end : sentence.start] or _SAID.search(
            text, sentence.start, sentence.end
        ):
            break
        modal = modal_after(text, span=sentence)
        sides = _SIDES.match(text, sentence.start, sentence.end)
        if modal is None or not (sides or _code(text, span=sentence)):
            break
        out += _parts(mentions, start=sentence.start, end=sentence.end, day=day, obliged=True)
    return out


def _after(mentions: Mentions, *, start: int, sentence: Span, day: When | None) -> list[Provision]:
    """Provisions after the name: 'the truce, which ended the war', 'the accord provides for'."""
    text = mentions.text
    gap = _GAP.match(text, start, sentence.end)
    begin = gap.end() if gap else start
    hits = _verbs().find(text, start=begin, end=min(sentence.end, begin + 60))
    if not hits or hits[0].span.start != begin:
        return []
    return _parts(mentions, start=begin, end=sentence.end, day=day, verb=hits[0].span)


def _next_sentence(mentions: Mentions, *, sentence: Span, day: When | None) -> list[Provision]:
    """Provisions told of "it" in the next sentence: 'It obliges both sides to leave.'"""
    text = mentions.text
    index = mentions.sentence_at(sentence.start) + 1
    if index >= len(mentions.sentences):
        return []
    following = mentions.sentences[index]
    under = _UNDER_IT.match(text, following.start, following.end)
    if under:
        start, end = under.end(), following.end
        return _parts(mentions, start=start, end=end, day=day, obliged=True)
    lead = _IT.match(text, following.start, following.end)
    if not lead:
        return []
    hits = _verbs().find(text, start=lead.end(), end=min(following.end, lead.end() + 30))
    known = set(lists("agreements")["provisions"]["obliging"]) | {
        "provides for",
        "calls for",
        "stipulates",
        "includes",
        "gives",
        "grants",
        "bans",
        "foresees",
        "envisages",
    }
    if not hits or hits[0].span.start != lead.end() or hits[0].phrase not in known:
        return []
    return _parts(mentions, start=lead.end(), end=following.end, day=day, verb=hits[0].span)


def _past_comma(text: str, *, at: int, end: int) -> int:
    while at < end and text[at] in ', "”':
        at += 1
    return at


def _past_date(mentions: Mentions, *, at: int) -> int:
    match = re.compile(r"\s+of\s+\d{4}").match(mentions.text, at)
    return match.end() if match else at


def _parts(
    mentions: Mentions,
    *,
    start: int,
    end: int,
    day: When | None,
    verb: Span | None = None,
    obliged: bool = False,
) -> list[Provision]:
    """The provisions from `start` on, one for each "and to"."""
    text = mentions.text
    stop = _ENDS.search(text, verb.end if verb else start, end)
    finish = stop.start() if stop else end
    cuts = sorted(
        {(m.start(), m.end()) for m in _NEXT.finditer(text, start, finish)}
        | set(joints(text, start=verb.end if verb else start, end=finish, verb=bool(verb)))
    )
    edges = [start, *(end for _, end in cuts)]
    ends = [*(begin for begin, _ in cuts), finish]
    owing = None
    out: list[Provision] = []
    for k, (first, last) in enumerate(zip(edges, ends, strict=True)):
        span = _trim(text, start=first, end=last)
        if span is None or len(WORD.findall(span.of(text))) < 2:
            continue
        if verb or obliged:
            own = verb if k == 0 else None
            owing = (
                _obligor(mentions, start=first, end=last, verb=own)
                if (k == 0 or obliged)
                else owing
            )
            owing = owing or (out[-1].obligor if out else None)
        out.append(
            Provision(
                span=span,
                code=_code(text, span=span),
                obligor=owing,
                deadline=deadline(mentions, span=span, day=day),
            )
        )
    return out


def _trim(text: str, *, start: int, end: int) -> Span | None:
    while start < end and not (text[start].isalnum() or text[start] in '"“'):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] == ")"):
        end -= 1
    return Span(start, end) if start < end else None


def _code(text: str, *, span: Span) -> str | None:
    hits = _codes().find(text, start=span.start, end=span.end)
    order = list(lists("agreements")["codes"])
    special = [h for h in hits if h.label != "cease"] or hits
    return min((h.label for h in special), key=order.index, default=None)


def _obligor(
    mentions: Mentions, *, start: int, end: int, verb: Span | None
) -> ActorReference | None:
    """Who owes it: "obliges the rebels to", "under the deal, Iran must"."""
    text = mentions.text
    if verb and not _lists()["obliging"].find(verb.of(text)):
        return None
    begin = verb.end if verb else start
    found = within(mentions, start=begin, end=min(end, begin + 50))
    if not found or text[begin : found[0].start].strip().lower() not in ("", "the", "both"):
        return None
    if is_word(found[0]):
        return None
    return found[0]


# Provisions in a list


def _listed(mentions: Mentions, *, pact: Pact, alone: bool, day: When | None) -> list[Provision]:
    """The items of a list that the agreement introduces, each a provision of its own."""
    text = mentions.text
    out = []
    for item in items(text, places=[p.span for p in pact.places], alone=alone):
        span = _trim(text, start=item.start, end=item.end)
        if span is None:
            continue
        owing = modal_after(text, span=span)
        found = within(mentions, start=span.start, end=owing) if owing else []
        found = [a for a in found if not is_word(a)]
        out.append(
            Provision(
                span=span,
                code=_code(text, span=span),
                obligor=found[0] if len(found) == 1 else None,
                deadline=deadline(mentions, span=span, day=day),
            )
        )
    return out


# What is said not to be in it


def _lacks(mentions: Mentions, *, pact: Pact, said: Sequence[Statement]) -> list[Lack]:
    """Provisions that a speaker says the agreement does not have.

    'The protocol contains no provision on a corridor', 'There is no such clause.'
    """
    text = mentions.text
    out = []
    indices = sorted({p.sentence for p in pact.places})
    for k in indices:
        sentence = mentions.sentences[k]
        for hit in _lists()["lacking"].find(text, start=sentence.start, end=sentence.end):
            stop = _ENDS.search(text, hit.span.end, sentence.end)
            span = _trim(text, start=hit.span.end, end=stop.start() if stop else sentence.end)
            if span:
                out.append(Lack(span=span, said=_teller(said, at=hit.span)))
    for k in range(indices[0], min(indices[-1] + 3, len(mentions.sentences))):
        sentence = mentions.sentences[k]
        for hit in _lists()["denying"].find(text, start=sentence.start, end=sentence.end):
            out += [Lack(span=None, said=_teller(said, at=hit.span))]
    return out


def _teller(said: Sequence[Statement], *, at: Span) -> Statement | None:
    holding = [s for s in said if any(at.overlaps(c) for c in s.content)]
    return min(holding, key=lambda s: sum(map(len, s.content)), default=None)


def _contested(mentions: Mentions, *, found: list[Provision], lack: Lack) -> list[Provision]:
    by = (lack.said.speaker.actor,) if lack.said and lack.said.speaker else ()
    if lack.span is None:
        earlier = [p for p in found if lack.said and p.span < lack.said.content[0]]
        if not earlier:
            return found
        last = earlier[-1]
        changed = replace(last, contested=True, contested_by=(*last.contested_by, *by))
        return [changed if p is last else p for p in found]
    one = Provision(
        span=lack.span,
        code=_code(mentions.text, span=lack.span),
        contested=True,
        contested_by=by,
    )
    kept = [p for p in found if not p.span.overlaps(one.span)]
    return [*kept, one]
