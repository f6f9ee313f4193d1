"""The first page: what is in the store, what is new, what is disputed."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.serve.desk import Desk
from onrecord.serve.render import respond
from onrecord.views.frame import Asked
from onrecord.views.timeline import timeline
from onrecord.views.worldmap import spots


def show(request: Request) -> Response:
    """The overview."""
    desk: Desk = request.app.state.desk
    frame = desk.frame("event")
    chosen = frame.select(Asked())
    numbers = {
        kind: len(desk.frame(kind)) for kind in ("event", "statement", "agreement", "attribution")
    }
    return respond(
        request,
        "overview.html",
        numbers=numbers,
        stories=desk.store.count_of("stories"),
        timeline=timeline(chosen),
        map=spots(chosen),
        types=chosen.counts("type"),
        countries=chosen.counts("country")[:10],
        newest=desk.store.stories(limit=8),
    )


ROUTES = [Route("/", show, name="overview")]
