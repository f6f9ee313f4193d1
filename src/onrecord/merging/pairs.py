"""What two tellings have in common, as numbers: the features that the pair model judges."""

from __future__ import annotations

import math
from collections.abc import Collection
from functools import lru_cache

from onrecord.languages.acts import near, verbs
from onrecord.merging.telling import Telling
from onrecord.stories.words import weight

NEITHER = -1.0
"""Stands where one of the two says nothing."""

FEATURES = (
    "head",
    "trigger_part",
    "trigger_whole",
    "verbs",
    "sense",
    "above",
    "begins",
    "head_weight_low",
    "head_weight_high",
    "told_elsewhere",
    "sentence",
    "sentence_shared",
    "sentence_rarest",
    "names",
    "names_shared",
    "numbers",
    "days",
    "before",
    "after",
    "crosswise",
    "context",
    "named",
    "named_shared",
    "counted",
    "same_story",
    "apart",
    "shorter",
    "vector",
)
"""The features in their order. Shares and cosines are weighted by how rare a word is."""


def features(a: Telling, b: Telling) -> tuple[float, ...]:
    """What two tellings have in common; the same both ways round."""
    heads = sorted((weight(a.trigger[0]), weight(b.trigger[0])))
    ta, tb = frozenset(a.trigger), frozenset(b.trigger)
    both = ta & tb
    va, vb = _verbs(a.trigger), _verbs(b.trigger)
    senses = [near(x, y) for x in a.trigger for y in b.trigger]
    sa, sb = frozenset(a.sentence), frozenset(b.sentence)
    shared = sa & sb
    same = a.story == b.story
    return (
        float(a.trigger[0] == b.trigger[0]),
        len(both) / min(len(ta), len(tb)),
        len(both) / len(ta | tb),
        len(va & vb) / len(va | vb) if va & vb else 0.0,
        max(s for s, _ in senses),
        max(o for _, o in senses),
        _begins(a.trigger[0], b.trigger[0]),
        *heads,
        len(ta & sb) / len(ta) + len(tb & sa) / len(tb),
        cosine(a.sentence, b.sentence),
        sum(map(weight, sorted(shared))),
        max(map(weight, shared), default=0.0),
        _part(a.names, b.names),
        float(len(set(a.names) & set(b.names))),
        _count(a.numbers, b.numbers),
        _count(a.days, b.days),
        _beside(a.before, b.before),
        _beside(a.after, b.after),
        max(_beside(a.before, b.after), _beside(a.after, b.before)),
        cosine(a.context, b.context),
        _part(a.named, b.named),
        float(len(set(a.named) & set(b.named))),
        _count(a.counted, b.counted),
        float(same),
        float(abs(a.place - b.place)) if same else NEITHER,
        float(min(len(a.sentence), len(b.sentence))),
        sum(x * y for x, y in zip(a.vector, b.vector, strict=True))
        if a.vector and b.vector
        else NEITHER,
    )


@lru_cache(maxsize=1 << 14)
def _verbs(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(v for w in words for v in verbs(w))


@lru_cache(maxsize=1 << 14)
def _size(words: tuple[str, ...], power: int) -> float:
    return sum(weight(w) ** power for w in words)


def cosine(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """The cosine of two sets of words, each weighing as much as it says; 0 to 1."""
    shared = sorted(set(a) & set(b))
    if not shared:
        return 0.0
    return sum(weight(w) ** 2 for w in shared) / math.sqrt(_size(a, 2) * _size(b, 2))


def _part(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """The share of the smaller set that both have, by weight."""
    if not a or not b:
        return NEITHER
    return _size(tuple(sorted(set(a) & set(b))), 1) / min(_size(a, 1), _size(b, 1))


def _count(a: Collection[str], b: Collection[str]) -> float:
    """The share of the smaller set that both have."""
    if not a or not b:
        return NEITHER
    return len(set(a) & set(b)) / min(len(a), len(b))


def _beside(a: tuple[str, ...], b: tuple[str, ...]) -> float:
    """The weightiest word that both have beside the trigger, less the farther away it is."""
    return max(
        (weight(w) / (1 + 0.3 * (i + b.index(w))) for i, w in enumerate(a) if w in b), default=0.0
    )


def _begins(a: str, b: str) -> float:
    """The share of the longer word that both begin with."""
    same = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), None)
    return (min(len(a), len(b)) if same is None else same) / max(len(a), len(b))
