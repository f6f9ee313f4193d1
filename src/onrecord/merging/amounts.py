"""How many of what a text counts, as a range: "at least 12 killed", "some 300 prisoners"."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.languages.phrases import WORD, lists
from onrecord.merging.party import stem
from onrecord.records.event.counting import counted
from onrecord.records.event.numbers import number
from onrecord.spans import Span

_TOKEN = re.compile(rf"\d{{1,3}}(?:,\d{{3}})+|{WORD.pattern}")
Amount = tuple[str, int, int]
"""What is counted, the least and the most that the words allow."""
MOST = 10**9
_ABOUT = 0.2
"""How far "some 300" may be from 300."""
_NEAR = 3
"""Words between a number and what is counted: "300 captured Velkan soldiers"."""


@lru_cache(maxsize=1)
def _hedges() -> dict[str, frozenset[str]]:
    return {k: frozenset(v) for k, v in lists("disputes")["amounts"].items()}


def amounts(text: str, *, start: int, end: int) -> tuple[Amount, ...]:
    """The amounts in `text[start:end]`, in text order.

    >>> said = "at least 12 people were killed and some 300 prisoners taken"
    >>> amounts(said, start=0, end=len(said))
    (('killed', 12, 1000000000), ('prisoners', 240, 360))
    >>> amounts("31 Velkans and 30 citizens of Tarsia", start=0, end=36)
    (('people velka', 31, 31), ('people tarsi', 30, 30))
    """
    toll = counted(text, sentence=Span(start, end))
    written = [m[0] for m in _TOKEN.finditer(text, start, end)]
    words = [w.lower() for w in written]
    found: list[Amount] = []
    tolls = {many: kind for kind, many in toll.items()}
    k = 0
    while k < len(words):
        got = number(words[k : k + 8])
        if got is None:
            k += 1
            continue
        value, used = got
        after = words[k + used : k + used + _NEAR]
        unit = _unit(after, written=written[k + used : k + used + _NEAR + 2])
        if unit is None and " ".join(words[max(0, k - 2) : k]) in _hedges()["crowds"]:
            unit = "people"
        part = bool(after) and after[0] in _hedges()["parts"]
        dated = k > 0 and words[k - 1] in _hedges()["dates"]
        if not part and not dated:
            if value in tolls:
                kind = tolls.pop(value)
                whom = next((w for w in after if w in _hedges()["counted"]), None)
                found.append((f"{kind} {whom}" if whom else kind, *_range(words, k, value)))
            elif unit and value > 1:
                found.append((unit, *_range(words, k, value)))
        k += used
    return tuple(dict.fromkeys(found))


def apart(a: Amount, b: Amount) -> bool:
    """Whether two amounts of one thing cannot both hold.

    >>> least = ("killed", 12, 10**9)
    >>> apart(least, ("killed", 5, 5)), apart(least, ("killed", 14, 14))
    (True, False)
    """
    return a[0] == b[0] and (a[2] < b[1] or b[2] < a[1])


def _unit(after: list[str], *, written: list[str]) -> str | None:
    """What is counted. Of people also of which nation: "31 Velkans", "30 citizens of Velka"."""
    words = _hedges()
    for k, word in enumerate(after):
        large = written[k][0].isupper()
        if word in words["ends"]:
            return None
        plural = len(word) > 4 and word.endswith("s") and word not in words["no_units"]
        if not (word in words["units"] or plural):
            continue
        if not (word in words["people"] or large):
            return word
        nation = [w for w in written[: k + 1] if w[0].isupper()]
        if not nation and [w.lower() for w in written[k + 1 : k + 2]] == ["of"]:
            nation = [w for w in written[k + 2 : k + 3] if w[0].isupper()]
        return f"people {stem(nation[0])}" if nation else "people"
    return None


def _range(words: list[str], at: int, value: int) -> tuple[int, int]:
    before = set(words[max(0, at - 3) : at])
    hedges = _hedges()
    joined = " ".join(words[max(0, at - 3) : at])
    if any(joined.endswith(h) for h in hedges["least"]):
        return value, MOST
    if any(joined.endswith(h) for h in hedges["most"]):
        return 0, value
    if before & hedges["about"]:
        return int(value * (1 - _ABOUT)), int(value * (1 + _ABOUT))
    return value, value
