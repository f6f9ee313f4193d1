"""The gazetteer: populated places and administrative regions by name, read from a packed file."""

from __future__ import annotations

import re
import struct
import unicodedata
import zlib
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).parent / "gazetteer.bin"
MAGIC = b"ONRGAZ1\n"
DROPPED = re.compile(r"['’‘ʻʼʾʿ`´.]")
GAPS = re.compile(r"[\s\-–‐‑,]+")
SAINT = re.compile(r"\b(?:saint|sankt)\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One place of the gazetteer. `kind` is city, admin1 or admin2; points are degrees (WGS 84).

    `geonameid` is None where the source gives none; the point of a region is the mean of its
    towns, weighted by inhabitants.
    """

    name: str
    kind: str
    country: str
    admin1: str | None
    lat: float
    lon: float
    population: int
    geonameid: int | None


def fold(name: str) -> str:
    """The key under which `name` is looked up: no accents, case, stops, apostrophes or hyphens.

    >>> fold("Port-au-Prince"), fold("San José"), fold("St. Louis"), fold("N'Djamena")
    ('port au prince', 'san jose', 'st louis', 'ndjamena')
    """
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = GAPS.sub(" ", DROPPED.sub("", plain)).strip()
    return SAINT.sub("st", plain)


@dataclass(frozen=True, slots=True)
class _Blocks:
    """The packed file: first keys of its blocks, and where each compressed block lies."""

    data: bytes
    keys: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


@lru_cache(maxsize=1)
def _blocks() -> _Blocks:
    data = FILE.read_bytes()
    if not data.startswith(MAGIC):
        raise ValueError(f"{FILE.name} is no gazetteer of this version.")
    size, count = struct.unpack_from("<II", data, len(MAGIC))
    at = len(MAGIC) + 8
    index = zlib.decompress(data[at : at + size]).decode("utf-8").split("\n")
    keys, places, offset = [], [], at + size
    for line in index[:count]:
        key, length = line.split("\t")
        keys.append(key)
        places.append((offset, int(length)))
        offset += int(length)
    return _Blocks(data, tuple(keys), tuple(places))


@lru_cache(maxsize=128)
def _lines(block: int) -> tuple[str, ...]:
    blocks = _blocks()
    offset, length = blocks.places[block]
    raw = zlib.decompress(blocks.data[offset : offset + length])
    return tuple(raw.decode("utf-8").split("\n"))


def _rows(key: str) -> list[list[str]]:
    """The rows stored under a folded name; a name lies in one block whole."""
    blocks = _blocks()
    block = bisect_left(blocks.keys, key + "\x00") - 1
    if block < 0:
        return []
    lines = _lines(block)
    at = bisect_left(lines, key + "\t")
    found = []
    while at < len(lines) and lines[at].startswith(key + "\t"):
        found.append(lines[at].split("\t"))
        at += 1
    return found


KINDS = {"P": "city", "A": "admin1", "B": "admin2"}


@lru_cache(maxsize=4096)
def lookup(name: str) -> tuple[Entry, ...]:
    """All places called `name`, the most populous first; empty if none is known.

    >>> [e.country for e in lookup("Kiev")][:1], lookup("Xyzzyville")
    (['UKR'], ())
    """
    key = fold(name)
    if not key or len(key) > 80:
        return ()
    found: dict[str, Entry] = {}
    for row in _rows(key):
        if row[1].startswith(">"):
            for other in _rows(row[1][1:]):
                if other[-1] == row[2]:
                    found.setdefault("\t".join(other), _entry(other))
        else:
            found.setdefault("\t".join(row), _entry(row))
    return tuple(sorted(found.values(), key=_rank))


def _entry(row: list[str]) -> Entry:
    _, name, kind, country, admin1, lat, lon, population, number = row
    return Entry(
        name=name,
        kind=KINDS[kind],
        country=country,
        admin1=admin1 or None,
        lat=float(lat),
        lon=float(lon),
        population=int(population),
        geonameid=int(number) if number.isdigit() else None,
    )


def _rank(entry: Entry) -> tuple[int, str, str, float]:
    return (-entry.population, entry.country, entry.kind, entry.lat)
