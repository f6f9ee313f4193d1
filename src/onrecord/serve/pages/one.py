"""One record: what it says, the words it rests on, where it stands in its story."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.serve.desk import Desk
from onrecord.serve.pages.agreement import agreement
from onrecord.serve.pages.merged import event, find
from onrecord.serve.render import respond
from onrecord.views.steps import steps
from onrecord.views.together import changed
from onrecord.views.words import tell

AROUND = 240
"""Characters before and after the words that a record rests on."""


def show(request: Request) -> Response:
    """The page of a record."""
    desk: Desk = request.app.state.desk
    kind = request.url.path.split("/")[1]
    if kind in ("event", "agreement"):
        found = find(request, kind)
        if isinstance(found, Response):
            return found
        if found is not None:
            return event(request, found) if kind == "event" else agreement(request, found)
    identity = request.path_params["id"]
    record = desk.store.by_id(identity) or desk.store.extracted(identity)
    if record is None or record["kind"] != kind:
        raise HTTPException(404, f"There is no {kind} {request.path_params['id']} in this store.")
    story = desk.store.story(record["story"])
    assert story is not None
    chain, rest = steps(record) if kind == "attribution" else ([], [])
    return respond(
        request,
        "one.html",
        kind=kind,
        record=record,
        told=tell(record),
        story=story,
        passages=passages(story["text"], record["evidence"]),
        findings=desk.store.findings(record["id"]),
        changed=changed,
        steps=chain,
        rest=rest,
    )


def passages(text: str, evidence: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The stretches of text that a record rests on, with what lies around: evidence that is near
    is shown in one. Each has `start`, `end`, and `pieces` of (words, roles)."""
    spans = sorted((e["start"], e["end"]) for e in evidence)
    ranges: list[list[int]] = []
    for start, end in spans:
        if ranges and start <= ranges[-1][1] + AROUND:
            ranges[-1][1] = max(ranges[-1][1], end)
        else:
            ranges.append([start, end])
    out = []
    for first, last in ranges:
        start, end = max(0, first - AROUND), min(len(text), last + AROUND)
        before = text.rfind("\n", start, first)
        start = before + 1 if before >= 0 else start
        after = text.find("\n", last, end)
        end = after if after >= 0 else end
        cuts = sorted({start, end, *(p for s in spans for p in s if start <= p <= end)})
        pieces = []
        for begin, stop in pairwise(cuts):
            roles = dict.fromkeys(
                e["role"] for e in evidence if e["start"] <= begin and e["end"] >= stop
            )
            pieces.append({"text": text[begin:stop], "roles": tuple(roles)})
        out.append(
            {
                "start": start,
                "end": end,
                "pieces": pieces,
                "cut": start > 0,
                "more": end < len(text),
            }
        )
    return out


ROUTES = [
    Route(f"/{kind}/{{id}}", show, name=kind)
    for kind in ("event", "statement", "agreement", "attribution")
]
