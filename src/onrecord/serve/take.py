"""What a list shows, all of it, as a file in each format: `/export?format=csv&kind=event&...`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, BinaryIO

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from onrecord.errors import UsageError
from onrecord.exports import FORMATS, Format, Taken, dossier, fitting, taken
from onrecord.exports.taken import MADE, Stories, ahead
from onrecord.serve.address import Address
from onrecord.serve.desk import Desk
from onrecord.serve.pages.listing import KIND, SORTS, asked
from onrecord.serve.pages.network import size
from onrecord.serve.render import address
from onrecord.serve.sending import Sent
from onrecord.store import KINDS, Filter, Store, paging

Lines = Callable[[], Iterator[dict[str, Any]]]

BATCH = 400
"""Lines read at once."""


def show(request: Request) -> Response:
    """The file. Without a kind it is all records of the store, or of the `story`; with an `id` it
    is that one thing, with `reports` those of that event, with `q` the stories found."""
    here = address(request)
    desk: Desk = request.app.state.desk
    one = FORMATS.get(here.get("format") or "")
    if one is None:
        raise UsageError(f"There is no such format; choose one of {', '.join(FORMATS)}.")
    kind = here.get("kind")
    kind = KIND.get(kind or "", kind)
    if kind not in (None, "story", *KIND.values()):
        raise UsageError(f"There is no list of {kind}.")
    few = _few(desk, kind, here)
    if few is not None:
        merged, lines = few
        if kind not in one.kinds or one.merged not in (None, merged):
            raise UsageError(f"{one.name} does not hold this.")
    elif kind in (None, "story") or kind not in one.kinds:
        return _whole(one, kind, desk)
    else:
        frame = desk.frame(kind)
        merged = desk.merged(kind)
        numbers = frame.select(asked(desk, kind, here)).numbers(
            by=here.get("sort") or SORTS.get(kind, "-date"), start=0, limit=None
        )
        lines = partial(_lines, desk, kind, numbers)

    def write(out: BinaryIO) -> int:
        with Store(desk.path) as beside:
            stories = Stories(beside.story, lambda ids: paging.whole_stories(beside, ids))
            found = Taken(
                lines=ahead(lines(), stories),
                kind=kind,
                merged=merged,
                story=stories,
                record=beside.record,
                decisions=beside.decisions,
                called=beside.called,
                any_status=bool(here.get("status")),
                most=size(here),
            )
            return one.write(found, out)

    return Sent(write, media=one.media, name=one.file_name(kind))


def _few(desk: Desk, kind: str | None, here: Address) -> tuple[bool, Lines] | None:
    """What a page that is no list shows: whether it is made of many stories, and its lines. None
    where the address asks for a list."""
    identity, event, story = (here.get(name) for name in ("id", "reports", "story"))
    if identity and kind == "story":
        return False, partial(_stories, desk, [identity])
    if identity and kind:
        made = kind in MADE and identity in desk.store.derived_by_id([identity])
        read = desk.store.derived_by_id if made else desk.store.records_by_id
        return made, lambda: iter(read([identity]).values())
    if event and kind == "event":
        return False, lambda: (report.record for report in desk.store.reports(event))
    if story and kind is None:
        wanted = Filter(kinds=KINDS, story=story)
        return False, lambda: desk.store.in_order_read(wanted)
    words = here.get("q")
    if words and kind == "story":
        return False, lambda: _stories(desk, [hit.story for hit in desk.store.search(words)[0]])
    return None


def _stories(desk: Desk, ids: Sequence[str]) -> Iterator[dict[str, Any]]:
    return (story for story in map(desk.store.story, ids) if story is not None)


def _whole(one: Format, kind: str | None, desk: Desk) -> Response:
    kind, merged = fitting(one, kind=kind, merged=False)

    def write(out: BinaryIO) -> int:
        wanted = Filter(kinds=() if merged else (kind,) if kind in KINDS else KINDS)
        with (
            Store(desk.path) as store,
            taken(store, kind=kind, asked=wanted, merged=merged) as found,
        ):
            return one.write(found, out)

    return Sent(write, media=one.media, name=one.file_name(kind))


def _lines(desk: Desk, kind: str, numbers: Sequence[int]) -> Iterator[dict[str, Any]]:
    for begin in range(0, len(numbers), BATCH):
        yield from desk.lines(kind, numbers[begin : begin + BATCH])


def report(request: Request) -> Response:
    """The dossier of an actor, an event or an agreement: one page that needs no server."""
    desk: Desk = request.app.state.desk
    kind, identity = request.path_params["kind"], request.path_params["id"]
    found = desk.store.one(kind, identity) if kind in ABOUT else None
    if found is None or found.line is None:
        raise HTTPException(404, f"There is no {kind} {identity} in this store.")
    made = datetime.now(UTC).date().isoformat()
    html = dossier.page(ABOUT[kind](desk.store, found.line), made=made)
    name = f'attachment; filename="onrecord-{kind}.html"'
    return HTMLResponse(html.encode("utf-8", "replace"), headers={"content-disposition": name})


ABOUT: dict[str, Callable[[Store, dict[str, Any]], dossier.Dossier]] = {
    "actor": lambda store, line: dossier.about_actor(store, line, asked=Filter()),
    "event": dossier.about_event,
    "agreement": dossier.about_agreement,
}

ROUTES = [
    Route("/export", show, name="export"),
    Route("/report/{kind}/{id:path}", report, name="report"),
]
