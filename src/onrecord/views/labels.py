"""Where the names of a network's actors stand, so that they cover each other little."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onrecord.views.network import HEIGHT, WIDTH, Node

SIZE = 15.0
"""Of the letters, in the drawing's units."""

LETTER = 0.56
"""Width of a letter as a share of its size, on the average of Inter (2026-11-27)."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A name and where it is written: `anchor` start, middle or end, as in SVG."""

    text: str
    x: float
    y: float
    anchor: str


def labels(nodes: Sequence[Node], names: Mapping[str, str]) -> dict[str, Label]:
    """A place for the name of each node: above, below, right or left of it, whichever is freest;
    those most involved choose first.

    >>> a, b = (Node(key=k, count=1, x=400, y=y, radius=6) for k, y in (("a", 300), ("b", 285)))
    >>> found = labels([a, b], {"a": "Oslo", "b": "Riga"})
    >>> found["a"].y > a.y, found["b"].y < b.y
    (True, True)
    """
    taken: list[Box] = [
        (n.x - n.radius, n.y - n.radius, n.x + n.radius, n.y + n.radius) for n in nodes
    ]
    out = {}
    for at, node in enumerate(nodes):
        told = names[node.key]
        best: tuple[float, int, Label, Box] | None = None
        for order, label in enumerate(_places(node, told)):
            box = _box(label)
            over = sum(_overlap(box, t) for n, t in enumerate(taken) if n != at) + _outside(box)
            if best is None or (over, order) < best[:2]:
                best = over, order, label, box
        assert best is not None
        out[node.key] = best[2]
        taken.append(best[3])
    return out


def _places(node: Node, told: str) -> list[Label]:
    far = node.radius + 5
    middle = node.y + SIZE * 0.35
    return [
        Label(text=told, x=round(node.x + dx, 1), y=round(y, 1), anchor=anchor)
        for dx, y, anchor in (
            (0, node.y - far, "middle"),
            (0, node.y + far + SIZE * 0.8, "middle"),
            (far, middle, "start"),
            (-far, middle, "end"),
        )
    ]


def _box(label: Label) -> Box:
    wide = len(label.text) * LETTER * SIZE
    left = label.x - {"start": 0.0, "middle": wide / 2, "end": wide}[label.anchor]
    return left, label.y - SIZE * 0.8, left + wide, label.y + SIZE * 0.25


def _overlap(a: Box, b: Box) -> float:
    wide, high = min(a[2], b[2]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[1], b[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _outside(box: Box) -> float:
    over = max(0.0, -box[0]) + max(0.0, box[2] - WIDTH)
    return over * SIZE + 100 * (max(0.0, -box[1]) + max(0.0, box[3] - HEIGHT))
