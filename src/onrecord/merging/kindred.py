"""Whether the words of two acts may tell the same act."""

from __future__ import annotations

from functools import lru_cache

from onrecord.languages.acts import near, verbs
from onrecord.languages.phrases import lists
from onrecord.merging.telling import Telling

NEAR = 0.5
"""How near in meaning two words must be, where they are not known to be kin."""


def alike(a: Telling, b: Telling) -> bool:
    """Whether the words of two acts may tell the same: one word, one sense, or kin in the news."""
    if set(a.trigger) & set(b.trigger):
        return True
    pairs = [(x, y) for x in a.trigger for y in b.trigger]
    if any(kin(x) & kin(y) or verbs(x) & verbs(y) for x, y in pairs):
        return True
    return max((max(near(x, y)) for x, y in pairs), default=0.0) >= NEAR


@lru_cache(maxsize=1 << 14)
def nearness(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """How near the words of two triggers are: 3 one head, 2 a word in common, 1 kin, then sense."""
    if a[:1] == b[:1]:
        return 3.0
    if set(a) & set(b):
        return 2.0
    if any(kin(x) & kin(y) or verbs(x) & verbs(y) for x in a for y in b):
        return 1.0
    return max((max(near(x, y)) for x in a for y in b), default=0.0)


@lru_cache(maxsize=1 << 12)
def kin(lemma: str) -> frozenset[int]:
    """The families of words to which a lemma belongs, by `kin` of the language's acts.

    >>> bool(kin("talk") & kin("meet")), bool(kin("ceasefire") & kin("shoot"))
    (True, False)
    """
    return frozenset(i for i, words in enumerate(lists("acts")["kin"]) if lemma in words)
