"""Which places name the same agreement, and the sentence that says why."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from onrecord.languages.phrases import WORD, Phrases, lists
from onrecord.mentions.found import Mentions
from onrecord.records.agreement.find import Named, ceasefire
from onrecord.spans import Span

NIGHT = 1
"""Days by which two dates of one agreement may differ: signed at night, it is dated both ways."""
FAR = 12
"""Sentences after its last mention in which "the agreement" still means one without a date."""
_BETWEEN = re.compile(r"\s+between\s+(?:the\s+)?[A-Z]")
_POINTING = frozenset(["the", "that", "this", "its", "both", "his", "her", "their"])
GENERAL = frozenset(
    [
        "agreement",
        "accord",
        "deal",
        "pact",
        "statement",
        "declaration",
        "document",
        "arrangement",
        "settlement",
        "protocol",
        "memorandum",
    ]
)
"""Heads that any agreement may be called by."""
_GENERIC = frozenset(
    ["peace", "agreement", "accord", "deal", "the", "of", "a", "and", "on", "signed", "new"]
)


@dataclass(slots=True)
class Pact:
    """One agreement: where it is named, other names given beside, and why they are one."""

    places: list[Named]
    also: list[Span] = field(default_factory=list)
    because: list[str] = field(default_factory=list)

    @property
    def dates(self) -> list[tuple[str, str]]:
        """First and last day of each date that its places carry."""
        times = [p.time for p in self.places if p.time]
        return [(t.start, t.end or t.start) for t in times if t.start]

    @property
    def last(self) -> Named:
        """The place that names it last so far."""
        return self.places[-1]


def group(mentions: Mentions, *, found: list[Named]) -> list[Pact]:
    """The agreements of a story, each with all places that name it.

    A name joins one with the same name, or with a date at most a day apart and a head that fits;
    "the agreement" joins the one last named.
    """
    text = mentions.text
    pacts: list[Pact] = []
    before: list[Named] = []
    for place in found:
        pact, why = _match(mentions, pacts=pacts, place=place)
        if pact is None:
            if _stands(mentions, place=place):
                pacts.append(Pact(places=[place], also=[place.also] if place.also else []))
                if place.also:
                    pacts[-1].because.append(_told_beside(text, place=place))
            elif not pacts and place.plain and place.article == "the":
                before.append(place)  # "Article 3 of the protocol", which is named after
            continue
        if why and why not in pact.because:
            pact.because.append(why)
        pact.places.append(place)
        if place.also:
            pact.also.append(place.also)
            pact.because.append(_told_beside(text, place=place))
    if len(pacts) == 1:
        early = [p for p in before if _fits(pacts[0], place=p)]
        pacts[0].places = [*pacts[0].places[:1], *early, *pacts[0].places[1:]]
    return pacts


def _told_beside(text: str, *, place: Named) -> str:
    also = place.also.of(text) if place.also else ""
    return f'The text itself calls "{place.name(text)}" also "{also}".'


def _match(
    mentions: Mentions, *, pacts: list[Pact], place: Named
) -> tuple[Pact | None, str | None]:
    text = mentions.text
    if place.article in ("a", "an", "no", "any", "another", "every"):
        return None, None
    for pact in reversed(pacts):
        if place.proper and (why := _same_name(text, pact=pact, place=place)) is not None:
            return pact, why or None
    for pact in reversed(pacts):
        if place.time and (why := _same_date(text, pact=pact, place=place)):
            return pact, why
    pointing = place.article in _POINTING
    if not place.proper and pointing:
        for pact in reversed(pacts):
            near = place.sentence - pact.last.sentence <= FAR
            if (
                near
                and _fits(pact, place=place)
                and (place.plain or _shares(text, pact=pact, place=place))
            ):
                return pact, None
    if place.proper and place.time and pointing:
        for pact in reversed(pacts):
            fresh = not any(p.proper for p in pact.places)
            if (
                fresh
                and pact.last.head == place.head
                and place.sentence - pact.last.sentence <= FAR
                and _told_then(mentions, pact=pact, place=place)
            ):
                name = place.name(text)
                return pact, f'"{name}" has the day on which the story says that it was signed.'
    if place.proper and pointing and place.time is None:
        for pact in reversed(pacts):
            fresh = not any(p.proper for p in pact.places)
            if (
                fresh
                and place.sentence - pact.last.sentence <= 3
                and _near_name(text, pact=pact, place=place)
            ):
                name = place.name(text)
                return (
                    pact,
                    f'"{name}" takes up the agreement told just before, with the same names.',
                )
    return None, None


def _told_then(mentions: Mentions, *, pact: Pact, place: Named) -> bool:
    """Whether the sentence that tells a signing has the day in a name, or the one beside it."""
    day = place.time.start if place.time else None
    if not day or len(day) < 10:
        return False
    sentence = mentions.sentences[pact.places[0].sentence]
    told = [t.start for t in mentions.times if t.span in sentence and t.start]
    mine = date.fromisoformat(day[:10])
    return any(
        len(t) >= 10 and abs((date.fromisoformat(t[:10]) - mine).days) <= NIGHT for t in told
    )


def core(name: str) -> frozenset[str]:
    """The words of a name that tell one agreement from another.

    >>> sorted(core("the Geneva peace agreement"))
    ['geneva']
    """
    words = {w.lower().removesuffix("'s").removesuffix("’s") for w in WORD.findall(name)}
    return frozenset(w.rstrip("s") if len(w) > 4 else w for w in words) - _GENERIC


def _same_name(text: str, *, pact: Pact, place: Named) -> str | None:
    """Why two names are one, an empty string where that is plain, None where they are not."""
    mine = core(place.name(text))
    for other in [p.name(text) for p in pact.places if p.proper] + [s.of(text) for s in pact.also]:
        theirs = core(other)
        if mine == theirs:
            return ""
        if (
            mine
            and theirs
            and (mine < theirs or theirs < mine)
            and not _other_date(pact, place=place)
        ):
            return f'"{place.name(text)}" is a shorter or longer form of "{other}".'
    return None


def _other_date(pact: Pact, *, place: Named) -> bool:
    return bool(place.time and pact.dates and not _close(pact, place=place))


def _close(pact: Pact, *, place: Named) -> int | None:
    """Days between the dates of a pact and of a place where they are close, else None."""
    if not place.time or not place.time.start:
        return None
    start = place.time.start
    for first, last in pact.dates:
        if place.time.precision == "day" and first == last and len(first) == 10:
            days = abs((date.fromisoformat(first) - date.fromisoformat(start[:10])).days)
            if days <= NIGHT:
                return days
        elif first == start:
            return 0
    return None


def _same_date(text: str, *, pact: Pact, place: Named) -> str | None:
    apart = _close(pact, place=place)
    if apart is None or not _fits(pact, place=place):
        return None
    other = next(p for p in pact.places if p.time)
    names = f'"{place.name(text)}" and "{other.name(text)}"'
    if apart == 0:
        return f"{names} have the same date."
    return f"{names} are dated one day apart: what is signed at night is dated both ways."


def _fits(pact: Pact, *, place: Named) -> bool:
    return fits({p.head for p in pact.places}, place.head, dated=place.time is not None)


def fits(heads: Collection[str], head: str, *, dated: bool = False) -> bool:
    """Whether heads can name one thing: a truce is no trade treaty, any is "the agreement".

    >>> fits(["memorandum"], "agreement"), fits(["truce"], "treaty"), fits(["pact"], "ceasefire")
    (True, False, True)
    """
    if head in heads:
        return True
    if head.rstrip("s") in GENERAL:
        return True
    if ceasefire(head):
        return any(ceasefire(h) or h in GENERAL for h in heads)
    return bool({h.rstrip("s") for h in heads} & GENERAL) and dated


def _shares(text: str, *, pact: Pact, place: Named) -> bool:
    mine = core(place.name(text)) - {place.head}
    return any(mine & core(p.name(text)) for p in pact.places) or not mine


def _near_name(text: str, *, pact: Pact, place: Named) -> bool:
    """Whether a word of the name stands in the sentence that told the agreement first."""
    names = {w for w in WORD.findall(place.name(text)) if w[0].isupper()}
    first = pact.places[0]
    around = text[max(0, first.span.start - 200) : first.span.end + 200]
    return _fits(pact, place=place) and bool(names & set(WORD.findall(around)))


# Whether a place that joins none begins an agreement of its own


def _stands(mentions: Mentions, *, place: Named) -> bool:
    """Whether a place names an agreement worth a record.

    A name or a date does, if the head is one of agreement; so does an unnamed one that is told to
    be signed or reached. A wish ("to reach an agreement"), a routine "agreement" do not.
    """
    text = mentions.text
    if place.article in ("no", "any", "another"):
        return False
    if place.proper:
        return place.head != "statement" or place.time is not None
    sentence = mentions.sentences[place.sentence]
    before = text[max(sentence.start, place.span.start - 60) : place.span.start]
    weak = place.head in (
        "deal",
        "statement",
        "framework",
        "understanding",
        "arrangement",
        "settlement",
        "declaration",
    )
    if _MEDIATED.match(text, place.span.end, sentence.end) and (
        not weak or _BROKERED.match(text, place.span.end, sentence.end)
    ):
        return not _if(text, sentence=sentence, at=place.span.start)
    if weak and not place.subject:
        return False
    made = _MADE.match(text, place.span.end, sentence.end)
    if (made or _phrases("done").find(before)) and not _hypothetical(
        text, sentence=sentence, at=place.span.start
    ):
        return (
            place.subject
            or ceasefire(place.head)
            or _on_subject(text, place=place)
            or place.head in ("treaty", "memorandum", "protocol", "armistice", "pact")
        )
    if (
        _on_subject(text, place=place)
        and _phrases("ahead").find(before)
        and place.article in ("a", "an", "the")
    ):
        return not _if(text, sentence=sentence, at=place.span.start)
    return place.article == "the" and bool(_BETWEEN.match(text, place.span.end))


_MEDIATED = re.compile(
    r"\s+(?:(?:that|which)\s+was\s+)?(?:brokered|mediated|signed|reached|struck|concluded)\s+"
    r"(?:by|between|in|on|with|last|this|late|under)\b"
)
_BROKERED = re.compile(r"\s+(?:(?:that|which)\s+was\s+)?(?:brokered|mediated)\s+by\b")


_MADE = re.compile(
    r"[^.;:]{0,90}?\b(?:was|were|has been|have been)\s+(?:\w+ly\s+)?"
    r"(?:signed|reached|concluded|struck|agreed|initialled|initialed|sealed)\b"
)
"""A protocol "on the end of fire in the valley was signed in Oran"."""


def _phrases(key: str) -> Phrases:
    return Phrases({key: lists("agreements")["making"][key]})


def _on_subject(text: str, *, place: Named) -> bool:
    """Whether it is said what the agreement is about, or between whom."""
    after = text[place.span.end : place.span.end + 12].lower()
    inside = text[place.span.start : place.span.end].lower()
    return " on " in inside or after.startswith((" on ", " for the ", " to end ", " between "))


_AGREED_TO = re.compile(
    r"(?<=\bagreed)(?P<day>[^.;,]{0,30}?)\s+to\s+(?:(?:a|an|the|this|that)\s+)?$", re.IGNORECASE
)
"""Nothing lies ahead in "agreed on Wednesday to a seven-day truce"."""


def _hypothetical(text: str, *, sentence: Span, at: int) -> bool:
    before = text[max(sentence.start, at - 80) : at]
    words = [w.lower() for w in WORD.findall(_AGREED_TO.sub("", before)) if w != "May"]
    unreal = {
        "if",
        "could",
        "would",
        "may",
        "might",
        "not",
        "no",
        "to",
        "possible",
        "will",
        "should",
        "must",
        "without",
        "never",
        "n't",
        "cannot",
        "whether",
        "unless",
        "fail",
        "failed",
        "yet",
    }
    return bool(set(words[-8:]) & unreal) or any(w.endswith(("n't", "n’t")) for w in words[-8:])


def _if(text: str, *, sentence: Span, at: int) -> bool:
    words = [w.lower() for w in WORD.findall(text[sentence.start : at])]
    return bool(set(words) & {"if", "not", "no", "never", "unless", "without", "possible"}) or any(
        w.endswith(("n't", "n’t")) for w in words
    )
