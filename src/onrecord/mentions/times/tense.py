"""Whether the words around a time expression speak of what was or of what is to come."""

from __future__ import annotations

from typing import Literal

from onrecord.mentions.times.reading import Reader

Tense = Literal["past", "future"]

REACH = 14
"""Tokens looked at on either side, never beyond a quotation mark (8 to 20 are within
0.2 on TimeBank's training part, 2026-11-24)."""


BREAK = 5
"""Tokens that a comma or bracket between verb and time counts for (1 and 3: 0.1 less, 8 equal)."""

_BREAKS = frozenset([",", ";", "(", ")", ":", "--"])
_WALLS = frozenset(['"', "“", "”", "`"])


def tense(r: Reader, *, first: int, end: int) -> Tense | None:
    """The tense of the verbs nearest to the tokens `first` to `end`; None if none is near.

    "The envoy is expected to host both sides on Monday" is future, "The sides met on Monday" past.
    """
    if r.low(first - 1) in ("by", "until", "till") and "had" not in [
        r.low(k) for k in range(max(0, first - REACH), first)
    ]:
        return "future"  # not of "had filed reports by Wednesday"
    best: tuple[int, Tense] | None = None
    for side in (-1, 1):
        cost, broken = 0, False
        for distance in range(1, REACH + 1):
            i = first - distance if side < 0 else end + distance - 1
            if not 0 <= i < len(r) or r.low(i) in _WALLS:
                break
            cost += BREAK if r.low(i) in _BREAKS else 1
            broken |= r.low(i) in _BREAKS
            if side > 0 and broken and r.low(i) in r.words.tense["saying"]:
                break  # "are to meet on Monday, both ministries said on Saturday"
            said = _cue(r, i)
            if said:
                best = min(best or (cost, said), (cost, said), key=lambda pair: pair[0])
                break
    return best[1] if best else None


def _cue(r: Reader, i: int) -> Tense | None:
    token = r.at(i)
    if token.kind not in ("word", "mark"):
        return None
    words = r.words.tense
    before = [r.low(k) for k in range(i - 4, i)]
    if token.low in words["future"] or (
        token.low in words["future_to"] and r.low(i + 1) in ("to", "for")
    ):
        if words["had"].intersection(before):
            return "past"
        return None if token.capital and token.low in ("may", "will") else "future"
    if before[-1] in words["be"] and not r.at(i - 1).capital:
        return None
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
