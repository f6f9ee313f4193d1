"""Who acts on whom in a selection of events: the most involved actors, the edges, a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.views.frame import Pairs, Selection

WIDTH, HEIGHT = 940, 640
"""The drawing, in its own units."""

ROUNDS = 160
"""Steps of the layout; after 120 nothing moves by more than a unit (2026-11-27)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An actor: its key, how many events it takes part in, its place and size in the drawing."""

    key: str
    count: int
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """Events in which `source` acts on `target`, by quad class; `path` and `tip` draw it."""

    source: str
    target: str
    counts: dict[str, int]
    path: str
    tip: str
    width: float

    @property
    def total(self) -> int:
        """How many events there are."""
        return sum(self.counts.values())

    @property
    def quad(self) -> str:
        """The class that most of them have."""
        return max(self.counts, key=lambda q: (self.counts[q], q))


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Nodes, most involved first, of `actors` in all; edges, most events first."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    actors: int


def network(chosen: Selection, *, most: int = 25) -> Network:
    """The `most` involved actors of a selection and who of them acts on whom."""
    involved = chosen.counts("actor")
    by, to = chosen.frame.pairs.get("by"), chosen.frame.pairs.get("to")
    if by is None or to is None or not involved:
        return Network(nodes=(), edges=(), actors=len(involved))
    pairs = _between(chosen, by, to)
    acting = {k for a, b in pairs if a != b for k in (a, b)}
    # Those who act on nobody would only stand about.
    top = [(key, count) for key, _, count in involved if key in acting][:most]
    place = {key: n for n, (key, _) in enumerate(top)}
    kept = {k: c for k, c in pairs.items() if k[0] in place and k[1] in place and k[0] != k[1]}
    tied = {key for pair in kept for key in pair}
    top = [(key, count) for key, count in top if key in tied]
    place = {key: n for n, (key, _) in enumerate(top)}
    weights = np.zeros((len(top), len(top)))
    for (a, b), counts in kept.items():
        weights[place[a], place[b]] += sum(counts.values())
    points = layout(weights + weights.T)
    largest = max((count for _, count in top), default=1)
    nodes = [
        Node(
            key=key,
            count=count,
            x=round(float(points[n, 0]), 1),
            y=round(float(points[n, 1]), 1),
            radius=round(5 + 15 * (count / largest) ** 0.5, 1),
        )
        for n, (key, count) in enumerate(top)
    ]
    heaviest = max((sum(c.values()) for c in kept.values()), default=1)
    edges = [
        _edge(nodes[place[a]], nodes[place[b]], counts, heaviest=heaviest)
        for (a, b), counts in kept.items()
    ]
    edges.sort(key=lambda e: (-e.total, e.source, e.target))
    return Network(nodes=tuple(nodes), edges=tuple(edges), actors=len(involved))


def pairs(chosen: Selection, *, most: int) -> list[tuple[str, str, int]]:
    """The pairs of actors with most events in which one acts on the other: (who, whom, events)."""
    by, to = chosen.frame.pairs.get("by"), chosen.frame.pairs.get("to")
    if by is None or to is None:
        return []
    found = _between(chosen, by, to).items()
    told = [(a, b, sum(counts.values())) for (a, b), counts in found if a != b]
    return sorted(told, key=lambda pair: (-pair[2], pair[:2]))[:most]


def _between(chosen: Selection, by: Pairs, to: Pairs) -> dict[tuple[str, str], dict[str, int]]:
    """For each pair of keys the number of events by quad class in which one acts on the other."""
    acts = chosen.mask[by.rows]
    rows, codes = by.rows[acts], by.codes[acts]
    order = np.argsort(to.rows, kind="stable")
    sorted_rows, sorted_codes = to.rows[order], to.codes[order]
    begin = np.searchsorted(sorted_rows, rows, side="left")
    many = np.searchsorted(sorted_rows, rows, side="right") - begin
    source = np.repeat(codes, many)
    steps = np.arange(int(many.sum())) - np.repeat(np.cumsum(many) - many, many)
    target = sorted_codes[np.repeat(begin, many) + steps]
    event = np.repeat(rows, many)
    quads = _quads(chosen)
    wide, classes = len(to.vocabulary.keys), 5
    flat = (source.astype(np.int64) * wide + target) * classes + quads[event]
    keys, counts = np.unique(flat, return_counts=True)
    out: dict[tuple[str, str], dict[str, int]] = {}
    heavy = np.argsort(-counts, kind="stable")[:20_000]
    for key, count in zip(keys[heavy].tolist(), counts[heavy].tolist(), strict=True):
        pair, quad = divmod(key, classes)
        a, b = divmod(pair, wide)
        held = out.setdefault((by.vocabulary.keys[a], to.vocabulary.keys[b]), {})
        held[str(quad)] = held.get(str(quad), 0) + count
    return out


def _quads(chosen: Selection) -> NDArray[np.int64]:
    out = np.zeros(len(chosen.frame), dtype=np.int64)
    held = chosen.frame.pairs.get("quad")
    if held is not None:
        values = np.array([int(k) for k in held.vocabulary.keys], dtype=np.int64)
        out[held.rows] = values[held.codes]
    return out


def layout(weights: NDArray[Any]) -> NDArray[Any]:
    """Places for nodes so that those with much between them are near, the same each time.

    Source: force-directed placement (Fruchterman and Reingold 1991) from a circle, cooled evenly.

    >>> layout(np.zeros((0, 0))).shape
    (0, 2)
    """
    many = len(weights)
    turn = 2 * np.pi * np.arange(many) * 0.618
    reach = 0.2 + 0.8 * np.sqrt((np.arange(many) + 0.5) / max(many, 1))
    points = np.stack([np.cos(turn), np.sin(turn)], axis=1) * reach[:, None]
    ideal = 1.5 / max(many, 1) ** 0.5
    pull = np.log1p(weights)
    for step in range(ROUNDS):
        apart = points[:, None, :] - points[None, :, :]
        distance = np.sqrt((apart**2).sum(axis=2)) + 1e-3
        force = ideal**2 / distance - pull * distance**2 / ideal * 0.35
        np.fill_diagonal(force, 0.0)
        move = (apart / distance[:, :, None] * force[:, :, None]).sum(axis=1) - 0.9 * points
        length = np.sqrt((move**2).sum(axis=1, keepdims=True)) + 1e-9
        points += move / length * np.minimum(length, 0.12 * (1 - step / ROUNDS))
    if many:
        low, high = points.min(axis=0), points.max(axis=0)
        points = (points - low) / np.maximum(high - low, 1e-6)
        points = points * [WIDTH - 240, HEIGHT - 90] + [120, 40]
    return points


def _edge(a: Node, b: Node, counts: dict[str, int], *, heaviest: int) -> Edge:
    """An arc from one node to the other, bent to its left, so that both directions are seen."""
    total = sum(counts.values())
    width = 1 + 6 * (total / heaviest) ** 0.5
    dx, dy = b.x - a.x, b.y - a.y
    length = hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    bend = 0.14 * length
    mx, my = (a.x + b.x) / 2 + uy * bend, (a.y + b.y) / 2 - ux * bend
    # The tip stands off the node, in the direction in which the arc arrives.
    vx, vy = b.x - mx, b.y - my
    arrive = hypot(vx, vy) or 1.0
    vx, vy = vx / arrive, vy / arrive
    size = 5 + width
    tx, ty = b.x - vx * (b.radius + 2), b.y - vy * (b.radius + 2)
    ex, ey = tx - vx * size, ty - vy * size
    half = size * 0.5
    tip = [(tx, ty), (ex - vy * half, ey + vx * half), (ex + vy * half, ey - vx * half)]
    return Edge(
        source=a.key,
        target=b.key,
        counts=counts,
        path=f"M{a.x:.1f},{a.y:.1f}Q{mx:.1f},{my:.1f} {ex:.1f},{ey:.1f}",
        tip=" ".join(f"{x:.1f},{y:.1f}" for x, y in tip),
        width=round(width, 1),
    )
