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
    """One thing that was given to be read, and how far it is.

    `state`: waiting, reading, stopping, stopped, done. `again` is what can be asked for once more:
    addresses, not what was pasted or dropped.
    """

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
    again: Addresses | None = None
    ending: threading.Event = field(default_factory=threading.Event, repr=False)

    @property
    def left(self) -> int:
        """How many pages were not looked at yet, as far as is known."""
        return max(0, self.total - self.done)


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
        self._running: list[Job] = []
        self._count = 0

    def submit(self, title: str, pages: Pages | Addresses, *, total: int) -> Job:
        """Gives pages to be read after those that wait already; `total` is how many at least."""
        with self._lock:
            self._count += 1
            again = pages if isinstance(pages, Addresses) else None
            job = Job(number=self._count, title=title, total=total, again=again)
            self._jobs = [*self._jobs[-KEPT + 1 :], job]
        self._thread.submit(self._run, job, pages)
        return job

    def jobs(self) -> list[Job]:
        """The jobs, the newest first."""
        with self._lock:
            return [replace(job) for job in reversed(self._jobs)]

    def stop(self, number: int) -> None:
        """Stops a job: what is stored stays, what is under way is finished, the rest is left."""
        with self._lock:
            for job in self._jobs:
                if job.number == number and job.state in ("waiting", "reading"):
                    job.ending.set()
                    job.state = "stopped" if job.state == "waiting" else "stopping"

    def resume(self, number: int) -> None:
        """Asks again for the addresses of a job that was stopped; what is there is passed over."""
        with self._lock:
            found = [j for j in self._jobs if j.number == number and j.state == "stopped"]
        for job in found:
            if job.again is not None:
                self.submit(job.title, job.again, total=len(job.again.those))
                job.again = None

    def close(self) -> None:
        """Ends: what was not read yet is left out."""
        with self._lock:
            for job in (*self._jobs, *self._running):
                job.ending.set()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Job, pages: Pages | Addresses) -> None:
        with self._lock:
            if job.ending.is_set():
                return
            job.state = "reading"
            self._running = [job]
        try:
            with ExitStack() as opened:
                store = opened.enter_context(Store(self._path, write=True))
                crew = opened.enter_context(self._crew())
                gathering = None
                if isinstance(pages, Addresses):
                    gathering = self._gathering(pages, job=job, store=store, opened=opened)
                    pages = gathering.documents(pages.those, given=pages.given)
                work = _Work(store, job, gathering=gathering)
                for document, read in read_all(work.new(pages), crew=crew):
                    work.keep(document, read)
        except OnRecordError as error:
            job.fault = str(error)
        finally:
            with self._lock:
                stopped = job.ending.is_set() and job.left
                job.state = "stopped" if stopped else "done"

    def _gathering(
        self, pages: Addresses, *, job: Job, store: Store, opened: ExitStack
    ) -> Gathering:
        from onrecord.sources.address import Allowed
        from onrecord.sources.gather import Gathering
        from onrecord.sources.web import Web

        def pause(seconds: float) -> None:
            """Waits as a host's pace asks, but not after the job was stopped."""
            if job.ending.wait(seconds):
                raise _EndingError

        web = opened.enter_context(Web(allowed=Allowed(loopback=self._loopback), sleep=pause))
        return Gathering(web=web, memory=store, most=pages.most)


class _EndingError(Exception):
    """The job was stopped while a host was given its pause."""


class _Work:
    """One job under way: which pages are new, and what became of them."""

    def __init__(self, store: Store, job: Job, *, gathering: Gathering | None) -> None:
        self._store = store
        self._job = job
        self._gathering = gathering
        self._seen = 0
        self._counted: Counter[str] = Counter()

    def new(self, pages: Pages) -> Iterator[Document | Failed]:
        """The pages that the store does not have, and what could not be read or fetched."""
        for page in self._until_stopped(pages):
            self._seen += 1
            self._count()
            if self._job.ending.is_set():
                return
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
        if not self._job.ending.is_set():
            self._count()

    def _until_stopped(self, pages: Pages) -> Iterator[Document | Failed]:
        """The pages; none more where the job is stopped while a host is given its pause."""
        try:
            yield from pages
        except _EndingError:
            self._count()
            self._job.total += 1  # the one whose turn it was

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
