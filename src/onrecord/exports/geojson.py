"""Events with a place as GeoJSON, for maps. Source: RFC 7946."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from onrecord.exports.longjson import write_list
from onrecord.exports.rows import joined
from onrecord.exports.taken import Line, Taken
from onrecord.exports.when import days


def write(of: Taken, out: BinaryIO) -> int:
    """Writes a feature for each event or place that has coordinates; gives back how many."""
    before = {"type": "FeatureCollection"}
    return write_list(out, _features(of), before=before, name="features")


def _features(of: Taken) -> Iterator[Line]:
    for line in of.lines:
        where = line if line["kind"] == "place" else line.get("where") or {}
        lat, lon = where.get("lat"), where.get("lon")
        if lat is None or lon is None:
            continue
        told = _place(line) if line["kind"] == "place" else _event(line, where)
        yield {
            "type": "Feature",
            "id": line["id"],
            "geometry": {"type": "Point", "coordinates": [lon, lat]},
            "properties": told,
        }


def _place(line: Line) -> Line:
    plain = ("kind", "name", "country", "admin1", "geonameid")
    return {k: line.get(k) for k in plain} | {"names": list(line.get("names") or ())}


def _event(line: Line, where: Line) -> Line:
    counts = line.get("counts") or {}
    first, last = days(line.get("when"))
    plain = ("kind", "type", "mode", "status", "killed", "injured", "confidence")
    return {
        **{k: line.get(k) for k in plain},
        "actors": joined(line.get("actors"), "name"),
        "recipients": joined(line.get("recipients"), "name"),
        "date_start": first,
        "date_end": last,
        "place": where.get("name"),
        "place_country": where.get("country"),
        "place_precision": where.get("precision"),
        "geonameid": where.get("geonameid"),
        "reports": counts.get("reports", 1),
        "independent_reports": counts.get("independent", 1),
        "words": joined(
            dict.fromkeys(e["quote"] for e in line.get("evidence") or () if e["role"] == "trigger")
        ),
    }
