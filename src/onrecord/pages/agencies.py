"""Reads which news agencies a line of authors credits: "By Jane Doe, with AFP"."""

from __future__ import annotations

import re
from functools import cache

from onrecord.languages.phrases import lists
from onrecord.pages.lines import words

_NAME = r"[A-Z][\w.]*(?:[ -](?:[A-Z][\w.]*|of|and agencies)){0,3}"
_WITH = re.compile(
    rf"\b[Ww]ith\s+(?:(?:additional\s+)?(?:reporting|material|files|copy|reports?)\s+(?:by|from)\s+)?"
    rf"(?P<names>(?:{_NAME}|agencies)(?:(?:,\s+|\s+and\s+|/)(?:{_NAME}|agencies)){{0,3}})"
)
_BEGINS = re.compile(
    rf"(?P<names>{_NAME})\s*(?:[-–—|/,]\s*(?P<place>[A-Z][A-Z. ]{{2,30}})\b|,\s+edited\s+by\b)"
)
_AUTHORS = re.compile(r"(?:by|from|our|staff|with|report|reporting|story|text)\b", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?P<names>(?:news\s+)?agencies|wires|wire services)\b", re.IGNORECASE)
LONGEST = 120
"""Characters of a line of authors at most."""


@cache
def _agencies() -> frozenset[str]:
    told = lists("agencies")["agencies"]
    return frozenset(way.lower() for name, ways in told.items() for way in (name, *ways))


def credited(line: str) -> tuple[str, ...]:
    """The agencies that a line of authors names beside or instead of persons, as it names them.

    >>> credited("By Jane Doe, with AFP"), credited("Staff and agencies")
    (('AFP',), ('agencies',))
    >>> credited("Lakewire – RIGA"), credited("By Jane Doe, with John Roe")
    (('Lakewire',), ())
    >>> credited("Reuters, edited by Jane Doe"), credited("Talks with Iran ended in Riga")
    (('Reuters',), ())
    """
    if len(line) > LONGEST or line.rstrip().endswith((".", "!", "?")):
        return ()
    begins = _BEGINS.match(line)
    if begins and (_known(begins["names"]) or len(begins["names"].split()) == 1):
        known = _known(begins["names"]) or bool(begins["place"])
        return (begins["names"],) if known else ()
    if not _AUTHORS.match(line):
        last = line.replace("|", ",").replace("/", ",").rsplit(",", 1)
        return (last[1].strip(),) if len(last) == 2 and _known(last[1].strip()) else ()
    found = _WITH.search(line) or _AND.search(line)
    if found:
        parts = re.split(r",\s+|\s+and\s+|/", found["names"])
        return tuple(p for p in parts if _credit(p))
    last = line.replace("|", ",").rsplit(",", 1)
    return (last[1].strip(),) if len(last) == 2 and _known(last[1].strip()) else ()


def _known(name: str) -> bool:
    return name.lower().removeprefix("the ") in _agencies()


def _credit(name: str) -> bool:
    """Whether a name after "with" is one of an agency: two words are else a person."""
    low = name.lower()
    last = low.rsplit(" ", 1)[-1]
    return (
        _known(name)
        or last in ("agencies", "wires")
        or " " not in name
        or last in words("byline", "outlets")
    )
