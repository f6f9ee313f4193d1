"""Review: records to check one after the other, decisions with who and when, what they measure."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from typing import Any, BinaryIO

import numpy as np
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.errors import OnRecordError
from onrecord.exports import FORMATS, taken
from onrecord.records.correcting import FIELDS
from onrecord.serve.desk import Desk
from onrecord.serve.pages.one import passages
from onrecord.serve.pages.settings import YEAR, back, form
from onrecord.serve.render import address, respond
from onrecord.serve.sending import Sent
from onrecord.store import KINDS, Filter, Store
from onrecord.views.precision import measured
from onrecord.views.told import best_report
from onrecord.views.words import tell

QUEUES = ("sure", "used", "chance")
"""Least sure first; least sure of the most used first; by lot, which alone measures fairly."""

LOOKED = 400
"""Records looked at to find one that nobody has checked."""


def queue(request: Request) -> Response:
    """The next record to check."""
    desk: Desk = request.app.state.desk
    here = address(request)
    kind = here.get("kind") if here.get("kind") in KINDS else None
    order = here.get("queue") if here.get("queue") in QUEUES else "sure"
    found = desk.findings()
    done = {f.now: f.told for f in found if f.now}
    wanted = here.get("record")
    record = desk.store.by_id(wanted) if wanted else None
    left = None
    if record is None:
        record, left = _next(desk, kind, str(order), done)
    story = desk.store.story(record["story"]) if record else None
    made = [(f.kind, f.confidence, f.told["verb"] == "accept") for f in found if f.kind]
    return respond(
        request,
        "review.html",
        record=record,
        told=tell(record) if record else None,
        story=story,
        passages=passages(story["text"], record["evidence"]) if record and story else [],
        fields=FIELDS.get(record["kind"], ()) if record else (),
        verdict=done.get(record["id"]) if record else None,
        kind=kind,
        kinds=KINDS,
        order=order,
        queues=QUEUES,
        left=left,
        measured=measured(made),
        checked=len(made),
        decisions=desk.store.recent_decisions(limit=25),
        reviewer=request.cookies.get("reviewer") or _user(),
    )


def _next(
    desk: Desk, kind: str | None, order: str, done: dict[str, Any]
) -> tuple[dict[str, Any] | None, int]:
    """The first record of a queue that nobody has checked, and how many there are left."""
    best: list[tuple[float, str, int]] = []
    left = 0
    for one in (kind,) if kind else KINDS:
        frame = desk.frame(one)
        left += len(frame)
        if order == "chance":
            # A fixed shuffle: everybody's next is the same, whatever was checked.
            rank = (frame.numbers * 2654435761 % 2**32) / 2**32
        elif order == "used":
            rank = frame.weight - 0.15 * np.log2(1.0 + frame.size)
        else:
            rank = frame.weight.astype(np.float64)
        most = min(LOOKED, len(rank))
        first: list[int] = np.argpartition(rank, most - 1)[:most].tolist() if most else []
        best += [(float(rank[at]), one, int(frame.numbers[at])) for at in first]
    best.sort()
    for begin in range(0, len(best), 40):
        for record in _records(desk, best[begin : begin + 40]):
            if record["id"] not in done:
                return record, max(0, left - len(done))
    return None, 0


def _records(desk: Desk, some: list[tuple[float, str, int]]) -> list[dict[str, Any]]:
    """The extracted records of things: of a merged one that of its best report."""
    wanted: dict[int, str] = {}
    for kind in {kind for _, kind, _ in some}:
        at = [n for n, one in enumerate(some) if one[1] == kind]
        for n, line in zip(at, desk.short_lines(kind, [some[n][2] for n in at]), strict=False):
            own = line.get("records") or [best_report(line) or line["id"]]
            wanted[n] = own[0]
    found = desk.store.records_by_id(wanted.values())
    return [found[wanted[n]] for n in sorted(wanted) if wanted[n] in found]


async def decide(request: Request) -> Response:
    """Keeps what somebody found."""
    from starlette.concurrency import run_in_threadpool

    given = await form(request)
    by = str(given.get("by") or "").strip()[:80] or _user()
    try:
        await run_in_threadpool(_decide, request.app.state.desk, dict(given), by)
    except OnRecordError as error:
        raise HTTPException(409, str(error)) from None
    request.app.state.desk.written()
    response = RedirectResponse(back(given), status_code=303)
    response.set_cookie(
        "reviewer",
        by.encode("ascii", "replace").decode(),
        max_age=YEAR,
        httponly=True,
        samesite="strict",
    )
    return response


def _decide(desk: Desk, given: dict[str, Any], by: str) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    verb, target = str(given.get("verb") or ""), str(given.get("target") or "")
    with Store(desk.path, write=True) as store:
        if verb == "accept":
            store.accept(target, by=by, at=at)
        elif verb == "reject":
            store.reject(target, by=by, at=at, reason=str(given.get("reason") or ""))
        elif verb == "correct":
            value = str(given.get("value") or "")
            store.correct(target, str(given.get("field") or ""), value, by=by, at=at)
        elif verb == "undo":
            store.undo(target, by=by, at=at)
        elif verb == "join":
            store.join(target, str(given.get("other") or "").strip(), by=by, at=at)
        elif verb == "split":
            parts = [str(p) for p in given.get("parts") or () if p]
            store.split(target, parts, by=by, at=at)
        else:
            raise OnRecordError(f"{verb!r} is no decision; nothing was changed.")


async def regroup(request: Request) -> Response:
    """Splits or joins what was put together."""
    from starlette.concurrency import run_in_threadpool

    given = await form(request)
    by = str(given.get("by") or "").strip()[:80] or request.cookies.get("reviewer") or _user()
    told = dict(given) | {"parts": [str(p) for p in given.getlist("parts")]}
    try:
        await run_in_threadpool(_decide, request.app.state.desk, told, by)
    except OnRecordError as error:
        raise HTTPException(409, str(error)) from None
    request.app.state.desk.written()
    return RedirectResponse(back(given), status_code=303)


def training(request: Request) -> Response:
    """Everything that people found, as lines that training reads: text, record, verdict."""
    desk: Desk = request.app.state.desk
    one = FORMATS["verdicts"]

    def write(out: BinaryIO) -> int:
        with Store(desk.path) as store, taken(store, kind=None, asked=Filter()) as found:
            return one.write(found, out)

    return Sent(write, media=one.media, name="verdicts.jsonl")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


ROUTES = [
    Route("/review", queue, name="review"),
    Route("/review/decide", decide, methods=["POST"]),
    Route("/review/regroup", regroup, methods=["POST"]),
    Route("/review/verdicts.jsonl", training),
]
