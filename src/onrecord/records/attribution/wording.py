"""In which words somebody is blamed: hedges, estimates, what the blame rests on."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.languages.phrases import WORD, Phrases, lists
from onrecord.records.attribution.case import Case
from onrecord.spans import Span


@lru_cache(maxsize=1)
def wording() -> Phrases:
    """The words that keep or lend certainty to blame: "allegedly", "clearly attributed"."""
    return Phrases({"wording": lists("blame")["wording"]["words"]})


@lru_cache(maxsize=1)
def _likelihood() -> Phrases:
    return Phrases(lists("likelihood"))


_CONFIDENCE = re.compile(
    r"\b(high|moderate|medium|low)(?:\s+(?:degree|level)\s+of)?\s+confidence\b", re.IGNORECASE
)


def estimates(text: str, *, case: Case, at: Span, sentence: Span) -> None:
    """Likelihood and analytic confidence, only where the words of the sentence state them."""
    near = Span(max(sentence.start, at.start - 100), min(sentence.end, at.end + 100))
    hits = _likelihood().find(text, start=near.start, end=near.end)
    if hits and case.likelihood is None:
        best = min(hits, key=lambda h: abs(h.span.start - at.start))
        case.likelihood = best.label
        case.wording.append(best.span)
    _sure(text, case=case, found=_stated(text, at=at, sentence=sentence))


def stated_confidence(text: str, *, at: Span, sentence: Span) -> str | None:
    """The analytic confidence that the sentence of a claim states: high, moderate or low."""
    found = _stated(text, at=at, sentence=sentence)
    return _level(found[1]) if found else None


def _stated(text: str, *, at: Span, sentence: Span) -> re.Match[str] | None:
    start, end = max(sentence.start, at.start - 200), min(sentence.end, at.end + 200)
    return _CONFIDENCE.search(text, start, end)


def _level(word: str) -> str:
    return "moderate" if word.lower() == "medium" else word.lower()


def confident(text: str, *, cases: list[Case], sentence: Span, index: int) -> None:
    """Adds the confidence that the next sentence states: "We do so with high confidence"."""
    for case in cases:
        if index - 1 <= case.sentence <= index:
            _sure(text, case=case, found=_SO.search(text, sentence.start, sentence.end))


_SO = re.compile(
    r"\b(?:do|does|did|doing)\s+so\s+with\s+(?:a\s+)?(?:high|moderate|medium|low)"
    r"(?:\s+(?:degree|level)\s+of)?\s+confidence\b"
    r"|\b(?:high|moderate|medium|low)\s+confidence\s+in\s+(?:this|the|its|that|their|our)\s+"
    r"(?:attribution|assessment|finding|conclusion|judgement|judgment)\b",
    re.IGNORECASE,
)


def _sure(text: str, *, case: Case, found: re.Match[str] | None) -> None:
    stated = _CONFIDENCE.search(text, found.start(), found.end()) if found else None
    if stated and case.confidence_word is None:
        case.confidence_word = _level(stated[1])
        case.wording.append(Span(stated.start(), stated.end()))


def supported(text: str, *, cases: list[Case], sentence: Span, index: int) -> None:
    """Adds the words for what blame rests on: in its sentence, or in "There was evidence" after."""
    for case in cases:
        if case.sentence == index or (index == case.sentence + 1 and _there(text, sentence)):
            for words in _basis(text, sentence=sentence):
                if words not in case.basis:
                    case.basis.append(words)


def _there(text: str, sentence: Span) -> bool:
    return text[sentence.start : sentence.end].startswith(
        ("There was", "There is", "There were", "There are")
    )


def _basis(text: str, *, sentence: Span) -> list[str]:
    """Phrases such as "reliable information", "technical evidence" in a sentence."""
    table = lists("blame")
    heads, before = set(table["basis"]), set(table["describing"])
    matches = list(WORD.finditer(text, sentence.start, sentence.end))
    out = []
    for i, match in enumerate(matches):
        following = matches[i + 1][0].lower() if i + 1 < len(matches) else ""
        if match[0] not in heads or following in set(table["agencies"]) | {
            "officials",
            "official",
            "chief",
            "report",
        }:
            continue
        start = i
        while start and matches[start - 1][0].lower() in before:
            start -= 1
        while start < i and matches[start][0].lower() in ("and", "its", "their"):
            start += 1
        if start == i:
            continue
        out.append(text[matches[start].start() : match.end()])
    return out
