"""Which act "it", "the attack" or no word at all takes up from before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from onrecord.languages.phrases import WORD, lists, spaced
from onrecord.mentions.found import Mentions
from onrecord.records.attribution.case import Case
from onrecord.records.attribution.claims import Claim
from onrecord.records.attribution.slots import act_phrase
from onrecord.spans import Span

_VERB = re.compile(r"\s(?:is|are|was|were|has|have|had|will|would|killed|left|came|took|hit)\b")
_BACK = 5
"""Sentences looked back through for the act that "it" or "the attack" takes up."""


@lru_cache(maxsize=1)
def _acts() -> frozenset[str]:
    return frozenset(lists("blame")["retold"])


@lru_cache(maxsize=1)
def _again() -> frozenset[str]:
    return frozenset(lists("blame")["again"])


def taken_up(span: Span | None, *, text: str) -> bool:
    """Whether words only point back: "it", "the attack", "these incidents"."""
    if span is None:
        return True
    words = [m[0].lower() for m in WORD.finditer(text, span.start, span.end)]
    return (
        len(words) <= 2
        and words[-1] in _again()
        and words[0] in ("it", "this", "the", "these", "them", "that", "those")
    )


def several_acts(text: str, *, claim: Claim, cases: Sequence[Case], index: int) -> list[Span]:
    """The acts that "the incidents" takes up: all those blamed on somebody just before."""
    words = claim.act.of(text).lower().split() if claim.act else []
    if not words or not (words[-1].endswith("s") or words[-1] in ("these", "them")):
        return []
    return list(dict.fromkeys(c.act for c in cases if index - c.sentence <= _BACK))


def earlier_act(mentions: Mentions, *, before: int, index: int) -> Span | None:
    """The last act told before a place, in this sentence or the ones just before."""
    text = spaced(mentions.text)
    for k in range(index, max(-1, index - _BACK), -1):
        sentence = mentions.sentences[k]
        end = min(sentence.end, before)
        words = [m for m in WORD.finditer(text, sentence.start, end) if m[0].lower() in _acts()]
        if words:
            head = words[0] if k == index else words[-1]
            return _phrase_of(text, head=Span(head.start(), head.end()), sentence=sentence, end=end)
    return None


def _phrase_of(text: str, *, head: Span, sentence: Span, end: int) -> Span:
    """The phrase around the head noun of an act: 'the so-called "Grey Loom" campaign'."""
    start = head.start
    for match in reversed(
        list(WORD.finditer(text, max(sentence.start, head.start - 60), head.start))
    ):
        between = text[match.end() : start]
        low = match[0].lower()
        small = low in lists("blame")["stops"] or (
            low.endswith(("ed", "s")) and low.islower() and low != "gas"
        )
        if between.strip("\"“”'‘’ ") or (small and low != "last"):
            break
        start = match.start()
        if low in ("the", "a", "an", "this", "that"):
            break
    if start > sentence.start and text[start - 1] in '"“':
        start -= 1
    verb = _VERB.search(text, head.end, end)
    whole = act_phrase(text, start=start, end=verb.start() if verb else end)
    stop = whole.end if whole and whole.end > head.end else head.end
    return Span(start, stop)
