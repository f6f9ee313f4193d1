"""The first page: what is in the store, what is new, what is disputed, who acts on whom."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.exports.graphml import HAPPENED
from onrecord.serve.desk import Desk
from onrecord.serve.pages.actors import complete
from onrecord.serve.pages.story import SORTED
from onrecord.serve.render import respond
from onrecord.store import KINDS
from onrecord.views.frame import Asked
from onrecord.views.network import pairs
from onrecord.views.timeline import timeline
from onrecord.views.worldmap import spots

FEW = 6


def show(request: Request) -> Response:
    """The overview."""
    desk: Desk = request.app.state.desk
    store = desk.store
    numbers = {kind: len(desk.frame(kind)) for kind in (*KINDS, "dispute", "actor", "happening")}
    chosen = desk.frame("event").select_all()
    happened = chosen.frame.select(Asked(values={"status": HAPPENED}))
    latest = complete(desk, desk.lines("event", happened.numbers(limit=FEW)))
    most = complete(desk, desk.lines("event", chosen.numbers(by="-reports", limit=FEW)))
    announced = chosen.frame.select(Asked(values={"status": ("planned",)}))
    plans = complete(desk, desk.lines("event", announced.numbers(limit=FEW)))
    disputes = desk.frame("dispute").select_all().numbers(by="-date", limit=FEW)
    frame = chosen.frame
    happened = Asked(values={"status": HAPPENED})
    acting = desk.once("pairs", frame, lambda: pairs(frame.select(happened), most=FEW + 2))
    names = {key: desk.name("event", "actor", key) for a, b, _ in acting for key in (a, b)}
    stories = desk.cached("story_count")
    newest = store.stories_by_day(limit=FEW) if stories <= SORTED else store.stories(limit=FEW)
    return respond(
        request,
        "overview.html",
        numbers=numbers,
        reports=int(chosen.frame.size.sum()),
        merged=desk.merged("event"),
        stories=stories,
        timeline=desk.once("timeline", frame, lambda: timeline(chosen)),
        map=desk.once("map", frame, lambda: spots(chosen)),
        types=desk.once("types", frame, lambda: chosen.counts("type")),
        countries=desk.once("countries", frame, lambda: chosen.counts("country")[:FEW]),
        places=[
            (key, desk.name("event", "place", key), n)
            for key, _, n in desk.once("places", frame, lambda: chosen.counts("place")[: FEW + 2])
        ],
        outlets=desk.once("outlets", frame, lambda: len(chosen.counts("outlet"))),
        latest=latest,
        most=[r for r in most if (r.get("counts") or {}).get("reports", 1) > 1],
        plans=plans,
        disputes=desk.lines("dispute", disputes),
        pairs=[(a, names[a], b, names[b], n) for a, b, n in acting],
        newest=newest,
        heads=store.heads(r["story"] for r in latest if r.get("story")),
        by_day=stories <= SORTED,
    )


ROUTES = [Route("/", show, name="overview")]
