"""Events over time, drawn: bars stacked by quad class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from onrecord.exports.charts.drawing import (
    COLOURS,
    END,
    FAINT,
    LEFT,
    LINE,
    NAMES,
    Events,
    legend,
    sheet,
    text,
)
from onrecord.exports.taken import Taken
from onrecord.views.timeline import Timeline, timeline

WIDE, HIGH = 960, 420
TOP, RIGHT, BOTTOM = 84, 16, 52


def write_timeline(of: Taken, out: BinaryIO) -> int:
    """Draws the events by their first day; gives back how many are drawn."""
    events = Events(of.lines)
    found = timeline(events.chosen())
    out.write("\n".join(_bars(found, events.told)).encode("utf-8"))
    return sum(bar.total for bar in found.bars)


def _bars(found: Timeline, what: str) -> Iterator[str]:
    told = [f"{what}, by {found.unit} and quad class"]
    if found.undated:
        told.append(f"{found.undated:,} without a day are not drawn")
    yield from sheet(WIDE, HIGH, title="Events over time", told=tuple(told))
    wide, high = WIDE - LEFT - RIGHT, HIGH - TOP - BOTTOM
    top = _round(found.highest)
    for part in range(5 if top >= 4 else top + 1):
        value = top * part // 4 if top >= 4 else part
        y = TOP + high - high * value / max(top, 1)
        yield f'<path d="M{LEFT},{y:.1f}H{WIDE - RIGHT}" stroke="{LINE}"/>'
        yield text(LEFT - 8, y + 4, f"{value:,}", fill=FAINT, anchor="end")
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
                    f"{_stretch(bar.since, found.unit)}: {count:,}"
                    f" {NAMES[int(key) - 1]}</title></rect>"
                )
        if number % every == 0:
            day = _stretch(bar.since, found.unit)
            yield text(x + step / 2, TOP + high + 18, day, size=11, fill=FAINT, anchor="middle")
    yield from legend(HIGH - 12)
    yield END


def _stretch(since: str, unit: str) -> str:
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
