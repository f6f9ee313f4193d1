"""What two stories have in common, as numbers that a small model weighs.

Compared are the words of title and lead, weighed by how rare they are, the names, the numbers and
the dates that they tell. Nothing here depends on other stories.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from onrecord.stories.words import weight

NAMES = (
    "words",
    "words_root",
    "names",
    "names_root",
    "others",
    "shared",
    "covered",
    "covered_root",
    "named",
    "named_root",
    "people",
    "people_apart",
    "places",
    "places_apart",
    "bodies",
    "bodies_apart",
    "numbers",
    "numbers_apart",
    "years",
    "years_apart",
    "dates",
    "dates_apart",
    "length",
)
"""Of the features, in the order in which `features` gives them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What a story tells, made ready to compare: words and name words with weights, and sets."""

    words: Mapping[str, float]
    names: Collection[str]
    people: frozenset[str]
    places: frozenset[str]
    bodies: frozenset[str]
    numbers: frozenset[str]
    years: frozenset[str]
    dates: frozenset[str]


def features(a: Telling, b: Telling) -> tuple[float, ...]:
    """The numbers of `NAMES`, the same both ways round.

    `words`, `names`, `others`: cosine of the weighed words, of those that are parts of names, of
    the rest; `shared`: logarithm of the weight in common; `covered`, `named`: share of the weight
    of the lesser story that the other has too; then for each kind of thing the share of the fewer
    that both have, and whether both have some but none in common; `length`: of the shorter.
    """
    names = _cosine(_only(a.words, a.names), _only(b.words, b.names))
    others = _cosine(_without(a.words, a.names), _without(b.words, b.names))
    words = _cosine(a.words, b.words)
    rare_a, rare_b = ({w: weight(w) for w in one.words} for one in (a, b))
    covered = _covered(rare_a, rare_b)
    named = _covered(_only(rare_a, a.names), _only(rare_b, b.names))
    found = [
        words,
        math.sqrt(words),
        names,
        math.sqrt(names),
        others,
        math.log1p(sum(rare_a[w] for w in rare_a.keys() & rare_b.keys())),
        covered,
        math.sqrt(covered),
        named,
        math.sqrt(named),
    ]
    for one, other in (
        (a.people, b.people),
        (a.places, b.places),
        (a.bodies, b.bodies),
        (a.numbers, b.numbers),
        (a.years, b.years),
        (a.dates, b.dates),
    ):
        both = len(one & other)
        fewer = min(len(one), len(other))
        found += [both / fewer if fewer else 0.0, float(fewer > 0 and not both)]
    return (*found, math.log(max(1, min(len(a.words), len(b.words)))))


def _only(words: Mapping[str, float], names: Collection[str]) -> dict[str, float]:
    return {w: x for w, x in words.items() if w in names}


def _without(words: Mapping[str, float], names: Collection[str]) -> dict[str, float]:
    return {w: x for w, x in words.items() if w not in names}


def _cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    both = sorted(a.keys() & b.keys())
    if not both:
        return 0.0
    sizes = [math.sqrt(sum(x * x for x in one.values())) for one in (a, b)]
    return min(1.0, sum(a[w] * b[w] for w in both) / (max(sizes) * min(sizes)))


def _covered(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    less = min(sum(x * x for x in one.values()) for one in (a, b))
    return min(1.0, sum(a[w] ** 2 for w in sorted(a.keys() & b.keys())) / less) if less else 0.0
