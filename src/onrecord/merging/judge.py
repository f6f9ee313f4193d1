"""How likely two tellings tell one act, by the pair model that ships, and what that rests on."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from onrecord.merging.pairs import FEATURES, features
from onrecord.merging.telling import Telling

Floats = npt.NDArray[np.float64]

GROUPS = {
    "trigger": ("head", "trigger_part", "trigger_whole", "verbs", "sense", "above", "begins"),
    "words": ("sentence", "sentence_shared", "sentence_rarest", "before", "after", "crosswise"),
    "names": ("names", "names_shared", "named", "named_shared"),
    "numbers": ("numbers", "counted"),
    "days": ("days",),
    "story": ("context",),
}
"""Features that one reason speaks of."""


@dataclass(frozen=True)
class Trees:
    """Boosted trees, all of one depth: for each inner node a feature and a bound.

    A row goes to the right where its feature is above the bound. `leaves` are added up and put
    through the logistic function. `neutral` are the values of a pair that says nothing.
    """

    base: float
    feature: npt.NDArray[np.int64]
    bound: Floats
    leaves: Floats
    neutral: Floats

    def logits(self, rows: Floats) -> Floats:
        """The log-odds of each row of features."""
        count, inner = self.feature.shape
        trees = np.arange(count)
        at = np.zeros((len(rows), count), dtype=np.int64)
        while at[0, 0] < inner if len(rows) else False:
            right = (
                rows[np.arange(len(rows))[:, None], self.feature[trees, at]] > self.bound[trees, at]
            )
            at = 2 * at + 1 + right
        return np.asarray(self.base + self.leaves[trees, at - inner].sum(1), dtype=np.float64)


@lru_cache(maxsize=1)
def trees() -> Trees:
    """The pair model that ships, fitted by `training/merging.py`."""
    raw = json.loads((files("onrecord.merging") / "pairs.json").read_text("utf-8"))
    if tuple(raw["features"]) != FEATURES:
        raise ValueError("pairs.json was fitted on other features: run training/merging.py again.")
    return Trees(
        base=raw["base"],
        feature=np.array(raw["feature"], dtype=np.int64),
        bound=np.array(raw["bound"], dtype=np.float64),
        leaves=np.array(raw["leaves"], dtype=np.float64),
        neutral=np.array(raw["neutral"], dtype=np.float64),
    )


def logits(pairs: Sequence[tuple[Telling, Telling]]) -> list[float]:
    """The log-odds that the two tellings of each pair tell one act."""
    if not pairs:
        return []
    return [float(x) for x in trees().logits(np.array([features(a, b) for a, b in pairs]))]


def weighed(a: Telling, b: Telling) -> tuple[float, dict[str, float]]:
    """The log-odds, and what each group of features adds to them: the difference without it."""
    row = np.array(features(a, b))
    rows = np.tile(row, (len(GROUPS) + 1, 1))
    for i, names in enumerate(GROUPS.values(), start=1):
        for name in names:
            k = FEATURES.index(name)
            rows[i, k] = trees().neutral[k]
    found = trees().logits(rows)
    return float(found[0]), {n: float(found[0] - found[i + 1]) for i, n in enumerate(GROUPS)}
