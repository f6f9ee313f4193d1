"""Where a stage's things are remembered, with the scores between them: the store has one in SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A thing as it is remembered: its number, its place in time, its keys, its group. `story` is
    where it comes from, None for names, which come from many."""

    number: int
    id: str
    order: int
    keys: tuple[int, ...]
    line: Mapping[str, Any]
    story: str | None = None
    group: int = -1
    level: int = 0


Edge = tuple[int, int, float]
"""Two numbers and the score between them."""


class Shelf(Protocol):
    """Where a stage's things are remembered; the store has one in SQL."""

    def held(self, numbers: Iterable[int]) -> dict[int, Held]:
        """The things of those numbers that are there."""
        ...

    def keep(self, stage: str, held: Held) -> None:
        """Remembers a thing."""
        ...

    def drop(self, held: Held) -> None:
        """Forgets a thing and its edges."""
        ...

    def renew(self, held: Held) -> None:
        """Writes what was gathered of a thing, whose keys and place are as they were."""
        ...

    def near(
        self, keys: Iterable[int], *, order: int, number: int, window: int
    ) -> list[tuple[list[int], list[int]]]:
        """The things before and after a place in the list of each key, the nearest first; keys of
        which there are none are left out."""
        ...

    def edges(self, numbers: Sequence[int]) -> list[Edge]:
        """The edges that begin at those numbers; each stands under both its ends."""
        ...

    def support(self, pairs: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
        """In how many lists the ends of these edges stand near each other; edges only."""
        ...

    def write(self, edges: Iterable[tuple[int, int, float, int]]) -> None:
        """Writes edges with their support, in place of older ones; without support: away."""
        ...

    def together(self, numbers: Sequence[int]) -> list[tuple[int, int]]:
        """Pairs that somebody joined, from one of those numbers."""
        ...

    def apart(self, numbers: Sequence[int]) -> list[tuple[int, int]]:
        """Pairs that somebody split, from one of those numbers."""
        ...

    def regroup(self, rows: Iterable[tuple[int, int, int]]) -> None:
        """Writes number, group and level."""
        ...

    def homes(self, numbers: Sequence[int]) -> set[int]:
        """The groups of those things."""
        ...
