"""How many of the checked records were right, with the interval that so few allow."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

Z = 1.959964
"""Of a 95 % interval."""

BANDS = ((0.9, 1.01), (0.8, 0.9), (0.7, 0.8), (0.5, 0.7), (0.0, 0.5))
"""Confidences that are measured together: from, up to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """A group of checked records: its name, how many were right of how many, and the interval."""

    name: str
    right: int
    of: int

    @property
    def share(self) -> float:
        """The share that was right."""
        return self.right / self.of if self.of else 0.0

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return interval(self.right, self.of)[0]

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return interval(self.right, self.of)[1]


def interval(right: int, of: int) -> tuple[float, float]:
    """The 95 % interval of a share.

    >>> [round(x, 3) for x in interval(9, 10)]
    [0.596, 0.982]

    Source: Wilson (1927); it holds for few and for shares near 0 and 1.
    """
    if not of:
        return 0.0, 1.0
    share, square = right / of, Z * Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = Z / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)


def measured(checked: Iterable[tuple[str, float | None, bool]]) -> dict[str, list[Precision]]:
    """Precision by kind and by confidence of (kind, confidence, right).

    >>> found = measured([("event", 0.9, True), ("event", 0.4, False)])
    >>> [(p.name, p.right, p.of) for p in found["kind"]]
    [('event', 1, 2)]
    """
    some = list(checked)
    kinds = dict.fromkeys(kind for kind, _, _ in some)
    by_kind = [
        Precision(
            name=kind,
            right=sum(ok for k, _, ok in some if k == kind),
            of=sum(k == kind for k, _, _ in some),
        )
        for kind in sorted(kinds)
    ]
    by_band = []
    for low, high in BANDS:
        inside = [ok for _, sure, ok in some if sure is not None and low <= sure < high]
        if inside:
            name = f"{low:.1f}–{min(high, 1.0):.1f}"
            by_band.append(Precision(name=name, right=sum(inside), of=len(inside)))
    return {"kind": by_kind, "confidence": by_band}
