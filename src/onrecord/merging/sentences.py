"""The sentence round a place, by its full stops: near enough to look at words."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.languages.phrases import lists

_END = re.compile(r"[.?!][\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9])|\n+")


@lru_cache(maxsize=1)
def _short() -> frozenset[str]:
    return frozenset(lists("disputes")["sentences"]["short"])


def bounds(text: str, *, at: int) -> tuple[int, int]:
    """First and last offset of the sentence that holds a place.

    >>> bounds("Mr. Hale left. He did not return.", at=20)
    (15, 33)
    """
    start, end = text.rfind("\n", 0, at) + 1, len(text)
    for match in _END.finditer(text, start):
        if match[0][0] == "." and _abbreviated(text, at=match.start()):
            continue
        if match.end() <= at:
            start = match.end()
        else:
            end = match.end()
            break
    return start, len(text[:end].rstrip())


def sentence(text: str, *, at: int) -> str:
    """The sentence that holds a place.

    >>> sentence("Mr. Hale left. He did not return.", at=3)
    'Mr. Hale left.'
    """
    start, end = bounds(text, at=at)
    return text[start:end]


def _abbreviated(text: str, *, at: int) -> bool:
    word = re.split(r"[\s(\"“]", text[max(0, at - 12) : at])[-1]
    return len(word) == 1 or word.lower() in _short()
