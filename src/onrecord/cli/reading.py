"""Reads pages for the commands, with progress, and tells at the end what failed."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from onrecord.cli.output import note
from onrecord.cli.progress import Progress, wait
from onrecord.errors import Failed, UsageError

if TYPE_CHECKING:
    from onrecord.config import Config
    from onrecord.sources import Document, Given
    from onrecord.sources.fetched import Memory
    from onrecord.sources.gather import Gathering
    from onrecord.sources.web import Web
    from onrecord.workers import Crew, Read

READER = "onrecord.reader:load"


class Tally:
    """What became of the pages of one run."""

    def __init__(self) -> None:
        self.done = 0
        self.failed: list[Failed] = []
        self.languages: Counter[str] = Counter()

    def count(self, read: Read) -> None:
        """Adds one page."""
        self.done += not read.failed
        self.failed += read.failed
        self.languages.update(language or "unknown" for _, language in read.unread)

    def tell(self) -> None:
        """Lists the failures and the stories that are kept without records on standard error."""
        if self.languages:
            some = ", ".join(f"{name} {n}" for name, n in sorted(self.languages.items()))
            number = self.languages.total()
            stories = "1 story is" if number == 1 else f"{number} stories are"
            note(f"{stories} kept but not read, in a language that is not read yet: {some}.")
        if self.failed:
            note(
                "1 input failed:" if len(self.failed) == 1 else f"{len(self.failed)} inputs failed:"
            )
            for failed in self.failed:
                note(f"  {failed}")


def documents(inputs: tuple[str, ...], *, given: Given) -> Iterator[Document | Failed]:
    """The pages of the inputs; `UsageError` where none is named."""
    from onrecord.sources import read

    if not inputs:
        raise UsageError("Name a file, a folder, or - for standard input.")
    return read(inputs, given=given, stdin=sys.stdin.buffer)


def web(config: Config) -> Web:
    """The client that fetches pages."""
    from onrecord.sources.address import Allowed
    from onrecord.sources.web import Web

    return Web(allowed=Allowed(loopback=config.loopback), sleep=wait)


def gathering(
    web: Web, *, memory: Memory, fresh: bool = False, most: int | None = None
) -> Gathering:
    """One run over addresses of the web."""
    from onrecord.sources.feeds import ENTRIES
    from onrecord.sources.gather import Gathering

    return Gathering(web=web, memory=memory, fresh=fresh, most=most or ENTRIES)


def crew(*, jobs: int, mentions: bool = False) -> Crew:
    """The reading processes."""
    from onrecord.workers import Crew

    return Crew(jobs=jobs, mentions=mentions, reader=READER)


def read(
    some: Iterable[Document | Failed], *, crew: Crew, tally: Tally, what: str = "reading"
) -> Iterator[tuple[Document | None, Read]]:
    """The pages and what was read from them, in order, counted and with progress."""
    from onrecord.workers import read_all

    progress = Progress(what)
    try:
        for document, page in read_all(some, crew=crew):
            tally.count(page)
            progress.clear()  # what is printed now may go to the same terminal
            yield document, page
            progress.step(tally.done, len(tally.failed))
    finally:
        progress.clear()
