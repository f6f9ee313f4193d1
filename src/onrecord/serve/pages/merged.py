"""An event as many stories tell it, and the pages of other things made of many stories."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from onrecord.serve.address import path
from onrecord.serve.desk import Desk
from onrecord.serve.render import respond
from onrecord.views import told, words
from onrecord.views.because import because, spellings
from onrecord.views.disputed import set_out
from onrecord.views.frame import Asked

REPORTS = 60
"""Reports of one event on its page."""

NEAR, MOST = 3, 20
"""Days around an event in which others are offered to be joined with it, and how many."""


def find(request: Request, kind: str) -> dict[str, Any] | Response | None:
    """The derived line that an address means; where it went, if it was moved; None if the store
    has no such line."""
    desk: Desk = request.app.state.desk
    identity = request.path_params["id"]
    found = desk.store.one(kind, identity)
    if found is None:
        return None
    if found.line is not None and not found.moved:
        return found.line
    if not found.moved:
        return None
    if len(found.moved) == 1:
        return RedirectResponse(path(kind, found.moved[0]), status_code=307)
    lines = desk.store.derived_by_id(found.moved)
    return respond(request, "moved.html", kind=kind, id=identity, lines=list(lines.values()))


def event(request: Request, line: dict[str, Any]) -> Response:
    """The page of a merged event."""
    desk: Desk = request.app.state.desk
    store = desk.store
    reports = store.reports_of(line, limit=REPORTS)
    tied = [
        i
        for key in ("response_to", "announced_by", "responses", "caused_by")
        for i in ids(line.get(key))
    ]
    tied += ids((line.get("outcome") or {}).get("event"))
    disputes = store.disputes_of([line["id"], *(r.record["id"] for r in reports)])
    own: dict[str, list[dict[str, Any]]] = {}
    for r in reports:
        own.setdefault(r.story["id"], []).append(r.record)
    statements = [
        s for s in store.statements_in(own) if any(told.inside(e, s) for e in own[s["story"]])
    ]
    best = {r.record["id"]: r.record for r in reports if r.record["id"] == told.best_report(line)}
    tellings = told.tellings(reports[:REPORTS])
    fields, rows = told.differing(line, tellings)
    lead = told.lead(line, tellings)
    return respond(
        request,
        "event.html",
        line=told.shown(line, best),
        lead=lead,
        tellings=tellings,
        reports=len(line.get("reports") or ()),
        fields=fields,
        rows=rows,
        history=told.history(line.get("figures") or ()),
        tied=store.derived_by_id(tied),
        disputes=list(store.derived_by_id(disputes).values()),
        statements=_each_once(statements),
        heads=store.heads(r["story"] for r in line.get("reports") or ()),
        decisions=store.decisions(line["id"], limit=60),
        happening=next(iter(store.derived_by_id(ids(line.get("happening"))).values()), None),
        value=told.value,
        near=_near(desk, line),
        named=_named(store, line, [r.record for r in reports]),
    )


def _near(desk: Desk, line: dict[str, Any]) -> list[dict[str, Any]]:
    """Events of the same type told of the days about it: what it might be one with."""
    start = str((line.get("when") or {}).get("start") or "")[:10]
    try:
        day = date.fromisoformat(start)
        days = [(day + timedelta(days=n)).isoformat() for n in (-NEAR, NEAR)]
    except (ValueError, OverflowError):
        return []
    asked = Asked(values={"type": (line["type"],)}, since=days[0], until=days[1])
    numbers = desk.frame("event").select(asked).numbers(by="-reports", limit=MOST + 1)
    return [e for e in desk.short_lines("event", numbers) if e["id"] != line["id"]][:MOST]


def _each_once(statements: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Statements, those that several stories print in the same words together."""
    held: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for s in statements:
        said = " ".join(str(c.get("quote") or "") for c in s.get("content") or ())
        key = (words.name(s.get("speaker") or {}), " ".join(said.split()))
        held.setdefault(key, []).append(s)
    return list(held.values())


def _named(store: Any, line: dict[str, Any], records: list[dict[str, Any]]) -> dict[str, str]:
    """What those are called whom figures are according to, by id."""
    by = [str(f["according_to"]) for f in line.get("figures") or () if f.get("according_to")]
    own = {a["id"]: words.name(a) for r in records for a in r.get("according_to") or ()}
    return own | {i: str(one.get("name") or i) for i, one in store.derived_by_id(by).items()}


def dispute(request: Request) -> Response:
    """The page of a dispute: both sides, next to each other."""
    line = _line(request, "dispute")
    if isinstance(line, Response):
        return line
    store = request.app.state.desk.store
    about = line.get("about")
    about = about if isinstance(about, dict) else {"text": about}
    said = [
        i
        for side in line.get("sides") or ()
        for i in ids([side.get(k) or [] for k in ("statements", "events", "attributions")])
    ]
    records = store.records_by_id(said)
    return respond(
        request,
        "dispute.html",
        line=line,
        about=about,
        sides=set_out(line, records),
        reasons=because(
            line.get("reasons") or (),
            called=store.called,
            spelled=spellings(
                q for r in records.values() for q in (e["quote"] for e in r["evidence"])
            ),
        ),
        heads=store.heads(r["story"] for r in records.values()),
        events=list(store.derived_by_id(ids(about.get("events"))).values()),
        agreement=next(iter(store.derived_by_id(ids(about.get("agreement"))).values()), None),
    )


def happening(request: Request) -> Response:
    """The page of a happening: its stories and its events."""
    line = _line(request, "happening")
    if isinstance(line, Response):
        return line
    store = request.app.state.desk.store
    events = list(store.derived_by_id(ids(line.get("events"))[:200]).values())
    events.sort(key=lambda e: str((e.get("when") or {}).get("start") or "9999"))
    stories = ids(line.get("stories"))
    heads = store.heads(stories[:300])
    return respond(
        request,
        "happening.html",
        line=line,
        events=events,
        stories=sorted(heads.values(), key=lambda s: str(s["published"] or "9999")),
        of=len(stories),
    )


def _line(request: Request, kind: str) -> dict[str, Any] | Response:
    found = find(request, kind)
    if found is None:
        identity = request.path_params["id"]
        raise HTTPException(404, f"There is no {kind} {identity} in this store.")
    return found


def ids(value: Any) -> list[str]:
    """The ids in a value that may be one, a list of them, or objects that have one.

    >>> ids(["a", {"id": "b"}, {"event": "c"}]), ids("a"), ids(None)
    (['a', 'b', 'c'], ['a'], [])
    """
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return ids(value.get("id") or value.get("event") or value.get("record"))
    return [i for one in value or () for i in ids(one)]
