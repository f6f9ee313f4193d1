"""`onrecord watch`: what feeds, sitemaps and pages tell from now on, into the store."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import options, output, progress, reading
from onrecord.cli.adding import Work
from onrecord.cli.main import SOME_FAILED, InterruptedRunError
from onrecord.errors import StoreError, UsageError

if TYPE_CHECKING:
    from onrecord.config import Config
    from onrecord.sources.web import Web

EVERY = 15
"""Minutes from one round to the next if nothing is said: news feeds ask for five to sixty."""


@click.command("watch", short_help="Reads what feeds and sitemaps list, again and again.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--once", is_flag=True, help="One round only; else until Ctrl-C.")
@click.option(
    "--every",
    type=click.IntRange(min=1),
    metavar="MINUTES",
    help=f"Between two rounds; {EVERY}, if not said.",
)
@click.option(
    "--entries",
    type=click.IntRange(min=1),
    metavar="N",
    help="The newest N of each feed or sitemap at most; 1000, if not said.",
)
@click.option("--jobs", type=click.IntRange(min=1), metavar="N", help="Reading processes.")
@options.stored
@click.pass_context
def command(
    ctx: click.Context,
    file: Path,
    once: bool,
    every: int | None,
    entries: int | None,
    jobs: int | None,
    store: str | None,
) -> None:
    """Reads what is new at the addresses that FILE lists, one a line; # begins a comment.

    An address is a page, an RSS or Atom feed, a sitemap, a news sitemap or an index of sitemaps;
    which, is seen from what it gives. FILE is read anew in each round. What is known is asked for
    changes only; a page with new words takes the place of its older version.

    \b
    Example:
      onrecord watch feeds.txt --every 30 --store record.db
      onrecord watch feeds.txt --once
    """
    if once and every is not None:
        raise UsageError("--once and --every do not go together; choose one.")
    config = options.settings(store=store, jobs=jobs)
    total: Counter[str] = Counter()
    addresses(file)
    try:
        with reading.web(config) as web:
            failed = _round(file, config=config, web=web, entries=entries, total=total)
            while not once:
                progress.wait(60 * (every or EVERY), what="next round in")
                web.pace.forgive()
                try:
                    _round(file, config=config, web=web, entries=entries, total=total)
                except (StoreError, UsageError) as error:
                    # Somebody else may write, or FILE be under work: the next round will tell.
                    output.note(f"This round did not take place: {error}")
    except KeyboardInterrupt:
        kept = output.counted(total["added"], "page")
        told = f"Interrupted; {kept} stored in {config.store}. Run the same command to go on."
        raise InterruptedRunError(told) from None
    if failed:
        ctx.exit(SOME_FAILED)


def addresses(file: Path) -> list[str]:
    """The addresses that a file lists; `UsageError` where there are none."""
    from onrecord.sources.address import listed

    try:
        found = list(listed(file.read_text("utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is not UTF-8"
        raise UsageError(f"{file} cannot be read: {why}.") from None
    if not found:
        raise UsageError(f"{file} lists no address; write one a line.")
    return found


def _round(
    file: Path, *, config: Config, web: Web, entries: int | None, total: Counter[str]
) -> bool:
    """One round over all addresses; whether some failed."""
    from onrecord.store import Store

    some = addresses(file)
    with Store(config.store, write=True) as held, reading.crew(jobs=config.jobs) as crew:
        gathering = reading.gathering(web, memory=held, most=entries)
        work = Work(held, reread=False, gathering=gathering)
        try:
            work.run(work.new(gathering.documents(some)), crew=crew, what="watching")
        finally:
            total.update(work.counts)
        click.echo(work.summary())
    work.tally.tell()
    return bool(work.tally.failed)
