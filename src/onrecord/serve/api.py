"""The record as JSON over HTTP, below `/api`, for programs: reading only."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from typing import Any
from urllib.parse import quote, urlencode

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.errors import StoreError, UsageError
from onrecord.jsonlines import dumps
from onrecord.serve import api_paths
from onrecord.serve.api_paths import LISTS, PATHS, USUAL, Path, paged
from onrecord.serve.desk import Desk
from onrecord.store import DERIVED_KINDS, Filter, Store, day, paging
from onrecord.store.search import CLOSE, OPEN

Asked = dict[str, Any]


class ProblemError(Exception):
    """What is wrong with a question, with members for its answer."""

    def __init__(self, status: int, detail: str, **more: Any) -> None:
        super().__init__(detail)
        self.status = status
        self.more = more


def make(desk: Desk) -> Starlette:
    """The API as an application, to be mounted at `/api`."""

    def answer(of: Path, ask: Callable[[Store, Path, Request, Asked], Any]) -> Route:
        def show(request: Request) -> Response:
            found = ask(desk.store, of, request, _asked(of, request))
            return found if isinstance(found, Response) else _answer(request, found)

        return Route(of.path.replace("{id}", "{id:path}"), show, methods=["GET"])

    routes = [answer(of, _ASK.get(of.path) or (_list if of in LISTS else _one)) for of in PATHS]
    routes.append(Route("/openapi.json", partial(_document), methods=["GET"]))
    return Starlette(
        routes=routes,
        exception_handlers={
            HTTPException: lambda _, e: _problem(e.status_code, str(e.detail), headers=e.headers),
            UsageError: lambda _, e: _problem(400, str(e)),
            StoreError: lambda _, e: _problem(503, str(e)),
            ProblemError: lambda _, e: _problem(e.status, str(e), **e.more),
        },
    )


def _document(request: Request) -> Response:
    return _answer(request, api_paths.document())


def _asked(of: Path, request: Request) -> Asked:
    """What is asked, by name. Raises `ProblemError` for what cannot be asked here."""
    known = {p.name: p for p in (*of.parameters, *(paged(of.merged) if of in LISTS else ()))}
    asked: Asked = {}
    for name, value in request.query_params.multi_items():
        if name not in known:
            raise ProblemError(400, f"{name!r} cannot be asked of {of.path}.")
        if name in asked:
            raise ProblemError(400, f"{name!r} is asked twice.")
        asked[name] = _value(name, value, dict(known[name].schema))
    for name in of.required:
        if name not in asked:
            raise ProblemError(400, f"{name!r} is missing.")
    return asked


def _value(name: str, value: str, schema: dict[str, Any]) -> Any:
    if "\x00" in value:
        raise ProblemError(400, f"{name!r} holds a character that is none.")
    if schema["type"] == "boolean":
        if value not in ("true", "false"):
            raise ProblemError(400, f"{name!r} is true or false.")
        return value == "true"
    if schema["type"] == "integer":
        number = int(value) if re.fullmatch(r"[0-9]{1,18}", value) else -1
        if not schema["minimum"] <= number <= schema["maximum"]:
            told = f"from {schema['minimum']} to {schema['maximum']}"
            raise ProblemError(400, f"{name!r} is a number {told}.")
        return number
    if not value:
        raise ProblemError(400, f"{name!r} is empty.")
    return value


def _filter(asked: Asked) -> Filter:
    wanted = {k: v for k, v in asked.items() if k not in ("limit", "after", "since", "until")}
    for name, last in (("since", False), ("until", True)):
        if name in asked:
            wanted[name] = day(asked[name], last=last)
            if wanted[name] is None:
                raise ProblemError(400, f"{name!r} is no date; write 2026, 2026-11 or 2026-11-24.")
    return Filter(**wanted)


def _list(store: Store, of: Path, request: Request, asked: Asked) -> Any:
    wanted, after, limit = _filter(asked), asked.get("after"), asked.get("limit", USUAL)
    total: int | None = None
    if of.merged:
        found = store.derived(of.kind, wanted, limit=limit, after=after)
        total = store.count_derived(of.kind, wanted) if after is None else None
    elif of.kind == "story":
        found = paging.stories(store, wanted, limit=limit, after=after)
        total = store.count_stories(wanted) if after is None else None
    else:
        wanted = replace(wanted, kinds=(of.kind,))
        found = paging.records(store, wanted, limit=limit, after=after)
        total = store.count(wanted) if after is None else None
    further = None
    if found.after is not None:
        rest = [(n, v) for n, v in request.query_params.multi_items() if n != "after"]
        further = f"/api{of.path}?{urlencode([*rest, ('after', found.after)])}"
    return {"items": list(found.lines), "total": total, "next": further}


def _one(store: Store, of: Path, request: Request, asked: Asked) -> Any:
    identity = _id(request)
    if of.kind == "story":
        story = store.story(identity)
        if story is None:
            raise ProblemError(404, f"There is no story {identity!r}.")
        records = list(store.in_order_read(Filter(story=identity)))
        return {"story": story | store.ties(identity), "records": records}
    if of.kind == "record":
        record = store.record(identity)
        if record is None:
            raise ProblemError(404, f"There is no record {identity!r}.")
        return record
    found = store.one(of.kind, identity)
    if found is None:
        raise ProblemError(404, f"There is no {of.kind} {identity!r}.")
    if len(found.moved) == 1 and found.line is not None:
        there = quote(found.moved[0], safe="")
        return RedirectResponse(f"/api/{of.kind}/{there}", status_code=308)
    if found.line is None:
        told = "is several now" if found.moved else "was withdrawn"
        raise ProblemError(410, f"{of.kind} {identity!r} {told}.", moved=list(found.moved))
    if of.kind != "event":
        return found.line
    reports = [
        {"report": r.said, "record": r.record, "story": {k: r.story.get(k) for k in _HEAD}}
        for r in store.reports(found.line["id"])
    ]
    disputes = {
        line["id"]: line
        for report in reports
        for line in store.each("dispute", Filter(story=report["record"]["id"]))
    }
    return {"event": found.line, "reports": reports, "disputes": list(disputes.values())}


_HEAD = ("id", "title", "outlet", "url", "published", "language")


def _counts(store: Store, of: Path, request: Request, asked: Asked) -> Any:
    merged = {f"merged_{k}": store.count_derived(k, Filter()) for k in DERIVED_KINDS}
    return store.counts() | merged


def _changes(store: Store, of: Path, request: Request, asked: Asked) -> Any:
    limit = asked.get("limit", USUAL)
    found = store.changes(asked.get("since", 0), limit=limit + 1)
    items = found[:limit]
    return {
        "items": items,
        "last": store.last_change(),
        "next": items[-1]["seq"] if len(found) > limit else None,
    }


def _search(store: Store, of: Path, request: Request, asked: Asked) -> Any:
    hits, total = store.search(asked["words"], limit=asked.get("limit", USUAL))
    items = [
        {
            "story": h.story,
            "title": h.title,
            "outlet": h.outlet,
            "published": h.published,
            "snippet": h.snippet.replace(OPEN, "").replace(CLOSE, ""),
        }
        for h in hits
    ]
    return {"items": items, "total": total}


def _why(store: Store, of: Path, request: Request, asked: Asked) -> Any:
    identity = _id(request)
    found = store.why(identity)
    if found is None:
        raise ProblemError(404, f"Nothing is merged or linked at {identity!r}.")
    return found


_ASK = {"/counts": _counts, "/changes": _changes, "/search": _search, "/why/{id}": _why}


def _id(request: Request) -> str:
    identity: str = request.path_params["id"]
    if not identity or "\x00" in identity:
        raise ProblemError(404, "That is no id.")
    return identity


def _answer(request: Request, value: Any) -> Response:
    """The value as JSON; nothing, where whoever asks has it already."""
    body = (dumps(value) + "\n").encode("utf-8")
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "private, no-cache"}
    held = {
        t.strip().removeprefix("W/") for t in request.headers.get("if-none-match", "").split(",")
    }
    if tag in held or "*" in held:
        return Response(status_code=304, headers=headers)
    if isinstance(value.get("next"), str):
        headers["link"] = f'<{value["next"]}>; rel="next"'
    return Response(body, media_type="application/json", headers=headers)


def _problem(status: int, detail: str, *, headers: Any = None, **more: Any) -> Response:
    """What is wrong, as RFC 9457 has it."""
    title = HTTPStatus(status).phrase
    value = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    body = (dumps(value) + "\n").encode("utf-8")
    return Response(
        body, status_code=status, media_type="application/problem+json", headers=headers
    )
