"""The formats that a selection can be taken away in: what each is called, and who writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

from onrecord.exports import (
    charts,
    csl,
    csv,
    geojson,
    graphml,
    icews,
    jsonl,
    parquet,
    prov,
    stix,
    verdicts,
    webannotations,
)
from onrecord.exports.taken import MADE, Taken

READ = ("event", "statement", "agreement", "attribution")


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """`write` writes a selection and gives back how many `rows` (what those are called) it has;
    `media` is the media type, `suffix` how a file's name ends; `kinds` are those of lines that it
    can hold, the first of them where nothing is said; `merged` whether it is about what is made
    of many stories, None where it is about either."""

    name: str
    write: Callable[[Taken, BinaryIO], int]
    media: str
    suffix: str
    rows: str
    kinds: tuple[str | None, ...]
    merged: bool | None = None

    def file_name(self, kind: str | None) -> str:
        """What a file of it is called."""
        return f"onrecord-{kind}.{self.suffix}" if kind else f"onrecord.{self.suffix}"


def _chart(name: str, draw: Callable[[Taken, BinaryIO], int], *, rows: str) -> tuple[Format, ...]:
    """A chart as it is drawn, and as a picture."""

    def picture(of: Taken, out: BinaryIO) -> int:
        drawn = BytesIO()
        number = draw(of, drawn)
        out.write(charts.pixels(drawn.getvalue().decode("utf-8")))
        return number

    return tuple(
        Format(
            name=f"{name}.{end}",
            write=write,
            media=media,
            suffix=f"{name}.{end}",
            rows=rows,
            kinds=("event",),
            merged=True,
        )
        for end, media, write in (("svg", "image/svg+xml", draw), ("png", "image/png", picture))
    )


TABLES: tuple[str | None, ...] = (None, *dict.fromkeys((*READ, *MADE)), "story", "evidence")

FORMATS = {
    one.name: one
    for one in (
        Format(
            name="jsonl",
            write=jsonl.write,
            media="application/jsonl",
            suffix="jsonl",
            rows="rows",
            kinds=TABLES,
        ),
        Format(
            name="csv",
            write=csv.write,
            media="text/csv; charset=utf-8",
            suffix="csv",
            rows="rows",
            kinds=TABLES,
        ),
        Format(
            name="parquet",
            write=parquet.write,
            media="application/vnd.apache.parquet",
            suffix="parquet",
            rows="rows",
            kinds=TABLES,
        ),
        Format(
            name="icews",
            write=icews.write,
            media="text/tab-separated-values; charset=utf-8",
            suffix="icews.tab",
            rows="rows",
            kinds=("event",),
            merged=True,
        ),
        Format(
            name="geojson",
            write=geojson.write,
            media="application/geo+json",
            suffix="geojson",
            rows="features",
            kinds=("event", "place"),
            merged=True,
        ),
        Format(
            name="graphml",
            write=graphml.write,
            media="application/graphml+xml",
            suffix="graphml",
            rows="edges",
            kinds=("event",),
            merged=True,
        ),
        Format(
            name="stix",
            write=stix.write,
            media="application/stix+json;version=2.1",
            suffix="stix.json",
            rows="objects",
            kinds=("attribution",),
            merged=False,
        ),
        Format(
            name="annotations",
            write=webannotations.write,
            media='application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"',
            suffix="annotations.jsonld",
            rows="annotations",
            kinds=(None, *READ),
        ),
        Format(
            name="prov",
            write=prov.write,
            media="application/ld+json",
            suffix="prov.jsonld",
            rows="nodes",
            kinds=("event", *READ[1:], *MADE[2:], "story"),
        ),
        Format(
            name="csl",
            write=csl.write,
            media="application/vnd.citationstyles.csl+json",
            suffix="csl.json",
            rows="citations",
            kinds=("story", *READ, *MADE[2:4]),
        ),
        Format(
            name="verdicts",
            write=verdicts.write,
            media="application/jsonl",
            suffix="verdicts.jsonl",
            rows="verdicts",
            kinds=(None,),
            merged=False,
        ),
        *_chart("timeline", charts.write_timeline, rows="events"),
        *_chart("map", charts.write_map, rows="events"),
        *_chart("network", charts.write_network, rows="edges"),
    )
}
"""By name, in the order in which they are offered."""
