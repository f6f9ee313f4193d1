"""Pages on their way into the store, for the commands that add some."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from onrecord.cli import options, output, reading
from onrecord.errors import Failed

if TYPE_CHECKING:
    from onrecord.sources import Document
    from onrecord.sources.gather import Gathering
    from onrecord.store import Store
    from onrecord.workers import Crew, Read

TOGETHER = 20
"""Pages that are merged at once: stories that come together meet the same others."""


class Work:
    """One run of adding: which pages are to be read, and what became of them.

    `gathering` is where pages of the web come from; it is told what became of each.
    """

    def __init__(self, store: Store, *, reread: bool, gathering: Gathering | None = None) -> None:
        self.tally = reading.Tally()
        self.counts: Counter[str] = Counter()
        self._store = store
        self._reread = reread
        self._gathering = gathering

    def new(self, some: Iterable[Document | Failed]) -> Iterator[Document | Failed]:
        """Those of the pages that are to be read: not stored yet, or asked to be read again."""
        for document in some:
            if isinstance(document, Failed):
                yield document
                continue
            # In a store the same bytes are the same page, so there are no copies to number.
            first = replace(document, copy=0)
            standing = self._store.standing(first)
            if standing.removed:
                self.counts["removed"] += 1
                self._kept(document)
            elif (standing.version is not None and not self._reread) or document.copy:
                self.counts["there"] += 1
                self._kept(document)
            else:
                yield first

    def run(self, some: Iterable[Document | Failed], *, crew: Crew, what: str) -> None:
        """Reads the pages, keeps them and merges what they tell."""
        self._store.ready()
        self.settle()
        for document, page in reading.read(some, crew=crew, tally=self.tally, what=what):
            self.keep(document, page)
        self.settle()

    def again(self, version: str) -> Iterator[Document | Failed]:
        """The stored pages that another version read."""
        for key in self._store.outdated(version):
            yield self._store.page(key)

    def keep(self, document: Document | None, page: Read) -> None:
        """Stores what was read from a page, unless it failed."""
        from onrecord.store import TakenError

        if document is None:
            return
        if page.failed and not page.lines:
            if self._gathering and page.failed[0].stage in ("decode", "extract"):
                self._gathering.refused(document.name, page.failed[0].reason)
            return
        now = options.now()
        try:
            self._store.add(
                document, lines=page.lines, version=page.version, added=now, merge=False
            )
        except TakenError as taken:
            reason = f"another page of the store has a story {taken.story!r} with another text"
            self.tally.failed.append(Failed("store", page.page, reason))
            return
        self.counts["added"] += 1
        self._kept(document)
        if self.counts["added"] % TOGETHER == 0:
            self.settle()

    def _kept(self, document: Document) -> None:
        if self._gathering:
            self._gathering.kept(document.name)

    def settle(self) -> None:
        """Merges what is stored but not merged yet, also what an interrupted run left so."""
        self._store.settle(at=options.now())

    def summary(self) -> str:
        """One line about the run."""
        kept = self._store.counts()
        verb = "read again" if self._reread else "added"
        counts = self.counts + (self._gathering.counts if self._gathering else Counter())
        said = f"{output.counted(counts['added'], 'page')} {verb}"
        if counts["there"]:
            said += f", {counts['there']} there already"
        if counts["removed"]:
            said += f", {counts['removed']} left out after a takedown"
        if counts["left_out"]:
            said += f", {counts['left_out']} older than the newest of their list left out"
        if self.tally.failed:
            said += f", {len(self.tally.failed)} failed"
        held = ", ".join(output.counted(n, kind) for kind, n in kept.items())
        return f"{said}. {self._store.path} holds {held}."
