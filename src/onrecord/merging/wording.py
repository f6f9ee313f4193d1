"""The words by which two tellings are compared, and the rarest of them."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from onrecord.languages.phrases import WORD, lists
from onrecord.merging.party import Party, stem
from onrecord.stories.words import stem as root
from onrecord.stories.words import weight


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(lists("disputes")["common"]["words"])


def content_words(text: str) -> tuple[str, ...]:
    """The stems of the words that carry content, sorted.

    >>> content_words("The army said it had shelled the port")
    ('armi', 'port', 'shell')
    """
    return tuple(
        sorted({root(w) for w in WORD.findall(text) if w.lower() not in _common() and len(w) > 2})
    )


def names(text: str | Party, *, known: Collection[str] = ()) -> tuple[str, ...]:
    """The stems of the names in a text: words written large, in text order.

    The first word of a sentence only if it is among the `known` stems.

    >>> names("Gunners of Velka shelled Oran"), names("Velka did it", known={"velka"})
    (('velka', 'oran'), ('velka',))
    """
    if isinstance(text, Party):
        return text.names
    found: dict[str, None] = {}
    for match in WORD.finditer(text):
        word = match[0]
        before = text[: match.start()].rstrip(" \"“'‘")
        opens = not before or before[-1] in ".!?:\n"
        if not word[0].isupper() or len(word) < 3 or word.lower() in _common():
            continue
        if not opens or stem(word) in known:
            found.setdefault(stem(word))
    return tuple(found)


def rare(words: tuple[str, ...], *, most: int) -> list[str]:
    """The rarest of some stems, rarest first.

    >>> rare(("polic", "howitzer"), most=1)
    ['howitzer']
    """
    return sorted(words, key=lambda w: (-weight(w), w))[:most]
