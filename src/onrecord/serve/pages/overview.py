"""The first page: what is in the store, what is new, what is disputed, who acts on whom."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.serve.address import Address
from onrecord.serve.desk import Desk
from onrecord.serve.offers import offers
from onrecord.serve.pages.actors import complete
from onrecord.serve.pages.story import SORTED
from onrecord.serve.render import respond
from onrecord.store import KINDS
from onrecord.views.opening import FEW, opening
from onrecord.views.timeline import timeline
from onrecord.views.worldmap import spots


def show(request: Request) -> Response:
    """The overview."""
    desk: Desk = request.app.state.desk
    store = desk.store
    numbers = {kind: desk.count(kind) for kind in (*KINDS, "dispute", "actor", "happening")}
    chosen = desk.frame("event").select_all()
    first = opening(chosen)
    latest, most, plans = (
        complete(desk, desk.short_lines("event", numbers))
        for numbers in (first.latest, first.most, first.plans)
    )
    disputes = desk.frame("dispute").select_all().numbers(by="-date", limit=FEW)
    names = {key: desk.name("event", "actor", key) for a, b, _ in first.acting for key in (a, b)}
    stories = desk.cached("story_count")
    newest = store.stories_by_day(limit=FEW) if stories <= SORTED else store.stories(limit=FEW)
    return respond(
        request,
        "overview.html",
        numbers=numbers,
        reports=int(chosen.frame.size.sum()),
        merged=desk.merged("event"),
        offers=offers("event", Address("/events"), merged=desk.merged("event")),
        stories=stories,
        timeline=timeline(chosen),
        map=spots(chosen),
        types=chosen.counts("type"),
        countries=chosen.tally("country").top(FEW),
        places=[
            (key, desk.name("event", "place", key), n)
            for key, _, n in chosen.tally("place").top(FEW + 2)
        ],
        outlets=chosen.tally("outlet").values,
        latest=latest,
        most=[r for r in most if (r.get("counts") or {}).get("reports", 1) > 1],
        plans=plans,
        disputes=desk.lines("dispute", disputes),
        pairs=[(a, names[a], b, names[b], n) for a, b, n in first.acting],
        newest=newest,
        heads=store.heads(r["story"] for r in latest if r.get("story")),
        by_day=stories <= SORTED,
    )


ROUTES = [Route("/", show, name="overview")]
