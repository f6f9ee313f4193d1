"""Word pieces of a text with the places they come from and what lower-casing would lose."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from onrecord.mentions.model.wordpiece import encode

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

CASES = 9
FEATURES = CASES * 3 * 2 * 2
"""Values that `Pieces.features` can take: case x what it opens x quoted x capital line."""

ENDS = frozenset(".!?…")
CLOSERS = frozenset("\"”’')]»")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The word pieces of a text, in order; all arrays have one entry a piece.

    `start`/`end` are code points of the text, `first` marks the first piece of a word, `opens` is
    1 where a sentence begins, 2 where a paragraph (or line) begins, else 0.
    """

    ids: Ints
    start: Ints
    end: Ints
    first: Bools
    opens: Ints
    features: Ints

    def __len__(self) -> int:
        return len(self.ids)


def case(word: str) -> int:
    """How a word is written.

    0 lower, 1 Title, 2 UPPER, 3 mixed, 4 digits, 5 digits and letters, 6 punctuation, 7 one
    capital, 8 other.

    >>> [case(w) for w in ("talks", "Putin", "EU", "McCain", "1994", "F16", ",", "U", "停")]
    [0, 1, 2, 3, 4, 5, 6, 7, 8]
    """
    if word.isalpha():
        if word.islower():
            return 0
        if word.isupper():
            return 2 if len(word) > 1 else 7
        if word[0].isupper() and word[1:].islower():
            return 1
        return 3 if word.lower() != word or word.upper() != word else 8
    if word.isdigit():
        return 4
    if word.isalnum():
        return 5
    return 6 if not any(map(str.isalnum, word)) else 8


def _shouted(line: str) -> bool:
    """Whether a line is set in capitals, as headlines of news agencies are."""
    letters = [c for c in line if c.isalpha()]
    return len(letters) > 5 and sum(map(str.isupper, letters)) > 0.8 * len(letters)


def _wrapped(text: str, end: int, gap: str) -> bool:
    """Whether the line break after `end` only wraps a long line.

    It does where no blank line, no end of a sentence and no short line comes before it.
    """
    if (
        gap.count("\n") > 1
        or text[end - 1] in ENDS
        or text[end - 1] in CLOSERS
        or text[end - 1] in ":;-"
    ):
        return False
    return end - text.rfind("\n", max(0, end - 120), end) - 1 in range(50, 100)


def pieces(text: str) -> Pieces:
    """The word pieces of `text`; no text is refused.

    >>> p = pieces("Talks ended.\\n\\nThe EU left.")
    >>> [int(x) for x in p.opens]
    [2, 0, 0, 2, 0, 0, 0]
    """
    placed = encode(text)
    n = len(placed)
    columns = np.array(placed, dtype=np.int64).reshape(n, 4)
    ids, start, end = columns[:, 0].copy(), columns[:, 1].copy(), columns[:, 2].copy()
    first = np.ones(n, dtype=np.bool_)
    opens = np.zeros(n, dtype=np.int64)
    features = np.zeros(n, dtype=np.int64)
    spans: list[tuple[int, int, int]] = []  # word: first piece, start, end
    for i in range(n):
        _, begin, stop, word_number = placed[i]
        if i and word_number == placed[i - 1][3]:
            first[i] = False
            spans[-1] = (spans[-1][0], spans[-1][1], stop)
        else:
            spans.append((i, begin, stop))
    quoted = ended = False
    loud = _shouted(text[: text.find("\n")] if "\n" in text else text)
    before = 0
    for k, (i, a, b) in enumerate(spans):
        word = text[a:b]
        gap = text[before:a]
        opening = 2 if k == 0 else 0
        if "\n" in gap and not _wrapped(text, before, gap):
            opening, quoted = 2, False
            stop = text.find("\n", a)
            loud = _shouted(text[a : stop if stop >= 0 else len(text)])
        elif ended and gap and (word not in CLOSERS or (word == '"' and not quoted)):
            opening = 1
        if word == "“" or (word == '"' and not quoted):
            quoted, inside = True, True
        elif word in {"”", '"'}:
            inside, quoted = quoted, False
        else:
            inside = quoted
        value = ((case(word) * 3 + opening) * 2 + inside) * 2 + loud
        stop_piece = spans[k + 1][0] if k + 1 < len(spans) else n
        features[i:stop_piece] = value
        opens[i] = opening
        if word in ENDS:
            ended = True
        elif word not in CLOSERS or opening:
            ended = False
        before = b
    return Pieces(ids, start, end, first, opens, features)
