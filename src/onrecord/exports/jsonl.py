"""Stories and records as JSON Lines, with Web Annotation selectors in the evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

from onrecord.exports.annotation import annotated
from onrecord.exports.rows import rows
from onrecord.jsonlines import dumps


def write(
    told: Iterable[tuple[dict[str, Any], list[dict[str, Any]]]],
    out: BinaryIO,
    *,
    kind: str | None,
) -> int:
    """Writes the lines and gives back how many."""
    number = 0
    for story, records in told:
        for value in _values(kind, story=story, records=records):
            out.write(dumps(value).encode("utf-8") + b"\n")
            number += 1
    return number


def _values(
    kind: str | None, *, story: dict[str, Any], records: list[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    if kind == "evidence":
        yield from rows(kind, story=story, records=records)
        return
    if kind in (None, "story"):
        yield story
    if kind != "story":
        yield from (annotated(r, text=story["text"]) for r in records)
