"""Who acts on whom, drawn: the most involved actors and arrows between them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from onrecord.exports.charts.drawing import COLOURS, END, INK, Events, legend, sheet, text
from onrecord.exports.graphml import acting
from onrecord.exports.taken import Taken
from onrecord.exports.xml import words
from onrecord.views.labels import SIZE, labels
from onrecord.views.network import HEIGHT, WIDTH, Network, network
from onrecord.views.visible import one_line


def write_network(of: Taken, out: BinaryIO) -> int:
    """Draws the most involved actors and what they do to each other; gives back how many edges
    are drawn."""
    events = Events(acting(of), named=True)
    found = network(events.chosen(), most=of.most)
    told = (events.told, f"{len(found.nodes):,} of {found.actors:,} actors are drawn")
    names = {n.key: one_line(of.called(n.key) or events.labels[n.key]) for n in found.nodes}
    out.write("\n".join(_graph(found, names, told)).encode("utf-8"))
    return len(found.edges)


def _graph(found: Network, names: Mapping[str, str], told: tuple[str, ...]) -> Iterator[str]:
    yield from sheet(WIDTH, HEIGHT + 110, title="Who acts on whom", told=told)
    written = labels(found.nodes, {n.key: _short(names[n.key]) for n in found.nodes})
    yield '<g transform="translate(0 70)">'
    for edge in reversed(found.edges):
        colour = COLOURS[int(edge.quad) - 1]
        ends = f"{names[edge.source]} → {names[edge.target]}: {edge.total}"
        yield (
            f'<g fill="none" stroke="{colour}" opacity=".75"><title>{words(ends)}</title>'
            f'<path d="{edge.path}" stroke-width="{edge.width}"/>'
            f'<path d="M{edge.tip.replace(" ", "L")}Z" fill="{colour}" stroke="none"/></g>'
        )
    for node in found.nodes:
        at = f'cx="{node.x}" cy="{node.y}" r="{node.radius}"'
        yield f'<circle {at} fill="#ffffff" stroke="{INK}" stroke-width="1.5"/>'
        # A white edge, so that the name is read where an arrow passes under it.
        yield '<g paint-order="stroke" stroke="#ffffff" stroke-width="3" stroke-linejoin="round">'
        name = written[node.key]
        yield text(name.x, name.y, name.text, size=int(SIZE), anchor=name.anchor)
        yield "</g>"
    yield "</g>"
    yield from legend(HEIGHT + 98)
    yield END


def _short(name: str) -> str:
    return name if len(name) <= 28 else f"{name[:27]}…"
