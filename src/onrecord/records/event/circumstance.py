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

    "held a meeting in virtual mode" is virtual; a visit is in person. Words nearer to the trigger
    of another meeting (`others`) are that one's.
    """
    if kind != "CONSULT":
        return None
    found: set[str] = set()
    for draft in drafts:
        near = _stretch(mentions, draft)
        for hit in _venues().find(mentions.text, start=near.start, end=near.end):
            far = _gap(hit.span, draft.span)
            if all(_gap(hit.span, other) > far for other in others):
                found.add(hit.label)
    if mode == "phone":
        return "phone"
    for how in ("virtual", "phone"):
        if how in found:
            return how
    return "in_person" if mode == "visit" or "in_person" in found else None


def _stretch(mentions: Mentions, draft: Draft) -> Span:
    """The words around a trigger in its sentence."""
    sentence = mentions.sentences[draft.sentence]
    return Span(
        max(sentence.start, draft.span.start - REACH), min(sentence.end, draft.span.end + REACH)
    )


def _gap(a: Span, b: Span) -> int:
    """Code points between two spans, 0 where they touch."""
    return max(0, max(a.start, b.start) - min(a.end, b.end))


def topic(mentions: Mentions, drafts: Sequence[Draft], *, kind: str) -> Span | None:
    """The words that say what an act of words was about, None where none do.

    >>> from onrecord.records.event.circumstance import about
    >>> said = "The council met to discuss the border dispute, a day before the talks."
    >>> about(said, after=15, end=len(said)).of(said)
    'the border dispute'
    """
    for draft in drafts if kind in lists("events")["about"] else ():
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
        rf"[;:.\n(]|--|[—–]|,|\b(?:{ends})\b", re.IGNORECASE
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
