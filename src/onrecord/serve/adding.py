"""Pages that are read while the workbench runs: one job after the other, with its progress."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from onrecord.errors import Failed, OnRecordError
from onrecord.sources import Document
from onrecord.store import Store, TakenError
from onrecord.workers import Crew, Read, read_all

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
    stories: list[str] = field(default_factory=list)
    failed: list[Failed] = field(default_factory=list)
    fault: str = ""


class Adding:
    """Reads what is given into a store, in a thread of its own, with reading processes.

    Whatever can be told as documents can be added: pasted text, files, later what is fetched.
    """

    def __init__(self, path: Path, *, crew: Callable[[], Crew]) -> None:
        self._path = path
        self._crew = crew
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="adding")
        self._lock = threading.Lock()
        self._jobs: list[Job] = []
        self._count = 0
        self._closing = threading.Event()

    def submit(self, title: str, documents: Iterable[Document | Failed], *, total: int) -> Job:
        """Gives documents to be read after those that wait already."""
        with self._lock:
            self._count += 1
            job = Job(number=self._count, title=title, total=total)
            self._jobs = [*self._jobs[-KEPT + 1 :], job]
        self._thread.submit(self._run, job, documents)
        return job

    def jobs(self) -> list[Job]:
        """The jobs, the newest first."""
        with self._lock:
            return [replace(job) for job in reversed(self._jobs)]

    def close(self) -> None:
        """Ends: what was not read yet is left out."""
        self._closing.set()
        self._thread.shutdown(wait=True, cancel_futures=True)

    def _run(self, job: Job, documents: Iterable[Document | Failed]) -> None:
        job.state = "reading"
        try:
            with Store(self._path, write=True) as store, self._crew() as crew:
                for document, read in read_all(self._new(store, job, documents), crew=crew):
                    self._keep(store, job, document, read)
        except OnRecordError as error:
            job.fault = str(error)
        finally:
            job.state = "done"

    def _new(
        self, store: Store, job: Job, documents: Iterable[Document | Failed]
    ) -> Iterable[Document | Failed]:
        """The documents that the store does not have."""
        for document in documents:
            if self._closing.is_set():
                return
            if isinstance(document, Document):
                first = replace(document, copy=0)
                standing = store.standing(first)
                if standing.removed or standing.version is not None or document.copy:
                    job.there += not standing.removed
                    job.removed += standing.removed
                    job.done += 1
                    continue
                yield first
            else:
                yield document

    def _keep(self, store: Store, job: Job, document: Document | None, read: Read) -> None:
        job.done += 1
        job.failed += read.failed
        if document is None or (read.failed and not read.lines):
            return
        now = datetime.now(UTC).isoformat(timespec="seconds")
        try:
            store.add(document, lines=read.lines, version=read.version, added=now)
        except TakenError as taken:
            reason = f"another page of the store has a story {taken.story!r} with another text"
            job.failed.append(Failed("store", read.page, reason))
            return
        job.added += 1
        job.stories += _ids(read)


def _ids(read: Read) -> list[str]:
    """The ids of the stories that were read from a page."""
    from onrecord.jsonlines import loads

    lines = (loads(line) for line in read.lines if '"kind": "story"' in line)
    return [line["id"] for line in lines if line["kind"] == "story"][:20]
