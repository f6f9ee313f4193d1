"""`onrecord add`: pages into the store, each in one piece; what is there already is left alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from onrecord.cli import options, output, reading
from onrecord.cli.main import SOME_FAILED, InterruptedRunError
from onrecord.errors import Failed

if TYPE_CHECKING:
    from onrecord.sources import Document
    from onrecord.store import Store
    from onrecord.workers import Read


TOGETHER = 20
"""Pages that are merged at once: stories that come together meet the same others."""


@click.command("add", short_help="Reads pages into the store.")
@options.reading
@options.stored
@click.option(
    "--reread",
    is_flag=True,
    help="Read stored pages again with this version; all outdated ones if no input is named.",
)
@click.pass_context
def command(
    ctx: click.Context,
    inputs: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    url: str | None,
    jobs: int | None,
    store: str | None,
    reread: bool,
) -> None:
    """Reads pages into the store.

    A page that is stored already, by its bytes, is left as it is: an interrupted run is resumed by
    the same call. A page whose story was removed stays out.

    \b
    Example:
      onrecord add news/ --store record.db
      onrecord add --reread --store record.db      after a new version of onrecord
    """
    from onrecord.store import Store

    config = options.settings(store=store, jobs=jobs)
    said = options.given(published=published, outlet=outlet, url=url)
    if not (reread and not inputs):
        named = reading.documents(inputs, given=said)
    with Store(config.store, write=True) as held, reading.crew(jobs=config.jobs) as crew:
        work = _Work(held, reread=reread)
        if reread and not inputs:
            version = crew.version()
            some = work.again(version)
        else:
            some = work.new(named)
        try:
            held.ready()
            work.settle()
            for document, page in reading.read(some, crew=crew, tally=work.tally, what="adding"):
                work.keep(document, page)
            work.settle()
        except KeyboardInterrupt:
            kept = output.counted(work.counts["added"], "page")
            told = f"Interrupted; {kept} stored in {held.path}. Run the same command to go on."
            raise InterruptedRunError(told) from None
        click.echo(work.summary())
    work.tally.tell()
    if work.tally.failed:
        ctx.exit(SOME_FAILED)


class _Work:
    """One run of adding: which pages are to be read, and what became of them."""

    def __init__(self, store: Store, *, reread: bool) -> None:
        self.tally = reading.Tally()
        self.counts: Counter[str] = Counter()
        self._store = store
        self._reread = reread

    def new(self, some: Iterator[Document | Failed]) -> Iterator[Document | Failed]:
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
            elif (standing.version is not None and not self._reread) or document.copy:
                self.counts["there"] += 1
            else:
                yield first

    def again(self, version: str) -> Iterator[Document | Failed]:
        """The stored pages that another version read."""
        for key in self._store.outdated(version):
            yield self._store.page(key)

    def keep(self, document: Document | None, page: Read) -> None:
        """Stores what was read from a page, unless it failed."""
        from onrecord.store import TakenError

        if document is None or (page.failed and not page.lines):
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
        if self.counts["added"] % TOGETHER == 0:
            self.settle()

    def settle(self) -> None:
        """Merges what is stored but not merged yet, also what an interrupted run left so."""
        self._store.settle(at=options.now())

    def summary(self) -> str:
        """One line about the run."""
        kept = self._store.counts()
        verb = "read again" if self._reread else "added"
        said = f"{output.counted(self.counts['added'], 'page')} {verb}"
        if self.counts["there"]:
            said += f", {self.counts['there']} there already"
        if self.counts["removed"]:
            said += f", {self.counts['removed']} left out after a takedown"
        if self.tally.failed:
            said += f", {len(self.tally.failed)} failed"
        held = ", ".join(output.counted(n, kind) for kind, n in kept.items())
        return f"{said}. {self._store.path} holds {held}."
