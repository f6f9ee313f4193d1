"""What an agreement provides, word for word: code, deadline, who owes it, who disputes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from onrecord.languages.phrases import WORD, Phrases, lists
from onrecord.mentions.actors.reference import ActorReference
from onrecord.mentions.found import Mentions
from onrecord.mentions.times import Time
from onrecord.records.actors import within
from onrecord.records.agreement.kind import Provision
from onrecord.records.agreement.same import Pact
from onrecord.records.event.kind import When
from onrecord.records.statement import Statement
from onrecord.spans import Span

_GAP = re.compile(
    r"[\"”]?(?:\s*\([^()]{0,40}\))?,?\s+(?:(?:between|on|of|with|in|signed)\s[^,.;]{2,80}?,?\s+)?(?:(?:which|that|also|would|will|further|now|itself)\s+)*",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[,\s]*\band\s+(?=(?:to|that|for)\s)", re.IGNORECASE)
_ENDS = re.compile(r"[;\n]|,\s+(?:but|while|although|according|which|who|he|she|they)\b|[\"”]")
_UNDER = re.compile(
    r"^\W*(?:under|according to|in line with)\s+"
    r"(?:the\s+terms\s+of\s+)?(?:the\s+|that\s+|this\s+)?$",
    re.IGNORECASE,
)
_UNDER_IT = re.compile(r"Under\s+(?:it|its\s+terms|this),?\s+", re.IGNORECASE)
_IT = re.compile(r"(?:It|The\s+text|The\s+document|Its\s+terms?)\s+(?:also\s+)?")
_ARTICLE_OF = re.compile(
    r"\b(undertook|pledged|agreed|committed|promised)\b,?\s+(?:themselves\s+|itself\s+)?,?\s*(?:in|under)\s+[^,.;]{0,60}$",
    re.IGNORECASE,
)


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
    mentions: Mentions, *, pact: Pact, said: Sequence[Statement], day: When | None
) -> tuple[Provision, ...]:
    """The provisions of an agreement in text order, those denied by a speaker marked contested."""
    found: list[Provision] = []
    for place in pact.places:
        for one in _of_place(
            mentions, place=place.span, sentence=mentions.sentences[place.sentence], day=day
        ):
            if not any(one.span.overlaps(p.span) for p in found):
                found.append(one)
    found.sort(key=lambda p: p.span)
    for lack in _lacks(mentions, pact=pact, said=said):
        found = _contested(mentions, found=found, lack=lack)
    return tuple(sorted(found, key=lambda p: p.span))


def _of_place(
    mentions: Mentions, *, place: Span, sentence: Span, day: When | None
) -> list[Provision]:
    text = mentions.text
    out = _after(mentions, start=place.end, sentence=sentence, day=day)
    before = text[sentence.start : place.start]
    if not out and text.startswith(",", place.end) and _UNDER.search(before):
        out = _parts(
            mentions,
            start=_past_comma(text, at=place.end, end=sentence.end),
            end=sentence.end,
            day=day,
            obliged=True,
        )
    if not out and (made := _ARTICLE_OF.search(before)):
        start = _past_comma(text, at=_past_date(mentions, at=place.end), end=sentence.end)
        if text[start : start + 3] == "to ":
            out = _parts(mentions, start=start, end=sentence.end, day=day)
            del made
    return [*out, *_next_sentence(mentions, sentence=sentence, day=day)]


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
    cuts = list(_NEXT.finditer(text, start, finish))
    edges = [start, *(m.end() for m in cuts)]
    ends = [*(m.start() for m in cuts), finish]
    owing = _obligor(mentions, start=start, end=ends[0], verb=verb) if verb or obliged else None
    out = []
    for first, last in zip(edges, ends, strict=True):
        span = _trim(text, start=first, end=last)
        if span is None or len(WORD.findall(span.of(text))) < 2:
            continue
        out.append(
            Provision(
                span=span,
                code=_code(text, span=span),
                obligor=owing,
                deadline=_deadline(mentions, span=span, day=day),
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
    return found[0]


def _deadline(mentions: Mentions, *, span: Span, day: When | None) -> When | None:
    """The last day for it: "by 31 May", "within ten days" counted from the agreement's day."""
    text = mentions.text
    for time in mentions.times:
        if time.span.end > span.end:
            break
        if time.span.start < span.start:
            continue
        before = [w.lower() for w in WORD.findall(text[span.start : time.span.start])][-3:]
        own = {w.lower() for w in WORD.findall(time.span.of(text))}
        if not {*before, *own} & {"within", "by", "before", "until", "than"}:
            continue
        if time.label == "DURATION":
            return _counted(time, day=day)
        if time.start:
            return When(
                start=time.start,
                end=time.end or time.start,
                precision=time.precision or "day",
                basis=time.basis,
                candidates=time.candidates,
            )
    return None


_LENGTH = re.compile(r"P(\d+)([DWMY])$")


def _counted(time: Time, *, day: When | None) -> When | None:
    match = _LENGTH.match(time.value or "")
    if not match or day is None or day.precision != "day":
        return None
    number = min(int(match[1]), 5000)
    first = date.fromisoformat(day.start[:10])
    days = {"D": number, "W": 7 * number}.get(match[2])
    last = (
        first + timedelta(days=days)
        if days is not None
        else _months(first, number * (12 if match[2] == "Y" else 1))
    )
    return When(start=last.isoformat(), end=last.isoformat(), precision="day", basis="resolved")


def _months(first: date, number: int) -> date:
    month = first.month - 1 + number
    year, month = first.year + month // 12, month % 12 + 1
    last = (date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month, min(first.day, last))


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
