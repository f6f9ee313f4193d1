"""The network page: who acts on whom among the most involved actors."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.serve.desk import Desk
from onrecord.serve.offers import offers
from onrecord.serve.pages.listing import asked, facets
from onrecord.serve.render import address, respond
from onrecord.views.network import network

SIZES = (10, 25, 40, 60)

FILES = ("jsonl", "csv", "parquet", "graphml", "network.svg")
"""Formats that have who acts on whom."""


def show(request: Request) -> Response:
    """The network of the events asked for."""
    desk: Desk = request.app.state.desk
    here = address(request)
    chosen = desk.frame("event").select(asked(desk, "event", here))
    told = here.get("top") or "25"
    top = int(told) if told.isdigit() and int(told) in SIZES else 25
    made = network(chosen, most=top)
    names = {node.key: desk.name("event", "actor", node.key) for node in made.nodes}
    return respond(
        request,
        "network.html",
        network=made,
        names=names,
        top=top,
        sizes=SIZES,
        offers=[
            o for o in offers("event", here, merged=desk.merged("event")) if o.format.name in FILES
        ],
        total=chosen.total,
        of=len(chosen.frame),
        facets=[f for f in facets(desk, "event", chosen, here) if f.name in KEPT],
    )


KEPT = ("quad", "type", "status", "actor", "country", "outlet")
"""Filters that make sense for a network."""

ROUTES = [Route("/network", show, name="network")]
