"""Numbers and the small parts of time expressions, read from tokens."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.mentions.times.lexicon import Lexicon
from onrecord.mentions.times.tokens import Token

ZERO = Token(0, 0, "", "", "none")
"""What stands before the first and after the last token."""


class Reader:
    """The tokens of a sentence with the questions that rules ask of them."""

    def __init__(self, made: Sequence[Token], *, words: Lexicon) -> None:
        self.tokens = made
        self._lows = [token.low for token in made]
        self._size = len(made)
        self.words = words

    def __len__(self) -> int:
        return len(self.tokens)

    def at(self, i: int) -> Token:
        """The token at `i`, or an empty one outside the sentence."""
        return self.tokens[i] if 0 <= i < self._size else ZERO

    def low(self, i: int) -> str:
        """The token at `i` in small letters."""
        return self._lows[i] if 0 <= i < self._size else ""

    def glued(self, i: int) -> bool:
        """Whether no space stands before token `i`."""
        return i > 0 and self.at(i - 1).end == self.at(i).start

    def hyphen(self, i: int) -> bool:
        """Whether token `i` is a hyphen inside a word."""
        return self.low(i) in ("-", "‐", "‑", "–") and self.glued(i) and self.glued(i + 1)

    def digits(self, i: int) -> int | None:
        """The whole number written in figures at `i`."""
        token = self.at(i)
        return (
            int(token.text)
            if token.kind == "number" and token.text.isdecimal() and len(token.text) < 7
            else None
        )

    def day(self, i: int) -> tuple[int, int] | None:
        """A day of the month at `i` ("3", "3rd", "third") and the index after it."""
        token = self.at(i)
        if token.kind == "number" and token.text.isdecimal() and len(token.text) < 3:
            value = int(token.text)
        elif token.kind == "ordinal":
            value = int(token.text[:-2])
        elif token.low in self.words.ordinals:
            value = self.words.ordinals[token.low]
        elif token.low in ("twenty", "thirty") and self.hyphen(i + 1):
            value = self.words.numbers[token.low] + self.words.ordinals.get(self.low(i + 2), 99)
            return (value, i + 3) if value < 32 else None
        else:
            return None
        return (value, i + 1) if 1 <= value <= 31 else None

    def year(self, i: int) -> tuple[int, int] | None:
        """A year in four figures, or spoken ("nineteen ninety-four"), and the index after it."""
        token = self.at(i)
        if token.kind == "number" and token.text.isdecimal() and len(token.text) == 4:
            value = int(token.text)
            return (value, i + 1) if 1000 <= value <= 2100 else None
        if token.low == "two" and self.low(i + 1) == "thousand":
            j = i + 2 + (self.low(i + 2) == "and")
            rest = self._below_hundred(j)
            return (2000 + rest[0], rest[1]) if rest and rest[0] < 40 else (2000, i + 2)
        if token.low in ("eighteen", "nineteen", "twenty"):
            rest = self._below_hundred(i + 1)
            if rest and rest[0] >= 10 and not self.hyphen(i + 1):
                return self.words.numbers[token.low] * 100 + rest[0], rest[1]
        return None

    def _below_hundred(self, i: int) -> tuple[int, int] | None:
        numbers = self.words.numbers
        first = numbers.get(self.low(i))
        if first is None:
            return None
        if first >= 20:
            j = i + 1 + self.hyphen(i + 1)
            second = numbers.get(self.low(j), 0)
            if 0 < second < 10:
                return first + second, j + 1
        return first, i + 1

    def amount(self, i: int) -> tuple[float | None, int] | None:
        """A number at `i` and the index after it; None in its place is "some" ("several").

        "24", "2 1/2", "twenty-four", "two hundred", "a dozen", "a few", "a couple of", "half a".
        """
        low, words = self.low(i), self.words
        if low in ("a", "an"):
            nxt = self.low(i + 1)
            if nxt in words.words["few"]:
                j = i + 2
                return (2.0 if nxt == "couple" else None), j + (self.low(j) == "of")
            if nxt in words.scales:
                j = i + 2
                return float(words.scales[nxt]), j
            return 1.0, i + 1
        if low in words.words["few"]:
            return None, i + 1 + (self.low(i + 1) == "of")
        if low == "half" and self.low(i + 1) in ("a", "an"):
            return 0.5, i + 2
        token = self.at(i)
        value: float
        if token.kind == "number":
            value, j = float(token.text.replace(",", "")[:12]), i + 1
            if self.low(j) == "1" and self.low(j + 1) == "/" and self.low(j + 2) == "2":
                return value + 0.5, j + 3
        else:
            small = self._below_hundred(i)
            if not small:
                return None
            value, j = float(small[0]), small[1]
        while self.low(j) in words.scales and j < i + 6:
            value, j = value * words.scales[self.low(j)], j + 1
        if self.low(j) == "and" and self.low(j + 1) == "a" and self.low(j + 2) == "half":
            return value + 0.5, j + 3
        if self.hyphen(j) and self.low(j + 1) == "and" and self.low(j + 5) == "half":
            return value + 0.5, j + 6  # "two-and-a-half"
        return value, j

    def lean(self, i: int) -> tuple[str, int] | None:
        """A word such as "last", "this coming", "the past", and the index after it."""
        j = i + (self.low(i) == "the")
        value = self.words.leans.get(self.low(j))
        if not value:
            return None
        if value == "this" and self.words.leans.get(self.low(j + 1)) in ("last", "next"):
            return self.words.leans[self.low(j + 1)], j + 2
        return value, j + 1
