"""What people found of records, with the texts, as lines that `training/verdicts.py` reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from onrecord.exports.taken import Line, Taken
from onrecord.jsonlines import dumps


def write(of: Taken, out: BinaryIO) -> int:
    """Writes a line for each record that somebody checked, whatever else is asked for; gives back
    how many."""
    number = 0
    for line in _lines(of):
        out.write(dumps(line).encode("utf-8") + b"\n")
        number += 1
    return number


def _lines(of: Taken) -> Iterator[Line]:
    for found in of.verdicts():
        identity = found["now"] or found["target"]
        record = of.extracted(identity)
        story = of.story(record["story"]) if record else None
        if record is None or story is None:
            continue
        changed = found["verb"] == "correct"
        yield {
            "kind": "verdict",
            "verdict": found["verb"],
            "at": found["at"],
            "by": found["by"],
            "before": found.get("before") if changed else None,
            "after": found.get("after") if changed else None,
            "record": record,
            "corrected": of.record(identity) if changed else None,
            "text": story["text"],
            "title": story["title"],
            "published": story["published"],
        }
