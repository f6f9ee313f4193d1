"""Rows as Parquet, for data frames and databases."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from onrecord.exports.rows import Columns, Row
from onrecord.exports.table import table
from onrecord.exports.taken import Taken
from onrecord.jsonlines import clean

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 2000
"""Rows written at once."""


def write(of: Taken, out: BinaryIO) -> int:
    """Writes the rows and gives back how many."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns, rows = table(of)
    schema = _schema(columns)
    number = 0
    with pq.ParquetWriter(out, schema, compression="zstd") as writer:
        while batch := list(islice(rows, BATCH)):
            full = [dict(_cells(row, schema.names)) for row in batch]
            writer.write_table(pa.Table.from_pylist(full, schema=schema))
            number += len(batch)
    return number


def _schema(columns: Columns) -> pa.Schema:
    import pyarrow as pa

    kinds: dict[type, pa.DataType] = {
        str: pa.string(),
        int: pa.int64(),
        float: pa.float64(),
        bool: pa.bool_(),
    }
    return pa.schema([(name, kinds[of]) for name, of in columns.items()])


def _cells(row: Row, names: list[str]) -> Iterator[tuple[str, Any]]:
    for name in names:
        value = row.get(name)
        yield name, clean(value) if isinstance(value, str) else value
