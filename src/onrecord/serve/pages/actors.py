"""An actor across stories: names, offices over time, what it did, said, and was said of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.serve.desk import Desk
from onrecord.serve.pages.merged import dispute, find, happening
from onrecord.serve.render import respond
from onrecord.views import told
from onrecord.views.frame import Asked, Frame, Selection, ordinal
from onrecord.views.timeline import timeline

FEW = 12
"""Things of a kind on the page of an actor; the rest is a link away."""


def actor(request: Request) -> Response:
    """The page of an actor."""
    desk: Desk = request.app.state.desk
    identity = request.path_params["id"]
    line = find(request, "actor")
    if isinstance(line, Response):
        return line
    parts: dict[str, Any] = {}
    for name, kind, field in (
        ("did", "event", "by"),
        ("done", "event", "to"),
        ("said", "statement", "by"),
        ("of", "statement", "to"),
        ("agreed", "agreement", "actor"),
        ("blamed", "attribution", "actor"),
    ):
        frame = desk.frame(kind)
        keys = keys_of(desk, kind, field, identity, line)
        chosen = frame.select(Asked(values={field: keys})) if keys else None
        total = chosen.total if chosen else 0
        lines = desk.short_lines(kind, chosen.numbers(limit=FEW)) if chosen else []
        parts[name] = {
            "kind": kind,
            "field": field,
            "key": keys[0] if keys else identity,
            "total": total,
            "lines": complete(desk, lines),
        }
    if line is None and not any(part["total"] for part in parts.values()):
        raise HTTPException(404, f"There is no actor {identity} in this store.")
    keys = keys_of(desk, "event", "actor", identity, line)
    nothing = np.empty(0, dtype=np.int64)
    asked = Asked(values={"actor": keys}) if keys else Asked(found=nothing)
    chosen = desk.frame("event").select(asked)
    name = (line or {}).get("name") or desk.name("event", "actor", identity)
    stories = {r["story"] for part in parts.values() for r in part["lines"] if r.get("story")}
    return respond(
        request,
        "actor.html",
        id=identity,
        line=line or {"id": identity, "name": name},
        name=name,
        told_parts=parts,
        heads=desk.store.heads(stories),
        timeline=timeline(chosen),
        offices=offices((line or {}).get("offices") or ()),
    )


def taking_part(desk: Desk, actors: Iterable[str]) -> dict[str, int]:
    """For each of these actors the number of events that it takes part in."""
    counted = desk.frame("event").select_all().tally("actor")
    return {key: counted.of(key) for key in actors}


def by_events(desk: Desk, chosen: Selection) -> Selection:
    """Chosen actors whose size is the number of events that they take part in."""
    frame, events = chosen.frame, desk.frame("event")
    kept: list[Frame] = frame.once("by events", list)
    if not kept or kept[0] is not events:
        kept[:] = [events, _sized(frame, events)]
    return replace(chosen, frame=kept[1])


def _sized(frame: Frame, events: Frame) -> Frame:
    counted = events.select_all().tally("actor")
    size = np.zeros(len(frame), dtype=frame.size.dtype)
    held = frame.field("actor")
    known = np.array([counted.of(key) for key in held.vocabulary.keys], dtype=size.dtype)
    size[held.rows] = known[held.codes]
    return frame.sized(size)


def keys_of(
    desk: Desk, kind: str, field: str, identity: str, line: dict[str, Any] | None
) -> tuple[str, ...]:
    """The keys under which a frame has an actor: its id, else the names it is known by."""
    pairs = desk.frame(kind).pairs.get(field)
    if pairs is None:
        return ()
    held = pairs.vocabulary.places
    if identity in held:
        return (identity,)
    if line is None or desk.store.links():
        return ()
    names = {
        line.get("name"),
        *(n.get("name") if isinstance(n, dict) else n for n in line.get("names") or ()),
    }
    folded = pairs.vocabulary.matching(n for n in names if n)
    return tuple(folded)


def offices(some: Any) -> dict[str, Any]:
    """Offices with their places on a time axis 100 wide, and the years on it."""
    rows = []
    for office in some:
        begin, end = ordinal(_day(office.get("from"))), ordinal(_day(office.get("to")))
        rows.append({"office": office, "begin": begin, "end": end})
    days = [d for row in rows for d in (row["begin"], row["end"]) if d > 0]
    if not days:
        return {"rows": rows, "drawn": False}
    low, high = min(days), max(days)
    span = max(high - low, 30)
    for row in rows:
        begin = row["begin"] if row["begin"] > 0 else low
        end = row["end"] if row["end"] > 0 else high
        row["x"] = round(100 * (begin - low) / span, 2)
        row["width"] = max(1.5, round(100 * (max(end, begin) - begin) / span, 2))
    return {"rows": rows, "drawn": True}


def _day(told_: Any) -> str | None:
    text = str(told_ or "")
    return (text + "-01-01"[: max(0, 10 - len(text))])[:10] if text[:4].isdigit() else None


def complete(desk: Desk, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Derived lines with the evidence of their best report; extracted ones as they are."""
    wanted = [r for line in lines if "evidence" not in line and (r := told.best_report(line))]
    records = desk.store.records_by_id(wanted) if wanted else {}
    return [told.shown(line, records) if line.get("reports") else line for line in lines]


ROUTES = [
    Route("/actor/{id:path}", actor, name="actor"),
    Route("/dispute/{id}", dispute, name="dispute"),
    Route("/happening/{id}", happening, name="happening"),
]
