"""Word pieces are those of BERT's own tokenizer, with places in the text as it is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.mentions.model.wordpiece import KEPT, LONGEST, encode, vocabulary

# What `tokenizers` 0.23.3 gives for the same vocabulary, with BertNormalizer and
# BertPreTokenizer: number, start, end, word.
BERT = {
    "M\xfcller\u2019s Talks": [
        (12304, 0, 6, 0),
        (1521, 6, 7, 1),
        (1055, 7, 8, 2),
        (7566, 9, 14, 3),
    ],
    "ab\u200bc \ufb01ne": [
        (5925, 0, 4, 0),
        (1984, 5, 6, 1),
        (2638, 6, 8, 1),
    ],
    "\u4e2d\u56fdx $5": [
        (1746, 0, 1, 0),
        (1799, 1, 2, 1),
        (1060, 2, 3, 2),
        (1002, 4, 5, 3),
        (1019, 5, 6, 4),
    ],
    "\u0130stanbul\u2019da \u0106ui\u0107: e\u0301t\xe9 5%": [
        (9960, 0, 8, 0),
        (1521, 8, 9, 1),
        (4830, 9, 11, 2),
        (12731, 12, 14, 3),
        (2594, 14, 16, 3),
        (1024, 16, 17, 4),
        (3802, 18, 21, 5),
        (2063, 21, 22, 5),
        (1019, 23, 24, 6),
        (1003, 24, 25, 7),
    ],
}


@pytest.mark.parametrize("text", BERT)
def test_pieces_and_places_are_those_of_bert(text: str) -> None:
    assert encode(text) == BERT[text]


def test_a_word_that_is_not_known_is_one_piece() -> None:
    unknown = vocabulary()["[UNK]"]
    assert encode("x" * (LONGEST + 1)) == [(unknown, 0, LONGEST + 1, 0)]
    assert [p[0] for p in encode("\U0001f54a")] == [unknown]


def test_long_words_are_split_as_short_ones() -> None:
    word = "talks-" * KEPT
    assert [p[0] for p in encode(word)] == [p[0] for p in encode("talks - " * KEPT)]


@given(st.text())
def test_places_lie_in_the_text_in_order(text: str) -> None:
    before = 0
    for number, start, end, _ in encode(text):
        assert 0 <= number < len(vocabulary())
        assert before <= start < end <= len(text)
        before = start
