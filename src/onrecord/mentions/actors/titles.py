"""Ties offices to the persons named beside them: before the name, or set off by commas."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.mentions.actors.names import Draft, NameAt
from onrecord.mentions.actors.phrases import Phrase
from onrecord.mentions.actors.words import Word
from onrecord.spans import Span

AFTER_NAME = re.compile(r",|\s?[–—]|$|\.|;|\)| (?:said|told|says|added|who|has|had|was|is|on|in)\b")


def tie(
    text: str,
    *,
    words: Sequence[Word],
    phrases: Sequence[Phrase],
    names: Sequence[NameAt],
    drafts: list[Draft],
) -> dict[int, int]:
    """Which phrases (by index) are the office of which person (draft), as the wording says.

    "Azerbaijani president Ilham Aliyev", "Mane Gevorgyan, spokesperson for the Armenian prime
    minister", "the foreign minister, Sergei Lavrov,". The fullest office becomes the capacity.
    """
    starts = {n.span.start: n for n in names if n.label == "PER" and n.draft is not None}
    ends = {n.span.end: n for n in names if n.label == "PER" and n.draft is not None}
    found: dict[int, int] = {}
    for i, phrase in enumerate(phrases):
        if phrase.head.kind != "person" or phrase.head.many or not phrase.head.office:
            continue
        person = _before_name(text, words, phrase, starts) or _after_name(
            text, words, phrase, starts, ends
        )
        if person is None or person.draft is None:
            continue
        found[i] = person.draft
        _learn(text, words, phrase, drafts[person.draft])
    return found


def _before_name(
    text: str, words: Sequence[Word], phrase: Phrase, starts: dict[int, NameAt]
) -> NameAt | None:
    for last in dict.fromkeys((phrase.stop, phrase.last)):
        if last + 1 < len(words):
            for step in (1, 2):
                if last + step >= len(words):
                    break
                name = starts.get(words[last + step].start)
                if name is None:
                    continue
                gap = text[words[last].end : name.span.start]
                if gap in (" ", "  ", "\u00a0"):
                    return name
                set_off = gap == ", " and phrase.article == "the"
                if set_off and AFTER_NAME.match(text, name.span.end):
                    return name
    return None


def _after_name(
    text: str,
    words: Sequence[Word],
    phrase: Phrase,
    starts: dict[int, NameAt],
    ends: dict[int, NameAt],
) -> NameAt | None:
    first = phrase.first
    if first and words[first - 1].low == phrase.article:
        first -= 1
    if first < 2:
        return None
    at = first - 1
    if words[at].low in ("then", "now", "currently") and at:
        at -= 1
    if words[at].text not in (",", "(", "–", "—"):
        return None
    if words[at - 1].text.isdigit() and at > 2 and words[at - 2].text == ",":
        at -= 2
    name = ends.get(words[at - 1].end)
    if name is None:
        return None
    following = words[phrase.stop + 1] if phrase.stop + 1 < len(words) else None
    if following is not None and following.start in starts and following.low != ",":
        return None
    if following is not None and following.low == "and" and words[at].text == ",":
        return None
    return name


def _learn(text: str, words: Sequence[Word], phrase: Phrase, draft: Draft) -> None:
    """Adds what an office tells to its holder."""
    stop = phrase.stop
    while (
        stop > phrase.last
        and words[stop].start >= draft.best.start
        and (words[stop].end <= draft.best.end)
    ):
        stop -= 1
    capacity = Span(phrase.span.start, words[stop].end).of(text)
    if draft.capacity is None or (len(draft.capacity.split()) == 1 and len(capacity.split()) > 1):
        draft.capacity = capacity
    draft.country = draft.country or phrase.country
    draft.sector = draft.sector or phrase.sector
    draft.gender = phrase.gender or draft.gender
    draft.heads.add(phrase.head.word)
