"""Merged events as the table that scripts for ICEWS's files read: a row an event, not a report."""

from __future__ import annotations

import csv
import io
from typing import Any, BinaryIO

from onrecord.exports.taken import Line, Taken
from onrecord.jsonlines import clean
from onrecord.ontology import countries, plover
from onrecord.store import day

COLUMNS = (
    "Event ID",
    "Event Date",
    "Source Name",
    "Source Sectors",
    "Source Country",
    "Event Text",
    "CAMEO Code",
    "Intensity",
    "Target Name",
    "Target Sectors",
    "Target Country",
    "Story ID",
    "Sentence Number",
    "Publisher",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
    "Event Type",
    "Event Mode",
    "Quad Class",
    "Contexts",
    "Status",
    "Sources",
    "Targets",
    "Reports",
    "Independent Reports",
    "Outlets",
)
"""The columns of ICEWS's files (Boschee et al. 2015, Harvard Dataverse, doi:10.7910/DVN/28075) with
their names and in their order, then what POLECAT has beside them and how many told it."""


def write(of: Taken, out: BinaryIO) -> int:
    """Writes the table, tab-separated with a title row, and gives back how many rows.

    Only what happened is counted; events without a day are left out.
    """
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.DictWriter(text, COLUMNS, restval="", delimiter="\t", lineterminator="\n")
    writer.writeheader()
    number = 0
    for line in of.lines:
        first = day((line.get("when") or {}).get("start"), last=False)
        if line["status"] in plover.HAPPENED and first is not None:
            row = _row(line, first, best=of.story(_best(line)) or {})
            writer.writerow({k: _cell(v) for k, v in row.items()})
            number += 1
    text.flush()
    text.detach()
    return number


def _best(line: Line) -> str:
    """The id of the story with the best report, from which the event's words are."""
    told = line.get("story") or line["reports"][0]["story"]
    return str(told)


def _row(line: Line, first: str, *, best: Line) -> dict[str, Any]:
    where, counts = line.get("where") or {}, line["counts"]
    places, mode = line.get("mentions"), line.get("mode")
    return {
        "Event ID": line["id"],
        "Event Date": first,
        **_side("Source", line["actors"]),
        "Event Text": f"{line['type'].title()}" + (f" ({mode})" if mode else ""),
        "CAMEO Code": plover.cameo(line["type"], mode),
        "Intensity": plover.intensity(line["type"]),
        **_side("Target", line["recipients"]),
        "Story ID": best.get("id"),
        "Sentence Number": places[0]["sentence"] + 1 if places else None,
        "Publisher": best.get("outlet"),
        "City": where.get("name") if where.get("precision") != "country" else None,
        "Province": where.get("admin1"),
        "Country": _country(where.get("country")),
        "Latitude": where.get("lat"),
        "Longitude": where.get("lon"),
        "Event Type": line["type"],
        "Event Mode": mode,
        "Quad Class": plover.quad(line["type"]),
        "Contexts": ";".join(line["contexts"]),
        "Status": line["status"],
        "Sources": "; ".join(a["name"] for a in line["actors"]),
        "Targets": "; ".join(a["name"] for a in line["recipients"]),
        "Reports": counts["reports"],
        "Independent Reports": counts["independent"],
        "Outlets": counts["outlets"],
    }


def _side(of: str, actors: list[dict[str, Any]]) -> dict[str, Any]:
    """ICEWS has one source and one target: those that most reports name."""
    one = actors[0] if actors else {}
    return {
        f"{of} Name": one.get("name"),
        f"{of} Sectors": one.get("sector"),
        f"{of} Country": _country(one.get("country")),
    }


def _country(code: str | None) -> str | None:
    land = countries.countries().get(code or "")
    return land.name if land else code


def _cell(value: Any) -> Any:
    """The value on one line without tabs: readers of ICEWS's files know no quoting."""
    return " ".join(clean(value).split()) if isinstance(value, str) else value
