"""Acts that plain words tell, for places where the model saw none."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import astuple, dataclass, replace
from functools import lru_cache

from onrecord.languages.phrases import Phrases, lists
from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Argument, Trigger
from onrecord.records.event.grammar import is_passive
from onrecord.records.event.near import actors_in
from onrecord.spans import Span

SURE = 0.93
"""Share of the occurrences of sure words that tell an act of their type, in the sentences of the
training stories (2026-11-24)."""
SCORE = 0.8
"""The same for the other words."""
SIDE = 0.6
"""How sure a side is that only its place in the clause tells."""
HOSTED = 0.97
"""The same for host and guest, whom the verb keeps apart."""
REACH = 90
"""Code points on either side of the words in which a side stands."""
LONGEST = 60
"""Code points of a trigger with the words that it is widened to."""
TWO_SIDED = frozenset({"CONSULT"})
_EDGE = re.compile(
    r"[;:—\n\"“”]|--|\b(?:that|which|who|but|while|after|before|said|says|told)\b", re.IGNORECASE
)
_DECLARED = re.compile(r"\bdeclar(?:ed|es|ing|e)\b", re.IGNORECASE)
_BY = re.compile(r"[^.;,]{0,40}?\bby\b\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What words tell; `turned` where the one who acts stands after them ("hosted").

    `object_before`: whom it hits stands before the words ("declared two envoys personae non
    gratae"). `status`: the words themselves say that it did not take place.
    """

    type: str
    mode: str | None
    turned: bool
    sure: bool
    object_before: bool = False
    status: str | None = None


@lru_cache(maxsize=1)
def _phrases() -> tuple[Phrases, dict[str, _Kind]]:
    kinds: dict[str, _Kind] = {}
    labelled: dict[str, list[str]] = {}
    for entry in lists("verbs")["words"]:
        kind = _Kind(
            entry["type"],
            entry.get("mode"),
            turned=entry.get("turned", False),
            sure=entry.get("sure", False),
            object_before=entry.get("object_before", False),
            status=entry.get("status"),
        )
        label = " ".join(map(str, astuple(kind)))
        kinds[label] = kind
        labelled.setdefault(label, []).extend(entry["phrases"])
    return Phrases(labelled), kinds


def corrected(mentions: Mentions, triggers: Sequence[Trigger]) -> list[Trigger]:
    """The model's triggers; where sure words stand in one they decide its type and mode.

    "Apologised" concedes, "tear gas" is against a crowd, and who "hosts" is the one visited.
    """
    finder, kinds = _phrases()
    hits = finder.find(mentions.text) if triggers else []
    starts = [h.span.start for h in hits]
    out = []
    for trigger in triggers:
        k = bisect_right(starts, trigger.span.end - 1) - 1
        if k < 0 or not hits[k].span.overlaps(trigger.span):
            out.append(trigger)
            continue
        kind = kinds[hits[k].label]
        if not (kind.turned or kind.sure or kind.type == trigger.type):
            out.append(trigger)
            continue
        hit = hits[k].span
        start, end = min(trigger.span.start, hit.start), max(trigger.span.end, hit.end)
        better = replace(
            trigger,
            span=Span(start, end) if end - start <= LONGEST else trigger.span,
            type=kind.type,
            score=max(trigger.score, SURE) if kind.sure else trigger.score,
        )
        if kind.status:
            better = replace(better, status=kind.status, status_score=SURE)
        if kind.turned:
            sentence = mentions.sentence_at(trigger.span.start)
            told = _sides(mentions, hit, sentence=sentence, kind=kind)
            places = tuple(a for a in trigger.arguments if a.role == "place")
            better = replace(better, mode=kind.mode, arguments=told + places)
        elif kind.type != trigger.type or (kind.mode and (kind.sure or not trigger.mode)):
            better = replace(better, mode=kind.mode)
        out.append(better)
    return out


def plain(mentions: Mentions, *, beside: Sequence[Trigger]) -> list[Trigger]:
    """Triggers that plain words tell in sentences where the model found none of their type.

    "Oran accused Tunis of ..." tells an ACCUSE whatever the model makes of it.
    """
    finder, kinds = _phrases()
    known = {(mentions.sentence_at(t.span.start), t.type) for t in beside}
    taken = [t.span for t in beside]
    made: list[Trigger] = []
    for hit in finder.find(mentions.text):
        kind = kinds[hit.label]
        sentence = mentions.sentence_at(hit.span.start)
        if (sentence, kind.type) in known or any(hit.span.overlaps(s) for s in taken):
            continue
        known.add((sentence, kind.type))
        made.append(
            Trigger(
                span=hit.span,
                type=kind.type,
                status=kind.status or "occurred",
                mode=kind.mode,
                score=SURE if kind.sure else SCORE,
                status_score=0.8,
                arguments=_sides(mentions, hit.span, sentence=sentence, kind=kind),
            )
        )
    return made


def _sides(
    mentions: Mentions, trigger: Span, *, sentence: int, kind: _Kind
) -> tuple[Argument, ...]:
    """The actor before the words and the one after them, the other way round in the passive."""
    text, bounds = mentions.text, mentions.sentences[sentence]
    if kind.object_before and (declared := _DECLARED.search(text, bounds.start, trigger.start)):
        between = actors_in(mentions, start=declared.end(), end=trigger.start)
        verb = Span(declared.start(), declared.end())
        who = _before(mentions, verb, bounds=bounds)
        if who and not between and is_passive(text, verb, start=bounds.start):
            return (Argument(span=who, role="recipient", score=HOSTED),)
        made = [Argument(span=m.span, role="recipient", score=HOSTED) for m in between[:1]]
        return (*([Argument(span=who, role="actor", score=HOSTED)] if who else ()), *made)
    before = _before(mentions, trigger, bounds=bounds)
    passive = is_passive(text, trigger, start=bounds.start)
    by = _BY.match(text, trigger.end, bounds.end) if passive else None
    after = _after(mentions, start=by.end() if by else trigger.end, bounds=bounds)
    if passive and not by:
        after = None
    left, right = ("recipient", "actor") if passive else ("actor", "recipient")
    if kind.turned:
        left, right = right, left
    elif kind.type in TWO_SIDED and kind.mode != "visit":
        left = right = "actor"
    score = HOSTED if kind.turned else SIDE
    made = [Argument(span=s, role=r, score=score) for s, r in ((before, left), (after, right)) if s]
    return tuple(made)


def _before(mentions: Mentions, trigger: Span, *, bounds: Span) -> Span | None:
    start = max(bounds.start, trigger.start - REACH)
    edges = list(_EDGE.finditer(mentions.text, start, trigger.start))
    low = edges[-1].end() if edges else start
    inside = [m.span for m in actors_in(mentions, start=low, end=trigger.start)]
    return inside[-1] if inside else None


def _after(mentions: Mentions, *, start: int, bounds: Span) -> Span | None:
    edge = _EDGE.search(mentions.text, start, bounds.end)
    high = min(bounds.end, start + REACH, edge.start() if edge else bounds.end)
    inside = [m.span for m in actors_in(mentions, start=start, end=high)]
    return inside[0] if inside else None
