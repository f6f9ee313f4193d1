"""Reads names of authors out of what pages print or state as a byline."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from onrecord.pages.lines import words

LONGEST = 5
"""Words of a name at most: "Ana Maria de la Cruz"."""


@cache
def _by() -> re.Pattern[str]:
    choice = "|".join(re.escape(word) for word in words("byline", "before") if len(word) > 1)
    return re.compile(rf"^\W{{0,3}}(?:{choice})\s{{0,2}}(?:[:：]\s{{0,2}}|\s)(?=\S)", re.I)


_SPLIT = re.compile(r"\s*(?:[,;|/•·\n、，；]|\s&\s|\s(?:and|und|et|y|e|och|og|ja|i|и|та|ve|και|și)\s)\s*")
_ODD = re.compile(r"[@<>{}\[\]=_#:!?\d]|https?|www\.|\.(?:com|org|net|ru|de|uk|eu)\b", re.I)
_PAREN = re.compile(r"\s*[(\[][^)\]]{0,80}[)\]]")


def names(stated: Iterable[str], *, outlet: str | None = None) -> tuple[str, ...]:
    """The persons named in `stated`, each once, without "By", offices and addresses.

    >>> names(["By Jane Doe and John Roe, Staff Writer"])
    ('Jane Doe', 'John Roe')
    >>> names(["https://x.org/jane", "The Courier"], outlet="The Courier")
    ()
    """
    found: dict[str, str] = {}
    for text in stated:
        text = _PAREN.sub("", re.sub(r"\s+", " ", text)).strip()
        text = _by().sub("", text)
        for part in _SPLIT.split(text):
            name = part.strip(" .,-–—*\"'“”")
            if _is_name(name, outlet=outlet):
                if name.isupper() and len(name) > 4:
                    name = name.title()
                found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _is_name(name: str, *, outlet: str | None) -> bool:
    if not 2 <= len(name) <= 60 or _ODD.search(name):
        return False
    parts = name.split()
    if len(parts) > LONGEST:
        return False
    low = name.casefold()
    if outlet and low in (outlet.casefold(), outlet.casefold().removeprefix("the ")):
        return False
    if any(word.casefold() in words("byline", "office") for word in parts):
        return False
    # a name in a script with capitals begins with one
    return not name[0].islower() or parts[0] in ("de", "van", "von", "al", "el", "da", "di")


def line(text: str) -> tuple[str, ...]:
    """The names in a printed line of authors ("By Jane Doe"), none where it is another line.

    >>> line("By Jane Doe"), line("By Monday the talks had ended.")
    (('Jane Doe',), ())
    """
    if len(text) > 120 or not _by().match(text) or text.endswith((".", "!", "?")):
        return ()
    found = names([text])
    return found if all(_capital(name) for name in found) else ()


def _capital(name: str) -> bool:
    """Whether every word of a name has a capital, or stands in a script without them."""
    parts = [p for p in name.split() if p not in ("de", "van", "von", "la", "der", "den", "bin", "al", "da", "di", "du", "del")]
    return len(parts) >= 2 and all(p[0].isupper() or not p[0].islower() for p in parts)
