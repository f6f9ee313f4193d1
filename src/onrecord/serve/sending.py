"""A file that is written while it is sent: nothing of it is kept."""

from __future__ import annotations

import threading
from collections.abc import Awaitable, Callable
from typing import Any, BinaryIO, cast

import anyio
import anyio.from_thread
import anyio.to_thread
from starlette.responses import Response
from starlette.types import Message, Receive, Scope, Send

BLOCK = 1 << 16
"""Bytes sent at once."""

THREADS = 2
"""Files written at once; a third waits. Pages are made in other threads."""


class GoneError(OSError):
    """Whoever asked for the file has left."""


class _Wire:
    """A file to write to whose bytes are sent in blocks; the writer waits until one is taken."""

    def __init__(self, send: Callable[[Message], Awaitable[None]], gone: threading.Event) -> None:
        self._send = send
        self._gone = gone
        self._held = bytearray()
        self._sent = 0

    def write(self, data: bytes) -> int:
        """Takes the bytes. Raises `GoneError` where nobody wants them any more."""
        self._held += data
        if len(self._held) >= BLOCK:
            self.flush()
        return len(data)

    def flush(self) -> None:
        """Sends what is held."""
        if self._gone.is_set():
            raise GoneError
        if self._held:
            body = bytes(self._held)
            self._sent += len(body)
            self._held.clear()
            message: Message = {"type": "http.response.body", "body": body, "more_body": True}
            anyio.from_thread.run(self._sending, message)

    async def _sending(self, message: Message) -> None:
        await self._send(message)

    def tell(self) -> int:
        """How many bytes were written."""
        return self._sent + len(self._held)

    closed = False
    """As a file has it: it is closed by whoever sends."""

    def close(self) -> None:
        """Leaves it open."""

    def writable(self) -> bool:
        """It is."""
        return True

    def readable(self) -> bool:
        """It is not."""
        return False

    def seekable(self) -> bool:
        """It is not."""
        return False


class Sent(Response):
    """An answer whose body `write` writes, in a thread of its own, while it is sent.

    Where writing fails midway the connection breaks off: nobody takes a part for the whole.
    """

    def __init__(self, write: Callable[[BinaryIO], Any], *, media: str, name: str) -> None:
        super().__init__(media_type=media)
        self._write = write
        del self.headers["content-length"]
        self.headers["content-disposition"] = f'attachment; filename="{name}"'

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends the head, then the body."""
        head = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
        await send(head)
        if scope["method"] == "HEAD":
            await send({"type": "http.response.body", "body": b""})
            return
        gone = threading.Event()
        failed: list[Exception] = []
        async with anyio.create_task_group() as tasks:

            async def listen() -> None:
                while (await receive())["type"] != "http.disconnect":
                    pass
                gone.set()

            tasks.start_soon(listen)
            wire = _Wire(send, gone)
            try:
                await anyio.to_thread.run_sync(self._work, wire, limiter=_limiter(scope))
            except Exception as error:  # told below, not as one of a group
                failed.append(error)
            tasks.cancel_scope.cancel()
        if failed:
            raise failed[0]
        if not gone.is_set():
            await send({"type": "http.response.body", "body": b""})

    def _work(self, wire: _Wire) -> None:
        try:
            self._write(cast("BinaryIO", wire))
            wire.flush()
        except GoneError:
            return


def _limiter(scope: Scope) -> anyio.CapacityLimiter:
    """The one that all files of an application share."""
    state = scope["app"].state
    if not hasattr(state, "files"):
        state.files = anyio.CapacityLimiter(THREADS)
    found: anyio.CapacityLimiter = state.files
    return found
