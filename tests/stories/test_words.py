"""The table of words ships whole, is small, and knows common words from rare ones."""

from __future__ import annotations

from importlib.resources import files

from onrecord.stories.words import stem, table, weight


def test_the_table_is_small_and_sorted() -> None:
    path = files("onrecord.languages") / "en" / "words.tsv"
    assert len(path.read_bytes()) < 400_000
    texts, counts = table()
    assert list(counts) == sorted(counts)
    assert all(1 < n <= texts for n in counts.values())


def test_common_words_say_nothing() -> None:
    assert weight(stem("the")) < 0.1 < weight(stem("ceasefire")) < weight("qwxz")
