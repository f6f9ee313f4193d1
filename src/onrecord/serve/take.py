"""What a list shows, all of it, as a file in each format: `/export?format=csv&kind=event&...`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.errors import UsageError
from onrecord.exports import FORMATS, Format, Taken, fitting, taken
from onrecord.exports.taken import Stories, ahead
from onrecord.serve.desk import Desk
from onrecord.serve.pages.listing import KIND, SORTS, asked
from onrecord.serve.pages.network import size
from onrecord.serve.render import address
from onrecord.serve.sending import Sent
from onrecord.store import KINDS, Filter, Store, paging

BATCH = 400
"""Lines read at once."""


def show(request: Request) -> Response:
    """The file. Without a kind it is all records of the store."""
    here = address(request)
    desk: Desk = request.app.state.desk
    one = FORMATS.get(here.get("format") or "")
    if one is None:
        raise UsageError(f"There is no such format; choose one of {', '.join(FORMATS)}.")
    kind = here.get("kind")
    kind = KIND.get(kind or "", kind)
    if kind not in (None, "story", *KIND.values()):
        raise UsageError(f"There is no list of {kind}.")
    if kind in (None, "story") or kind not in one.kinds:
        return _whole(one, kind, desk)
    frame = desk.frame(kind)
    merged = desk.merged(kind)
    numbers = frame.select(asked(desk, kind, here)).numbers(
        by=here.get("sort") or SORTS.get(kind, "-date"), start=0, limit=None
    )

    def write(out: BinaryIO) -> int:
        with Store(desk.path) as beside:
            stories = Stories(beside.story, lambda ids: paging.whole_stories(beside, ids))
            found = Taken(
                lines=ahead(_lines(desk, kind, numbers), stories),
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


ROUTES = [Route("/export", show, name="export")]
