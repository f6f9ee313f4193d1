"""Reads bytes from a file or stream, gzip or not, never more than a limit."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import BinaryIO, Protocol

LIMIT = 64 * 1024 * 1024
"""Bytes of one page, unpacked. The longest news page measured (2026-11-24) has under 3 MB."""

LINE_LIMIT = 16 * 1024 * 1024
"""Bytes of one line of JSON Lines: a book of three million words fits."""

CHUNK = 256 * 1024
GZIP = b"\x1f\x8b"


class UnreadableError(ValueError):
    """Why bytes could not be read, in one sentence; this room turns it into `Failed`."""


class Stream(Protocol):
    """What bytes are read from, piece by piece; b"" is its end."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes."""
        ...


def chunks(stream: Stream) -> Iterator[bytes]:
    """The bytes of `stream` in pieces, unpacked where they begin as gzip does.

    Raises `UnreadableError` where gzip data is damaged or ends early. Memory stays at one piece,
    however much a small file unpacks to.
    """
    first = stream.read(CHUNK)
    if not first.startswith(GZIP):
        while first:
            yield first
            first = stream.read(CHUNK)
        return
    unpacker = zlib.decompressobj(wbits=31)
    packed = first
    while True:
        if not packed:
            packed = stream.read(CHUNK)
        if not packed:
            break
        if unpacker.eof:
            # gzip allows several members; what follows and is no member is padding
            if not packed.startswith(GZIP):
                return
            unpacker = zlib.decompressobj(wbits=31)
        try:
            out = unpacker.decompress(packed, CHUNK)
        except zlib.error as error:
            raise UnreadableError(f"the gzip data is damaged ({error})") from None
        packed = unpacker.unused_data if unpacker.eof else unpacker.unconsumed_tail
        if out:
            yield out
    while not unpacker.eof:
        try:
            out = unpacker.decompress(unpacker.unconsumed_tail, CHUNK)
        except zlib.error as error:
            raise UnreadableError(f"the gzip data is damaged ({error})") from None
        if not out:
            raise UnreadableError("the gzip data ends too early")
        yield out


def whole(stream: BinaryIO, *, limit: int = LIMIT, begun: bytes = b"") -> bytes:
    """All bytes of `stream` after `begun`; `UnreadableError` where they pass `limit`."""
    return joined(chunks(stream), limit=limit, begun=begun)


def joined(pieces: Iterator[bytes], *, limit: int = LIMIT, begun: bytes = b"") -> bytes:
    """The pieces as one; `UnreadableError` as soon as they pass `limit` bytes.

    >>> joined(iter([b"ab", b"cd"]), limit=4)
    b'abcd'
    """
    parts, size = [begun], len(begun)
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        if size > limit:
            raise UnreadableError(f"the page is longer than {limit // (1024 * 1024)} MiB")
    return b"".join(parts)


def lines(
    pieces: Iterator[bytes], *, limit: int = LINE_LIMIT
) -> Iterator[tuple[int, bytes | None]]:
    """Each line with its number from 1, without its line end; None for a line over `limit`.

    >>> list(lines(iter([b"a\\nb", b"c\\n"])))
    [(1, b'a'), (2, b'bc')]
    """
    number, held, size, over = 1, [b""], 0, False
    for piece in pieces:
        rest = piece
        while True:
            at = rest.find(b"\n")
            part = rest if at < 0 else rest[:at]
            size += len(part)
            over = over or size > limit
            if over:
                held = []
            else:
                held.append(part)
            if at < 0:
                break
            yield number, None if over else b"".join(held)
            number, held, size, over = number + 1, [], 0, False
            rest = rest[at + 1 :]
    if over or any(held):
        yield number, None if over else b"".join(held)
