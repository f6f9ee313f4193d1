"""What the charts share: the sheet with its title, words on it, the legend, the events drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from onrecord.exports.taken import Line
from onrecord.exports.when import days
from onrecord.exports.xml import words
from onrecord.ontology.plover import HAPPENED, quad
from onrecord.views import frame
from onrecord.views.visible import one_line

COLOURS = ("#6aa5cf", "#1d5f94", "#e5a052", "#a8400f")
"""Of the quad classes, as in the workbench: told apart by those who see no red or green, too."""

NAMES = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
FONT = "Inter, system-ui, 'Segoe UI', 'Noto Sans', sans-serif"
LEFT = 56
INK, FAINT, LINE = "#1a1d21", "#5f666f", "#dedbd2"


class Events:
    """Events as they are read, as the rows of a frame; once they are, `told` says what they are.

    `labels` are the names of their actors by id; a chart that needs none leaves them out.
    """

    def __init__(self, lines: Iterable[Line], *, named: bool = False) -> None:
        self._lines = lines
        self._named = named
        self._statuses: Counter[str] = Counter()
        self.labels: dict[str, str] = {}

    def chosen(self) -> frame.Selection:
        """All of them."""
        return frame.empty().changed(self._rows()).select(frame.Asked())

    @property
    def told(self) -> str:
        """How many there are, and how many of them are said to have happened.

        >>> events = Events([{"type": "CONSULT", "status": s} for s in ("occurred", "planned")])
        >>> events.chosen().total
        2
        >>> events.told
        '2 events (1 occurred, 1 planned)'
        """
        total = self._statuses.total()
        if not total - sum(self._statuses[s] for s in HAPPENED):
            return f"{total:,} events that occurred or go on"
        parts = ", ".join(f"{n:,} {s.replace('_', ' ')}" for s, n in self._statuses.most_common())
        return f"{total:,} events ({parts})"

    def _rows(self) -> Iterator[frame.Row]:
        for number, event in enumerate(self._lines, 1):
            self._statuses[one_line(event.get("status") or "status unknown")] += 1
            first, last = days(event.get("when"))
            values: dict[str, Any] = {"quad": [(str(quad(event["type"])),) * 2]}
            where = event.get("where") or {}
            lat, lon = where.get("lat"), where.get("lon")
            if where.get("name"):
                values["place"] = [(where["name"],) * 2]
            if self._named:
                by, to = ([self._actor(a) for a in event.get(k) or ()] for k in _ENDS)
                values |= {"by": by, "to": to, "actor": [*by, *to]}
            yield frame.Row(
                number=number,
                first=first,
                last=last,
                values={name: some for name, some in values.items() if some},
                point=None if lat is None or lon is None else (float(lat), float(lon)),
            )

    def _actor(self, actor: Line) -> tuple[str, str]:
        self.labels.setdefault(actor["id"], one_line(actor.get("name") or actor["id"]))
        return actor["id"], self.labels[actor["id"]]


_ENDS = ("actors", "recipients")


def sheet(width: int, height: int, *, title: str, told: tuple[str, ...]) -> Iterator[str]:
    """The beginning of a drawing with what is told of it, in two lines at most; whoever writes it
    ends it with `END`."""
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" role="img" font-family="{FONT}">'
    )
    yield f"<title>{words(title)}</title><desc>{words('; '.join(told))}</desc>"
    yield f'<rect width="{width}" height="{height}" fill="#ffffff"/>'
    yield text(16, 28, title, size=18, weight=600)
    for number, line in enumerate(told):
        yield text(16, 47 + 16 * number, line, size=12, fill=FAINT)


END = "</svg>\n"


def text(
    x: float,
    y: float,
    told: str,
    *,
    size: int = 12,
    fill: str = INK,
    anchor: str = "start",
    weight: int = 400,
) -> str:
    """Words at a point."""
    style = f'font-size="{size}" fill="{fill}" text-anchor="{anchor}" font-weight="{weight}"'
    return f'<text x="{x:.1f}" y="{y:.1f}" {style}>{words(told)}</text>'


def legend(y: int) -> Iterator[str]:
    """The quad classes with their colours."""
    for number, name in enumerate(NAMES):
        x = LEFT + number * 170
        yield f'<rect x="{x}" y="{y - 10}" width="11" height="11" fill="{COLOURS[number]}"/>'
        yield text(x + 17, y, name, fill=FAINT)
