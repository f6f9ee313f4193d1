"""Rows as CSV that a spreadsheet can open without running what is in it."""

from __future__ import annotations

import csv
import io
import re
from typing import Any, BinaryIO

from onrecord.exports.table import table
from onrecord.exports.taken import Taken
from onrecord.jsonlines import clean

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that make a cell a formula in some spreadsheet. Source: OWASP, CSV injection."""

TOGETHER = 200
"""Rows written at once."""

SHORT, REMEMBERED = 40, 20_000
"""Values that come again and again, codes and names, are looked at once."""

_PLAIN = re.compile(r"[A-Za-z0-9\[({\"]")
"""Beginnings that are no formula's."""


def write(of: Taken, out: BinaryIO) -> int:
    """Writes a title row and the rows, in UTF-8, and gives back how many rows."""
    columns, rows = table(of)
    names = list(columns)
    held = io.StringIO(newline="")
    writer = csv.writer(held, lineterminator="\r\n")
    writer.writerow(names)
    number = 0
    harmless: set[str] = set()

    def told(value: str) -> str:
        made: str = cell(value)
        if made == value and len(value) < SHORT and len(harmless) < REMEMBERED:
            harmless.add(value)
        return made

    for row in rows:
        cells = map(row.get, names)
        writer.writerow([told(v) if type(v) is str and v not in harmless else v for v in cells])
        number += 1
        if not number % TOGETHER:
            _give(held, out)
    _give(held, out)
    return number


def _give(held: io.StringIO, out: BinaryIO) -> None:
    """Writes what is held, and empties it."""
    out.write(held.getvalue().encode("utf-8"))
    held.seek(0)
    held.truncate()


def cell(value: Any) -> Any:
    """The value as a cell: numbers as they are, text that could be a formula after an apostrophe.

    >>> cell("=1+1"), cell("-5 degrees"), cell(-5), cell("Talks"), cell(None)
    ("'=1+1", "'-5 degrees", -5, 'Talks', '')
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    if _PLAIN.match(value) and value.isascii() and "\0" not in value:
        return value
    text = clean(value).replace("\x00", "\ufffd")
    # Spreadsheets drop leading blanks before they look for a formula.
    return (
        f"'{text}" if text.startswith(STARTS) or text.lstrip(" \u00a0").startswith(STARTS) else text
    )
