"""`onrecord export`: what is stored into a file, for other programs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from onrecord.cli import options
from onrecord.errors import OnRecordError, UsageError

FORMATS = (
    "jsonl",
    "csv",
    "parquet",
    "icews",
    "geojson",
    "graphml",
    "stix",
    "annotations",
    "prov",
    "csl",
    "verdicts",
    "timeline.svg",
    "timeline.png",
    "map.svg",
    "map.png",
    "network.svg",
    "network.png",
)
"""As in exports/formats.py, which is imported when it is needed; a test holds them together."""

KINDS = (
    "event",
    "statement",
    "agreement",
    "attribution",
    "story",
    "evidence",
    "dispute",
    "happening",
    "actor",
    "place",
)


@click.command("export", short_help="Writes records to a file.")
@click.option("--format", "of_format", type=click.Choice(FORMATS), required=True)
@click.option("--out", required=True, metavar="PATH", help="The file to write.")
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    help="One kind only, or the stories, or a row for each piece of evidence.",
)
@click.option(
    "--merged", is_flag=True, help="What is made of many stories, instead of single records."
)
@options.merged
@options.stored
def command(
    of_format: str, out: str, kind: str | None, merged: bool, store: str | None, **asked: Any
) -> None:
    """Writes records to a file and prints how many rows it has.

    jsonl: stories and records as `extract` prints them, evidence with W3C Web Annotation
    selectors. csv, parquet: a row for each record, columns of all kinds; --kind has that kind's
    columns only. CSV cells that a spreadsheet would take for a formula begin with an apostrophe.

    \b
    icews          events that happened, as ICEWS's files have them
    geojson        events with a place           graphml  who acts on whom
    stix           who is blamed, STIX 2.1       csl      stories as citations
    annotations    evidence, W3C annotations     prov     where it comes from, PROV-O
    verdicts       what people found of records, with the texts, for training/

    timeline.svg, map.svg, network.svg: charts of events over time, by place, and of who acts on
    whom; with .png instead of .svg as pictures for programs that take no drawing.

    \b
    Example:
      onrecord export --format csv --out events.csv --kind event --merged --since 2021
    """
    from onrecord.exports import FORMATS as KNOWN
    from onrecord.exports import export, fitting
    from onrecord.store import KINDS as RECORDS
    from onrecord.store import Store

    kind, merged = fitting(KNOWN[of_format], kind=kind, merged=merged)
    if not merged and (asked["happening"] or asked["disputed"]):
        raise UsageError("--happening and --disputed ask for what is merged: add --merged.")
    if of_format == "verdicts" and any(asked.values()):
        raise UsageError("verdicts are all that people found: no filter goes with them.")
    kinds = () if merged else (kind,) if kind in RECORDS else RECORDS
    wanted = options.asked(kinds, **asked)
    with Store(options.settings(store=store).store) as held:
        try:
            rows = export(
                held, Path(out), of_format=of_format, kind=kind, asked=wanted, merged=merged
            )
        except OSError as error:
            told = error.strerror or str(error)
            raise OnRecordError(f"{out} cannot be written ({told}); it is unchanged.") from error
    click.echo(f"{rows} {KNOWN[of_format].rows} written to {out}")
