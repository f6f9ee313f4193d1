"""Review: records to check one after the other, decisions with who and when, what they measure."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime
from typing import Any, BinaryIO
from urllib.parse import urlencode

import numpy as np
from numpy.typing import NDArray
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.errors import OnRecordError
from onrecord.exports import FORMATS, taken
from onrecord.records.correcting import FIELDS, WORDS, allowed
from onrecord.records.evidence import ROLES
from onrecord.records.remarking import around, places
from onrecord.serve.address import Address, path
from onrecord.serve.desk import Desk
from onrecord.serve.pages.one import passages
from onrecord.serve.pages.settings import YEAR, back, form
from onrecord.serve.render import address, respond
from onrecord.serve.sending import Sent
from onrecord.store import KINDS, Filter, Store
from onrecord.store.reviewing import Finding
from onrecord.views.frame import Frame
from onrecord.views.lots import lots
from onrecord.views.precision import measured
from onrecord.views.together import changed
from onrecord.views.told import best_report
from onrecord.views.words import brief, tell

QUEUES = ("sure", "used", "chance")
"""Least sure first; least sure of the most used first; by lot, which alone measures fairly."""

CHECKED = (*KINDS, "dispute")
"""Kinds that are checked one after the other."""

MOST = 40
"""Places of words that are offered to choose from."""

LOOKED = 400
"""Records looked at to find one that nobody has checked."""


def queue(request: Request) -> Response:
    """The next record to check."""
    desk: Desk = request.app.state.desk
    here = address(request)
    kind = here.get("kind") if here.get("kind") in CHECKED else None
    order = here.get("queue") if here.get("queue") in QUEUES else "sure"
    found = desk.findings()
    done = {f.now: f.told for f in found if f.now}
    wanted = here.get("record")
    record = _wanted(desk, wanted) if wanted else None
    made_of = desk.store.derived_by_id([wanted]).get(wanted) if wanted and not record else None
    if made_of is not None:
        return RedirectResponse(path(made_of["kind"], made_of["id"]), status_code=307)
    left = None
    drawn = record is None and order == "chance"
    if record is None:
        record, left = _next(desk, kind, str(order), done)
    story = desk.store.story(record["story"]) if record and "story" in record else None
    made = [
        (f.kind, f.confidence, f.told["verb"] == "accept")
        for f in found
        if f.kind and f.told.get("drawn") == "lot"
    ]
    decisions = desk.store.recent_decisions(limit=25)
    return respond(
        request,
        "review.html",
        record=record,
        told=tell(record) if record and story else None,
        story=story,
        passages=passages(story["text"], record["evidence"]) if record and story else [],
        fields=_fields(record) if record and story else [],
        values=_values(record) if record and story else [],
        choice=_choice(here, record, story),
        drawn=drawn,
        verdict=done.get(record["id"]) if record else None,
        kind=kind,
        kinds=CHECKED,
        order=order,
        queues=QUEUES,
        left=left,
        measured=measured(made),
        checked=len(made),
        others=sum(f.kind is not None for f in found) - len(made),
        decisions=decisions,
        lapsed=_lapsed(desk, decisions, found),
        changed=changed,
        back_to=here.get("back")
        or Address("/review", (("kind", kind or ""), ("queue", str(order)))),
        reviewer=request.cookies.get("reviewer") or _user(),
    )


def _lapsed(desk: Desk, decisions: list[dict[str, Any]], found: list[Finding]) -> set[str]:
    """The ids of decisions that no longer apply; of most it is known what they are about now."""
    known = {f.told["id"]: f.now for f in found}
    rest = desk.store.lapsed(d for d in decisions if d["id"] not in known)
    return rest | {d["id"] for d in decisions if known.get(d["id"], d["id"]) is None}


def _wanted(desk: Desk, identity: str) -> dict[str, Any] | None:
    """The record of an id as it is shown, or as it was read where it was rejected; or a dispute."""
    record = desk.store.by_id(identity) or desk.store.extracted(identity)
    if record is None:
        line = desk.store.derived_by_id([identity]).get(identity)
        record = line if line and line["kind"] == "dispute" else None
    return record


def _fields(record: dict[str, Any]) -> list[tuple[str, str, str]]:
    """What can be corrected: the field, its name, and what it is; then the evidence of each role,
    the field with the words that are replaced behind a sign of equality."""
    out = [(field, field, brief(record[field])) for field in FIELDS[record["kind"]]]
    for role in ROLES[record["kind"]]:
        quotes = dict.fromkeys(e["quote"] for e in record["evidence"] if e["role"] == role)
        out += [
            (f"{WORDS}{role}" + (f"={quote}" if quote else ""), role, quote)
            for quote in quotes or ("",)
        ]
    return out


def _values(record: dict[str, Any]) -> list[str]:
    """Values that the fields of a record may have."""
    fields = FIELDS[record["kind"]]
    return list(dict.fromkeys(v for f in fields for v in allowed(record, f)))


def _choice(
    here: Address, record: dict[str, Any] | None, story: dict[str, Any] | None
) -> dict[str, Any] | None:
    """The places of words that stand more than once in the story, one of which is to be chosen."""
    field, value = str(here.get("field") or ""), str(here.get("value") or "")
    if record is None or story is None or not (field.startswith(WORDS) and value):
        return None
    found = places(story["text"], value)
    some = [(n, around(story["text"], span)) for n, span in enumerate(found[:MOST], 1)]
    return {"field": field, "value": value, "some": some, "of": len(found)}


def _ranked(frame: Frame, order: str) -> tuple[NDArray[np.float64], list[int]]:
    return frame.once(("queue", order), lambda: _first(frame, order))


def _first(frame: Frame, order: str) -> tuple[NDArray[np.float64], list[int]]:
    """How soon things are checked, the least first, and where in the frame the first ones are."""
    if order == "chance":
        rank = lots(frame.numbers)
    elif order == "used":
        rank = frame.weight.astype(np.float64) - 0.15 * np.log2(1.0 + frame.size)
    else:
        rank = frame.weight.astype(np.float64)
    most = min(LOOKED, len(rank))
    first: list[int] = np.argpartition(rank, most - 1)[:most].tolist() if most else []
    return rank, first


def _next(
    desk: Desk, kind: str | None, order: str, done: dict[str, Any]
) -> tuple[dict[str, Any] | None, int]:
    """The first record of a queue that nobody has checked, and how many there are left."""
    best: list[tuple[float, str, int]] = []
    left = 0
    for one in (kind,) if kind else CHECKED:
        frame = desk.frame(one)
        left += len(frame)
        rank, first = _ranked(frame, order)
        best += [(float(rank[at]), one, int(frame.numbers[at])) for at in first]
    best.sort()
    for begin in range(0, len(best), 40):
        for record in _records(desk, best[begin : begin + 40]):
            if record["id"] not in done:
                shown = sum(d["verb"] != "reject" for d in done.values())
                return record, max(1, left - shown)
    return None, 0


def _records(desk: Desk, some: list[tuple[float, str, int]]) -> list[dict[str, Any]]:
    """The extracted records of things: of a merged one that of its best report."""
    wanted: dict[int, str] = {}
    found: dict[str, dict[str, Any]] = {}
    for kind in {kind for _, kind, _ in some}:
        at = [n for n, one in enumerate(some) if one[1] == kind]
        for n, line in zip(at, desk.short_lines(kind, [some[n][2] for n in at]), strict=False):
            if kind == "dispute":
                wanted[n] = line["id"]
                found[line["id"]] = line
                continue
            own = line.get("records") or [best_report(line) or line["id"]]
            wanted[n] = own[0]
    found |= desk.store.records_by_id(wanted.values())
    return [found[wanted[n]] for n in sorted(wanted) if wanted[n] in found]


async def decide(request: Request) -> Response:
    """Keeps what somebody found."""
    from starlette.concurrency import run_in_threadpool

    given = await form(request)
    by = str(given.get("by") or "").strip()[:80] or _user()
    if several := await run_in_threadpool(_several, request.app.state.desk, dict(given)):
        return RedirectResponse(several, status_code=303)
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


def _several(desk: Desk, given: dict[str, Any]) -> str | None:
    """Where it is asked which of several places of some words is meant; None if that is plain."""
    field, value = str(given.get("field") or ""), str(given.get("value") or "")
    if given.get("verb") != "correct" or given.get("nth") or not field.startswith(WORDS):
        return None
    record = desk.store.by_id(str(given.get("target") or ""))
    story = desk.store.story(record["story"]) if record else None
    if record is None or story is None or len(places(story["text"], value)) < 2:
        return None
    asked = {"record": record["id"], "field": field, "value": value}
    asked |= {k: str(given[k]) for k in ("drawn", "back") if given.get(k)}
    return f"/review?{urlencode(asked)}#choose"


def _decide(desk: Desk, given: dict[str, Any], by: str) -> None:
    at = datetime.now(UTC).isoformat(timespec="seconds")
    verb, target = str(given.get("verb") or ""), str(given.get("target") or "")
    drawn = given.get("drawn") == "lot"
    with Store(desk.path, write=True) as store:
        if verb == "accept":
            store.accept(target, by=by, at=at, drawn=drawn)
        elif verb == "reject":
            reason = str(given.get("reason") or "")
            store.reject(target, by=by, at=at, reason=reason, drawn=drawn)
        elif verb == "correct":
            field, _, instead = str(given.get("field") or "").partition("=")
            nth = str(given.get("nth") or "")
            store.correct(
                target,
                field,
                str(given.get("value") or ""),
                by=by,
                at=at,
                nth=int(nth) if nth.isdecimal() and len(nth) < 6 else None,
                instead=instead,
                drawn=drawn,
            )
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
