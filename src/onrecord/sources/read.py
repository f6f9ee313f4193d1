"""Documents from files, folders and standard input, and what could not be read."""

from __future__ import annotations

import hashlib
import io
import json
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from onrecord.errors import Failed
from onrecord.sources.address import is_address
from onrecord.sources.bounded import LINE_LIMIT, UnreadableError, chunks, joined, lines
from onrecord.sources.document import Document, Given
from onrecord.sources.media import SUFFIXES, by_look, by_name

STDIN = "-"


def read(
    inputs: Sequence[str], *, given: Given | None = None, stdin: BinaryIO | bytes | None = None
) -> Iterator[Document | Failed]:
    """A document for every page in `inputs`, in their order, and a `Failed` for every other file.

    `inputs` are files, folders (read recursively, sorted by name; a folder reached twice through
    links is read once) and "-" for `stdin`. A file of JSON Lines gives one document a line, read
    as a stream. Nothing is raised for input that is missing, damaged or too large.

    >>> [d.media for d in read(["-"], stdin=b"Talks ended on Sunday.")]
    ['text']
    >>> print(*read(["no-such-file.txt"]))
    no-such-file.txt: there is no such file or folder (read)
    """
    seen = _Seen()
    said = given or Given()
    for name in inputs:
        if name == STDIN:
            stream = io.BytesIO(stdin) if isinstance(stdin, bytes) else stdin
            if stream is None:
                yield Failed("read", STDIN, "standard input was not given")
            else:
                yield from _stream(stream, STDIN, media=None, given=said, seen=seen)
        elif is_address(name):
            yield Failed("read", name, "addresses are fetched by onrecord add")
        else:
            for path in _files(name):
                if isinstance(path, Failed):
                    yield path
                else:
                    yield from _file(path, given=said, seen=seen)


class _Seen:
    """What one run has read so far: copies of pages, and ids that lines of JSON Lines bring."""

    def __init__(self) -> None:
        self._pages: dict[bytes, int] = {}
        self._ids: set[bytes] = set()

    def copies(self, data: bytes) -> int:
        key = hashlib.sha256(data).digest()[:12]
        count = self._pages.get(key, 0)
        self._pages[key] = count + 1
        return count

    def new(self, identity: str) -> bool:
        key = hashlib.sha256(identity.encode("utf8", "surrogatepass")).digest()[:12]
        if key in self._ids:
            return False
        self._ids.add(key)
        return True


def _files(name: str) -> Iterator[str | Failed]:
    """The file, or the files under the folder `name`, sorted by path."""
    path = Path(name)
    try:
        if path.is_dir():
            yield from _folder(path, above=frozenset())
        elif path.is_file():
            yield name
        elif path.exists():
            yield Failed("read", name, "this is neither a file nor a folder")
        elif path.is_symlink():
            yield Failed("read", name, "the link leads nowhere")
        else:
            yield Failed("read", name, "there is no such file or folder")
    except (OSError, ValueError) as error:
        yield Failed("read", name, _why(error))


def _folder(path: Path, *, above: frozenset[tuple[int, int]]) -> Iterator[str | Failed]:
    """Files under `path`; a link back to a folder above is left out, so that a loop ends."""
    try:
        state = path.stat()
        entries = sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError as error:
        yield Failed("read", str(path), _why(error))
        return
    here = (state.st_dev, state.st_ino)
    if here in above:
        return
    for entry in entries:
        # hidden files are a system's, not the user's pages
        if entry.name.startswith("."):
            continue
        try:
            folder = entry.is_dir()
            file = entry.is_file()
        except OSError as error:
            yield Failed("read", entry.path, _why(error))
            continue
        if folder:
            yield from _folder(Path(entry.path), above=above | {here})
        elif file:
            yield entry.path
        else:
            yield Failed(
                "read", entry.path, "this is neither a file nor a folder, or a broken link"
            )


def _file(name: str, *, given: Given, seen: _Seen) -> Iterator[Document | Failed]:
    media = by_name(name)
    if media is None:
        known = " ".join(SUFFIXES)
        yield Failed("read", name, f"this kind of file is not read (read are {known}, also .gz)")
        return
    try:
        with Path(name).open("rb") as stream:
            yield from _stream(stream, name, media=media, given=given, seen=seen)
    except OSError as error:
        yield Failed("read", name, _why(error))


def _stream(
    stream: BinaryIO, name: str, *, media: str | None, given: Given, seen: _Seen
) -> Iterator[Document | Failed]:
    try:
        pieces = chunks(stream)
        first = next(pieces, b"")
        kind = media or by_look(first)
        pieces = _again(first, pieces)
        if kind == "story":
            yield from _stories(pieces, name, given=given, seen=seen)
            return
        data = joined(pieces)
    except UnreadableError as error:
        yield Failed("read", name, str(error))
        return
    except OSError as error:
        yield Failed("read", name, _why(error))
        return
    if not data.strip(b" \t\r\n\0"):
        yield Failed("read", name, "the file is empty")
        return
    yield Document(name=name, media=kind, data=data, given=given, copy=seen.copies(data))


def _stories(
    pieces: Iterator[bytes], name: str, *, given: Given, seen: _Seen
) -> Iterator[Document | Failed]:
    """One document a line; a line that is no story is a `Failed` with its number."""
    empty = True
    for number, line in lines(pieces):
        at = f"{name}:{number}"
        if line is None:
            empty = False
            yield Failed("read", at, f"the line is longer than {LINE_LIMIT // 1024 // 1024} MiB")
            continue
        data = line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line
        if not data.strip():
            continue
        empty = False
        found = _story(data)
        if isinstance(found, str):
            yield Failed("read", at, found)
            continue
        identity = found.get("id")
        if identity is not None and not seen.new(str(identity)):
            yield Failed("read", at, f"the id {identity!r} was given before in this run")
            continue
        copy = 0 if identity is not None else seen.copies(data)
        yield Document(name=at, media="story", data=data, given=given, copy=copy)
    if empty:
        yield Failed("read", name, "the file is empty")


def _story(line: bytes) -> dict[str, object] | str:
    """The line's object, or why it is none."""
    try:
        value = json.loads(line)
    except UnicodeDecodeError:
        return "the line is not UTF-8"
    except (ValueError, RecursionError) as error:
        return f"the line is not JSON ({str(error)[:80] or 'nested too deep'})"
    if not isinstance(value, dict):
        return "the line is no JSON object"
    return value


def _again(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, PermissionError):
        return "permission to read it is denied"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror.lower()
    return str(error)
