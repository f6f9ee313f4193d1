"""Word pieces and windows: every piece kept once, offsets exact, odd texts welcome."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.mentions.model.tokens import FEATURES, pieces
from onrecord.mentions.model.windows import windows

ODD = [
    "",
    " \n\t ",
    "😀😀 ok",
    "a\ud800b said \udfff",
    "nul\x00l and \x07 bell",
    "قالت الحكومة إنها توقفت.",
    "停火协议",
    "[CLS] [SEP] [UNK] ##ing",
    "x" * 5000,
    "é" * 300 + " Çeviköz’s",
]


@given(
    st.lists(st.sampled_from([0, 0, 0, 0, 1, 2]), max_size=400),
    st.integers(12, 60),
    st.integers(0, 3),
)
def test_windows_keep_every_piece_once(opens, size, margin):
    cuts = windows(np.array(opens, dtype=np.int64), size=size, margin=margin)
    kept = [i for w in cuts for i in range(w.keep_from, w.keep_to)]
    assert kept == list(range(len(opens)))
    for w in cuts:
        assert 0 < w.stop - w.start <= size
        assert w.start <= w.keep_from < w.keep_to <= w.stop


def test_windows_begin_at_a_paragraph_where_one_is_near():
    opens = np.zeros(100, dtype=np.int64)
    opens[[0, 30, 36]] = [2, 2, 1]
    assert windows(opens, size=50, margin=5)[0].keep_to == 30


@pytest.mark.parametrize("text", ODD)
def test_pieces_point_into_the_text(text):
    p = pieces(text)
    assert all(0 <= a <= b <= len(text) for a, b in zip(p.start, p.end, strict=True))
    assert all(p.start[1:] >= p.start[:-1])
    assert all((p.features >= 0) & (p.features < FEATURES))
    assert len(p) == 0 or p.first[0]


@given(st.text())
def test_no_text_is_refused(text):
    p = pieces(text)
    assert len(p.ids) == len(p.features) == len(p.opens)


def test_offsets_are_code_points():
    text = "😀 Çeviköz said “no”."
    p = pieces(text)
    words = [
        text[p.start[i] : p.end[j - 1]]
        for i, j in zip(
            np.flatnonzero(p.first), [*np.flatnonzero(p.first)[1:], len(p)], strict=True
        )
    ]
    assert words == ["😀", "Çeviköz", "said", "“", "no", "”", "."]


def test_a_wrapped_line_opens_nothing_but_a_blank_line_does():
    long = "The two ministers met for six hours in the lakeside palace of"
    assert 2 not in pieces(f"{long}\nthe king").opens[1:]
    assert 2 in pieces(f"{long}\n\nthe king").opens[1:]
    assert 2 in pieces("Talks end\nThe king left").opens[1:]
