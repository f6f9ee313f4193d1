"""Charts of events as SVG files that stand alone: over time, and who acts on whom."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.exports.graphml import HAPPENED
from onrecord.exports.taken import Line, Taken
from onrecord.exports.when import days
from onrecord.exports.xml import attribute, words
from onrecord.ontology.plover import quad
from onrecord.views import frame
from onrecord.views.network import HEIGHT, WIDTH, Network, network
from onrecord.views.timeline import Timeline, timeline

COLOURS = ("#6aa5cf", "#1d5f94", "#e5a052", "#a8400f")
"""Of the quad classes, as in the workbench: told apart by those who see no red or green, too."""

NAMES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
FONT = "Inter, system-ui, 'Segoe UI', 'Noto Sans', sans-serif"
WIDE, HIGH = 960, 420
LEFT, TOP, RIGHT, BOTTOM = 56, 78, 16, 52
INK, FAINT, LINE = "#1a1d21", "#5f666f", "#dedbd2"


def write_timeline(of: Taken, out: BinaryIO) -> int:
    """Draws the events by their first day, stacked by quad class: those that occurred or go on;
    gives back how many are drawn."""
    rows = frame.empty().changed(_rows(of))
    found = timeline(rows.select(frame.Asked()), whole=True)
    drawn = sum(bar.total for bar in found.bars)
    out.write("\n".join(_bars(found, drawn)).encode("utf-8"))
    return drawn


def write_network(of: Taken, out: BinaryIO) -> int:
    """Draws who acts on whom in events that occurred or go on, the most involved actors; gives
    back how many edges are drawn."""
    labels: dict[str, str] = {}
    rows = frame.empty().changed(_rows(of, labels=labels))
    found = network(rows.select(frame.Asked()))
    out.write("\n".join(_graph(found, labels)).encode("utf-8"))
    return len(found.edges)


def _rows(of: Taken, *, labels: dict[str, str] | None = None) -> Iterator[frame.Row]:
    for number, event in enumerate(of.lines, 1):
        if event.get("status") not in HAPPENED:
            continue
        first, last = days(event.get("when"))
        values: dict[str, Any] = {"quad": [(str(quad(event["type"])),) * 2]}
        if labels is not None:
            by, to = ([_actor(a, labels) for a in event.get(k) or ()] for k in _ENDS)
            values |= {"by": by, "to": to, "actor": [*by, *to]}
        kept = {name: some for name, some in values.items() if some}
        yield frame.Row(number=number, first=first, last=last, values=kept)


_ENDS = ("actors", "recipients")


def _actor(actor: Line, labels: dict[str, str]) -> tuple[str, str]:
    labels.setdefault(actor["id"], actor.get("name") or actor["id"])
    return actor["id"], labels[actor["id"]]


def _begin(width: int, height: int, title: str, told: str) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" role="img" font-family="{FONT}">'
    )
    yield f"<title>{words(title)}</title><desc>{words(told)}</desc>"
    yield f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    yield _text(16, 28, title, size=18, weight=650)
    yield _text(16, 48, told, size=12, fill=FAINT)


def _text(
    x: float,
    y: float,
    told: str,
    *,
    size: int = 12,
    fill: str = INK,
    anchor: str = "start",
    weight: int = 400,
) -> str:
    style = f'font-size="{size}" fill="{fill}" text-anchor="{anchor}" font-weight="{weight}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{words(told)}</text>'


def _bars(found: Timeline, drawn: int) -> Iterator[str]:
    told = f"{drawn:,} events that occurred or go on, by {found.unit} and quad class"
    if found.undated:
        told += f"; {found.undated:,} without a day are not drawn"
    yield from _begin(WIDE, HIGH, "Events over time", told)
    wide, high = WIDE - LEFT - RIGHT, HIGH - TOP - BOTTOM
    top = _round(found.highest)
    for part in range(5 if top >= 4 else top + 1):
        value = top * part // 4 if top >= 4 else part
        y = TOP + high - high * value / max(top, 1)
        yield f'<path d="M{LEFT},{y:.1f}H{WIDE - RIGHT}" stroke="{LINE}"/>'
        yield _text(LEFT - 8, y + 4, f"{value:,}", fill=FAINT, anchor="end")
    step = wide / max(len(found.bars), 1)
    every = max(1, -(-len(found.bars) // 8))
    for number, bar in enumerate(found.bars):
        y = float(TOP + high)
        x = LEFT + number * step
        for key in "2134":
            count = bar.counts.get(key, 0)
            if count:
                tall = high * count / top
                y -= tall
                yield (
                    f'<rect x="{x + step * 0.08:.1f}" y="{y:.1f}" width="{step * 0.84:.1f}"'
                    f' height="{tall:.1f}" fill="{COLOURS[int(key) - 1]}"><title>'
                    f"{_stretch(bar.since, bar.until, found.unit)}: {count:,}"
                    f" {NAMES[int(key) - 1]}</title></rect>"
                )
        if number % every == 0:
            day = _stretch(bar.since, bar.until, found.unit)
            yield _text(x + step / 2, TOP + high + 18, day, size=11, fill=FAINT, anchor="middle")
    yield from _legend(HIGH - 12)
    yield "</svg>\n"


def _stretch(since: str, until: str, unit: str) -> str:
    return {"year": since[:4], "month": since[:7]}.get(unit, since)


def _round(highest: int) -> int:
    """A top of the axis that four steps divide.

    >>> _round(3), _round(5), _round(97), _round(0)
    (3, 8, 100, 1)
    """
    if highest < 4:
        return max(highest, 1)
    unit = 4 * int(10 ** max(0, len(str(highest)) - 2))
    return -(-highest // unit) * unit


def _legend(y: int) -> Iterator[str]:
    for number, name in enumerate(NAMES):
        x = LEFT + number * 170
        yield f'<rect x="{x}" y="{y - 10}" width="11" height="11" fill="{COLOURS[number]}"/>'
        yield _text(x + 17, y, name, fill=FAINT)


def _graph(found: Network, labels: dict[str, str]) -> Iterator[str]:
    told = f"{len(found.nodes)} of {found.actors} actors; arrows are events that occurred or go on"
    yield from _begin(WIDTH, HEIGHT + 100, "Who acts on whom", told)
    yield '<g transform="translate(0 60)">'
    for edge in reversed(found.edges):
        colour = COLOURS[int(edge.quad) - 1]
        ends = f"{labels.get(edge.source, '')} → {labels.get(edge.target, '')}: {edge.total}"
        yield (
            f'<g fill="none" stroke={attribute(colour)} opacity=".75"><title>{words(ends)}</title>'
            f'<path d="{edge.path}" stroke-width="{edge.width}"/>'
            f'<path d="M{edge.tip.replace(" ", "L")}Z" fill="{colour}" stroke="none"/></g>'
        )
    for node in found.nodes:
        place = f'cx="{node.x}" cy="{node.y}" r="{node.radius}"'
        yield f'<circle {place} fill="#ffffff" stroke="{INK}" stroke-width="1.5"/>'
        # A white edge, so that the name is read where an arrow passes under it.
        yield '<g paint-order="stroke" stroke="#ffffff" stroke-width="3" stroke-linejoin="round">'
        yield _text(node.x, node.y - node.radius - 5, _short(labels[node.key]), anchor="middle")
        yield "</g>"
    yield "</g>"
    yield from _legend(HEIGHT + 88)
    yield "</svg>\n"


def _short(name: str) -> str:
    return name if len(name) <= 28 else f"{name[:27]}…"
