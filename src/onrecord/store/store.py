"""The store as the rest of the program uses it: open, add, ask, remove, check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from onrecord.closing import Closing
from onrecord.merging.derive import Stages
from onrecord.sources.document import Document
from onrecord.store import check, forget, queries, search, write
from onrecord.store.answers import Listed, One
from onrecord.store.check import Fault
from onrecord.store.connect import WAIT, connect, faults, migrations
from onrecord.store.deciding import Deciding, settle
from onrecord.store.fetching import Fetching
from onrecord.store.filters import Filter
from onrecord.store.reading import Derived, Report
from onrecord.store.search import Hit
from onrecord.store.write import Removed, TakenError


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a store has of a page: nothing, a reading by `version`, or a takedown."""

    version: str | None
    removed: bool


class Store(Derived, Deciding, Fetching, Closing):
    """A store in one file. Many may read it while one writes; use it in a `with` statement.

    Raises `StoreError`, on opening and in every method, where the file cannot be used.

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> with folder, Store(Path(folder.name) / "r.db", write=True) as store:
    ...     store.counts()
    {'page': 0, 'story': 0}
    """

    def __init__(
        self,
        path: Path,
        *,
        write: bool = False,
        wait: float = WAIT,
        stages: Stages | None = None,
    ) -> None:
        self.path = path
        self._stages = stages
        self._asked: Connection | None = None
        self._engine = connect(path, write=write, wait=wait)

    @property
    def stages(self) -> Stages:
        """The modules that merge, as shipped unless others were given."""
        if self._stages is None:
            from onrecord.merging.stages import load

            self._stages = load()
        return self._stages

    def close(self) -> None:
        """Closes the file; what was added stays."""
        with faults(self.path):
            self._engine.dispose()

    @contextmanager
    def _asking(self) -> Iterator[Connection]:
        """The connection to ask with; a question asked while another is being answered, one line
        after the other, is asked in the same transaction."""
        if self._asked is not None:
            yield self._asked
            return
        with faults(self.path), self._engine.connect() as connection:
            self._asked = connection
            try:
                yield connection
            finally:
                self._asked = None

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with faults(self.path), self._engine.begin() as connection:
            yield connection

    def standing(self, document: Document) -> Standing:
        """What the store has of the page already."""
        key = write.identity(document)
        with self._asking() as c:
            return Standing(version=queries.stored_version(c, key), removed=queries.removed(c, key))

    def add(
        self,
        document: Document,
        *,
        lines: Iterable[str],
        version: str,
        added: str,
        merge: bool = True,
    ) -> None:
        """Writes a page and its lines in one transaction, in place of an older reading.

        `added` is the time, ISO 8601. Without `merge` its stories wait until `settle`. Raises
        `TakenError` if another page has such a story id.
        """
        with self._writing() as c:
            write.add(c, document, lines=lines, version=version, added=added)
            if merge:
                settle(c, stages=self.stages, at=added)

    def remove(self, story: str, *, at: str = "") -> Removed | None:
        """Deletes a story and what rests on it; the file does not hold its words any more.

        `at` is the time, for the feed of changes.
        """
        with self._writing() as c:
            names = forget.names(c, story)
            gone = write.remove(c, story, at=at)
            if gone is not None:
                settle(c, stages=self.stages, at=at)
                forget.forget(c, [*gone.stories, *gone.ids, *gone.past, *names])
        if gone is not None:
            self._forget()
        return gone

    def _forget(self) -> None:
        """Leaves no trace of removed words in the index and the log beside the file."""
        with faults(self.path), self._engine.connect() as c:
            raw: Any = c.connection.dbapi_connection
            c.rollback()
            raw.execute("INSERT INTO story_words (story_words) VALUES ('optimize')")
            raw.execute("INSERT INTO record_words (record_words) VALUES ('optimize')")
            raw.execute("INSERT INTO derived_words (derived_words) VALUES ('optimize')")
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def outdated(self, version: str) -> list[int]:
        """The keys of stored pages that another version of the program read."""
        with self._asking() as c:
            return queries.outdated(c, version)

    def page(self, key: int) -> Document:
        """A stored page as the document that it was."""
        with self._asking() as c:
            return queries.page(c, key)

    def records(self, asked: Filter, *, limit: int | None = None) -> Iterator[dict[str, Any]]:
        """The records asked for, by date."""
        with self._asking() as c:
            yield from queries.records(c, asked, limit=limit)

    def in_order_read(self, asked: Filter) -> Iterator[dict[str, Any]]:
        """The records asked for, by story, in the order they were read."""
        with self._asking() as c:
            yield from queries.in_order_read(c, asked)

    def count(self, asked: Filter) -> int:
        """How many records are asked for."""
        with self._asking() as c:
            return queries.count(c, asked)

    def story(self, identity: str) -> dict[str, Any] | None:
        """The story of that id, or None."""
        with self._asking() as c:
            return queries.story(c, identity)

    def story_ids(self) -> list[str]:
        """The ids of all stories in the order they were added."""
        with self._asking() as c:
            return queries.story_ids(c)

    def similar_ids(self, begin: str) -> list[str]:
        """Story ids that begin so, a few of them."""
        with self._asking() as c:
            return queries.similar_ids(c, begin)

    def search(self, words: str, *, limit: int | None = None) -> tuple[list[Hit], int]:
        """Stories that have all the words, best first, and how many there are in all."""
        with self._asking() as c:
            return search.stories(c, words, limit=limit)

    def search_records(self, words: str, *, limit: int | None = None) -> list[dict[str, Any]]:
        """Records that rest on all the words, best first."""
        with self._asking() as c:
            return search.records(c, words, limit=limit)

    def counts(self) -> dict[str, int]:
        """How many pages, stories and records of each kind there are."""
        with self._asking() as c:
            return queries.counts(c)

    def check(self) -> Iterator[Fault]:
        """All faults of the store but those of its search index."""
        with self._asking() as c:
            yield from check.check(c)

    def check_index(self) -> list[Fault]:
        """Faults of the search index; SQLite checks it for a writer only."""
        with self._writing() as c:
            return list(check.index(c))

    def schema(self) -> tuple[int, str]:
        """The number of the schema, and the version of SQLite that holds it."""
        with self._asking() as c:
            engine = c.execute(text("SELECT sqlite_version()")).scalar_one()
        return len(migrations()), str(engine)


__all__ = [
    "Fault",
    "Filter",
    "Hit",
    "Listed",
    "One",
    "Removed",
    "Report",
    "Standing",
    "Store",
    "TakenError",
]
