"""The process that reads: documents come in through standard input, results go out.

Started by `Crew` as `python -P -m onrecord.workers MODULE:FUNCTION`; messages are pickles
after their length, between processes of one user that were started together.
"""

from __future__ import annotations

import importlib
import os
import pickle
import signal
import struct
import sys
from typing import IO, Any, Protocol

from onrecord.errors import Failed
from onrecord.sources.document import Document
from onrecord.workers.read import Read, written

LENGTH = struct.Struct("!Q")


class Reads(Protocol):
    """Whatever reads documents; `onrecord.reader.Reader` does."""

    @property
    def version(self) -> str:
        """The version that its records carry."""
        ...

    def read(self, document: Document) -> Any:
        """A `Reading`."""
        ...


def send(stream: IO[bytes], message: object) -> None:
    """Writes one message and flushes."""
    packed = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    stream.write(LENGTH.pack(len(packed)))
    stream.write(packed)
    stream.flush()


def receive(stream: IO[bytes]) -> Any:
    """The next message; EOFError where the other side is gone."""
    head = stream.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    packed = stream.read(length)
    if len(packed) < length:
        raise EOFError
    # Both ends are this program's own processes on a pipe that nobody else holds.
    return pickle.loads(packed)


def one(reader: Reads, document: Document, *, mentions: bool) -> Read:
    """The document as read; a fault of the program fails this page and no other."""
    try:
        reading = reader.read(document)
        lines = tuple(written(reading.lines(mentions=mentions)))
    except Exception as fault:
        told = str(fault).splitlines()[0][:200] if str(fault) else "no message"
        reason = f"a fault of the program, {type(fault).__name__}: {told}"
        return Read(
            page=document.name,
            failed=(Failed("records", document.name, reason),),
            version=reader.version,
        )
    return Read(
        page=document.name,
        lines=lines,
        failed=tuple(reading.failed),
        unread=tuple((s.id, s.language) for s in reading.unread),
        version=reader.version,
    )


def serve(factory: str, *, mentions: bool) -> None:
    """Answers documents until standard input ends; the first message out is the version."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    source = sys.stdin.buffer
    out = os.fdopen(os.dup(1), "wb")
    # What a library prints must not run into the messages.
    os.dup2(2, 1)
    module, _, name = factory.partition(":")
    reader: Reads = getattr(importlib.import_module(module), name)()
    send(out, reader.version)
    while True:
        try:
            document = receive(source)
        except EOFError:
            return
        try:
            send(out, one(reader, document, mentions=mentions))
        except BrokenPipeError:
            return
