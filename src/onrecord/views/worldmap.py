"""A selection's places on the base map, as circles: the same projection as the map's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from math import asin, cos, radians, sin, sqrt

import numpy as np

from onrecord.views.frame import POINT, Selection
from onrecord.views.pairs import Pairs, Places

WIDTH, HEIGHT = 960, 468
SCALE, LEFT, TOP = 177.34230496646222, 480.0, 234.0
"""What `web/build.mjs` prints when it draws the base map; a test compares a point."""

_A = (1.340264, -0.081106, 0.000893, 0.003796)
MOST = 250
"""Circles drawn: more than that cannot be told apart."""

LARGEST, SMALLEST = 22.0, 2.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A place on the map: its point in the drawing, radius, name, how many, and quad classes;
    `place` is its key."""

    x: float
    y: float
    radius: float
    name: str
    place: str
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
    kept = chosen.once(("spots", most), lambda: _spots(chosen, most=most))
    # Places have folded names until somebody asks for one.
    named = chosen.frame.pairs.get("place")
    there = tuple(
        s if (name := _name(named, s.place)) == s.name else replace(s, name=name)
        for s in kept.spots
    )
    return replace(kept, spots=there)


def _spots(chosen: Selection, *, most: int) -> Map:
    frame = chosen.frame
    held = frame.pairs.get(POINT)
    tally = chosen.tally(POINT)
    nowhere = chosen.total - int(tally.counted.sum())
    codes = tally.codes(most)
    if held is None or not codes:
        return Map(spots=(), places=0, nowhere=nowhere)
    rank = np.full(len(held.vocabulary.keys), -1, dtype=np.int64)
    rank[codes] = np.arange(len(codes))
    quads = _quads(chosen, held, rank, len(codes))
    named = frame.pairs.get("place")
    top = float(tally.counted[codes[0]])
    out = []
    for n, code in enumerate(codes):
        count = int(tally.counted[code])
        lat, lon, x, y = _place(held.vocabulary.keys[code])
        radius = max(SMALLEST, LARGEST * sqrt(count / max(top, 12.0)))
        out.append(
            Spot(
                x=x,
                y=y,
                radius=round(radius, 1),
                name=_name(named, held.vocabulary.names[code]),
                place=held.vocabulary.names[code],
                lat=lat,
                lon=lon,
                count=count,
                quads=quads[n],
            )
        )
    return Map(spots=tuple(out), places=tally.values, nowhere=nowhere)


@lru_cache(maxsize=20_000)
def _place(key: str) -> tuple[float, float, float, float]:
    """Latitude, longitude, and the point of the drawing, of a point's key."""
    lat, lon = (int(part) / 100 for part in key.split(","))
    return lat, lon, *project(lat, lon)


def _quads(chosen: Selection, points: Pairs, rank: Places, many: int) -> list[dict[int, int]]:
    """How many things of each quad class are at each of the spots of these ranks."""
    frame = chosen.frame
    held = frame.pairs.get("quad")
    if held is None:
        return [{} for _ in range(many)]
    quad = frame.once("quad", held.one)
    rows, codes = points.of(chosen.at, chosen.mask)
    at, of = rank[codes], quad[rows]
    kept = (at >= 0) & (of >= 0)
    width = len(held.vocabulary.keys)
    counted = np.bincount(at[kept] * width + of[kept], minlength=many * width)
    keys = [int(k) for k in held.vocabulary.keys]
    table = counted.reshape(many, width).tolist()
    return [{k: n for k, n in zip(keys, row, strict=True) if n} for row in table]


def _name(named: Pairs | None, key: str) -> str:
    code = named.vocabulary.places.get(key) if named is not None else None
    return named.vocabulary.names[code] if named is not None and code is not None else key
