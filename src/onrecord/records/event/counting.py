"""The dead and injured that a sentence counts, by how it is built."""

from __future__ import annotations

import re
from calendar import month_abbr, month_name
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from onrecord.languages.phrases import Phrases, lists
from onrecord.records.event.numbers import number
from onrecord.spans import Span

_TOKEN = re.compile(
    r"\d{1,3}(?:,\d{3})+|[$€£]\s?\d[\d.,]*|\d+[.:]\d+|[^\W_]+(?:[-'’][^\W_]+)*|[;:,()“”\"—]"
)
_YEAR = re.compile(r"(?:19|20)\d\d$")
_MONTHS = frozenset(m.lower() for m in (*month_name, *month_abbr) if m) | {"sept"}
_BE = frozenset(["was", "were", "been", "being", "be", "are", "is", "got", "get"])
_BREAKS = frozenset([";", ":", "(", "—"])
REACH = 9
"""Words between a number and the word that says what became of those counted."""
FORWARD = 7
"""Words after a verb in which those that it hits are counted: "killing what it said were five"."""
TOLL = 14
"""Words between "the death toll" and its figure: "of the blast in the port has risen to 19"."""

Counted = dict[str, int]
"""Whole numbers by what became of those counted: `killed`, `injured`."""


@dataclass(frozen=True, slots=True)
class _People:
    """A phrase that counts people: its value, the tokens that it takes, "a man"."""

    value: int
    start: int
    end: int
    single: bool = False


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in lists("events")["toll"].items()}


@lru_cache(maxsize=1)
def _person_nouns() -> frozenset[str]:
    return frozenset(lists("events")["toll"]["person"])


@lru_cache(maxsize=1)
def _withdrawn() -> Phrases:
    return Phrases({"withdrawn": lists("events")["toll"]["withdrawn"]})


def withdrawn(text: str, *, sentence: Span) -> bool:
    """Whether a sentence tells what was said before and is taken back: "an earlier version"."""
    return bool(_withdrawn().find(text, start=sentence.start, end=sentence.end))


def counted(text: str, *, sentence: Span) -> Counted:
    """The killed and injured that one sentence counts.

    What is stated of the dead now ("bringing the death toll to seven") gives way to a count of
    those whom the act killed, unless that only adds to it ("two more died").

    >>> said = "Private Lenz, 22, was killed and three guards were wounded on May 16."
    >>> counted(said, sentence=Span(0, len(said)))
    {'injured': 3}
    """
    lows = [m[0].lower() for m in _TOKEN.finditer(text, sentence.start, sentence.end)]
    found: dict[str, _People] = {}
    taken: set[int] = set()
    for kind in ("killed", "injured"):
        for at, low in enumerate(lows):
            if not _tells(lows, at=at, kind=kind):
                continue
            people = _direct(lows, at=at, low=low, taken=taken)
            if people is not None:
                taken.update(range(people.start, people.end))
                found.setdefault(kind, people)
    tolls = _tolls(lows)
    sure = {k: p.value for k, p in found.items() if k not in tolls or not p.single}
    return {**tolls, **sure}


def _tells(lows: Sequence[str], *, at: int, kind: str) -> bool:
    low = lows[at]
    if low == "shot" and lows[at + 1 : at + 2] == ["dead"]:
        return kind == "killed"
    if low == "dead" and at and lows[at - 1] == "shot":
        return False
    return low in _words()[kind]


# Totals: "the death toll rose from 12 to 19", "the number of wounded stands at 30"


def _tolls(lows: Sequence[str]) -> Counted:
    found: Counted = {}
    for at in range(len(lows)):
        kind, end = _of_toll(lows, at=at)
        if kind is None:
            continue
        value = _standing(lows, start=end)
        if value is None and at >= 2 and lows[at - 1] == "the":
            value = _before_toll(lows, at=at)
        if value is not None:
            found[kind] = value
    return found


def _of_toll(lows: Sequence[str], *, at: int) -> tuple[str | None, int]:
    """Whether a toll is named at a place, of whom, and where its name ends."""
    if lows[at] == "toll" and (at == 0 or lows[at - 1] not in _words()["other_tolls"]):
        return "killed", at + 1
    if lows[at] not in ("number", "numbers", "tally", "count"):
        return None, at
    of = lows[at + 1 : at + 5]
    if of[:1] != ["of"]:
        return None, at
    for k, word in enumerate(of):
        for kind in ("killed", "injured"):
            if word in _words()[kind]:
                return kind, at + k + 2
    return None, at


