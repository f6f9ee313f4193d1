"""Where one provision ends and the next begins: in lists of items and in long sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord.languages.phrases import WORD, lists
from onrecord.spans import Span

_LINE = re.compile(r"[^\n]+")
_ITEM = re.compile(
    r"\s*(?:\(?\d{1,2}[.)]|\(?[a-z]\)|\(?[ivx]{1,4}[.)]|[-–—•*·]|(?:Article|Point|Paragraph)\s+\d{1,2}[.:]?)\s+(?=\S)"
)
_MODAL = re.compile(r"\b(?:shall|will|must|undertakes?|commits?|agrees?|is to|are to)\b")
_INTRO = re.compile(
    r"(?:\b(?:agreed?|undertakes?|undertook|commits?)\s+(?:as\s+follows|on\s+the\s+following|that|to)"
    r"|\b(?:points|provisions|terms|clauses|articles|text|follows|following|provides|measures)\b"
    r"[^\n]{0,60})\s*:\s*$",
    re.IGNORECASE,
)
_JOINT = re.compile(r",\s+(?:and\s+)?|\s+and\s+|\s+as\s+well\s+as\s+")
_HEAD = 4
"""Words of a point among which its noun stands: "the gradual return of families"."""
MOST = 60
"""Items of one list that are read; treaties have no more in what news prints of them."""


@lru_cache(maxsize=1)
def _sets() -> dict[str, frozenset[str]]:
    table = lists("agreements")["provisions"]
    return {k: frozenset(table[k]) for k in ("duties", "points")}


def items(text: str, *, places: Sequence[Span], alone: bool) -> Iterator[Span]:
    """The items of the lists that belong to an agreement, without their marks.

    A list is its own where the line before it names the agreement or says that points follow;
    `alone`: it is the only agreement of the story, so that "agreed as follows:" can mean no other.

    >>> said = "The main points of the pact are:\\n- withdrawal of troops\\n- return of refugees"
    >>> [s.of(said) for s in items(said, places=[Span(23, 27)], alone=True)]
    ['withdrawal of troops', 'return of refugees']
    """
    lines = [Span(m.start(), m.end()) for m in _LINE.finditer(text) if m[0].strip()]
    k = 0
    while k < len(lines):
        if not _ITEM.match(text, lines[k].start, lines[k].end):
            k += 1
            continue
        stop = k
        while stop < len(lines) and _ITEM.match(text, lines[stop].start, lines[stop].end):
            stop += 1
        if stop - k > 1 and _owned(text, lines[max(0, k - 2) : k], places=places, alone=alone):
            for line in lines[k : min(stop, k + MOST)]:
                mark = _ITEM.match(text, line.start, line.end)
                yield Span(mark.end() if mark else line.start, line.end)
        k = stop


def _owned(text: str, before: Sequence[Span], *, places: Sequence[Span], alone: bool) -> bool:
    if not before:
        return False
    last = before[-1].of(text).rstrip()
    named = any(p in line for p in places for line in before)
    return (named and (last.endswith(":") or places[0] in before[0])) or (
        alone and bool(_INTRO.search(last))
    )


def joints(text: str, *, start: int, end: int, verb: bool) -> Iterator[tuple[int, int]]:
    """Where the words between two provisions of one sentence stand.

    After a verb of providing these are nouns ("a ceasefire, the release of captives and the return
    of refugees"), else verbs of a shared subject ("will stop firing and release captives").

    >>> said = "a ceasefire from Monday, the release of captives and the return of refugees"
    >>> [said[a:b] for a, b in joints(said, start=0, end=len(said), verb=True)]
    [', ', ' and ']
    """
    for match in _JOINT.finditer(text, start, end):
        words = [m[0].lower() for m in WORD.finditer(text, match.end(), min(end, match.end() + 60))]
        if not words:
            continue
        if verb and (words[0] in ("the", "a", "an") or words[0] in _sets()["points"]):
            head = words[:_HEAD]
            before = text[start : match.start()].rsplit(",", 1)[-1]
            if set(head) & _sets()["points"] and " between " not in f" {before} ":
                yield match.start(), match.end()
        elif not verb and (
            words[0] in _sets()["duties"] or _MODAL.match(text, _third(text, match.end(), end))
        ):
            yield match.start(), match.end()


def _third(text: str, at: int, end: int) -> int:
    """Where a modal verb stands after a short subject: "and Oran must lift"."""
    found = _MODAL.search(text, at, min(end, at + 40))
    return found.start() if found else end


def modal_after(text: str, *, span: Span) -> int | None:
    """Where the subject of an item ends: before its "shall" or "will", None without one."""
    found = _MODAL.search(text, span.start, min(span.end, span.start + 80))
    return found.start() if found else None
