"""Lists of records of one kind, with filters in the address and counts beside every value."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.errors import UsageError
from onrecord.serve.address import Address
from onrecord.serve.desk import Desk
from onrecord.serve.offers import offers
from onrecord.serve.pages.actors import by_events, complete, taking_part
from onrecord.serve.render import address, respond
from onrecord.store import day
from onrecord.views.facets import BANDS, FACETS
from onrecord.views.frame import Asked, Selection
from onrecord.views.timeline import timeline
from onrecord.views.worldmap import spots

PAGE = 50
SHOWN = 8
"""Values of a filter that are shown at first."""

MORE = 40
"""Values of a filter that are shown when it is asked for by name."""

KIND = {
    "events": "event",
    "statements": "statement",
    "agreements": "agreement",
    "attributions": "attribution",
    "disputes": "dispute",
    "happenings": "happening",
    "actors": "actor",
}
SORTS = {"actor": "-reports", "happening": "-date"}
"""Orders in which lists begin, where it is not by day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """A value of a filter: its key, its name, how many things have it, whether it is chosen."""

    key: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A filter with the values shown; `total` is how many values there are."""

    name: str
    values: tuple[Value, ...]
    total: int
    open: bool


def asked(desk: Desk, kind: str, here: Address) -> Asked:
    """What an address asks for. Raises `UsageError` for a date or a number that is none."""
    values = {name: here.all(name) for name in FACETS[kind] if name != "sure" and here.get(name)}
    for name in ("by", "to", "speaker"):
        if here.get(name):
            values["by" if name == "speaker" else name] = here.all(name)
    found = None
    words = here.get("q")
    if words:
        found = desk.numbers_with(kind, words)
    sure = here.get("sure")
    try:
        least = float(sure) if sure else None
    except ValueError:
        raise UsageError(f"{sure!r} is no confidence; write 0.8.") from None
    return Asked(
        values=values,
        since=_day(here.get("since"), last=False),
        until=_day(here.get("until"), last=True),
        sure=least,
        found=found,
    )


def _day(told: str | None, *, last: bool) -> str | None:
    if not told:
        return None
    found = day(told, last=last)
    if found is None:
        raise UsageError(f"{told!r} is no date; write 2026, 2026-11 or 2026-11-24.")
    return found


def facets(
    desk: Desk, kind: str, chosen: Selection, here: Address, *, names: Collection[str] | None = None
) -> list[Facet]:
    """The filters of a kind, or those of these names, with what each value would give."""
    out = []
    for place, name in enumerate(FACETS[kind]):
        if names is not None and name not in names:
            continue
        picked = here.all(name)
        if name == "sure":
            weights = chosen.frame.weight[chosen.without("sure")]
            values = [
                Value(
                    key=str(band),
                    name=f"≥ {band}",
                    count=int((weights >= np.float32(band) - 1e-4).sum()),
                    chosen=str(band) in picked,
                )
                for band in BANDS
            ]
            out.append(Facet(name=name, values=tuple(values), total=len(values), open=bool(picked)))
            continue
        tally = chosen.tally(name, open_ended=True)
        most = MORE if here.get("more") == name else SHOWN
        first = [
            Value(key=k, name=desk.name(kind, name, k), count=c, chosen=k in picked)
            for k, _, c in tally.top(most)
        ]
        shown = {v.key for v in first}
        for key in picked:
            if key not in shown:
                count = tally.of(key)
                title = desk.name(kind, name, key) if count else key
                first.append(Value(key=key, name=title, count=count or chosen.total, chosen=True))
        if first:
            out.append(
                Facet(
                    name=name,
                    values=tuple(first),
                    total=tally.values,
                    open=bool(picked) or place < 4 or here.get("more") == name,
                )
            )
    return out


def show(request: Request) -> Response:
    """A page of a list."""
    desk: Desk = request.app.state.desk
    plural = request.url.path.strip("/")
    kind = KIND[plural]
    here = address(request)
    chosen = desk.frame(kind).select(asked(desk, kind, here))
    chosen = by_events(desk, chosen) if kind == "actor" else chosen
    start = _start(here)
    sort = here.get("sort") or SORTS.get(kind, "-date")
    numbers = chosen.numbers(by=sort, start=start, limit=PAGE)
    records = complete(desk, desk.short_lines(kind, numbers))
    charted = kind == "event"
    merged = desk.merged(kind)
    return respond(
        request,
        "listing.html",
        kind=kind,
        plural=plural,
        total=chosen.total,
        of=len(chosen.frame),
        start=start,
        page=PAGE,
        sort=sort,
        merged=merged,
        offers=offers(kind, here, merged=merged),
        records=records,
        heads=desk.store.heads(r["story"] for r in records if r.get("story")),
        acts=taking_part(desk, (r["id"] for r in records)) if kind == "actor" else {},
        facets=facets(desk, kind, chosen, here),
        timeline=timeline(chosen) if charted else None,
        map=spots(chosen) if charted else None,
    )


def _start(here: Address) -> int:
    told = here.get("from") or "0"
    return max(0, int(told)) if told.isascii() and told.isdigit() and len(told) < 12 else 0


ROUTES = [Route(f"/{plural}", show, name=plural) for plural in KIND]
