"""Which thing has which values of a field, so that the values of any selection are counted fast."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.store.columns import fold

Mask = NDArray[np.bool_]
Places = NDArray[np.int64]
Codes = NDArray[np.int32]
"""Half as wide: a million reports have two million values."""

FEW = 3
"""Where less than a third of the things are chosen, their values are picked out one by one."""


@dataclass(slots=True)
class Vocabulary:
    """The values that a field has: keys, the name each was first seen with, and both folded."""

    keys: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    folded: list[str] = field(default_factory=list)
    small: dict[str, list[int]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    _whole: tuple[str, list[int]] = ("", [])

    def code(self, key: str, name: str) -> int:
        """The number of a value, a new one for one not seen before."""
        found = self.places.get(key)
        if found is None:
            found = self.places[key] = len(self.keys)
            self.keys.append(key)
            self.names.append(name)
            self.folded.append(fold(name))
            self.small.setdefault(fold(key), []).append(found)
        return found

    def like(self, asked: str) -> list[int]:
        """The values whose key is what is asked for, else those with it in key or name.

        >>> held = Vocabulary()
        >>> [held.code(k, n) for k, n in [("TUR", "Türkiye"), ("GBR", "Britain")]]
        [0, 1]
        >>> held.like("tur"), held.like("turkiye"), held.like("GBR"), held.like("i"), held.like("?")
        ([0], [0], [1], [0, 1], [])
        """
        exact = self.places.get(asked)
        if exact is not None:
            return [exact]
        part = fold(asked)
        # A code that is asked for in small letters; where the key is but the name, names decide.
        same = [n for n in self.small.get(part, ()) if self.folded[n] != part]
        return same or self._with(part)

    def _with(self, part: str) -> list[int]:
        """The values with these characters in their names."""
        if not part or "\0" in part:
            return [n for n, name in enumerate(self.folded) if part in name]
        text, begins = self._whole
        if len(begins) != len(self.folded):
            # One search through all names is forty times as fast as one in each.
            names = list(self.folded)
            text = "\0".join(names)
            begins = list(accumulate((len(name) + 1 for name in names[:-1]), initial=0))
            self._whole = text, begins
        out = []
        at = text.find(part)
        while at >= 0:
            n = bisect_right(begins, at) - 1
            out.append(n)
            at = text.find(part, begins[n + 1]) if n + 1 < len(begins) else -1
        return out

    def matching(self, names: Iterable[str]) -> list[str]:
        """The keys of values that have one of these names, whatever its case and accents."""
        wanted = {fold(name) for name in names}
        return [key for key, name in zip(self.keys, self.folded, strict=True) if name in wanted]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """The codes of the values, those of one row after those of another; the row `n` has those from
    `starts[n]` up to `starts[n + 1]`."""

    starts: Places
    codes: Codes
    vocabulary: Vocabulary
    _rows: list[Codes] = field(default_factory=list, compare=False, repr=False)

    @property
    def rows(self) -> Codes:
        """The row of each code."""
        if not self._rows:
            many = np.diff(self.starts)
            self._rows.append(np.repeat(np.arange(len(many), dtype=np.int32), many))
        return self._rows[0]

    def of(self, at: Places, mask: Mask) -> tuple[Codes, Codes]:
        """Row and code of each value that chosen rows have: `at` are their numbers in order,
        `mask` is whether a row is one of them."""
        if len(at) == len(mask):
            return self.rows, self.codes
        if len(at) * FEW > len(mask):
            kept = mask[self.rows]
            return self.rows[kept], self.codes[kept]
        begin = self.starts[at]
        many = self.starts[at + 1] - begin
        return np.repeat(at.astype(np.int32), many), self.codes[steps(begin, many)]

    def having(self, codes: Iterable[int]) -> Mask:
        """Whether a row has one of these values."""
        some = list(codes)
        out = np.zeros(len(self.starts) - 1, dtype=bool)
        if len(some) == 1:
            out[self.rows[self.codes == some[0]]] = True
        elif some:
            chosen = np.zeros(len(self.vocabulary.keys), dtype=bool)
            chosen[some] = True
            out[self.rows[chosen[self.codes]]] = True
        return out

    def one(self) -> Places:
        """The last value of each row, -1 where it has none."""
        out = np.full(len(self.starts) - 1, -1, dtype=np.int64)
        out[self.rows] = self.codes
        return out

    def changed(
        self, keep: Mask, values: Sequence[Sequence[tuple[str, str]]], order: Places | None
    ) -> Pairs:
        """With the rows that are kept, then rows of these values, then all in that order."""
        held = [{self.vocabulary.code(k, n): None for k, n in some} for some in values]
        many = np.diff(self.starts)
        kept = self.codes if keep.all() else self.codes[np.repeat(keep, many)]
        new = np.fromiter((code for some in held for code in some), dtype=np.int32)
        lengths = np.concatenate([many[keep], np.array([len(h) for h in held], dtype=np.int64)])
        codes = np.concatenate([kept, new])
        if order is not None:
            begin = ends(lengths)[:-1]
            lengths = lengths[order]
            codes = codes[steps(begin[order], lengths)]
        return Pairs(starts=ends(lengths), codes=codes, vocabulary=self.vocabulary)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many things of a selection have each value of a field."""

    counted: Places
    vocabulary: Vocabulary

    @property
    def values(self) -> int:
        """How many values at least one thing has."""
        return int(np.count_nonzero(self.counted))

    def of(self, key: str) -> int:
        """How many things have a value."""
        code = self.vocabulary.places.get(key)
        return int(self.counted[code]) if code is not None and code < len(self.counted) else 0

    def codes(self, most: int | None = None) -> list[int]:
        """The values that things have, most first."""
        some = np.flatnonzero(self.counted)
        wide = len(self.counted)
        # Among equals the one that was seen first.
        rank = self.counted[some] * wide + (wide - 1 - some)
        if most is not None and len(some) > 4 * most:
            top = np.argpartition(rank, len(rank) - most)[len(rank) - most :]
            some, rank = some[top], rank[top]
        found: list[int] = some[np.argsort(-rank)][:most].tolist()
        return found

    def top(self, most: int | None = None) -> list[tuple[str, str, int]]:
        """Key, name and number of those values."""
        held = self.vocabulary
        return [(held.keys[i], held.names[i], int(self.counted[i])) for i in self.codes(most)]


def none(rows: int) -> Pairs:
    """A field of which no row has a value."""
    empty = np.empty(0, dtype=np.int32)
    return Pairs(starts=np.zeros(rows + 1, dtype=np.int64), codes=empty, vocabulary=Vocabulary())


def ends(lengths: NDArray[Any]) -> Places:
    """Where stretches of these lengths begin, and where the last one ends.

    >>> ends(np.array([2, 0, 1])).tolist()
    [0, 2, 2, 3]
    """
    out = np.zeros(len(lengths) + 1, dtype=np.int64)
    np.cumsum(lengths, out=out[1:])
    return out


def steps(begin: Places, many: Places) -> Places:
    """The numbers from each beginning on, so many of them.

    >>> steps(np.array([5, 9]), np.array([2, 1])).tolist()
    [5, 6, 9]
    """
    offset = begin - ends(many)[:-1]
    return np.repeat(offset, many) + np.arange(int(many.sum()))
