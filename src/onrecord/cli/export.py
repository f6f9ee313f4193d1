"""`onrecord export`: what is stored into a file, for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from onrecord.cli import options
from onrecord.errors import OnRecordError

FORMATS = ("jsonl", "csv", "parquet")
KINDS = ("event", "statement", "agreement", "attribution", "story", "evidence")


@click.command("export", short_help="Writes records to a file.")
@click.option("--format", "of_format", type=click.Choice(FORMATS), required=True)
@click.option("--out", required=True, metavar="PATH", help="The file to write.")
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    help="One kind only, or the stories, or a row for each piece of evidence.",
)
@options.filtered
@options.stored
def command(of_format: str, out: str, kind: str | None, store: str | None, **asked: Any) -> None:
    """Writes records to a file and prints how many rows it has.

    jsonl: stories and records as `extract` prints them, evidence with W3C Web Annotation
    selectors. csv, parquet: a row for each record, columns of all kinds; --kind has that kind's
    columns only. CSV cells that a spreadsheet would take for a formula begin with an apostrophe.

    \b
    Example:
      onrecord export --format csv --out events.csv --kind event --since 2021
    """
    from onrecord.exports import export
    from onrecord.store import KINDS as RECORDS
    from onrecord.store import Store

    kinds = (kind,) if kind in RECORDS else RECORDS
    wanted = options.asked(kinds, **asked)
    with Store(options.settings(store=store).store) as held:
        try:
            rows = export(held, Path(out), of_format=of_format, kind=kind, asked=wanted)
        except OSError as error:
            told = error.strerror or str(error)
            raise OnRecordError(f"{out} cannot be written ({told}); it is unchanged.") from error
    click.echo(f"{rows} rows written to {out}")
