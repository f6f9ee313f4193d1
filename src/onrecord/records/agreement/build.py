"""The agreements of a story: names, parties, provisions, and what became of them."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from onrecord.languages.phrases import WORD, Hit, Phrases, lists, spaced
from onrecord.mentions.found import Mentions
from onrecord.mentions.times import Time
from onrecord.records.agreement.find import Named, ceasefire, find
from onrecord.records.agreement.kind import Agreement, Provision
from onrecord.records.agreement.parties import parties, third_parties
from onrecord.records.agreement.provisions import provisions
from onrecord.records.agreement.same import Pact, group
from onrecord.records.event.kind import When
from onrecord.records.evidence import gather
from onrecord.records.record import identity
from onrecord.records.statement import Statement
from onrecord.spans import Span

NAMED, TOLD = 0.8, 0.6
"""Confidence in an agreement with a name or date, and in one told without: guesses by hand, there
being no set to measure them on."""
_RANK = ("ended", "broken", "in_force", "signed", "rejected", "agreed", "negotiated", "proposed")
_HYPOTHETICAL = ("negotiated", "proposed")


def agreements(
    mentions: Mentions, *, said: tuple[Statement, ...], version: str
) -> tuple[Agreement, ...]:
    """The agreements that a story names or tells, in the order of their first mention.

    The same one under two names or dates is one record that says why. One that is only hoped for
    is never more than proposed. `said` are the story's statements: who contests a provision.
    """
    plain = replace(mentions, story=replace(mentions.story, text=spaced(mentions.text)))
    pacts = group(plain, found=find(plain))
    if not pacts:
        return ()
    made = []
    for pact in pacts:
        when, date_span = _date(plain, pact=pact)
        clauses = provisions(plain, pact=pact, said=said, day=when, alone=len(pacts) == 1)
        made.append(
            _record(
                mentions,
                pact=pact,
                when=when,
                date_span=date_span,
                clauses=clauses,
                version=version,
            )
        )
    return tuple(made)


def _record(
    mentions: Mentions,
    *,
    pact: Pact,
    when: When | None,
    date_span: Span | None,
    clauses: tuple[Provision, ...],
    version: str,
) -> Agreement:
    text = mentions.text
    own = parties(mentions, pact=pact)
    others = third_parties(mentions, pact=pact, own=own)
    best = _best(pact)
    names = [best.name(spaced(text)), *_names(spaced(text), pact=pact)]
    aliases = tuple(dict.fromkeys(n for n in names[1:] if n != names[0]))
    roles = [
        ("name", [best.span, *(p.span for p in pact.places), *pact.also]),
        ("party", [Span(a.start, a.end) for a in (*own, *others)]),
        ("provision", [p.span for p in clauses]),
        ("date", [date_span] if date_span else []),
    ]
    sure = NAMED if best.proper else TOLD
    return Agreement(
        id=identity("agreement", mentions.story.id, pact.places[0].span.start, names[0]),
        story=mentions.story.id,
        confidence=sure,
        evidence=gather(text, roles),
        version=version,
        text=text,
        name=names[0],
        aliases=aliases,
        same_because=tuple(pact.because),
        parties=own,
        third_parties=others,
        date=when,
        status=_status(mentions, pact=pact),
        stage=_stage(text, pact=pact, clauses=clauses),
        contested=_disputed(mentions, pact=pact) or any(c.contested for c in clauses),
        provisions=clauses,
    )


def _best(pact: Pact) -> Named:
    """The place with the best name: a proper one, the first of those."""
    proper = [p for p in pact.places if p.proper]
    named = [p for p in pact.places if not p.plain]
    return (proper or named or pact.places)[0]


def _names(text: str, *, pact: Pact) -> list[str]:
    """The other names: of places with a name or date of their own, and those told beside them."""
    told = [p.name(text) for p in pact.places if p.proper]
    return [*told, *(s.of(text) for s in pact.also)]


# When


def _date(mentions: Mentions, *, pact: Pact) -> tuple[When | None, Span | None]:
    """The date of an agreement: in its name, else of its signing; other dates are candidates."""
    times = [p.time for p in pact.places if p.time and p.time.start]
    if not times:
        times = [t for p in pact.places if (t := _signed_on(mentions, place=p))]
    if not times and pact.places[0].title:
        times = _closing(mentions)
    if not times:
        times = [t for s in pact.also for t in mentions.times if t.span in s and t.start]
    if not times:
        return None, None
    best = next((t for t in times if t.precision == "day"), times[0])
    best = _not_ahead(mentions, time=best, places=pact.places)
    start = best.start or ""
    others = [t.start for t in times if t.start and t.start != start]
    return (
        When(
            start=start,
            end=best.end or start,
            precision=best.precision or "day",
            basis=best.basis,
            candidates=tuple(dict.fromkeys([*others, *best.candidates])),
        ),
        best.span,
    )


_SIGNED_AT = re.compile(r"(?:Signed|Done|Concluded|Agreed)\s+(?:at|in|on|this)\b")


def _closing(mentions: Mentions) -> list[Time]:
    """The day that the last lines of a document give: "Signed in Algiers on 12 May 2026"."""
    for sentence in mentions.sentences:
        if _SIGNED_AT.match(mentions.text, sentence.start, sentence.end):
            inside = [t for t in mentions.times if t.span in sentence and t.start]
            return [t for t in inside if t.precision == "day"] or inside
    return []


def _not_ahead(mentions: Mentions, *, time: Time, places: list[Named]) -> Time:
    """The date in a name, a year back where it would lie ahead of the story.

    "the April 26 truce" of a story of 4 April is that of the year before.
    """
    own = any(p.time and p.time.span == time.span for p in places)
    if not own or mentions.anchor is None or time.precision != "day" or time.basis == "stated":
        return time
    start = time.start or ""
    if start <= mentions.anchor or len(start) != 10:
        return time
    day = f"{int(start[:4]) - 1:04d}{start[4:]}"
    return time if day.endswith("02-29") else replace(time, start=day, end=day)


def _signed_on(mentions: Mentions, *, place: Named) -> Time | None:
    """The date in the sentence that tells of the signing: "signed a truce in Doha on Thursday"."""
    text = mentions.text
    sentence = mentions.sentences[place.sentence]
    before = text[max(sentence.start, place.span.start - 60) : place.span.start]
    after = text[place.span.end : min(sentence.end, place.span.end + 60)]
    verbs = {w.lower() for w in WORD.findall(before)} | {w.lower() for w in WORD.findall(after)}
    if not verbs & {
        "signed",
        "reached",
        "concluded",
        "struck",
        "sealed",
        "inked",
        "agreed",
        "clinched",
    }:
        return None
    near = [
        t
        for t in mentions.times
        if t.span in sentence
        and t.label in ("DATE", "TIME")
        and t.start
        and not _of_else(text, at=t.span.start, start=sentence.start)
    ]
    signed = _SIGNED.search(text, sentence.start, sentence.end)
    behind = [t for t in near if signed and 0 <= t.span.start - signed.end() < 40]
    at = signed.end() if signed and behind else place.span.start
    return min(behind or near, key=lambda t: (abs(t.span.start - at), t.span), default=None)


_SIGNED = re.compile(r"\bsigned\b")
"""What counts where a text was "initialled on 13 May and signed on 14 May"."""
_ELSE = re.compile(
    r"\b(?:starting|beginning|begins?|effective|from|until|till|by|before|after|since|takes? effect"
    r"|come into force|expires?)\s+(?:on\s+|at\s+|in\s+)?$",
    re.IGNORECASE,
)


def _of_else(text: str, *, at: int, start: int) -> bool:
    """Whether a day is not that of the signing: "starting on 3 August", "monitors said Friday"."""
    before = text[max(start, at - 30) : at]
    words = [w.lower() for w in WORD.findall(before)][-2:]
    return bool(_ELSE.search(before)) or bool(set(words) & set(lists("events")["saying"]))


# What became of it


@lru_cache(maxsize=1)
def _states() -> Phrases:
    return Phrases(lists("agreements")["status"])


@lru_cache(maxsize=1)
def _dispute() -> Phrases:
    return Phrases({"disputed": lists("agreements")["disputed"]["words"]})


@lru_cache(maxsize=1)
def _ahead() -> Phrases:
    return Phrases({"ahead": lists("agreements")["making"]["ahead"]})


_ALLEGED = re.compile(
    r"\b(?:accus\w+|den(?:y|ied|ies)|alleg\w+|threat\w+|warn\w+|if|could|would|(?-i:may)|might|blam\w+)\b",
    re.IGNORECASE,
)


def _status(mentions: Mentions, *, pact: Pact) -> str | None:
    """The furthest that the story tells as done; a mere wish for it is proposed.

    'Both accuse each other of breaking the truce' does not break it.
    """
    text = mentions.text
    seen: set[str] = set()
    for place in pact.places:
        sentence = mentions.sentences[place.sentence]
        labels = _near(text, place=place, sentence=sentence)
        alleged = bool(_ALLEGED.search(text, sentence.start, sentence.end))
        if "none" in labels or (
            labels & set(_HYPOTHETICAL) and not place.proper and place.article in ("a", "an", "")
        ):
            labels &= set(_HYPOTHETICAL)
        if alleged:
            labels -= {"broken", "ended", "rejected"}
        seen |= labels
    first = pact.places[0].span
    done = [s for s in _RANK if s in seen and s not in _HYPOTHETICAL]
    if done:
        return done[0]
    if pact.places[0].title:
        return "signed" if _closing(mentions) else "agreed"
    if any(p.proper and p.time and _past(mentions, time=p.time) for p in pact.places):
        return "agreed"
    ahead = _ahead().find(text, start=max(0, first.start - 40), end=first.start)
    return next((s for s in _RANK if s in seen), "proposed" if ahead else None)


def _unreal(text: str, *, hit: Hit, sentence: Span) -> bool:
    """Whether what is done with an agreement lies ahead or is denied: "is to be signed"."""
    if hit.label in _HYPOTHETICAL:
        return False
    before = text[max(sentence.start, hit.span.start - 40) : hit.span.start]
    words = WORD.findall(before)[-3:]
    table = lists("agreements")["unreal"]
    return any(w in table or w.endswith(("n't", "n’t")) for w in words)


def _near(text: str, *, place: Named, sentence: Span) -> set[str]:
    """The labels of the words close before and after a place."""
    before = _states().find(
        text, start=max(sentence.start, place.span.start - 60), end=place.span.start
    )
    after = _states().find(text, start=place.span.end, end=min(sentence.end, place.span.end + 60))
    seen = [h for h in (*before[-2:], *after[:2]) if h.span.of(text) != "May"]
    close = [h for h in seen if h.label != "none"]
    labels = {"proposed" if _unreal(text, hit=h, sentence=sentence) else h.label for h in close}
    denied = [h for h in before if h.label == "none" and place.span.start - h.span.end < 25]
    return labels | ({"none"} if denied else set())


def _past(mentions: Mentions, *, time: Time) -> bool:
    return mentions.anchor is None or (time.end or time.start or "") <= mentions.anchor


def _stage(text: str, *, pact: Pact, clauses: tuple[Provision, ...]) -> str | None:
    """PA-X stage by the words: ceasefire, comprehensive, partial, pre, implementation, renewal."""
    words = {w.lower() for p in pact.places for w in WORD.findall(p.span.of(text))}
    words |= {w.lower() for s in pact.also for w in WORD.findall(s.of(text))}
    if words & {"extension", "renewed", "renewal", "extended"}:
        return "renewal"
    if any(ceasefire(w) for w in words) or "cease" in {c.code for c in clauses if not c.contested}:
        return "ceasefire"
    if "comprehensive" in words:
        return "comprehensive"
    if words & {"implementation", "modalities"}:
        return "implementation"
    if words & {"roadmap", "principles", "intent"}:
        return "pre"
    if words & {"framework", "interim", "preliminary", "partial"}:
        return "partial"
    return None


_GOING_ON = re.compile(
    r"(?:The (?:text|accord|agreement|deal|document|truce)|It|Several|Some|A number|Many|Parts)\b"
)


def _disputed(mentions: Mentions, *, pact: Pact) -> bool:
    """Whether the story says that the agreement, or what is in it, is in dispute."""
    text = mentions.text
    for place in pact.places:
        for k in (place.sentence, place.sentence + 1):
            if k >= len(mentions.sentences):
                continue
            sentence = mentions.sentences[k]
            own = k == place.sentence or _GOING_ON.match(text, sentence.start, sentence.end)
            if own and _dispute().find(text, start=sentence.start, end=sentence.end):
                return True
    return False
