"""Whole numbers in figures and words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from onrecord.languages.phrases import lists

_MANY = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")


def number(words: Sequence[str]) -> tuple[int, int] | None:
    """The whole number that `words` begin with and how many of them it takes, else None.

    >>> number("twenty-six soldiers".split()), number("two hundred and five died".split())
    ((26, 1), (205, 4))
    >>> number(["1,700"]), number("a dozen".split()), number(["several"])
    ((1700, 1), (12, 2), None)
    """
    if not words:
        return None
    if _FIGURE.fullmatch(words[0]):
        value, used = int(words[0].replace(",", "")), 1
        if len(words) > 1 and words[1] in _MANY and words[1] != "dozen":
            return value * _MANY[words[1]], 2
        return value, used
    if words[0] in ("a", "an") and len(words) > 1 and words[1] in ("dozen", "hundred", "thousand"):
        return _MANY[words[1]], 2
    numerals = _numerals()
    total = part = used = 0
    for k, word in enumerate(words[:8]):
        pieces = word.split("-")
        if all(p in numerals for p in pieces):
            part += sum(numerals[p] for p in pieces)
        elif word in _MANY and part:
            part *= _MANY[word]
            if word in ("thousand", "million"):
                total, part = total + part, 0
        elif not (word == "and" and total + part >= 100 and _first(words[k + 1 :]) in numerals):
            break
        else:
            continue
        used = k + 1
    return (total + part, used) if used else None


@lru_cache(maxsize=1)
def _numerals() -> dict[str, int]:
    table = lists("events")["toll"]
    tens = {w: 10 * n for n, w in enumerate(table["tens"], 2)}
    return {w: n for n, w in enumerate(table["units"])} | tens


def _first(words: Sequence[str]) -> str:
    return words[0].split("-")[0] if words else ""
