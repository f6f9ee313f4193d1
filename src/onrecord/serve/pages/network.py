"""The network page: who acts on whom among the most involved actors."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.ontology.plover import HAPPENED
from onrecord.serve.address import Address
from onrecord.serve.desk import Desk
from onrecord.serve.offers import SHOWN, offers
from onrecord.serve.pages.listing import asked, facets
from onrecord.serve.render import address, respond, short
from onrecord.views.labels import labels
from onrecord.views.network import network

SIZES = (10, 25, 40, 60)

DRAWN = 80
"""Arrows that are drawn; with more nobody can follow one (read off drawings, 2026-11-27)."""

FILES = ("jsonl", "csv", "parquet", "graphml", "network.svg", "network.png")
"""Formats that have who acts on whom."""

DONE = tuple(("status", status) for status in HAPPENED)
"""What counts as an act where no status is asked for: nothing planned or denied."""


def show(request: Request) -> Response:
    """The network of the events asked for."""
    desk: Desk = request.app.state.desk
    here = address(request)
    if not here.get("status"):
        here = Address(here.path, (*here.pairs, *DONE))
    chosen = desk.frame("event").select(asked(desk, "event", here))
    top = size(here)
    made = network(chosen, most=top)
    names = {node.key: desk.name("event", "actor", node.key) for node in made.nodes}
    return respond(
        request,
        "network.html",
        network=made,
        names=names,
        drawn_most=DRAWN,
        labels=labels(made.nodes, {key: short(name, 28) for key, name in names.items()}),
        top=top,
        events=Address("/events", tuple(p for p in here.pairs if p[0] not in SHOWN)),
        sizes=SIZES,
        offers=[
            o for o in offers("event", here, merged=desk.merged("event")) if o.format.name in FILES
        ],
        total=chosen.total,
        of=len(chosen.frame),
        facets=facets(desk, "event", chosen, here, names=KEPT),
    )


def size(here: Address) -> int:
    """How many actors an address asks for."""
    told = here.get("top") or ""
    return int(told) if told in map(str, SIZES) else 25


KEPT = ("quad", "type", "status", "actor", "country", "outlet")
"""Filters that make sense for a network."""

ROUTES = [Route("/network", show, name="network")]
