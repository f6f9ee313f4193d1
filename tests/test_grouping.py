"""Groups: equal sets give equal groups, as the plain way of average link does."""

from __future__ import annotations

import random
import time
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from onrecord.grouping import Pair, group, pair

IDS = [f"s{n}" for n in range(9)]
PAIRS = list(combinations(IDS, 2))
scores_of = st.dictionaries(
    st.sampled_from(PAIRS), st.sampled_from([0.1, 0.3, 0.5, 0.5, 0.75, 0.9]), max_size=len(PAIRS)
)
some_pairs = st.lists(st.sampled_from(PAIRS), max_size=3)


def plainly(
    ids: list[str], scores: dict[Pair, float], *, threshold: float, apart: list[Pair]
) -> tuple[tuple[str, ...], ...]:
    """Average link as the books have it: all means anew for each join."""
    groups = [[one] for one in sorted(ids)]
    barred = {pair(*two) for two in apart}
    while True:
        best = None
        for a, b in combinations(groups, 2):
            crossing = [pair(x, y) for x, y in product(a, b)]
            mean = sum(scores.get(two, 0.0) for two in crossing) / len(crossing)
            rank = (-round(mean, 12), a[0], b[0])
            if (
                mean >= threshold
                and not barred.intersection(crossing)
                and (best is None or rank < best[0])
            ):
                best = (rank, a, b)
        if best is None:
            return tuple(tuple(g) for g in groups)
        _, a, b = best
        groups = sorted([*(g for g in groups if g not in (a, b)), sorted(a + b)])


@given(scores_of, some_pairs, some_pairs, st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(
    scores: dict[Pair, float], together: list[Pair], apart: list[Pair], chance: random.Random
) -> None:
    first = group(IDS, scores, threshold=0.5, together=together, apart=apart)
    ids, given_ = IDS.copy(), list(scores.items())
    for one in (ids, given_, together, apart):
        chance.shuffle(one)  # type: ignore[arg-type]
    assert group(ids, dict(given_), threshold=0.5, together=together, apart=apart) == first


@given(scores_of, some_pairs, st.sampled_from([0.28, 0.47, 0.66]))
def test_groups_are_those_of_plain_average_link(
    scores: dict[Pair, float], apart: list[Pair], threshold: float
) -> None:
    told = group(IDS, scores, threshold=threshold, apart=apart)
    expected = plainly(IDS, scores, threshold=threshold, apart=apart)
    assert told == expected


@given(scores_of, some_pairs, some_pairs)
def test_forced_pairs_hold(
    scores: dict[Pair, float], together: list[Pair], apart: list[Pair]
) -> None:
    home = {
        one: g
        for g in group(IDS, scores, threshold=0.5, together=together, apart=apart)
        for one in g
    }
    assert all(home[a] != home[b] for a, b in apart)
    if not apart:
        assert all(home[a] == home[b] for a, b in together)


def test_500_stories_of_one_happening_are_grouped_at_once() -> None:
    chance = random.Random(4)
    ids = [f"s{n:03}" for n in range(500)]
    scores = {two: 0.45 + 0.55 * chance.random() for two in combinations(ids, 2)}
    start = time.perf_counter()
    assert group(ids, scores, threshold=0.5) == (tuple(ids),)
    assert time.perf_counter() - start < 10
