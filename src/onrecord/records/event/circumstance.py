"""How a meeting was held and what an act was about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from onrecord.languages.phrases import Phrases, lists
from onrecord.mentions.found import Mentions
from onrecord.records.event.draft import Draft
from onrecord.spans import Span

REACH = 110
"""Code points on either side of a trigger in which its circumstances stand."""
LONGEST = 160
"""Code points of a topic."""


@lru_cache(maxsize=1)
def _venues() -> Phrases:
    return Phrases(lists("events")["venue"])


def venue(
    mentions: Mentions,
    drafts: Sequence[Draft],
    *,
    kind: str,
    mode: str | None,
    others: Sequence[Span] = (),
) -> str | None:
    """in_person, virtual or phone, where words near a trigger say so; else None.

    "held a meeting in virtual mode" is virtual; a visit is in person. Words beyond the trigger of
    another event (`others`) are that one's.
    """
    if kind != "CONSULT":
        return None
    found: set[str] = set()
    for draft in drafts:
        near = _stretch(mentions, draft, others=others)
        found |= {h.label for h in _venues().find(mentions.text, start=near.start, end=near.end)}
    if mode == "phone":
        return "phone"
    for how in ("virtual", "phone"):
        if how in found:
            return how
    return "in_person" if mode == "visit" or "in_person" in found else None


def _stretch(mentions: Mentions, draft: Draft, *, others: Sequence[Span]) -> Span:
    """The words around a trigger, up to the triggers of other events on either side."""
    sentence = mentions.sentences[draft.sentence]
    before = [s.end for s in others if s.end <= draft.span.start]
    after = [s.start for s in others if s.start >= draft.span.end]
    start = max(sentence.start, draft.span.start - REACH, *before[-1:])
    return Span(start, min(sentence.end, draft.span.end + REACH, *after[:1]))


def topic(mentions: Mentions, drafts: Sequence[Draft]) -> Span | None:
    """The words that say what an act was about, None where none do.

    >>> from onrecord.records.event.circumstance import about
    >>> said = "The council met to discuss the border dispute, a day before the talks."
    >>> about(said, after=15, end=len(said)).of(said)
    'the border dispute'
    """
    for draft in drafts:
        end = mentions.sentences[draft.sentence].end
        found = about(mentions.text, after=draft.span.end, end=end)
        if found:
            return found
    return None


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    table = lists("events")["topic"]
    verbs, links, ends = (
        "|".join(map(re.escape, sorted(table[k], key=len, reverse=True)))
        for k in ("verbs", "links", "ends")
    )
    meeting = "|".join(table["meetings"])
    opening = (
        rf"^(?:[^.;:]{{0,{REACH}}}?)(?:\b(?:{verbs})\s+|^\s*(?:{links})\s+"
        rf"|\b(?:{meeting})\s+(?:{links})\s+|\babout\s+)"
    )
    return re.compile(opening, re.IGNORECASE), re.compile(
        rf"[;:.\n]|--|[—–]|,|\b(?:{ends})\b", re.IGNORECASE
    )


def about(text: str, *, after: int, end: int) -> Span | None:
    """The words after "to discuss", "about", "talks on" behind a trigger, to the clause's end."""
    opening, closing = _patterns()
    piece = text[after : min(end, after + REACH + LONGEST)]
    match = opening.match(piece)
    if not match:
        return None
    stop = closing.search(piece, match.end())
    words = piece[match.end() : stop.start() if stop else len(piece)]
    trimmed = words.rstrip(" \"'”’")
    start = after + match.end()
    if not 3 <= len(trimmed) <= LONGEST or not any(c.isalpha() for c in trimmed):
        return None
    if re.match(
        r"(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d)", trimmed, re.IGNORECASE
    ):
        return None
    return Span(start, start + len(trimmed))
