"""Where a story says that two parties call one thing by different names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from onrecord.languages.phrases import lists


@dataclass(frozen=True, slots=True, kw_only=True)
class Called:
    """One party's name for a thing: the words for the party, the name and its place. The two names
    of one thing share `thing`, the offset at which the sentence begins to say so."""

    who: str
    name: str
    start: int
    end: int
    thing: int


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    table = lists("disputes")["naming"]
    calls = "|".join(sorted(table["calls"], key=len, reverse=True))
    known = "|".join(sorted(table["known"], key=len, reverse=True))
    who = r"[A-Z][\w.’'-]*(?:\s[A-Z][\w.’'-]*){0,3}"
    return (
        # "the strait, which Velka calls the Kalin and Tarsia calls the Oran"
        re.compile(
            rf"\b(?:which|what|that)\s+(?P<x>{who})\s+(?:{calls})\s+(?P<a>[^,.;\n]{{3,60}}?)"
            rf",?\s+(?:and|but|while)\s+(?P<y>{who})\s+(?:{calls})\s+(?P<b>[^,.;\n]{{3,60}})"
        ),
        # "which Velka calls the Kalin and Tarsia the Oran"
        re.compile(
            rf"\b(?:which|what|that)\s+(?P<x>{who})\s+(?:{calls})\s+(?P<a>[^,.;\n]{{3,60}}?)"
            rf",?\s+(?:and|but)\s+(?P<y>{who})\s+(?P<b>(?:the|an?)\s[^,.;\n]{{2,60}})"
        ),
        # "islands known as Dokdo in South Korea and Takeshima in Japan"
        re.compile(
            rf"\b(?:{known})\s+(?P<a>(?:the\s)?{who})\s+(?:in|by|to)\s+(?P<x>{who})\s+and\s+"
            rf"(?:as\s+)?(?P<b>(?:the\s)?{who})\s+(?:in|by|to)\s+(?P<y>{who})"
        ),
    )


def called(text: str) -> Iterator[Called]:
    """The names in pairs, in text order.

    >>> said = "the islands, known as Dokdo in South Korea and Takeshima in Japan, lie far out"
    >>> [(c.who, c.name) for c in called(said)]
    [('South Korea', 'Dokdo'), ('Japan', 'Takeshima')]
    """
    taken: list[tuple[int, int]] = []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            if any(s < match.end() and match.start() < e for s, e in taken):
                continue
            if match["a"].lower() == match["b"].lower() or match["x"] == match["y"]:
                continue
            taken.append((match.start(), match.end()))
            for who, name in (("x", "a"), ("y", "b")):
                yield Called(
                    who=match[who],
                    name=match[name].strip(' "“”'),
                    start=match.start(name),
                    end=match.end(name),
                    thing=match.start(),
                )
