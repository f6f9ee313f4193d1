"""An agreement across stories: its provisions, how they are carried out, and who says so."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from onrecord.serve.desk import Desk
from onrecord.serve.render import respond
from onrecord.views.told import value

CLAIMS = ("carried_out", "not_carried_out", "breach", "breach_denied")
"""What is said of how an agreement is kept."""


def agreement(request: Request, line: dict[str, Any]) -> Response:
    """The page of an agreement that was made of many stories."""
    desk: Desk = request.app.state.desk
    store = desk.store
    own = [i for kind, i in store.resting(line["id"]) if kind == "dispute"]
    stories = list(line.get("stories") or ())
    stories += [e["story"] for e in line.get("timeline") or () if e.get("story")]
    stories += [r["story"] for r in line.get("reports") or () if r.get("story")]
    told = line.get("timeline") or line.get("statuses") or ()
    heads = store.heads(dict.fromkeys(stories))
    return respond(
        request,
        "agreement.html",
        claims=[e for e in told if (e.get("what") or "") in CLAIMS],
        told_by_day=told,
        line={"provisions": [], "parties": [], "third_parties": [], "aliases": []} | line,
        disputes=list(store.derived_by_id(own).values()),
        heads=dict(sorted(heads.items(), key=lambda h: str(h[1]["published"] or "9999"))),
        decisions=store.decisions(line["id"], limit=40),
        value=value,
    )
