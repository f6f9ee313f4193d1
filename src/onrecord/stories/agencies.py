"""Which news agencies a story names as its own outlet or as its sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from onrecord.languages.phrases import WORD, lists


def agency(name: str | None, *, language: str = "en") -> str | None:
    """The agency that a name is one of, or None.

    >>> agency("AFP"), agency("The Associated Press"), agency("The Velda Courier")
    ('Agence France-Presse', 'Associated Press', None)
    """
    return _names(language).get(_plain(name or ""))


def cited(sources: Iterable[str], *, language: str = "en") -> tuple[str, ...]:
    """The agencies among a story's sources, sorted, each by its full name.

    A source line may name several, and outlets beside them.

    >>> cited(["AFP and Reuters", "kremlin.ru"])
    ('Agence France-Presse', 'Reuters')
    """
    found = set()
    for source in sources:
        for part in [source, *re.split(r"[,/;&+]|\band\b", source)]:
            name = agency(part, language=language)
            if name:
                found.add(name)
    return tuple(sorted(found))


@lru_cache(maxsize=4)
def _names(language: str) -> dict[str, str]:
    told = lists("agencies", language=language)["agencies"]
    return {_plain(way): name for name, ways in told.items() for way in [name, *ways]}


def _plain(name: str) -> str:
    words = [m[0].lower() for m in WORD.finditer(name)]
    return " ".join(words[1:] if words[:1] == ["the"] else words)
