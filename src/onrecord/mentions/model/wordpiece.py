"""Splits a text into the word pieces of BERT's lower-cased vocabulary, with their places."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

VOCABULARY = Path(__file__).parent / "weights" / "vocab.txt"
UNKNOWN = "[UNK]"
LONGEST = 100
"""Letters of a word at most, as in BERT; a longer one is one unknown piece."""

KEPT = 40
"""Letters of a word at most whose pieces are remembered; longer ones hardly come twice."""

CHUNK = re.compile(r"[^\t\n\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
"""What stands between white space."""

CHINESE = re.compile(
    "[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002a6df\U0002a700-\U0002b73f"
    "\U0002b740-\U0002b81f\U0002b920-\U0002ceaf\U0002f800-\U0002fa1f]"
)
"""Each of these is a word, as BERT has it."""

DROPPED = frozenset({"Cc", "Cf", "Co", "Cs"})
"""Kinds of characters that are left out: controls, marks of direction, private ones, halves."""

Placed = tuple[int, int, int, int]
"""A piece: its number in the vocabulary, its first place, the place after it, its word's number."""


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, int]:
    """The number of each piece; pieces that go on a word begin with ##."""
    words = VOCABULARY.read_text("utf-8").split("\n")
    return {word: number for number, word in enumerate(words) if word}


def encode(text: str) -> list[Placed]:
    """The pieces of a text in order: number, start, end, word; places are code points.

    Source: the BERT tokenizer, "uncased" (Devlin et al. 2019); the same pieces as the library
    `tokenizers` gives, which the tests compare.

    >>> [text[a:b] for text in ("Ankara's talks",) for _, a, b, _ in encode(text)]
    ['Ankara', "'", 's', 'talks']
    """
    out: list[Placed] = []
    words = 0
    for found in CHUNK.finditer(text):
        at = found.start()
        chunk = found[0]
        # a hostile text of endless words must not fill the memory with them
        pieces, number = (_chunk if len(chunk) <= KEPT else _chunk.__wrapped__)(chunk)
        out += [(piece, at + a, at + b, words + word) for piece, a, b, word in pieces]
        words += number
    return out


@lru_cache(maxsize=1 << 15)
def _chunk(chunk: str) -> tuple[tuple[Placed, ...], int]:
    """The pieces of what stands between white space, and how many words it has."""
    out: list[Placed] = []
    number = 0
    for letters in _words(chunk):
        out += [(piece, a, b, number) for piece, a, b in _pieces(letters)]
        number += 1
    return tuple(out), number


Letters = list[tuple[str, int]]
"""Letters of a word as the vocabulary has them, each with the place that it comes from."""


def _words(chunk: str) -> Iterator[Letters]:
    """The words of a chunk: punctuation and Chinese characters stand alone."""
    word: Letters = []
    for place, char in enumerate(chunk):
        for letter in _plain(char):
            if _alone(letter):
                if word:
                    yield word
                yield [(letter, place)]
                word = []
            else:
                word.append((letter, place))
    if word:
        yield word


@lru_cache(maxsize=1 << 12)
def _plain(char: str) -> str:
    """The character in small letters without accents; nothing for controls and marks.

    >>> _plain("É"), _plain("\u200b"), _plain("ﬁ")
    ('e', '', 'ﬁ')
    """
    if char == "\ufffd" or unicodedata.category(char) in DROPPED:
        return ""
    apart = unicodedata.normalize("NFD", char)
    return "".join(c for c in apart if unicodedata.category(c) != "Mn").lower()


@lru_cache(maxsize=1 << 12)
def _alone(letter: str) -> bool:
    """Whether the character is a word by itself: punctuation, ASCII symbols, Chinese."""
    if letter.isascii():
        return not letter.isalnum() and letter.isprintable()
    return unicodedata.category(letter)[0] == "P" or bool(CHINESE.match(letter))


def _pieces(letters: Letters) -> Iterator[tuple[int, int, int]]:
    """The longest pieces of the vocabulary, from left to right; one unknown piece if none fit."""
    known = vocabulary()
    word = "".join(letter for letter, _ in letters)
    whole = (known[UNKNOWN], letters[0][1], letters[-1][1] + 1)
    if len(word) > LONGEST:
        yield whole
        return
    found: list[tuple[int, int, int]] = []
    start = 0
    while start < len(word):
        end = len(word)
        while end > start:
            piece = known.get(word[start:end] if start == 0 else f"##{word[start:end]}")
            if piece is not None:
                break
            end -= 1
        else:
            yield whole
            return
        found.append((piece or 0, letters[start][1], letters[end - 1][1] + 1))
        start = end
    yield from found
