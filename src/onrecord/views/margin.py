"""A story's text with its evidence marked, and the records that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

LONG = 40_000
"""Characters of a story on one page: about 25 sheets of paper. A longer story has several pages."""

_BREAK = re.compile(r"\n\s*\n|\r\n\r\n")

MAIN = ("trigger", "cue", "name", "wording")
"""Roles that stand out: the words that make the record what it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A piece of evidence: the record's id and kind, its role and place in the text."""

    record: str
    kind: str
    role: str
    start: int
    end: int
    number: int

    @property
    def anchor(self) -> str:
        """The name of the place on the page."""
        return f"w-{self.record}-{self.number}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text on which the same evidence lies; `begins` are marks that begin here."""

    text: str
    start: int
    marks: tuple[Mark, ...]
    begins: tuple[Mark, ...]

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of records that rest on it."""
        return tuple(dict.fromkeys(m.kind for m in self.marks))

    @property
    def records(self) -> tuple[str, ...]:
        """The records that rest on it."""
        return tuple(dict.fromkeys(m.record for m in self.marks))

    @property
    def main(self) -> bool:
        """Whether a record hangs on these words above all."""
        return any(m.role in MAIN for m in self.marks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A part of a story, in paragraphs of pieces; `start` and `end` are code points."""

    paragraphs: tuple[tuple[Piece, ...], ...]
    start: int
    end: int
    length: int


def marks(records: Iterable[dict[str, Any]]) -> list[Mark]:
    """All evidence of the records."""
    return [
        Mark(
            record=r["id"], kind=r["kind"], role=e["role"], start=e["start"], end=e["end"], number=n
        )
        for r in records
        for n, e in enumerate(r["evidence"])
    ]


def reading(
    text: str, records: Iterable[dict[str, Any]], *, start: int = 0, longest: int = LONG
) -> Reading:
    """The text from a place on, cut where evidence begins and ends and where paragraphs do.

    >>> found = {"role": "trigger", "start": 6, "end": 9}
    >>> read = reading("Talks end.", [{"id": "e", "kind": "event", "evidence": [found]}])
    >>> [(p.text, p.records) for p in read.paragraphs[0]]
    [('Talks ', ()), ('end', ('e',)), ('.', ())]
    """
    start = max(0, min(start, len(text)))
    end = _end(text, start=start, longest=longest)
    found = [m for m in marks(records) if m.end > start and m.start < end]
    cuts = sorted(
        {start, end} | {max(start, m.start) for m in found} | {min(end, m.end) for m in found}
    )
    opening: dict[int, list[Mark]] = {}
    for mark in found:
        opening.setdefault(max(start, mark.start), []).append(mark)
    pieces: list[Piece] = []
    active: list[Mark] = []
    for begin, stop in pairwise(cuts):
        new = opening.get(begin, [])
        active = [m for m in active if m.end > begin] + [m for m in new if m.end > begin]
        pieces.append(
            Piece(text=text[begin:stop], start=begin, marks=tuple(active), begins=tuple(new))
        )
    return Reading(paragraphs=tuple(_paragraphs(pieces)), start=start, end=end, length=len(text))


def _end(text: str, *, start: int, longest: int) -> int:
    """Where a page of the text ends: at a paragraph or a space, if there is one."""
    if len(text) - start <= longest:
        return len(text)
    limit = start + longest
    for between in ("\n\n", "\n", " "):
        at = text.rfind(between, start + longest // 2, limit)
        if at > 0:
            return at + len(between)
    return limit


def _paragraphs(pieces: Sequence[Piece]) -> Iterable[tuple[Piece, ...]]:
    """The pieces in paragraphs; what stands between two paragraphs stays with the first."""
    held: list[Piece] = []
    for piece in pieces:
        at = 0
        for found in _BREAK.finditer(piece.text):
            held.append(_part(piece, at, found.end()))
            yield tuple(held)
            held, at = [], found.end()
        if at < len(piece.text):
            held.append(_part(piece, at, len(piece.text)))
    if held:
        yield tuple(held)


def _part(piece: Piece, begin: int, end: int) -> Piece:
    return Piece(
        text=piece.text[begin:end],
        start=piece.start + begin,
        marks=piece.marks,
        begins=piece.begins if begin == 0 else (),
    )


def by_role(some: Iterable[Mark]) -> dict[str, list[Mark]]:
    """Marks by their role, that on which a record hangs first, else in the order of the text.

    >>> words = [Mark(record="e", kind="event", role=role, start=n, end=n + 1, number=n)
    ...          for n, role in enumerate(("actor", "time", "trigger", "actor"))]
    >>> {role: [m.number for m in held] for role, held in by_role(words).items()}
    {'trigger': [2], 'actor': [0, 3], 'time': [1]}
    """
    out: dict[str, list[Mark]] = {}
    for mark in sorted(some, key=lambda m: (m.role not in MAIN, m.start)):
        out.setdefault(mark.role, []).append(mark)
    return out
