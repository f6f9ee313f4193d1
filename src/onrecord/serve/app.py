"""The workbench as an ASGI application: the pages' routes behind the guard."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import anyio.to_thread
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route

from onrecord.errors import StoreError, UsageError
from onrecord.serve import api, assets, take
from onrecord.serve.adding import Adding
from onrecord.serve.desk import Desk
from onrecord.serve.guard import Guard, Keys
from onrecord.serve.pages import (
    actors,
    add,
    listing,
    network,
    one,
    overview,
    review,
    search,
    settings,
    sources,
    story,
    why,
)
from onrecord.serve.render import respond
from onrecord.workers import Crew

THREADS = 3
"""Pages made at once; each thread has its own connection to the store. More would only wait for
each other: there is one interpreter."""

TURN = 0.0005
"""Seconds after which a thread lets another one on that waits; with Python's own 0.005 a page that
asks the store forty times waits for 0.2 s where others are made (2026-11-27)."""

PAGES = (
    overview,
    listing,
    one,
    actors,
    network,
    review,
    add,
    sources,
    story,
    search,
    settings,
    why,
)


def routes() -> list[BaseRoute]:
    """All addresses."""
    found: list[BaseRoute] = [Route("/static/{path:path}", assets.send)]
    for page in PAGES:
        found += page.ROUTES
    return [*found, *take.ROUTES]


def make(
    store: Path,
    *,
    keys: Keys,
    port: int = 0,
    crew: Callable[[], Crew] | None = None,
    loopback: bool = False,
) -> Guard:
    """The application over a store, ready to be served on that port of this machine.

    `crew` makes the reading processes of what is added; `loopback` lets this machine's own
    addresses be fetched, for tests.
    """
    desk = Desk(store)
    adding = Adding(store, crew=crew or (lambda: Crew(jobs=1)), loopback=loopback)

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = THREADS
        turn = sys.getswitchinterval()
        sys.setswitchinterval(TURN)
        desk.begin()
        yield
        sys.setswitchinterval(turn)
        adding.close()
        desk.close()

    app = Starlette(
        routes=[Mount("/api", api.make(desk)), *routes()],
        lifespan=life,
        exception_handlers={HTTPException: _wrong, StoreError: _unusable, UsageError: _misused},
    )
    app.state.desk = desk
    app.state.adding = adding
    return Guard(app, keys=keys, port=port)


def _wrong(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return respond(
        request, "wrong.html", status=error.status_code, code=error.status_code, what=error.detail
    )


def _unusable(request: Request, error: Exception) -> Response:
    return respond(request, "wrong.html", status=503, code=503, what=str(error))


def _misused(request: Request, error: Exception) -> Response:
    return respond(request, "wrong.html", status=400, code=400, what=str(error))
