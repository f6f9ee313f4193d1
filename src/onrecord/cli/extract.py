"""`onrecord extract`: pages in, JSON Lines out, no store."""

from __future__ import annotations

import click

from onrecord.cli import options, output, reading
from onrecord.cli.main import SOME_FAILED, InterruptedRunError


@click.command("extract", short_help="Prints the record of pages as JSON Lines.")
@options.reading
@click.option("--mentions", is_flag=True, help="Names, times and places too, as mention lines.")
@click.pass_context
def command(
    ctx: click.Context,
    inputs: tuple[str, ...],
    published: str | None,
    outlet: str | None,
    url: str | None,
    jobs: int | None,
    mentions: bool,
) -> None:
    """Reads pages and prints their stories and records as JSON Lines.

    HTML (.html.gz too), plain text, and JSON Lines of stories ({"id", "text", ...}); folders are
    read through. Standard output has story, event, statement, agreement and attribution lines and
    nothing else; what failed is listed on standard error, with exit status 3.

    \b
    Example:
      onrecord extract --outlet "Example Times" page.html news/ > record.jsonl
    """
    said = options.given(published=published, outlet=outlet, url=url)
    some = reading.documents(inputs, given=said)
    tally = reading.Tally()
    with reading.crew(jobs=options.settings(jobs=jobs).jobs, mentions=mentions) as crew:
        try:
            for _, page in reading.read(some, crew=crew, tally=tally):
                output.lines(page.lines)
        except KeyboardInterrupt:
            printed = output.counted(tally.done, "page")
            told = f"Interrupted; {printed} printed in full, nothing is stored."
            raise InterruptedRunError(told) from None
    tally.tell()
    if tally.failed:
        ctx.exit(SOME_FAILED)
