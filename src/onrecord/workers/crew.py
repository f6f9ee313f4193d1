"""The processes that read, started when there is something to read and ended with the run."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from onrecord.closing import Closing
from onrecord.errors import Failed, OnRecordError
from onrecord.sources.document import Document
from onrecord.workers.read import Read
from onrecord.workers.work import receive, send

READER = "onrecord.reader:load"
AHEAD = 4
"""Documents on their way for each process: enough that none waits for a slow page before it."""

GRACE = 5.0
"""Seconds that a process which closed its output may take to end."""

ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1"}
"""Processes, not threads, share the cores: a second thread for products this small only spins."""

TELL = 2000
"""Characters of a dead process's last words that are looked at."""


class Crew(Closing):
    """Up to `jobs` reading processes. Use it in a `with` statement: it ends them.

    `reader` is MODULE:FUNCTION that gives a reader; tests name another one.
    """

    def __init__(self, *, jobs: int, mentions: bool = False, reader: str = READER) -> None:
        self.jobs = max(1, jobs)
        self._command = [sys.executable, "-P", "-m", "onrecord.workers", reader]
        self._command += ["--mentions"] if mentions else []
        self._idle: list[_Worker] = []
        self._all: list[_Worker] = []
        self._lock = threading.Lock()
        self._closed = False

    def close(self) -> None:
        """Ends all processes at once; pages that they were reading are lost."""
        with self._lock:
            self._closed = True
            workers, self._all, self._idle = self._all, [], []
        for worker in workers:
            worker.end()

    def version(self) -> str:
        """The version that records of these readers carry; starts a process if there is none."""
        worker = self._take()
        try:
            return worker.version()
        finally:
            self._give(worker)

    def read(self, document: Document) -> Read:
        """The document as read by a process; one that dies fails this page only."""
        worker = self._take()
        try:
            version = worker.version()
            send(worker.stdin, document)
            read = receive(worker.stdout)
            assert isinstance(read, Read)
        except (EOFError, OSError):
            reason = f"the reading process ended ({worker.verdict()})"
            with self._lock:
                if worker in self._all:
                    self._all.remove(worker)
            worker.end()
            failed = Failed("records", document.name, reason)
            return Read(page=document.name, failed=(failed,), version=version)
        self._give(worker)
        return read

    def _take(self) -> _Worker:
        with self._lock:
            if self._closed:
                raise OnRecordError("The reading processes were ended.")
            if self._idle:
                return self._idle.pop()
            worker = _Worker(self._command)
            self._all.append(worker)
            return worker

    def _give(self, worker: _Worker) -> None:
        with self._lock:
            if worker in self._all:
                self._idle.append(worker)


class _Worker:
    """One reading process and the pipes to it."""

    def __init__(self, command: list[str]) -> None:
        self._process: subprocess.Popen[bytes] = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=os.environ | ONE_THREAD,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        self.stdin = self._process.stdin
        self.stdout = self._process.stdout
        self.hello: str | None = None
        self._words: deque[bytes] = deque(maxlen=20)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def _listen(self) -> None:
        """Keeps the last lines of the process's complaints, so that its pipe never fills."""
        assert self._process.stderr is not None
        for line in self._process.stderr:
            self._words.append(line[:TELL])

    def version(self) -> str:
        """The first message of the process; waits until the model is loaded."""
        if self.hello is None:
            try:
                message: Any = receive(self.stdout)
            except EOFError:
                raise OnRecordError(
                    f"The reader cannot be started: {self.verdict()}. Nothing was changed."
                ) from None
            self.hello = str(message)
        return self.hello

    def verdict(self) -> str:
        """How the process ended: its signal or status, and its last line where it left one."""
        try:
            status = self._process.wait(timeout=GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        self._listener.join(timeout=GRACE)
        last = self._words[-1].decode("utf-8", "replace").strip() if self._words else ""
        end = f"signal {-status}" if status < 0 else f"status {status}"
        return f"{end}, {last}" if last else end

    def end(self) -> None:
        """Ends the process and closes its pipes."""
        self._process.kill()
        self._process.wait()
        for stream in (self.stdin, self.stdout, self._process.stderr):
            if stream is not None:
                try:
                    stream.close()
                except BrokenPipeError:
                    # an unsent message to a process that is gone
                    continue


def read_all(
    documents: Iterable[Document | Failed], *, crew: Crew
) -> Iterator[tuple[Document | None, Read]]:
    """Each document with what was read from it, in order; failures of the source pass through.

    A crashed, slow or huge page holds up the order, not the others: up to `AHEAD` documents a
    process are read ahead, which also bounds the memory.
    """
    threads = ThreadPoolExecutor(crew.jobs)
    waiting: deque[tuple[Document | None, Future[Read]]] = deque()
    try:
        for document in documents:
            if isinstance(document, Failed):
                waiting.append((None, _failure(document)))
            else:
                waiting.append((document, threads.submit(crew.read, document)))
            while waiting and (len(waiting) > AHEAD * crew.jobs or waiting[0][1].done()):
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)


def _failure(failed: Failed) -> Future[Read]:
    """A failure of the source, as something that was read already."""
    future: Future[Read] = Future()
    future.set_result(Read(page=failed.page, failed=(failed,)))
    return future
