"""Add: texts pasted, files dropped and addresses fetched, read while you go on."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePath

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord import sources
from onrecord.errors import Failed, UsageError
from onrecord.serve.adding import Adding, Addresses
from onrecord.serve.pages.settings import form
from onrecord.serve.render import respond
from onrecord.sources import Document, Given
from onrecord.sources.address import listed
from onrecord.store import day

FILES = 500
"""Files taken at once; a folder with more is for the command line."""

ADDRESSES = 200
"""Addresses taken at once; more are for `onrecord watch`."""

NEWEST = (10, 50, 200, 1000)
"""How many pages of a feed or sitemap may be asked for."""

LARGEST = 256 * 2**20
"""Bytes that one form may have."""


def show(request: Request) -> Response:
    """The forms, and what was given before."""
    adding: Adding = request.app.state.adding
    return respond(request, "add.html", jobs=adding.jobs(), newest=NEWEST)


def progress(request: Request) -> Response:
    """The jobs alone: the page asks for them while one is under way."""
    adding: Adding = request.app.state.adding
    return respond(request, "_jobs.html", jobs=adding.jobs())


async def stop(request: Request) -> Response:
    """Stops a job, or asks again for what one that was stopped had left."""
    adding: Adding = request.app.state.adding
    given = await form(request)
    number, verb = str(given.get("job") or ""), str(given.get("verb") or "")
    if not (number.isascii() and number.isdigit() and len(number) < 9):
        raise UsageError(f"{number!r} is no job; nothing was changed.")
    (adding.resume if verb == "resume" else adding.stop)(int(number))
    return RedirectResponse("/add#jobs", status_code=303)


async def take(request: Request) -> Response:
    """Takes a text, files or addresses."""
    length = request.headers.get("content-length") or ""
    if not length.isdigit() or int(length) > LARGEST:
        raise HTTPException(413, "That is too much at once; give large folders to onrecord add.")
    given = await form(request, files=FILES)
    try:
        await _submit(given, request.app.state.adding)
    finally:
        await given.close()
    return RedirectResponse("/add", status_code=303)


async def _submit(given: FormData, adding: Adding) -> None:
    said = _said(given)
    text = str(given.get("text") or "")
    if text.strip():
        title = str(given.get("title") or "").strip()
        documents = [pasted(text, title=title, given=said)]
        adding.submit(title or " ".join(text.split())[:60], documents, total=1)
    uploads = [f for f in given.getlist("files") if isinstance(f, UploadFile) and f.filename]
    if uploads:
        kept = [(str(f.filename), await f.read()) for f in uploads]
        names = ", ".join(name for name, _ in kept[:3]) + (" …" if len(kept) > 3 else "")
        adding.submit(names, dropped(kept, given=said), total=len(kept))
    addresses = tuple(listed(str(given.get("addresses") or "")))
    if len(addresses) > ADDRESSES:
        raise UsageError(
            f"These are more than {ADDRESSES} addresses; give them to onrecord watch in a file."
        )
    if addresses:
        title = addresses[0] + (f" + {len(addresses) - 1}" if len(addresses) > 1 else "")
        told = Addresses(those=addresses, given=said, most=_most(given))
        adding.submit(title, told, total=len(addresses))
    if not (text.strip() or uploads or addresses):
        raise UsageError("There was no text, no file and no address; nothing was added.")


def _most(given: FormData) -> int:
    """How many pages of each feed or sitemap are taken."""
    told = str(given.get("newest") or NEWEST[1])
    if told not in map(str, NEWEST):
        raise UsageError(f"{told!r} is no number of pages offered; nothing was added.")
    return int(told)


def _said(given: FormData) -> Given:
    """What the form says of the pages."""
    told = {n: str(given.get(n) or "").strip() or None for n in ("published", "outlet", "url")}
    if told["published"] and day(told["published"], last=False) is None:
        raise UsageError(f"{told['published']!r} is no date; write 2026, 2026-11 or 2026-11-24.")
    return Given(**told)


def pasted(text: str, *, title: str, given: Given) -> Document:
    r"""A pasted text as a document; what looks like a page's source is read as such.

    >>> pasted("Talks ended.", title="", given=Given()).media
    'story'
    >>> pasted("<!doctype html><p>Talks ended.", title="", given=Given()).media
    'html'
    """
    if text.lstrip()[:200].lower().startswith(("<!doctype html", "<html")):
        data = text.encode("utf-8", "replace")
        return Document(name="pasted page", media="html", data=data, given=given)
    plain = text.replace("\r\n", "\n")
    digest = hashlib.sha256(f"{title}\0{plain}".encode("utf-8", "replace")).hexdigest()[:16]
    line = {
        "id": digest,
        "text": plain,
        "title": title or None,
        "published": given.published,
        "outlet": given.outlet,
        "url": given.url,
    }
    kept = {k: v for k, v in line.items() if v is not None}
    return Document(name="pasted text", media="story", data=json.dumps(kept).encode(), given=given)


def dropped(files: list[tuple[str, bytes]], *, given: Given) -> Iterator[Document | Failed]:
    """The pages of files that were sent, as if they had been named on the command line."""
    with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
        for number, (name, data) in enumerate(files):
            # Only the last part of a name is used, and in a folder of its own.
            bare = PurePath(name.replace("\\", "/")).name or "file"
            place = Path(folder) / str(number)
            place.mkdir()
            path = (
                place / ("".join(c if c.isprintable() and c != "/" else "_" for c in bare)[-120:])
            )
            path.write_bytes(data)
            for found in sources.read([str(path)], given=given):
                told = (found.page if isinstance(found, Failed) else found.name).replace(
                    str(path), bare
                )
                yield (
                    replace(found, page=told)
                    if isinstance(found, Failed)
                    else replace(found, name=told)
                )
            path.unlink()


ROUTES = [
    Route("/add", show, name="add"),
    Route("/add", take, methods=["POST"]),
    Route("/add/jobs", progress),
    Route("/add/stop", stop, methods=["POST"]),
]
