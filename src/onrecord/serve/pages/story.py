"""Stories: the list of them, and one with its text as stored and its records in the margin."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.serve.address import path
from onrecord.serve.desk import Desk
from onrecord.serve.offers import offers
from onrecord.serve.render import address, respond
from onrecord.store import Filter
from onrecord.views.margin import marks, reading
from onrecord.views.words import tell

PAGE = 50
SORTED = 20_000
"""Stories that are put in order of their days; of more, those added last come first."""

MOST = 400
"""Records in the margin of one page of a story."""


def stories(request: Request) -> Response:
    """Stories, the newest first, or those added last."""
    desk: Desk = request.app.state.desk
    here = address(request)
    total = desk.cached("story_count")
    by_day = total <= SORTED and here.get("sort") != "added"
    before, start = _number(here.get("before")), _number(here.get("from")) or 0
    if by_day:
        some = desk.store.stories_by_day(start=start, limit=PAGE + 1)
    else:
        some = desk.store.stories(before=before, limit=PAGE + 1)
    following = None
    if len(some) > PAGE:
        last = some[PAGE - 1]["number"]
        following = here.to("from", start + PAGE) if by_day else here.to("before", last)
    return respond(
        request,
        "stories.html",
        stories=some[:PAGE],
        start=start if by_day else None,
        previous=here.to("from", max(start - PAGE, 0) or "") if by_day and start else None,
        following=following,
        by_day=by_day,
        sortable=total <= SORTED,
        total=total,
        offers=offers("story", here, merged=False),
    )


def _number(told: str | None) -> int | None:
    held = told or ""
    return int(held) if held.isascii() and held.isdigit() and len(held) < 18 else None


def story(request: Request) -> Response:
    """One story."""
    desk: Desk = request.app.state.desk
    identity = request.path_params["id"]
    held = desk.store.story(identity)
    if held is None:
        similar = ", ".join(desk.store.similar_ids(identity)) if identity else ""
        more = f" Ids that begin so: {similar}." if similar else ""
        raise HTTPException(404, f"There is no story {identity} in this store.{more}")
    records = list(desk.store.in_order_read(Filter(story=identity)))
    told = address(request).get("from") or "0"
    start = int(told) if told.isascii() and told.isdigit() and len(told) < 12 else 0
    at = address(request).get("record")
    if at and not start:
        start = _page_of(records, at)
    read = reading(held["text"], records, start=start)
    beside = [
        (r, tell(r), [m for m in marks([r]) if read.start <= m.start < read.end])
        for r in records
        if any(read.start <= e["start"] < read.end for e in r["evidence"])
    ]
    beside.sort(key=lambda one: min(m.start for m in one[2]))
    return respond(
        request,
        "story.html",
        story=held,
        reading=read,
        beside=beside[:MOST],
        beside_of=len(beside),
        records=len(records),
    )


def _page_of(records: list[dict[str, object]], identity: str) -> int:
    """Where a page of the text must begin so that a record's first words are on it."""
    from onrecord.views.margin import LONG

    for record in records:
        if record["id"] == identity:
            first = min(m.start for m in marks([record]))
            return 0 if first < LONG // 2 else first - 2000
    return 0


def moved(request: Request) -> Response:
    """The command's name in the address leads to the same page."""
    return RedirectResponse(path("stories", request.path_params["id"]), status_code=308)


ROUTES = [
    Route("/stories", stories, name="stories"),
    Route("/stories/{id:path}", story, name="story"),
    Route("/story/{id:path}", moved),
]
