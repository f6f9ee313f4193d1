"""Sources: what each outlet contributes, who repeats whom, and where nothing was read."""

from __future__ import annotations

import csv
import io

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.exports import FORMATS
from onrecord.exports.csv import cell
from onrecord.serve.desk import Desk
from onrecord.serve.offers import Offer
from onrecord.serve.render import respond
from onrecord.views.coverage import coverage


def show(request: Request) -> Response:
    """The outlets."""
    desk: Desk = request.app.state.desk
    found = desk.cached("coverage")
    events = {key: count for key, _, count in desk.frame("event").select_all().counts("outlet")}
    return respond(
        request,
        "sources.html",
        coverage=found,
        events=events,
        merged=desk.merged("event"),
        offers=[Offer(format=FORMATS["csv"], href="/sources/outlets.csv")],
    )


COLUMNS = ("outlet", "stories", "copies", "events", "first_day", "last_day", "undated")


def table(request: Request) -> Response:
    """Every outlet, also those that the page has no room for, as CSV."""
    desk: Desk = request.app.state.desk
    found = coverage(desk.store.outlets())
    events = {key: count for key, _, count in desk.frame("event").select_all().counts("outlet")}
    rows = [
        (o.name, o.stories, o.copies, events.get(o.name, 0), o.first, o.last, o.undated)
        for o in found.outlets
    ]
    out = io.StringIO(newline="")
    csv.writer(out).writerows([COLUMNS, *([cell(value) for value in row] for row in rows)])
    return Response(
        out.getvalue().encode("utf-8"),
        media_type="text/csv; charset=utf-8",
        headers={"content-disposition": 'attachment; filename="onrecord-outlets.csv"'},
    )


ROUTES = [
    Route("/sources", show, name="sources"),
    Route("/sources/outlets.csv", table, name="outlets"),
]
