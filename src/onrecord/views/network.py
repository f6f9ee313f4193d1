"""Who acts on whom in a selection of events: the most involved actors, the edges, a drawing."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.views.frame import Selection
from onrecord.views.pairs import Places, Tally, Vocabulary, steps

WIDTH, HEIGHT = 940, 640
"""The drawing, in its own units."""

CLASSES = 5
"""The quad classes 1 to 4, and 0 for none."""

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
    return chosen.once(("network", most), lambda: _network(chosen, most=most))


def _foremost(there: Tally, most: int) -> list[int]:
    """The values that most things have; among equals by key, in whatever order they were read, so
    that a file has the actors that the page shows."""
    least = min((int(there.counted[code]) for code in there.codes(most)), default=1)
    keys = there.vocabulary.keys
    some: list[int] = np.flatnonzero(there.counted >= max(least, 1)).tolist()
    return sorted(some, key=lambda code: (-int(there.counted[code]), keys[code]))[:most]


def _network(chosen: Selection, *, most: int) -> Network:
    involved = chosen.tally("actor")
    acts = _acts(chosen)
    if acts is None or not involved.values:
        return Network(nodes=(), edges=(), actors=involved.values)
    # Those who act on nobody would only stand about.
    acting = np.zeros(len(involved.counted), dtype=bool)
    acting[acts.source] = acting[acts.target] = True
    there = Tally(counted=involved.counted * acting, vocabulary=involved.vocabulary)
    top = np.array(_foremost(there, most), dtype=np.int64)
    counts = _between(acts, top)
    weights = counts.sum(axis=2)
    tied = (weights + weights.T).any(axis=1)
    top, counts, weights = top[tied], counts[tied][:, tied], weights[tied][:, tied]
    points = layout((weights + weights.T).astype(np.float64))
    sizes = involved.counted[top]
    largest = max(sizes.tolist(), default=1)
    nodes = [
        Node(
            key=involved.vocabulary.keys[code],
            count=count,
            x=round(float(points[n, 0]), 1),
            y=round(float(points[n, 1]), 1),
            radius=round(5 + 15 * (count / largest) ** 0.5, 1),
        )
        for n, (code, count) in enumerate(zip(top.tolist(), sizes.tolist(), strict=True))
    ]
    heaviest = int(weights.max()) if len(top) else 1
    edges = [
        _edge(
            nodes[a],
            nodes[b],
            {str(q): n for q, n in enumerate(counts[a, b].tolist()) if n},
            heaviest=heaviest,
        )
        for a, b in np.argwhere(weights).tolist()
    ]
    edges.sort(key=lambda e: (-e.total, e.source, e.target))
    return Network(nodes=tuple(nodes), edges=tuple(edges), actors=involved.values)


def pairs(chosen: Selection, *, most: int) -> list[tuple[str, str, int]]:
    """The pairs of actors with most events in which one acts on the other: (who, whom, events)."""
    acts = _acts(chosen)
    if acts is None:
        return []
    keys = acts.vocabulary.keys
    wide = len(keys)
    found, counts = np.unique(acts.source * wide + acts.target, return_counts=True)
    # All that have as many as the last that is wanted, so that equals are told by their keys.
    least = np.sort(counts)[-most] if len(counts) > most else 0
    some = [
        (*divmod(int(f), wide), int(n)) for f, n in zip(found, counts, strict=True) if n >= least
    ]
    told = [(keys[a], keys[b], n) for a, b, n in some]
    return sorted(told, key=lambda pair: (-pair[2], pair[:2]))[:most]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Acts:
    """Who acts on whom, one by one: codes of actors, and the quad class of the event."""

    source: Places
    target: Places
    quad: Places
    vocabulary: Vocabulary


def _acts(chosen: Selection) -> _Acts | None:
    frame = chosen.frame
    held = [frame.pairs.get(name) for name in ("by", "to", "actor")]
    by, to, actor = held
    if by is None or to is None or actor is None:
        return None
    rows, codes = by.of(chosen.at, chosen.mask)
    begin = to.starts[rows]
    many = to.starts[rows + 1] - begin
    of_by = frame.once("by in actor", lambda: _inside(by.vocabulary, actor.vocabulary))
    of_to = frame.once("to in actor", lambda: _inside(to.vocabulary, actor.vocabulary))
    source = np.repeat(of_by[codes], many)
    target = of_to[to.codes[steps(begin, many)]]
    quads = frame.once("quads", lambda: _quads(chosen))[np.repeat(rows, many)]
    others = source != target
    return _Acts(
        source=source[others],
        target=target[others],
        quad=quads[others],
        vocabulary=actor.vocabulary,
    )


def _inside(part: Vocabulary, whole: Vocabulary) -> Places:
    """The code in the whole of each value of a part."""
    return np.array([whole.places[key] for key in part.keys], dtype=np.int64)


def _between(acts: _Acts, top: Places) -> NDArray[np.int64]:
    """For each two of these actors the number of events by quad class in which one acts on the
    other."""
    many = len(top)
    place = np.full(len(acts.vocabulary.keys), -1, dtype=np.int64)
    place[top] = np.arange(many)
    a, b = place[acts.source], place[acts.target]
    kept = (a >= 0) & (b >= 0)
    flat = (a[kept] * many + b[kept]) * CLASSES + acts.quad[kept]
    return np.bincount(flat, minlength=many * many * CLASSES).reshape(many, many, CLASSES)


def _quads(chosen: Selection) -> Places:
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
