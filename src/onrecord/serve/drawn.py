"""The many small parts of charts and their tables, written out without a template.

A map has 250 circles and as many rows, a timeline 90 bars: as templates they took half of a list's
time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup, escape

from onrecord.serve.address import Address, in_query
from onrecord.serve.compiled import shown
from onrecord.serve.language import Language
from onrecord.views.network import Network
from onrecord.views.timeline import Timeline
from onrecord.views.worldmap import Map

QUADS = ("1", "2", "3", "4")
HIGH, LEFT, WIDE, FOOT = 140, 36, 900, 160.0
"""Of the drawing of a timeline: its bars' height, place and width, and where they stand."""


def bars(line: Timeline, spoken: Language) -> Markup:
    """The bars of a timeline, stacked by quad class, each under a field that answers a pointer."""
    high, step = line.highest or 1, WIDE / len(line.bars)
    width = round(min(step - (1.5 if len(line.bars) < 60 else 0.6), 60), 2)
    out = []
    for place, bar in enumerate(line.bars):
        x, y = round(LEFT + place * step, 2), FOOT
        for key in (*QUADS, ""):
            if count := bar.counts.get(key):
                h = HIGH * count / high
                y -= h
                out.append(
                    f'<rect class="bar q{key or 0}" x="{x}" y="{round(y, 2)}" '
                    f'width="{width}" height="{round(h, 2)}"/>'
                )
        days = bar.since if bar.since == bar.until else f"{bar.since} – {bar.until}"
        out.append(
            f'<rect class="hit" x="{x}" y="20" width="{round(step, 2)}" height="{HIGH}" '
            f'data-since="{bar.since}" data-until="{bar.until}">'
            f"<title>{days}: {spoken.number(bar.total)}</title></rect>\n"
        )
    return Markup("".join(out))


def bar_rows(line: Timeline, here: Address, spoken: Language) -> Markup:
    """The rows of a timeline's table."""
    at = escape(here.ahead("since"))
    out = []
    for bar in line.bars:
        if bar.total:
            cells = "".join(
                f'<td class="n">{spoken.number(bar.counts.get(key, 0))}</td>' for key in QUADS
            )
            out.append(
                f'<tr><th scope="row" class="nowrap"><a href="{at}{bar.since}&amp;'
                f'until={bar.until}">{bar.since}</a></th><td class="nowrap">{bar.until}</td>'
                f'{cells}<td class="n">{spoken.number(bar.total)}</td></tr>'
            )
    return Markup("".join(out))


def strip(stories: Sequence[int]) -> Markup:
    """The stories of an outlet over time: a column for each stretch, a line where there are none.

    >>> print(strip((2, 1, 0))[:53])
    <path d="M0,2.0h3.4V22h-3.4zM4,12.0h3.4V22h-3.4z" fil
    """
    high = max((*stories, 1))
    some = "".join(
        f"M{4 * n},{round(22 - 20 * many / high, 1)}h3.4V22h-3.4z"
        for n, many in enumerate(stories)
        if many
    )
    none = "".join(f"M{4 * n},21h3.4v1h-3.4z" for n, many in enumerate(stories) if not many)
    return Markup(f'<path d="{some}" fill="var(--event)"/><path d="{none}" fill="var(--line-2)"/>')


def circles(of: Map, spoken: Language) -> Markup:
    """The circles of a map."""
    return Markup(
        "".join(
            f'<circle class="q{s.quad}" cx="{s.x}" cy="{s.y}" r="{s.radius}" '
            f'data-r="{s.radius}"><title>{shown(s.name)}: {spoken.number(s.count)}</title></circle>'
            for s in of.spots
        )
    )


def place_rows(of: Map, here: Address, spoken: Language) -> Markup:
    """The rows of a map's table."""
    at = escape(here.ahead("place"))
    out = []
    for s in of.spots:
        name = f'<a href="{at}{in_query(s.name)}"><bdi>{shown(s.name)}</bdi></a>' if s.name else "–"
        out.append(
            f'<tr><th scope="row">{name}</th><td class="n">{spoken.number(s.count)}</td>'
            f'<td class="n">{s.lat:.2f}</td><td class="n">{s.lon:.2f}</td></tr>'
        )
    return Markup("".join(out))


def arrows(of: Network, names: Mapping[str, str], *, most: int) -> Markup:
    """The arrows of a network: for each pair an arc and its tip."""
    told = {key: shown(name) for key, name in names.items()}
    ids = {key: shown(key) for key in names}
    out = []
    for e in of.edges[:most]:
        ends = f'data-edge data-from="{ids[e.source]}" data-to="{ids[e.target]}"'
        out.append(
            f'<path class="edge q{e.quad}" d="{e.path}" stroke-width="{e.width}" {ends}><title>'
            f"{told[e.source]} → {told[e.target]}: {e.total}</title></path>"
            f'<polygon class="tip q{e.quad}" points="{e.tip}" {ends}/>'
        )
    return Markup("".join(out))
