"""Draws by lot: an order of things that has nothing to do with what they are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def lots(numbers: NDArray[np.int64]) -> NDArray[np.float64]:
    """A lot between 0 and 1 for each number, the same for everybody and on every machine: whoever
    checks things in the order of their lots has checked a sample drawn without replacement.

    >>> drawn = lots(np.arange(100_000))
    >>> bool(abs(drawn.mean() - 0.5) < 0.01), bool(lots(np.array([7]))[0] == drawn[7])
    (True, True)

    Source: the finalizer of SplitMix64 (Steele, Lea and Flood 2014).
    """
    with np.errstate(over="ignore"):
        x = numbers.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        x ^= x >> np.uint64(31)
    return x.astype(np.float64) / 2.0**64