def _standing(lows: Sequence[str], *, start: int) -> int | None:
    """The figure at which a toll stands: "to seven", "at 12", "reached 40", "of five"."""
    if lows[start : start + 1] == ["of"]:
        got = number(lows[start + 1 : start + 9])
        if got:
            return got[0]
    last = min(len(lows), start + TOLL)
    for k in range(start, last):
        if lows[k] in _BREAKS or lows[k] in _words()["barriers"] or lows[k] == "this":
            return None  # "the toll this year" is not that of the act
        if lows[k] not in _words()["standing"]:
            continue
        at = k + 1
        while at < len(lows) and lows[at] in _words()["about"]:
            at += 1
        got = number(lows[at : at + 8])
        if got and not _no_count(lows, at=at, used=got[1]):
            return got[0]
    return None


def _before_toll(lows: Sequence[str], *, at: int) -> int | None:
    """The figure before it: "brought to six the number of dead"."""
    for k in range(at - 2, max(-1, at - 6), -1):
        if lows[k] == "to" and (got := number(lows[k + 1 : at])) and k + 1 + got[1] == at - 1:
            return got[0]
    return None


# Counts: "killing four", "four were killed", "left four dead"


def _direct(lows: Sequence[str], *, at: int, low: str, taken: set[int]) -> _People | None:
    """Those whom the word at `at` counts, None where it counts none or only adds to a toll."""
    words = _words()
    if low in words["nouns"]:
        if lows[at + 1 : at + 2] == ["of"] and low not in words["of_cause"]:
            return _forward(lows, start=at + 2, taken=taken)
        return _backward(lows, at=at, taken=taken)
    if low in words["active"]:
        return _forward(lows, start=at + 1, taken=taken)
    if at and lows[at - 1] in ("the", "many", "those", "number", "of") and low != "shot":
        return None  # "two of the wounded", "among those killed"
    if _passive(lows, at=at):
        return _backward(lows, at=at, taken=taken)
    following = lows[at + 1] if at + 1 < len(lows) else ""
    if low == "shot":
        following = lows[at + 2] if at + 2 < len(lows) else ""
        return _forward(lows, start=at + 2, taken=taken) or _backward(lows, at=at, taken=taken)
    if following in words["after"] or not following or following in _BREAKS | {",", ")", '"', "”"}:
        return _backward(lows, at=at, taken=taken)
    return _forward(lows, start=at + 1, taken=taken)


def _passive(lows: Sequence[str], *, at: int) -> bool:
    """Whether a participle stands after a form of "be": "were seriously wounded"."""
    for k in range(at - 1, max(-1, at - 5), -1):
        if lows[k] in _BE:
            return True
        joined = lows[k] in ("and", "or", "also") or lows[k] in (
            _words()["killed"] | _words()["injured"]
        )
        if not (joined or lows[k].endswith("ly")):
            return False
    return False


def _forward(lows: Sequence[str], *, start: int, taken: set[int]) -> _People | None:
    """The people counted after a verb, with those joined to them: "seven pupils and a guard"."""
    k = start
    if lows[k : k + 2] and lows[k] in ("himself", "herself", "themselves", "itself"):
        k += 2
    for at in range(k, min(len(lows), k + FORWARD)):
        if lows[at] in _words()["barriers"] | _BREAKS | {",", ")", "and", "by", "in", "near", "at"}:
            if lows[at] == "at" and lows[at + 1 : at + 2] in (["least"], ["most"]):
                continue
            return None
        people = _people(lows, at=at, taken=taken)
        if people is not None:
            return _joined(lows, first=people, taken=taken)
    return None


def _joined(lows: Sequence[str], *, first: _People, taken: set[int]) -> _People:
    total, at = first.value, first.end
    while at < len(lows) - 1 and lows[at] in (",", "and"):
        following = at + 1 + (lows[at] == "," and lows[at + 1] == "and")
        more = _people(lows, at=following, taken=taken)
        if more is None or more.end == following + 1 or _acts(lows, at=more.end):
            break
        total, at = total + more.value, more.end
    return _People(total, first.start, at) if at > first.end else first


def _acts(lows: Sequence[str], *, at: int) -> bool:
    """Whether a verb follows, whose subject what stands before it is."""
    word = lows[at] if at < len(lows) else ""
    others = word in ("others", "more", "other")
    word = lows[at + 1] if others and at + 1 < len(lows) else word
    return (
        word in _BE
        or word in ("have", "had", "has", "said", "who", "did")
        or word in _words()["killed"] | _words()["injured"]
    )


