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
MOST = 400
"""Records in the margin of one page of a story."""


def stories(request: Request) -> Response:
    """Stories, those added last first."""
    desk: Desk = request.app.state.desk
    told = address(request).get("before") or ""
    before = int(told) if told.isascii() and told.isdigit() and len(told) < 18 else None
    some = desk.store.stories(before=before, limit=PAGE + 1)
    return respond(
        request,
        "stories.html",
        stories=some[:PAGE],
        before=some[PAGE - 1]["number"] if len(some) > PAGE else None,
        total=desk.cached("story_count"),
        offers=offers("story", address(request), merged=False),
    )


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
