"""Bytes to text in whatever encoding, without an error."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import Failed
from onrecord.pages import read
from onrecord.pages.decode import binary, decode
from onrecord.sources import Document

RUSSIAN = (
    "Министры встретились в Риге в воскресенье и договорились продолжить переговоры в апреле. "
)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_with_and_without_a_mark(encoding: str) -> None:
    text = "The ministers met in Riga on Sunday. "
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_encoding_is_found_where_nothing_states_it(encoding: str) -> None:
    assert decode((RUSSIAN * 4).encode(encoding)) == RUSSIAN * 4


def test_stated_encoding_is_believed_unless_the_bytes_are_utf8() -> None:
    meta = '<meta http-equiv="Content-Type" content="text/html; charset={}">'
    stated = (meta.format("windows-1251") + RUSSIAN).encode("cp1251")
    assert decode(stated, markup=True).endswith(RUSSIAN)
    wrong = (meta.format("iso-8859-1") + RUSSIAN).encode()
    assert decode(wrong, markup=True).endswith(RUSSIAN)
    unknown = (meta.format("x-nonsense") + RUSSIAN).encode()
    assert decode(unknown, markup=True).endswith(RUSSIAN)


def test_a_broken_character_does_not_change_the_encoding() -> None:
    data = (RUSSIAN * 2).encode() + b"\xd0" + RUSSIAN.encode()
    assert decode(data) == RUSSIAN * 2 + "\ufffd" + RUSSIAN


def test_nul_stays_in_the_text_and_binary_is_refused() -> None:
    text = "Talks\x00 ended in Riga on Sunday."
    assert decode(text.encode()) == text
    assert not binary(text)
    failed = read(Document(name="a.txt", media="text", data=bytes(range(256)) * 40))
    assert isinstance(failed, Failed)
    assert failed.stage == "decode"


@pytest.mark.parametrize("data", [b"12 + 30 = 42\n", "… — 12:30 !!!".encode()])
def test_no_letters_at_all(data: bytes) -> None:
    failed = read(Document(name="a.txt", media="text", data=data))
    assert isinstance(failed, Failed)
    assert failed.reason == "there is no text in it"


@given(st.binary(max_size=600), st.booleans())
def test_no_bytes_raise(data: bytes, markup: bool) -> None:
    assert isinstance(decode(data, markup=markup), str)
