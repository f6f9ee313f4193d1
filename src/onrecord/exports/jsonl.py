"""Stories, records and what is made of them as JSON Lines, evidence with Web Annotation
selectors."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from onrecord.exports.annotation import annotated, selectors
from onrecord.exports.table import table
from onrecord.exports.taken import Line, Taken, spans
from onrecord.jsonlines import dumps


def write(of: Taken, out: BinaryIO) -> int:
    """Writes the lines and gives back how many."""
    number = 0
    for value in _values(of):
        out.write(dumps(value).encode("utf-8") + b"\n")
        number += 1
    return number


def _values(of: Taken) -> Iterator[Line]:
    if of.kind == "evidence":
        yield from table(of)[1]
        return
    for line in of.lines:
        if of.merged:
            yield _anchored(line, of) if line.get("evidence") else line
        elif line["kind"] == "story":
            yield line
        else:
            story = of.story(line["story"])
            yield annotated(line, text=story["text"]) if story is not None else line


def _anchored(line: Line, of: Taken) -> Line:
    evidence: list[Any] = []
    for piece in spans(line):
        story = of.story(piece["story"])
        found = story and selectors(story["text"], start=piece["start"], end=piece["end"])
        evidence.append(piece | {"selector": found} if found else piece)
    return line | {"evidence": evidence}
