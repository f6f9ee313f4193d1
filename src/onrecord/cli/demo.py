"""`onrecord demo`: the record of the bundled example pages, in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import options, output, reading
from onrecord.cli.main import SOME_FAILED
from onrecord.jsonlines import loads

if TYPE_CHECKING:
    from rich.console import Console


@click.command("demo", short_help="Shows the record of example pages.")
@options.machine
@click.pass_context
def command(ctx: click.Context, jsonl: bool, as_json: bool) -> None:
    """Reads the bundled example pages and shows their record, each line with the words it rests on.

    The pages were written for this program: what they tell is made up. With --json or --jsonl:
    the stories and records as `onrecord extract` prints them.

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
    tally.tell()
    if tally.failed:
        ctx.exit(SOME_FAILED)


def _page(
    console: Console,
    name: str,
    values: list[dict[str, Any]],
    *,
    unread: dict[str, str | None],
    counts: Counter[str],
) -> None:
    from rich.text import Text

    from onrecord.cli import drawn
    from onrecord.views.visible import one_line

    counts.update(v["kind"] for v in values)
    console.print()
    console.print(Text(f"── {one_line(name)} " + "─" * max(3, 74 - len(name)), style="blue"))
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
