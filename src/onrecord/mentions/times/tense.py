"""Whether the words around a time expression speak of what was or of what is to come."""

from __future__ import annotations

from typing import Literal

from onrecord.mentions.times.reading import Reader

Tense = Literal["past", "future"]

REACH = 14
"""Tokens looked at on either side (of 6, 10, 14 and 20 the best for the values of TimeBank's training
part, 2026-11-24)."""


def tense(r: Reader, *, first: int, end: int) -> Tense | None:
    """The tense that the verbs nearest to the tokens `first` to `end` speak in; None if none is near.

    "The envoy is expected to host both sides on Monday" is future, "The sides met on Monday" past.
    """
    for distance in range(1, REACH + 1):
        for i in (first - distance, end + distance - 1):
            said = _cue(r, i)
            if said:
                return said
    return None


def _cue(r: Reader, i: int) -> Tense | None:
    token = r.at(i)
    if token.kind not in ("word", "mark"):
        return None
    words = r.words.tense
    if token.low in words["future"]:
        return None if token.capital and token.low in ("may", "will") else "future"
    if token.low == "to" and r.low(i - 1) in words["to_be"]:
        return "future"
    if token.low == "ll" and r.low(i - 1) == "'":
        return "future"
    if token.low in words["to_be"] and r.low(i + 1) == "to":
        return "future"
    if token.low in words["past"]:
        return "past"
    verb = token.text.islower() and len(token.low) > 4 and token.low.endswith("ed")
    return "past" if verb else None
