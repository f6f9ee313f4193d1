"""Gets what one address answers, within limits of size and time; follows nothing."""

from __future__ import annotations

import http.cookiejar
import ssl
import time
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import httpcore2
import httpx2

from onrecord.sources.address import Allowed, UnfetchableError
from onrecord.sources.bounded import CHUNK, LIMIT, UnreadableError, chunks, joined
from onrecord.sources.connect import Clock, Resolve, Transport, resolve
from onrecord.version import __version__

AGENT = "OnRecord"
"""The name that a robots.txt speaks to."""

USER_AGENT = f"{AGENT}/{__version__} (reads news on behalf of one analyst; heeds robots.txt)"

ACCEPT = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, "
    "application/xml;q=0.9, text/xml;q=0.9, text/plain;q=0.8, */*;q=0.1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one answer may cost: bytes unpacked, seconds, redirects followed."""

    size: int = LIMIT
    connect: float = 10.0
    read: float = 20.0
    total: float = 60.0
    redirects: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """What an address answered: the body is empty unless the status is 200."""

    status: int
    headers: httpx2.Headers
    data: bytes = b""


class UnansweredError(Exception):
    """Why there was no answer, in one sentence; `host` is whether the host is to blame, so that
    others of its addresses will fare no better."""

    def __init__(self, reason: str, *, host: bool = False) -> None:
        super().__init__(reason)
        self.host = host


class Getter:
    """Gets addresses, one at a time, without cookies, proxies or a memory."""

    def __init__(
        self,
        *,
        allowed: Allowed,
        limits: Limits,
        resolve: Resolve = resolve,
        clock: Clock = time.monotonic,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self.limits = limits
        none = http.cookiejar.CookieJar(http.cookiejar.DefaultCookiePolicy(allowed_domains=[]))
        self._client = httpx2.Client(
            transport=Transport(
                allowed=allowed, resolve=resolve, clock=clock, total=limits.total, trust=trust
            ),
            timeout=httpx2.Timeout(limits.read, connect=limits.connect),
            headers={
                "User-Agent": USER_AGENT,
                "Accept": ACCEPT,
                "Accept-Encoding": "gzip, deflate",
            },
            cookies=none,
            follow_redirects=False,
            trust_env=False,
        )

    def close(self) -> None:
        """Closes what is open."""
        self._client.close()

    def get(
        self,
        url: httpx2.URL,
        *,
        headers: Mapping[str, str] | None = None,
        limit: int | None = None,
        cut: bool = False,
    ) -> Got:
        """The answer; a body over `limit` bytes is refused, or cut off there if `cut`.

        Raises `UnfetchableError` for an address that points inward, `UnansweredError` where no
        answer came, `UnreadableError` for a body that is too long or damaged.
        """
        try:
            with self._client.stream("GET", url, headers=headers) as answer:
                if answer.status_code not in (200, 203):
                    return Got(status=answer.status_code, headers=answer.headers)
                data = _body(answer, limit=limit or self.limits.size, cut=cut)
                return Got(status=200, headers=answer.headers, data=data)
        except (UnfetchableError, UnreadableError):
            raise
        except (httpcore2.TimeoutException, httpx2.TimeoutException):
            limits = self.limits
            raise UnansweredError(
                f"it took too long ({limits.read:g} s for a part, {limits.total:g} s in all)",
                host=True,
            ) from None
        except (httpcore2.ConnectError, httpx2.ConnectError) as error:
            raise UnansweredError(f"there is no connection ({_short(error)})", host=True) from None
        except (
            httpcore2.NetworkError,
            httpcore2.ProtocolError,
            httpx2.HTTPError,
            httpx2.StreamError,
        ) as error:
            raise UnansweredError(f"the answer is broken ({_short(error)})") from None


def _body(answer: httpx2.Response, *, limit: int, cut: bool) -> bytes:
    """The body unpacked, never more than `limit` and one piece in memory.

    gzip is seen by how bytes begin, two layers deep: sitemaps are files of it, and servers pack
    such files once more.
    """
    if int(answer.headers.get("content-length", "0") or 0) > limit and not cut:
        raise UnreadableError(f"the page is longer than {limit / 1024 / 1024:g} MiB")
    encoding = answer.headers.get("content-encoding", "").strip().lower() or "identity"
    pieces: Iterator[bytes] = _counted(answer.iter_raw(CHUNK), limit=limit)
    if encoding == "deflate":
        pieces = _inflated(pieces)
    elif encoding not in ("gzip", "x-gzip", "identity"):
        raise UnreadableError(f"it is packed as {encoding[:40]!r}, which was not asked for")
    for _ in range(2):
        pieces = chunks(_Stream(pieces))
    if cut:
        return _cut(pieces, limit=limit)
    return joined(pieces, limit=limit)


class _Stream:
    """Pieces as a stream that is read from."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._left = b""

    def read(self, size: int, /) -> bytes:
        while len(self._left) < 2:  # gzip is told by two bytes
            piece = next(self._pieces, None)
            if piece is None:
                break
            self._left += piece
        out, self._left = self._left[:size], self._left[size:]
        return out


def _counted(pieces: Iterator[bytes], *, limit: int) -> Iterator[bytes]:
    """The pieces as sent; what packs nothing into much is refused too."""
    size = 0
    for piece in pieces:
        yield piece
        size += len(piece)
        if size > limit:
            raise UnreadableError(f"the page is longer than {limit / 1024 / 1024:g} MiB")


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What "deflate" packed: with zlib's head, as the standard says, or without, as some do."""
    first = next(pieces, b"")
    while len(first) < 2:
        more = next(pieces, None)
        if more is None:
            break
        first += more
    head = len(first) > 1 and first[0] & 15 == 8 and int.from_bytes(first[:2]) % 31 == 0
    unpacker = zlib.decompressobj(wbits=15 if head else -15)
    packed: bytes | None = first
    try:
        while packed is not None:
            yield unpacker.decompress(packed, CHUNK)
            while unpacker.unconsumed_tail:
                yield unpacker.decompress(unpacker.unconsumed_tail, CHUNK)
            packed = next(pieces, None)
    except zlib.error as error:
        raise UnreadableError(f"the deflate data is damaged ({error})") from None
    if first and not unpacker.eof:
        raise UnreadableError("the deflate data ends too early")


def _cut(pieces: Iterator[bytes], *, limit: int) -> bytes:
    parts, size = [], 0
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        if size >= limit:
            break
    return b"".join(parts)[:limit]


def _short(error: Exception) -> str:
    return (str(error) or type(error).__name__)[:120]
