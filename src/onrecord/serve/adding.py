"""Pages that are read while the workbench runs: one job after the other, with its progress."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.errors import Failed, OnRecordError
from onrecord.sources import Document, Given
from onrecord.store import Store, TakenError
from onrecord.workers import Crew, Read, read_all

if TYPE_CHECKING:
    from onrecord.sources.gather import Gathering

KEPT = 30
"""Jobs that are remembered; all are forgotten when the workbench is closed."""


@dataclass(slots=True)
class Job:
    """One thing that was given to be read, and how far it is. `state`: waiting reading done."""

    number: int
    title: str
    state: str = "waiting"
    total: int = 0
    done: int = 0
    added: int = 0
    there: int = 0
    removed: int = 0
    left_out: int = 0
    stories: list[str] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    fault: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Pages, feeds and sitemaps to be fetched, with what is said of their pages; of each list the
    newest `most`."""

    those: tuple[str, ...]
    given: Given
    most: int


Pages = Iterable[Document | Failed]


class Adding:
    """Reads what is given into a store, in a thread of its own, with reading processes.

    Whatever can be told as documents can be added: pasted text, files, what is fetched. With
    `loopback` this machine's own addresses are fetched too: for tests.
    """

    def __init__(self, path: Path, *, crew: Callable[[], Crew], loopback: bool = False) -> None:
        self._path = path
        self._crew = crew
        self._loopback = loopback
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="adding")
        self._lock = threading.Lock()
        self._jobs: list[Job] = []
        self._count = 0
        self._closing = threading.Event()

    def submit(self, title: str, pages: Pages | Addresses, *, total: int) -> Job:
        """Gives pages to be read after those that wait already; `total` is how many at least."""
        with self._lock:
            self._count += 1
            job = Job(number=self._count, title=title, total=total)
            self._jobs = [*self._jobs[-KEPT + 1 :], job]
        self._thread.submit(self._run, job, pages)
        return job

    def jobs(self) -> list[Job]:
        """The jobs, the newest first."""
        with self._lock:
            return [replace(job) for job in reversed(self._jobs)]

    def close(self) -> None:
        """Ends: what was not read yet is left out."""
        self._closing.set()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Job, pages: Pages | Addresses) -> None:
        job.state = "reading"
        try:
            with ExitStack() as opened:
                store = opened.enter_context(Store(self._path, write=True))
                crew = opened.enter_context(self._crew())
                gathering = None
                if isinstance(pages, Addresses):
                    gathering = self._gathering(pages, store=store, opened=opened)
                    pages = gathering.documents(pages.those, given=pages.given)
                work = _Work(store, job, gathering=gathering, closing=self._closing)
                for document, read in read_all(work.new(pages), crew=crew):
                    work.keep(document, read)
        except OnRecordError as error:
            job.fault = str(error)
        except _ClosingError:
            pass
        finally:
            job.state = "done"

    def _gathering(self, pages: Addresses, *, store: Store, opened: ExitStack) -> Gathering:
        from onrecord.sources.address import Allowed
        from onrecord.sources.gather import Gathering
        from onrecord.sources.web import Web

        web = opened.enter_context(Web(allowed=Allowed(loopback=self._loopback), sleep=self._pause))
        return Gathering(web=web, memory=store, most=pages.most)

    def _pause(self, seconds: float) -> None:
        """Waits as a host's pace asks, but not after the workbench was closed."""
        if self._closing.wait(seconds):
            raise _ClosingError


class _ClosingError(Exception):
    """The workbench was closed while a host was given its pause."""


class _Work:
    """One job under way: which pages are new, and what became of them."""

    def __init__(
        self, store: Store, job: Job, *, gathering: Gathering | None, closing: threading.Event
    ) -> None:
        self._store = store
        self._job = job
        self._gathering = gathering
        self._closing = closing
        self._seen = 0
        self._counted: Counter[str] = Counter()

    def new(self, pages: Pages) -> Iterator[Document | Failed]:
        """The pages that the store does not have, and what could not be read or fetched."""
        for page in pages:
            if self._closing.is_set():
                return
            self._seen += 1
            self._count()
            if isinstance(page, Failed):
                yield page
                continue
            first = replace(page, copy=0)
            standing = self._store.standing(first)
            if standing.removed or standing.version is not None or page.copy:
                self._job.there += not standing.removed
                self._job.removed += standing.removed
                self._job.done += 1
                self._kept(page)
            else:
                yield first
        self._count()

    def keep(self, document: Document | None, read: Read) -> None:
        """Stores what was read from a page, unless it failed."""
        job = self._job
        job.done += 1
        job.failed += read.failed
        if document is None:
            return
        if read.failed and not read.lines:
            if self._gathering and read.failed[0].stage in ("decode", "extract"):
                self._gathering.refused(document.name, read.failed[0].reason)
            return
        now = datetime.now(UTC).isoformat(timespec="seconds")
        try:
            self._store.add(document, lines=read.lines, version=read.version, added=now)
        except TakenError as taken:
            reason = f"another page of the store has a story {taken.story!r} with another text"
            job.failed.append(Failed("store", read.page, reason))
            return
        job.added += 1
        job.stories += _ids(read)
        self._kept(document)

    def _kept(self, document: Document) -> None:
        if self._gathering:
            self._gathering.kept(document.name)

    def _count(self) -> None:
        """Takes over what gave no document, and how much is still to be fetched."""
        if self._gathering is None:
            return
        new = self._gathering.counts - self._counted
        self._counted += new
        self._job.there += new["there"]
        self._job.removed += new["removed"]
        self._job.left_out += new["left_out"]
        self._job.done += new["there"] + new["removed"]
        gone = self._counted["there"] + self._counted["removed"]
        self._job.total = self._seen + gone + self._gathering.waiting


def _ids(read: Read) -> list[str]:
    """The ids of the stories that were read from a page."""
    from onrecord.jsonlines import loads

    lines = (loads(line) for line in read.lines if '"kind": "story"' in line)
    return [line["id"] for line in lines if line["kind"] == "story"][:20]