def _backward(lows: Sequence[str], *, at: int, taken: set[int]) -> _People | None:
    """The people counted before a word: "Two guards and three clerks were killed"."""
    other = _words()["injured" if lows[at] in _words()["killed"] else "killed"]
    for k in range(at - 1, max(-1, at - REACH), -1):
        if lows[k] in _words()["barriers"] | _BREAKS or lows[k] in _words()["active"]:
            return None
        if k in taken or lows[k] in other:
            return None
        first = k
        for j in range(max(0, k - 6), k):
            got = number(lows[j : j + 8])
            if got and j + got[1] > k:
                first = j
                break
        people = _people(lows, at=first, taken=taken)
        if people is None and number(lows[first : first + 8]) and _thing(lows, at=first):
            return None
        if people is not None:
            return _joined_before(lows, last=people, taken=taken)
    return None


def _joined_before(lows: Sequence[str], *, last: _People, taken: set[int]) -> _People:
    """With another count that opens the clause: "Two guards and three clerks were"."""
    start = last.start
    if start < 2 or lows[start - 1] != "and":
        return last
    for k in range(start - 2, max(-1, start - 6), -1):
        people = _people(lows, at=k, taken=taken)
        opens = k == 0 or lows[k - 1] in (",", "that", "said", "“", '"', "least", "when")
        if people is not None and people.end == start - 1 and opens:
            return _People(people.value + last.value, people.start, last.end)
    return last


def _people(lows: Sequence[str], *, at: int, taken: set[int]) -> _People | None:
    """The people whom the words at `at` count, None where they count something else."""
    if at in taken or at >= len(lows):
        return None
    if lows[at] in ("a", "an") and not number(lows[at : at + 8]):
        return _one(lows, at=at)
    got = number(lows[at : at + 8])
    if got is None or _no_count(lows, at=at, used=got[1]) or _thing(lows, at=at):
        return None
    after = at + got[1]
    if after < len(lows) and lows[after] in _words()["adding"]:
        return None
    if (
        lows[after : after + 1] == ["of"]
        and lows[after + 1 : after + 2]
        and lows[after + 1]
        in (
            "the",
            "them",
            "those",
            "his",
            "her",
            "its",
            "whom",
        )
    ):
        return None
    if at and lows[at - 1] in ("another", "further", "additional", "no", "the", "those", "these"):
        others = lows[after : after + 1] and lows[after] in _words()["injured"]
        if lows[at - 1] not in ("another", "the") or not (others or _later(lows, at=after)):
            return None
    return _People(got[0], at, _head(lows, start=after))


def _later(lows: Sequence[str], *, at: int) -> bool:
    """Whether those counted were injured: "another 40 were injured" adds to no dead."""
    return any(word in _words()["injured"] for word in lows[at : at + 5])


def _one(lows: Sequence[str], *, at: int) -> _People | None:
    """A person told with an article: "a soldier was killed", "killing a Turkish sailor"."""
    for k in range(at + 1, min(len(lows), at + 4)):
        if lows[k] in _words()["barriers"] | _BREAKS | {"and", ",", "of", "in"}:
            return None
        if lows[k] in _person_nouns() and not (
            k + 1 < len(lows) and lows[k + 1] in _person_nouns() | _words()["compound"]
        ):
            return _People(1, at, k + 1, single=True)
    return None


def _head(lows: Sequence[str], *, start: int) -> int:
    """Where a counted phrase ends: before the next small word, verb or mark."""
    k = start
    while k < len(lows) and k < start + 4 and not _stops(lows[k]):
        k += 1
    return k


def _stops(low: str) -> bool:
    words = _words()
    return (
        not low[0].isalnum()
        or low in words["after"]
        or low in words["barriers"]
        or low in _BE
        or low in ("have", "had", "has", "of", "and", "or", "said", "the", "a", "an", "to", "it")
        or low in words["killed"]
        or low in words["injured"]
    )


def _thing(lows: Sequence[str], *, at: int) -> bool:
    """Whether what is counted are no people: "two shells", "12 houses", "three days"."""
    got = number(lows[at : at + 8])
    if got is None:
        return False
    first = at + got[1]
    end = _head(lows, start=first)
    things = _words()["not_people"]
    return (end > first and lows[end - 1] in things) or (
        first < len(lows) and lows[first] in things
    )


def _no_count(lows: Sequence[str], *, at: int, used: int) -> bool:
    """Whether a number counts nothing: an age, a day, a year, a flight, "one of"."""
    before = lows[at - 1] if at else ""
    after = lows[at + used] if at + used < len(lows) else ""
    if _YEAR.fullmatch(lows[at]) or before in _MONTHS or after in _MONTHS:
        return True
    if before in _words()["numbered"]:
        return True
    age = lows[at].isdigit() and before in (",", "(") and (after in (",", ")", ";") or not after)
    return bool(age or (lows[at] == "one" and (after in ("of", "another") or before == "no")))
