"""What kind of act some words are about: firing, hacking, meeting, breaking a truce."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from onrecord.languages.phrases import WORD, lemma, lists


@lru_cache(maxsize=1)
def _families() -> Mapping[str, frozenset[str]]:
    """The kinds of acts that a word tells."""
    told: dict[str, set[str]] = {}
    for family, words in lists("disputes")["acts"].items():
        for word in words:
            told.setdefault(word, set()).add(family)
    return {word: frozenset(of) for word, of in told.items()}


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    return frozenset(_families())


@lru_cache(maxsize=8192)
def of_word(word: str) -> frozenset[str]:
    """The kinds of acts that one word tells.

    >>> sorted(of_word("shelled")), sorted(of_word("harbour master"))
    (['fire'], [])
    """
    low = word.lower().replace("’", "'")
    found = _families().get(low)
    if found is None:
        base = lemma(low, known=_known(), forms={})
        found = _families()[base] if base else frozenset()
    return found


@lru_cache(maxsize=4096)
def acts(text: str) -> tuple[str, ...]:
    """The kinds of acts that a text tells, sorted.

    >>> acts("denied that its forces had fired on the port")
    ('fire',)
    """
    return tuple(sorted({f for m in WORD.finditer(text) for f in of_word(m[0])}))


def related(a: Iterable[str], b: Iterable[str]) -> tuple[str, ...]:
    """The kinds that two sets share, a wider kind taking in the narrower ones, sorted.

    >>> related(["attack"], ["fire"]), related(["meet"], ["fire"])
    (('fire',), ())
    """
    table = lists("disputes")["wider"]
    left, right = set(a), set(b)
    shared = left & right
    for wide, narrow in table.items():
        if wide in left:
            shared |= set(narrow) & right
        if wide in right:
            shared |= set(narrow) & left
    return tuple(sorted(shared))


def widened(kinds: Iterable[str]) -> tuple[str, ...]:
    """The kinds and those that take them in: what two related sets are sure to share.

    >>> widened(["fire"])
    ('attack', 'breach', 'destroy', 'fire')
    """
    found = set(kinds)
    for wide, narrow in lists("disputes")["wider"].items():
        if found & set(narrow):
            found.add(wide)
    return tuple(sorted(found))
