"""The scorer of `evals/coreference.py` against cases that were counted by hand."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from evals.coreference import assign, b_cubed, ceaf_e, conll, muc

RIGHT = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2, "f": 3}
OURS = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "y", "f": "z"}


def test_muc_counts_links():
    found = muc(RIGHT, OURS)
    assert (found.precision, found.recall) == (2 / 3, 2 / 3)


def test_b_cubed_counts_mentions():
    found = b_cubed(RIGHT, OURS)
    assert found.precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3 + 1) / 6)
    assert found.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1 + 1) / 6)


def test_ceaf_pairs_groups_off():
    found = ceaf_e(RIGHT, OURS)
    best = 2 * 2 / 5 + 2 * 2 / 5 + 1
    assert found.precision == found.recall == pytest.approx(best / 3)


def test_the_right_groups_score_all():
    assert conll(RIGHT, {k: str(v) for k, v in RIGHT.items()}) == 1


def test_one_group_and_none():
    alone = {m: m for m in RIGHT}
    assert muc(RIGHT, alone).f1 == 0
    assert b_cubed(RIGHT, alone).precision == 1
    assert b_cubed(RIGHT, dict.fromkeys(RIGHT, 0)).recall == 1


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (5, 3), (5, 5)])
def test_assigning_is_the_best_of_all(shape: tuple[int, int]):
    rows, columns = shape
    for seed in range(10):
        cost = np.random.default_rng(seed).integers(-9, 9, shape).astype(float)
        found = assign(cost)
        assert len(found) == min(shape)
        small, large = min(shape), max(shape)
        table = cost if rows <= columns else cost.T
        best = min(
            sum(table[i, j] for i, j in enumerate(p)) for p in permutations(range(large), small)
        )
        assert sum(cost[i, j] for i, j in found) == best
