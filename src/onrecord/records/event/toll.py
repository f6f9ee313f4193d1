"""How many an act killed and injured, as the story states it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.languages.phrases import lists
from onrecord.mentions.found import Mentions
from onrecord.records.event.draft import Draft
from onrecord.spans import Span

_MANY = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 1_000_000}
_FIGURE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_YEAR = re.compile(r"(?:19|20)\d\d$")
REACH = 9
"""Words between a number and the word that says what became of those counted."""


@dataclass(frozen=True, slots=True)
class Toll:
    """Whole numbers as stated, None where the text gives none."""

    killed: int | None = None
    injured: int | None = None


@dataclass(frozen=True, slots=True)
class _Word:
    low: str
    span: Span


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


def toll(mentions: Mentions, drafts: Sequence[Draft]) -> Toll:
    """The killed and injured of the act that `drafts` tell, from the first telling that counts.

    "killing four and wounding a dozen", "at least seven people died", "Six were shot dead".
    """
    killed: int | None = None
    injured: int | None = None
    for draft in drafts:
        here = counted(mentions.text, sentence=mentions.sentences[draft.sentence])
        killed = here.killed if killed is None else killed
        injured = here.injured if injured is None else injured
    return Toll(killed, injured)


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in lists("events")["toll"].items()}


@lru_cache(maxsize=1)
def _numerals() -> dict[str, int]:
    table = lists("events")["toll"]
    tens = {w: 10 * n for n, w in enumerate(table["tens"], 2)}
    return {w: n for n, w in enumerate(table["units"])} | tens


def _first(words: Sequence[str]) -> str:
    return words[0].split("-")[0] if words else ""


def counted(text: str, *, sentence: Span) -> Toll:
    """The killed and injured that one sentence counts."""
    words = [
        _Word(m[0].lower(), Span(m.start(), m.end()))
        for m in _TOKEN.finditer(text, sentence.start, sentence.end)
    ]
    lows = [w.low for w in words]
    totals: dict[str, int] = {}
    taken: set[int] = set()
    for kind in ("killed", "injured"):
        for at, low in enumerate(lows):
            if low not in _words()[kind] and not (
                low == "shot" and lows[at + 1 : at + 2] == ["dead"]
            ):
                continue
            found = _nearby(lows, words=words, at=at, text=text, taken=taken)
            if found is not None and kind not in totals:
                totals[kind] = found[0]
                taken.add(found[1])
    return Toll(totals.get("killed"), totals.get("injured"))


_TOKEN = re.compile(r"\d{1,3}(?:,\d{3})+|[^\W_]+(?:[-'’][^\W_]+)*|[;:,()]")


def _nearby(
    lows: list[str], *, words: list[_Word], at: int, text: str, taken: set[int]
) -> tuple[int, int] | None:
    """The number that goes with the verb at `at`: just after it ("killing four"), else before."""
    for k in range(at + 1, min(len(lows), at + 4)):
        if lows[k] in (";", ":", "(", ")", "by", "in", "when", "and", ","):
            break
        found = _people(lows, k, taken=taken)
        if found:
            return found
    for k in range(at - 1, max(-1, at - REACH), -1):
        if lows[k] in (";", ":", ")"):
            break
        first = next(
            (j for j in range(max(0, k - 6), k) if (n := number(lows[j : j + 8])) and j + n[1] > k),
            k,
        )
        found = _people(lows, first, taken=taken)
        if found:
            return found
    return None


def _people(lows: list[str], k: int, *, taken: set[int]) -> tuple[int, int] | None:
    got = number(lows[k : k + 8])
    if not got or k in taken or _YEAR.fullmatch(lows[k]):
        return None
    after = lows[k + got[1] : k + got[1] + 1]
    if (after and after[0] in _words()["not_people"]) or (
        lows[k] == "one" and after and after[0] in ("of", "another")
    ):
        return None
    return got[0], k
