"""Rows as CSV that a spreadsheet can open without running what is in it."""

from __future__ import annotations

import csv
import io
from typing import Any, BinaryIO

from onrecord.exports.table import table
from onrecord.exports.taken import Taken
from onrecord.jsonlines import clean

STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters that make a cell a formula in some spreadsheet. Source: OWASP, CSV injection."""


def write(of: Taken, out: BinaryIO) -> int:
    """Writes a title row and the rows, in UTF-8, and gives back how many rows."""
    columns, rows = table(of)
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    writer = csv.DictWriter(text, list(columns), restval="", lineterminator="\r\n")
    writer.writeheader()
    number = 0
    for row in rows:
        writer.writerow({name: cell(value) for name, value in row.items()})
        number += 1
    text.flush()
    text.detach()
    return number


def cell(value: Any) -> Any:
    """The value as a cell: numbers as they are, text that could be a formula after an apostrophe.

    >>> cell("=1+1"), cell("-5 degrees"), cell(-5), cell("Talks"), cell(None)
    ("'=1+1", "'-5 degrees", -5, 'Talks', '')
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return value
    text = clean(value).replace("\x00", "\ufffd")
    # Spreadsheets drop leading blanks before they look for a formula.
    return (
        f"'{text}" if text.startswith(STARTS) or text.lstrip(" \u00a0").startswith(STARTS) else text
    )
