"""What is taken away as a table: its columns, and its rows one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.exports.merged_rows import merged_columns, merged_row
from onrecord.exports.rows import Columns, Row, columns, rows
from onrecord.exports.taken import Taken


def table(of: Taken) -> tuple[Columns, Iterator[Row]]:
    """The columns in order with the type of their values, and the rows; a row has some or all of
    the columns."""
    if of.merged:
        assert of.kind is not None
        return merged_columns(of.kind), (merged_row(line, story=of.story) for line in of.lines)
    return columns(of.kind), _rows(of)


def _rows(of: Taken) -> Iterator[Row]:
    for line in of.lines:
        if line["kind"] == "story":
            if of.kind == "story":
                yield from rows("story", story=line, records=())
            continue
        story = of.story(line["story"])
        if story is not None:
            yield from rows(of.kind, story=story, records=[line])
