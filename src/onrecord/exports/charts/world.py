"""Events by place, drawn: circles on the base map that the workbench has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import BinaryIO

from onrecord.exports.charts.drawing import COLOURS, END, FAINT, Events, legend, sheet, text
from onrecord.exports.taken import Taken
from onrecord.exports.xml import words
from onrecord.views.worldmap import HEIGHT, WIDTH, Map, spots

TOP = 78
LOOKS = {
    "sphere": 'fill="#f4f6f8" stroke="#dedbd2"',
    "land": 'fill="#e6e3da"',
    "borders": 'fill="none" stroke="#ffffff" stroke-width="0.7"',
}
"""The parts of the base map that are drawn, and how."""

NOTE = "Borders: Natural Earth, public domain; they take no side in any dispute."


def write_map(of: Taken, out: BinaryIO) -> int:
    """Draws the places of the events, as large as they have many; gives back how many events are
    drawn."""
    events = Events(of.lines)
    found = spots(events.chosen())
    out.write("\n".join(_drawn(found, events.told)).encode("utf-8"))
    return sum(spot.count for spot in found.spots)


def base() -> Iterator[tuple[str, str]]:
    """The outlines of the base map by name.

    >>> [name for name, _ in base()]
    ['sphere', 'graticule', 'land', 'borders']
    """
    held = files("onrecord").joinpath("serve", "static", "world.svg").read_text("utf-8")
    for found in re.finditer(r'<path id="(\w+)" d="([^"]*)"/>', held):
        yield found[1], found[2]


def _drawn(found: Map, what: str) -> Iterator[str]:
    drawn = f"{found.places:,} places"
    if found.places > len(found.spots):
        drawn += f", of which the {len(found.spots):,} with most are drawn"
    if found.nowhere:
        drawn += f"; {found.nowhere:,} events without a place are not drawn"
    yield from sheet(WIDTH, HEIGHT + TOP + 56, title="Events by place", told=(what, drawn))
    yield f'<g transform="translate(0 {TOP})">'
    for name, path in base():
        if name in LOOKS:
            yield f'<path d="{path}" {LOOKS[name]}/>'
    for spot in found.spots:
        colour = COLOURS[spot.quad - 1]
        yield (
            f'<circle cx="{spot.x}" cy="{spot.y}" r="{spot.radius}" fill="{colour}"'
            f' fill-opacity=".72" stroke="#ffffff" stroke-width=".8"><title>'
            f"{words(spot.name)}: {spot.count:,}</title></circle>"
        )
    yield "</g>"
    yield text(16, HEIGHT + TOP + 24, NOTE, size=11, fill=FAINT)
    yield from legend(HEIGHT + TOP + 46)
    yield END
