"""Connects to hosts whose addresses were looked at first, and to no other address."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterable, Iterator
from typing import Any, TypeAlias

import httpcore2
import httpx2

from onrecord.sources.address import Allowed, UnfetchableError
from onrecord.sources.inward import inward, loopback

Resolve: TypeAlias = Callable[[str, int], list[str]]
"""The IP addresses of a host for a port."""

Clock: TypeAlias = Callable[[], float]


def resolve(host: str, port: int) -> list[str]:
    """The IP addresses that the system has for a host, in its order."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Transport(httpx2.BaseTransport):
    """Sends requests, each through a connection of its own to an address that was checked.

    A connection that is kept could serve another host at the same address, and the time that an
    answer may take in all is counted from its connection.
    """

    def __init__(
        self,
        *,
        allowed: Allowed,
        resolve: Resolve,
        clock: Clock,
        total: float,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._pool = httpcore2.ConnectionPool(
            ssl_context=trust or httpx2.create_ssl_context(trust_env=False),
            max_keepalive_connections=0,
            network_backend=_Checked(allowed=allowed, resolve=resolve, clock=clock, total=total),
        )

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer, its body still to be read."""
        assert isinstance(request.stream, httpx2.SyncByteStream)
        asked = httpcore2.Request(
            method=request.method,
            url=httpcore2.URL(
                scheme=request.url.raw_scheme,
                host=request.url.raw_host,
                port=request.url.port,
                target=request.url.raw_path,
            ),
            headers=request.headers.raw,
            content=request.stream,
            extensions=request.extensions,
        )
        got = self._pool.handle_request(asked)
        return httpx2.Response(got.status, headers=got.headers, stream=_Body(got))

    def close(self) -> None:
        """Closes what is open."""
        self._pool.close()


class _Body(httpx2.SyncByteStream):
    def __init__(self, got: httpcore2.Response) -> None:
        self._got = got

    def __iter__(self) -> Iterator[bytes]:
        yield from self._got.iter_stream()

    def close(self) -> None:
        self._got.close()


class _Checked(httpcore2.NetworkBackend):
    """Looks a name up once, refuses it if any of its addresses points inward, and connects to the
    very address that was looked at: a second answer of the name's server is never asked for."""

    def __init__(self, *, allowed: Allowed, resolve: Resolve, clock: Clock, total: float) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._clock = clock
        self._total = total
        self._under = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        end = self._clock() + self._total
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError):
            raise httpcore2.ConnectError("the host's name leads nowhere") from None
        if not found:
            raise httpcore2.ConnectError("the host's name leads nowhere")
        for ip in found:
            self._check(ip, port=port)
        last: Exception = httpcore2.ConnectError()
        for ip in found:
            left = end - self._clock()
            if left <= 0:
                break
            try:
                stream = self._under.connect_tcp(
                    ip, port, timeout=min(timeout or left, left), socket_options=socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                last = error
                continue
            return _Timed(stream, end=end, clock=self._clock)
        raise last

    def _check(self, ip: str, *, port: int) -> None:
        if self._allowed.loopback and loopback(ip):
            return
        why = inward(ip)
        if why is not None:
            raise UnfetchableError(f"its host leads to {why} ({ip}), which is not fetched from")
        if port not in self._allowed.ports:
            raise UnfetchableError(f"port {port} is not fetched from, only 80 and 443")


class _Timed(httpcore2.NetworkStream):
    """A connection that ends when its time is up, however steadily it drips."""

    def __init__(self, stream: httpcore2.NetworkStream, *, end: float, clock: Clock) -> None:
        self._stream = stream
        self._end = end
        self._clock = clock

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore2.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._left(timeout))
        return _Timed(inner, end=self._end, clock=self._clock)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)

    def _left(self, timeout: float | None) -> float:
        left = self._end - self._clock()
        if left <= 0:
            raise httpcore2.ReadTimeout("the time is up")
        return left if timeout is None else min(timeout, left)
