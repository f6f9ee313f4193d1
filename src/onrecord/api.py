"""The Python API: a page or many, read in this process with the shipped model."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from functools import lru_cache

from onrecord import sources
from onrecord.errors import Failed, UsageError
from onrecord.pipeline import Reading
from onrecord.reader import Reader, load
from onrecord.sources import Given

Page = str | os.PathLike[str] | bytes


def read(
    page: Page, *, published: str | None = None, outlet: str | None = None, url: str | None = None
) -> Reading:
    """The stories and records of one page.

    `page` is the path of a file, or the page's bytes (HTML, plain text or one line of JSON; of a
    text in memory, `text.encode()`). `published`, `outlet` and `url` are for pages that do not say
    it. A page that cannot be read is no exception: `Reading.failed` says why.

    Raises `UsageError` for a file of many stories (JSON Lines) or a folder: see `read_all`.

    >>> read(b"").failed[0].reason
    'the file is empty'
    """
    inputs, stdin = (["-"], page) if isinstance(page, bytes) else ([os.fspath(page)], None)
    said = Given(published=published, outlet=outlet, url=url)
    found = sources.read(inputs, given=said, stdin=stdin)
    first = next(found, None)
    if first is None or next(found, None) is not None:
        raise UsageError(f"{inputs[0]} holds no page or several; use onrecord.read_all.")
    if isinstance(first, Failed):
        return Reading(page=first.page, failed=(first,))
    return _reader().read(first)


def read_all(
    pages: Sequence[str | os.PathLike[str]],
    *,
    published: str | None = None,
    outlet: str | None = None,
    url: str | None = None,
) -> Iterator[Reading]:
    """A reading for each page of the files and folders, in their order.

    For many pages the command line is quicker: it reads in several processes.

    >>> [r.failed[0].reason for r in read_all(["no-such-file.txt"])]
    ['there is no such file or folder']
    """
    said = Given(published=published, outlet=outlet, url=url)
    for found in sources.read([os.fspath(p) for p in pages], given=said):
        if isinstance(found, Failed):
            yield Reading(page=found.page, failed=(found,))
        else:
            yield _reader().read(found)


@lru_cache(maxsize=1)
def _reader() -> Reader:
    """The reader, loaded once for all calls."""
    return load()
