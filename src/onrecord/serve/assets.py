"""The shipped files, held in memory and compressed once: a page's style does not wait for pages."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

COMPRESSED = (".css", ".js", ".svg", ".txt")
"""Endings of files that get smaller; fonts are compressed as they are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asset:
    """A file: its bytes, the same compressed where that helps, its media type and its hash."""

    plain: bytes
    packed: bytes | None
    media: str
    tag: str


@lru_cache(maxsize=1)
def assets() -> dict[str, Asset]:
    """All shipped files by their path under `static`."""
    return dict(_found(files("onrecord.serve") / "static", ""))


def _found(folder: Traversable, before: str) -> Iterator[tuple[str, Asset]]:
    for one in folder.iterdir():
        name = before + one.name
        if one.is_dir():
            yield from _found(one, f"{name}/")
            continue
        data = one.read_bytes()
        media = "font/woff2" if name.endswith(".woff2") else mimetypes.guess_type(name)[0]
        text = name.endswith(COMPRESSED)
        charset = "; charset=utf-8" if text and not name.endswith(".svg") else ""
        yield (
            name,
            Asset(
                plain=data,
                packed=gzip.compress(data, 9, mtime=0) if text else None,
                media=(media or "application/octet-stream") + charset,
                tag=hashlib.sha256(data).hexdigest()[:20],
            ),
        )


def link(name: str) -> str:
    """The address of a shipped file; it changes with the file, so that it can be kept for ever."""
    return f"/static/{name}?v={assets()[name].tag[:10]}"


async def send(request: Request) -> Response:
    """A file; one whose address has a version may be kept for ever."""
    found = assets().get(request.path_params["path"])
    if found is None:
        raise HTTPException(404, "There is no such file.")
    lasting = "v" in request.query_params
    headers = {
        "cache-control": "public, max-age=31536000, immutable" if lasting else "no-cache",
        "etag": f'"{found.tag}"',
        "vary": "accept-encoding",
    }
    if f'"{found.tag}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    body = found.plain
    if found.packed is not None and "gzip" in request.headers.get("accept-encoding", ""):
        body, headers["content-encoding"] = found.packed, "gzip"
    return Response(body, media_type=found.media, headers=headers)
