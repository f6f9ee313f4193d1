"""`onrecord demo`: the record of the bundled example pages, and of a whole crisis, in words."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import options, output, reading
from onrecord.cli.main import SOME_FAILED, InterruptedRunError
from onrecord.jsonlines import loads

if TYPE_CHECKING:
    from rich.console import Console

    from onrecord.workers import Crew

STORE = "demo.db"


@click.command("demo", short_help="Shows the record of example pages.")
@click.option(
    "--store",
    metavar="PATH",
    help="Where the record of the example crisis is kept; else demo.db in your data folder.",
)
@options.machine
@click.pass_context
def command(ctx: click.Context, store: str | None, jsonl: bool, as_json: bool) -> None:
    """Reads the bundled example pages and shows their record, each line with the words it rests on.
    Then reads ninety stories of one crisis into a store of its own, shows in short what they tell
    together, and says how to look further.

    The pages were written for this program: what they tell is made up. With --json or --jsonl:
    the stories and records of the first pages, as `onrecord extract` prints them; no store.

    \b
    Example:
      onrecord demo | less
    """
    from onrecord.cli.pages import examples

    tally = reading.Tally()
    counts: Counter[str] = Counter()
    with reading.crew(jobs=options.settings().jobs) as crew:
        read = reading.read(examples(), crew=crew, tally=tally)
        if jsonl or as_json:
            values = (loads(line) for _, page in read for line in page.lines)
            output.machine(values, jsonl=jsonl, as_json=as_json)
        else:
            console = output.console()
            unread: dict[str, str | None] = {}
            for _, page in read:
                unread.update(page.unread)
                found = [loads(line) for line in page.lines]
                _page(console, page.page, found, unread=unread, counts=counts)
            _end(console, counts, pages=tally.done)
            tally.failed += _crisis(console, _where(store), crew=crew)
    tally.tell()
    if tally.failed:
        ctx.exit(SOME_FAILED)


def _where(store: str | None) -> Path:
    """The demo's own store: made-up stories do not go into the user's."""
    from platformdirs import user_data_path

    return Path(store) if store else user_data_path("onrecord", appauthor=False) / STORE


def _page(
    console: Console,
    name: str,
    values: list[dict[str, Any]],
    *,
    unread: dict[str, str | None],
    counts: Counter[str],
) -> None:
    from onrecord.cli import drawn

    counts.update(v["kind"] for v in values)
    drawn.rule(console, name)
    for story in (v for v in values if v["kind"] == "story"):
        console.print()
        console.print(drawn.story_head(story))
        records = [v for v in values if v["kind"] != "story" and v["story"] == story["id"]]
        drawn.records(console, records)
        if story["duplicate_of"]:
            console.print("  printed a second time on this page: read once", style="dim")
        elif story["id"] in unread:
            console.print("  kept, not read: no reader for this language yet", style="dim")
        elif not records:
            console.print("  nothing to record", style="dim")


def _end(console: Console, counts: Counter[str], *, pages: int) -> None:
    kinds = ("event", "statement", "agreement", "attribution")
    held = ", ".join(output.counted(counts[k], k) for k in kinds)
    console.print()
    console.print(
        f"{output.counted(pages, 'page')}, {output.counted(counts['story'], 'story')}: {held}.",
        style="bold",
    )
    console.print(
        "Only what is marked occurred or ongoing is said to have happened; every quotation was "
        "checked against its text. The pages are made up."
    )


def _crisis(console: Console, path: Path, *, crew: Crew) -> list[Any]:
    """Reads the example crisis into the demo's store and shows it; gives back what failed."""
    from itertools import chain

    from onrecord.cli import digest, drawn
    from onrecord.cli.adding import Work
    from onrecord.cli.pages import CRISIS, examples
    from onrecord.errors import OnRecordError
    from onrecord.store import Store

    drawn.rule(console, "examples/crisis: ninety stories, six outlets, one made-up crisis")
    if output.on_terminal():
        output.note("Reading them takes half a minute or so, the first time.")
    with Store(path, write=True) as held:
        try:
            held.ready()
        except OnRecordError:  # an earlier version merged it
            held.remerge(at=options.now())
        work = Work(held, reread=False)
        pages = chain(work.again(crew.version()), work.new(examples(CRISIS)))
        try:
            work.run(pages, crew=crew, what="reading")
        except KeyboardInterrupt:
            told = f"Interrupted; the same command goes on with the store {path}."
            raise InterruptedRunError(told) from None
        digest.show(console, held)
    return work.tally.failed
