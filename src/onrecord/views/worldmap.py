"""A selection's places on the base map, as circles: the same projection as the map's own."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

import numpy as np

from onrecord.views.frame import Selection

WIDTH, HEIGHT = 960, 468
SCALE, LEFT, TOP = 177.34230496646222, 480.0, 234.0
"""What `web/build.mjs` prints when it draws the base map; a test compares a point."""

_A = (1.340264, -0.081106, 0.000893, 0.003796)
MOST = 250
"""Circles drawn: more than that cannot be told apart."""

LARGEST, SMALLEST = 22.0, 2.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place on the map: its point in the drawing, radius, name, how many, and quad classes."""

    x: float
    y: float
    radius: float
    name: str
    lat: float
    lon: float
    count: int
    quads: dict[int, int]

    @property
    def quad(self) -> int:
        """The class that most of them have."""
        return max(self.quads, key=lambda q: (self.quads[q], -q)) if self.quads else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Map:
    """Spots, the largest first, how many places there are, and how many things have no place."""

    spots: tuple[Spot, ...]
    places: int
    nowhere: int


def project(lat: float, lon: float) -> tuple[float, float]:
    """The point of the drawing for degrees (WGS 84).

    >>> project(0.0, 0.0)
    (480.0, 234.0)

    Source: Equal Earth (Šavrič, Patterson, Jenny 2018), scaled as d3-geo does.
    """
    a1, a2, a3, a4 = _A
    m = sqrt(3) / 2
    bent = asin(m * sin(radians(lat)))
    square = bent * bent
    sixth = square**3
    wide = m * (a1 + 3 * a2 * square + sixth * (7 * a3 + 9 * a4 * square))
    x = radians(lon) * cos(bent) / wide
    y = bent * (a1 + a2 * square + sixth * (a3 + a4 * square))
    return round(LEFT + SCALE * x, 1), round(TOP - SCALE * y, 1)


def spots(chosen: Selection, *, most: int = MOST) -> Map:
    """The places of the things chosen."""
    frame = chosen.frame
    placed = chosen.mask & ~np.isnan(frame.points[:, 0])
    at = np.flatnonzero(placed)
    nowhere = chosen.total - len(at)
    if not len(at):
        return Map(spots=(), places=0, nowhere=nowhere)
    keys = np.round(frame.points[at].astype(np.float64) * 100).astype(np.int64)
    flat = keys[:, 0] * 100_000 + keys[:, 1]
    _, first, group, count = np.unique(
        flat, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.argsort(-count, kind="stable")[:most]
    rank = np.full(len(count), -1, dtype=np.int64)
    rank[order] = np.arange(len(order))
    quads = _quads(chosen, at, rank[group.ravel()], len(order))
    names = _names(chosen, at[first[order]])
    top = float(count[order[0]])
    out = []
    for n, g in enumerate(order.tolist()):
        lat, lon = (float(v) for v in frame.points[at[first[g]]])
        x, y = project(lat, lon)
        radius = max(SMALLEST, LARGEST * sqrt(float(count[g]) / max(top, 12.0)))
        out.append(
            Spot(
                x=x,
                y=y,
                radius=round(radius, 1),
                name=names[n],
                lat=lat,
                lon=lon,
                count=int(count[g]),
                quads=quads[n],
            )
        )
    return Map(spots=tuple(out), places=len(count), nowhere=nowhere)


def _quads(
    chosen: Selection, at: np.ndarray, groups: np.ndarray, many: int
) -> list[dict[int, int]]:
    held = chosen.frame.pairs.get("quad")
    if held is None:
        return [{} for _ in range(many)]
    of_row = np.full(len(chosen.frame), -1, dtype=np.int64)
    of_row[at] = groups
    here = of_row[held.rows]
    kept = here >= 0
    width = len(held.vocabulary.keys)
    counted = np.bincount(here[kept] * width + held.codes[kept], minlength=many * width)
    table = counted.reshape(many, width)
    keys = [int(k) for k in held.vocabulary.keys]
    return [{k: int(n) for k, n in zip(keys, row, strict=True) if n} for row in table]


def _names(chosen: Selection, rows: np.ndarray) -> list[str]:
    held = chosen.frame.pairs.get("place")
    if held is None:
        return ["" for _ in rows]
    of_row = np.full(len(chosen.frame), -1, dtype=np.int64)
    of_row[held.rows] = held.codes
    return [held.vocabulary.names[code] if code >= 0 else "" for code in of_row[rows].tolist()]
