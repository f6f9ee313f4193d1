"""Who agreed with whom, and who stood by: mediators, guarantors, witnesses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from onrecord.languages.phrases import WORD, Phrases, lists
from onrecord.mentions.actors.reference import ActorReference
from onrecord.mentions.found import Mentions
from onrecord.records.actors import as_state, named_state, within
from onrecord.records.agreement.find import Named
from onrecord.records.agreement.same import Pact
from onrecord.records.attribution.party import country_of
from onrecord.spans import Span

_BETWEEN = re.compile(
    r"[\"”]?,?\s+(?:signed\s+|reached\s+|concluded\s+|struck\s+)?(?:between|by|among)\s+",
    re.IGNORECASE,
)
_SIGNED_BY = re.compile(
    r"[\"”]?[^.;:]{0,70}?\b(?:signed|reached|concluded|struck|agreed|initialled|sealed)\b"
    r"[^.;:]{0,60}?\b(?:by|between)\s+",
    re.IGNORECASE,
)
_WITH = re.compile(r"[\"”]?\s+(?:\w+\s+){0,2}?with\s+", re.IGNORECASE)
_MOST = 6
_MEDIATING = frozenset(["brokered", "mediated", "ratified", "announced"])


@lru_cache(maxsize=1)
def _third() -> Phrases:
    table = lists("agreements")["third"]
    return Phrases({"by": table["by"], "which": table["which"]})


@lru_cache(maxsize=1)
def _done() -> Phrases:
    return Phrases({"done": lists("agreements")["making"]["done"]})


def parties(mentions: Mentions, *, pact: Pact) -> tuple[ActorReference, ...]:
    """The parties of an agreement, each once: a leader who signs stands for his state.

    They come from "between A and B", from who signed or reached it, from its own name
    ("the Iran-Iraq accord"), else from who meets to carry it out.
    """
    found: list[ActorReference] = []
    for place in pact.places:
        found.extend(_told(mentions, place=place))
        if place.title:
            found.extend(_preamble(mentions, after=place.sentence))
    if len(_once(found)) < 2:
        for place in pact.places:
            found.extend(_meeting(mentions, place=place, pact=pact))
    named = _once(as_state(mentions, actor=a) for a in found if not is_word(a))
    own = [a for a in named if a.country or a.sector != "GOV" or a.kind != "group"]
    own = [a for a in own if a.kind != "population" and a.sector != "MED"]
    return tuple(own) if len(own) > 1 else named


def is_word(actor: ActorReference) -> bool:
    """Whether an actor is only a word of agreements: "the parties", "both sides"."""
    words = WORD.findall(actor.quote.lower())
    return bool(words) and words[-1] in ("parties", "sides", "party", "side", "signatories")


_FOLLOWS = re.compile(r"\b(?:agreed?|undertakes?|decided|resolved|declare|commit)\b", re.IGNORECASE)


def _preamble(mentions: Mentions, *, after: int) -> list[ActorReference]:
    """The parties that a document names under its title: "The X and the Y have agreed"."""
    for k in range(after + 1, min(after + 4, len(mentions.sentences))):
        sentence = mentions.sentences[k]
        made = _FOLLOWS.search(mentions.text, sentence.start, sentence.end)
        if made:
            return _list(mentions, start=sentence.start, end=made.start())
    return []


def third_parties(
    mentions: Mentions, *, pact: Pact, own: tuple[ActorReference, ...]
) -> tuple[ActorReference, ...]:
    """Who mediated, witnessed or guarantees: "brokered by Qatar", "the Russia-brokered truce"."""
    text = mentions.text
    found: list[ActorReference] = []
    for place in pact.places:
        sentence = mentions.sentences[place.sentence]
        for hit in _third().find(text, start=sentence.start, end=sentence.end):
            if hit.label == "by":
                found.extend(_list(mentions, start=hit.span.end, end=sentence.end))
            else:
                found.extend(_list_before(mentions, start=sentence.start, end=hit.span.start))
        for match in WORD.finditer(
            text, max(sentence.start, place.span.start - 40), place.span.end
        ):
            found.extend(_compound(mentions, word=match))
    ids = {a.id for a in own}
    return tuple(a for a in _once(as_state(mentions, actor=f) for f in found) if a.id not in ids)


def _once(found: Iterable[ActorReference]) -> tuple[ActorReference, ...]:
    kept: dict[str, ActorReference] = {}
    for actor in found:
        kept.setdefault(actor.id, actor)
    return tuple(kept.values())[:_MOST]


def _list(mentions: Mentions, *, start: int, end: int) -> list[ActorReference]:
    """The actors that stand listed from `start` on: "Qatar, Egypt and the United States"."""
    out: list[ActorReference] = []
    at = start
    for actor in within(mentions, start=start, end=min(end, start + 200)):
        if actor.start < at:
            continue
        if not _joined(mentions.text[at : actor.start]) or len(out) >= _MOST:
            break
        out.append(actor)
        at = actor.end
    return out


def _joined(between: str) -> bool:
    """Whether only "and", articles and offices stand between two names of a list."""
    known = lists("agreements")["listing"]
    words = [w.lower() for w in WORD.findall(between)]
    return all(w in known or country_of(w.capitalize()) for w in words) and "." not in between


def _list_before(mentions: Mentions, *, start: int, end: int) -> list[ActorReference]:
    """The actors that stand listed right before a verb or a "which"."""
    out: list[ActorReference] = []
    at = end
    for actor in reversed(within(mentions, start=max(start, end - 200), end=end)):
        between = mentions.text[actor.end : at].strip(" ,")
        near = at == end and len(between.split()) <= 5 and not set(between) & set(".;:")
        if not near and not (at < end and _joined(mentions.text[actor.end : at])):
            break
        out.append(actor)
        at = actor.start
    return out[::-1]


def _told(mentions: Mentions, *, place: Named) -> list[ActorReference]:
    text = mentions.text
    sentence = mentions.sentences[place.sentence]
    match = _BETWEEN.match(text, place.span.end, sentence.end)
    match = match or _SIGNED_BY.match(text, place.span.end, sentence.end)
    if match and not _unreal(text, sentence=sentence, at=match.end()):
        return _list(mentions, start=match.end(), end=sentence.end)
    out = _in_name(mentions, place=place)
    hits = _done().find(
        text, start=max(sentence.start, place.span.start - 80), end=place.span.start
    )
    if hits and place.article != "no":
        last = hits[-1].span
        if len(WORD.findall(text[last.end : place.span.start])) <= 5 and not _unreal(
            text, sentence=sentence, at=last.start
        ):
            subject = _list_before(mentions, start=sentence.start, end=last.start)
            if hits[-1].phrase in _MEDIATING:
                return out
            other = _with(mentions, place=place, end=sentence.end)
            if len(subject) + len(other) >= 2:
                out.extend([*subject, *other])
    return out


def _with(mentions: Mentions, *, place: Named, end: int) -> list[ActorReference]:
    match = _WITH.match(mentions.text, place.span.end, end)
    return _list(mentions, start=match.end(), end=end)[:2] if match else []


def _unreal(text: str, *, sentence: Span, at: int) -> bool:
    near = WORD.findall(text[max(sentence.start, at - 30) : at])[-3:]
    words = [w.lower() for w in near if w != "May"]
    return bool(
        set(words)
        & {"not", "if", "could", "would", "may", "might", "to", "will", "should", "must", "never"}
    )


def _in_name(mentions: Mentions, *, place: Named) -> list[ActorReference]:
    """The sides in a name: "the Israel-Hamas ceasefire", "the Iran–Iraq accord"."""
    out = []
    for match in WORD.finditer(mentions.text, place.span.start, place.span.end):
        halves = re.split("[-–]", match[0])
        if len(halves) != 2 or not all(h[:1].isupper() for h in halves):
            continue
        at = match.start()
        for half in halves:
            span = Span(at, at + len(half))
            country = country_of(half)
            if country:
                out.append(named_state(mentions, country=country, span=span))
            else:
                out.extend(within(mentions, start=span.start, end=span.end)[:1])
            at += len(half) + 1
    return out


def _compound(mentions: Mentions, *, word: re.Match[str]) -> list[ActorReference]:
    for ending in lists("agreements")["third"]["compound"]:
        stem = word[0].removesuffix("-" + ending)
        if stem != word[0] and (country := country_of(stem)):
            span = Span(word.start(), word.start() + len(stem))
            return [named_state(mentions, country=country, span=span)]
    return []


def _meeting(mentions: Mentions, *, place: Named, pact: Pact) -> list[ActorReference]:
    """The states whose leaders meet to carry the agreement out.

    A "trilateral" in a name must fit their number, else nobody is taken.
    """
    text = mentions.text
    sentence = mentions.sentences[place.sentence]
    before = text[sentence.start : place.span.start].lower()
    if (
        "implementation of" not in before
        and "implement" not in before
        and "carry out" not in before
    ):
        return []
    leaders = [
        a
        for a in within(mentions, start=sentence.start, end=place.span.start)
        if a.kind in ("person", "state") and a.country
    ]
    states = _once(as_state(mentions, actor=a) for a in leaders)
    numbers = lists("agreements")["bilateral"]
    words = {w.lower() for p in pact.places for w in WORD.findall(p.span.of(text))}
    counts = {numbers[w] for w in words if w in numbers}
    if len(states) < 2 or (counts and len(states) not in counts):
        return []
    return list(states)
