"""Runs of labelled words from probabilities written by hand."""

import numpy as np

from onrecord.mentions.model.bio import runs


def chances(*rows):
    return np.array(rows, dtype=np.float32)


def opens(n, *at):
    marks = np.zeros(n, dtype=np.bool_)
    marks[[0, *at]] = True
    return marks


def found(p, breaks, **options):
    return [(r.first, r.stop, r.label) for r in runs(p, breaks, **options)]


def test_nothing_in_no_words():
    assert runs(np.zeros((0, 3), dtype=np.float32), opens(1)[:0]) == []
    assert found(chances([0.99, 0.005, 0.005]), opens(1)) == []


def test_inside_without_begin_becomes_a_run():
    assert found(chances([0.98, 0.01, 0.01], [0.01, 0, 0.99]), opens(2)) == [(1, 2, 0)]


def test_inside_follows_only_its_own_label():
    p = chances([0.1, 0.8, 0.0, 0.1, 0.0], [0.1, 0.0, 0.3, 0.0, 0.6])
    assert found(p, opens(2)) == [(0, 2, 0)]


def test_two_begins_are_two_runs():
    assert found(chances([0, 1, 0], [0, 1, 0], [0, 0, 1]), opens(3)) == [(0, 1, 0), (1, 3, 0)]


def test_a_paragraph_ends_a_run():
    p = chances([0, 1, 0], [0, 0, 1], [0, 0, 1])
    assert found(p, opens(3)) == [(0, 3, 0)]
    assert found(p, opens(3, 2)) == [(0, 2, 0), (2, 3, 0)]


def test_bias_makes_runs_fewer_or_more():
    p = chances([0.55, 0.45, 0], [0.45, 0.55, 0])
    assert found(p, opens(2), bias=1.0) == []
    assert found(p, opens(2), bias=-1.0) == [(0, 1, 0), (1, 2, 0)]


def test_the_last_word_can_end_a_run():
    assert found(chances([0.99, 0, 0.01], [0, 1, 0]), opens(2)) == [(1, 2, 0)]
