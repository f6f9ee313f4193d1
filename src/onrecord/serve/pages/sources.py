"""Sources: what each outlet contributes, who repeats whom, and where nothing was read."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.serve.desk import Desk
from onrecord.serve.render import respond


def show(request: Request) -> Response:
    """The outlets."""
    desk: Desk = request.app.state.desk
    found = desk.cached("coverage")
    events = {key: count for key, _, count in desk.frame("event").select_all().counts("outlet")}
    return respond(
        request, "sources.html", coverage=found, events=events, merged=desk.merged("event")
    )


ROUTES = [Route("/sources", show, name="sources")]
