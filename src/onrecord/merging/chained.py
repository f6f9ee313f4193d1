"""Reports that no words join but a third report does: scores among all that hangs together."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import TYPE_CHECKING

from onrecord.grouping import Pair, pair
from onrecord.merging.evidence import weigh
from onrecord.merging.kindred import alike
from onrecord.merging.odds import Weighed
from onrecord.merging.spell import OPEN

if TYPE_CHECKING:
    from onrecord.merging.events import Item

STRONGEST = 12
"""Reports by which two others may be tied, at most."""
LINK = 0.9
"""What is left of the weaker of two scores by which a third report ties two."""
AGAINST, SINGLE, LEAST = -1.0, -1.4, {"mode": -0.8, "sides": -0.8}
"""Log-odds in sum, and of one reason, from which on two reports are not tied by a third."""


def chained(
    items: Mapping[str, Item], scores: Mapping[Pair, float], *, threshold: float
) -> dict[Pair, float]:
    """The scores, with those of two reports that both are one with a third, but share few words.

    "Shells hit the bus station of Zelin", "the shelling of the bus station killed seven" and "the
    attack on Zelin, in which seven died" are one event by the second. Where days, sides, place or
    what is done speak against it, or one story tells both, the third ties nothing.
    """
    strong: dict[str, list[tuple[float, str]]] = {}
    for (a, b), score in scores.items():
        if score >= threshold:
            strong.setdefault(a, []).append((-score, b))
            strong.setdefault(b, []).append((-score, a))
    out = dict(scores)
    for near in strong.values():
        for (s1, a), (s2, b) in combinations(sorted(near)[:STRONGEST], 2):
            two, score = pair(a, b), round(LINK * min(-s1, -s2), 4)
            if score > out.get(two, 0.0) and _may(items[two[0]], items[two[1]]):
                out[two] = score
    return dict(sorted(out.items()))


def _may(a: Item, b: Item) -> bool:
    if a.story == b.story or {a.status, b.status} & OPEN or not alike(a, b):
        return False
    found: Weighed | None = weigh(a, b)
    if found is None or found.total < AGAINST:
        return False
    return all(r.weight > LEAST.get(r.name, SINGLE) for r in found.reasons)
