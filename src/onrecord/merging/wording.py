"""The words by which two tellings are compared, and how rare each is."""

from __future__ import annotations

from functools import lru_cache

from onrecord.languages.phrases import WORD, lists
from onrecord.merging.party import Party, stem

_ENDINGS = (
    "ings",
    "ing",
    "ions",
    "ion",
    "ies",
    "ied",
    "ers",
    "er",
    "es",
    "ed",
    "ly",
    "s",
    "d",
    "y",
    "e",
)


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(lists("disputes")["common"]["words"])


@lru_cache(maxsize=16384)
def root(word: str) -> str:
    """A word without its ending, cut with a broad knife: only to compare.

    >>> root("shelling"), root("shelled"), root("violations"), root("violated")
    ('shell', 'shell', 'violat', 'violat')
    """
    low = word.lower().replace("’", "'").removesuffix("'s")
    for ending in _ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) > 3:
            return low[: -len(ending)]
    return low


def content_words(text: str) -> tuple[str, ...]:
    """The roots of the words that carry content, sorted.

    >>> content_words("The army said it had shelled the port")
    ('army', 'port', 'shell')
    """
    return tuple(
        sorted({root(w) for w in WORD.findall(text) if w.lower() not in _common() and len(w) > 2})
    )


def names(text: str | Party) -> tuple[str, ...]:
    """The stems of the names in a text: words written large, not at the start of a sentence.

    >>> names("Gunners of Oran shelled the Velkan port")
    ('oran', 'velka')
    """
    if isinstance(text, Party):
        return text.names
    found = set()
    for match in WORD.finditer(text):
        word = match[0]
        before = text[: match.start()].rstrip(" \"“'‘")
        opens = not before or before[-1] in ".!?:\n"
        if word[0].isupper() and len(word) > 2 and word.lower() not in _common() and not opens:
            found.add(stem(word))
    return tuple(sorted(found))


def rare(words: tuple[str, ...], *, most: int) -> list[str]:
    """The rarest of some roots, rarest first.

    >>> rare(("port", "howitzer"), most=1)
    ['howitzer']
    """
    return sorted(words, key=lambda w: (-len(w), w))[:most]
