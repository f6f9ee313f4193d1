"""Why things were joined: for each the nearest other one, both in their words, and the reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.serve.desk import Desk
from onrecord.serve.render import respond
from onrecord.store.workbench import Browsed
from onrecord.views import told
from onrecord.views.because import LOCAL, because, spellings

KINDS = ("event", "agreement", "happening", "actor", "place", "copy")
"""What is made by joining."""


def why(request: Request) -> Response:
    """The page of why reports are one event, stories one happening, names one actor."""
    desk: Desk = request.app.state.desk
    store = desk.store
    identity = request.path_params["id"]
    found = store.why(identity) or _unknown(store, identity)
    if found is None or found["of"] not in KINDS:
        raise HTTPException(404, f"Nothing with the id {identity} is joined in this store.")
    line = store.derived_by_id([found["id"]]).get(found["id"])
    ids = [m["id"] for m in found["members"]]
    records = store.records_by_id(ids)
    of_story = {m["id"]: m["story"] or m["id"] for m in found["members"]}
    heads = store.heads(of_story.values())
    texts = _texts(store, found) if found["of"] == "event" else {}
    members = {
        m["id"]: {
            "record": records.get(m["id"]),
            "head": heads.get(of_story[m["id"]]),
            "name": m.get("name"),
            "pieces": told.passage(texts[of_story[m["id"]]], records[m["id"]]["evidence"])
            if of_story[m["id"]] in texts and m["id"] in records
            else (),
        }
        for m in found["members"]
    }
    called = _called(store, records.values())
    pairs = []
    for pair in sorted(found["pairs"], key=lambda p: -p["score"]):
        both = [texts[s] for i in (pair["a"], pair["b"]) if (s := of_story.get(i)) in texts]
        reasons = because(pair["reasons"], called=called, spelled=spellings(both))
        pairs.append(pair | {"reasons": reasons})
    return respond(
        request,
        "why.html",
        of=found["of"],
        id=found["id"],
        line=line,
        members=members,
        count=found["count"],
        threshold=found["threshold"],
        pairs=pairs,
    )


def _unknown(store: Browsed, identity: str) -> dict[str, Any] | None:
    """What is there, but was made without comparing, so that nothing can be said."""
    line = store.derived_by_id([identity]).get(identity)
    if line is None:
        return None
    nothing: dict[str, Any] = {"members": [], "pairs": [], "count": 0, "threshold": 0.5}
    return nothing | {"of": line["kind"], "id": identity}


def _texts(store: Browsed, found: Mapping[str, Any]) -> dict[str, str]:
    """The texts of the stories that tell of an event, by story."""
    return {r.story["id"]: r.story["text"] for r in store.reports(found["id"])}


def _called(store: Browsed, records: Any) -> Any:
    """What an id in a reason is called: as the records name it, else as the store does."""
    own = {
        a["id"]: str(a.get("name") or "")
        for r in records
        for role in ("actors", "recipients", "according_to", "parties")
        for a in r.get(role) or ()
    }

    def name(identity: str) -> str | None:
        local = LOCAL.fullmatch(identity)
        return (own.get(identity) if local else store.called(identity)) or own.get(identity)

    return name


ROUTES = [Route("/why/{id:path}", why, name="why")]
