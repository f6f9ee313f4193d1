"""`onrecord add`: pages into the store, each in one piece; what is there already is left alone."""

from __future__ import annotations

from contextlib import nullcontext
from itertools import chain

import click

from onrecord.cli import options, output, reading
from onrecord.cli.adding import Work
from onrecord.cli.main import SOME_FAILED, InterruptedRunError


@click.command("add", short_help="Reads pages into the store.")
@options.reading_also_web
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
    the same call. A page whose story was removed stays out. Of an address (http, https) that is a
    feed or sitemap the pages are read that it lists.

    \b
    Example:
      onrecord add news/ --store record.db
      onrecord add https://example.org/news/1.html https://example.org/feed.xml
      onrecord add --reread --store record.db      after a new version of onrecord
    """
    from onrecord.sources.address import is_address
    from onrecord.store import Store

    config = options.settings(store=store, jobs=jobs)
    said = options.given(published=published, outlet=outlet, url=url)
    web = tuple(name for name in inputs if is_address(name))
    files = tuple(name for name in inputs if not is_address(name))
    named = reading.documents(files, given=said) if files or not (web or reread) else iter(())
    with (
        Store(config.store, write=True) as held,
        reading.web(config) if web else nullcontext() as client,
        reading.crew(jobs=config.jobs) as crew,
    ):
        gathering = reading.gathering(client, memory=held, fresh=reread) if client else None
        work = Work(held, reread=reread, gathering=gathering)
        if reread and not inputs:
            some = work.again(crew.version())
        elif gathering:
            some = work.new(chain(named, gathering.documents(web, given=said)))
        else:
            some = work.new(named)
        try:
            work.run(some, crew=crew, what="adding")
        except KeyboardInterrupt:
            kept = output.counted(work.counts["added"], "page")
            told = f"Interrupted; {kept} stored in {held.path}. Run the same command to go on."
            raise InterruptedRunError(told) from None
        click.echo(work.summary())
    work.tally.tell()
    if work.tally.failed:
        ctx.exit(SOME_FAILED)
