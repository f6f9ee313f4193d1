"""A story's text cut where the evidence of its records begins and ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

RANK = ("trigger", "wording", "name", "provision", "cue", "place", "time", "date", "actor")
"""Roles that win, in this order, where several lie on the same words; the others come after."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the roles that it has in records, the most telling first."""

    text: str
    roles: tuple[str, ...]


def pieces(text: str, records: Iterable[dict[str, Any]]) -> list[Piece]:
    """The text in pieces; joined they are the text.

    >>> found = {"role": "trigger", "start": 6, "end": 9}
    >>> [(p.text, p.roles) for p in pieces("Talks end.", [{"evidence": [found]}])]
    [('Talks ', ()), ('end', ('trigger',)), ('.', ())]
    """
    spans = sorted({(e["start"], e["end"], e["role"]) for r in records for e in r["evidence"]})
    cuts = sorted({0, len(text)} | {at for start, end, _ in spans for at in (start, end)})
    opening: dict[int, list[tuple[int, str]]] = {}
    for start, end, role in spans:
        opening.setdefault(start, []).append((end, role))
    out: list[Piece] = []
    active: list[tuple[int, str]] = []
    for start, end in pairwise(cuts):
        active = [(stop, role) for stop, role in active if stop > start]
        active += opening.get(start, [])
        roles = sorted({role for _, role in active}, key=_rank)
        out.append(Piece(text[start:end], tuple(roles)))
    return out


def _rank(role: str) -> tuple[int, str]:
    return (RANK.index(role) if role in RANK else len(RANK), role)
