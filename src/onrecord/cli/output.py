"""Writes to standard output: JSON in full, or words for a person."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from onrecord.errors import UsageError
from onrecord.jsonlines import dumps

if TYPE_CHECKING:
    from rich.console import Console

ROWS = 40
"""Rows of a table on a terminal when nothing is said: about a screen."""

WIDE = 60
"""Columns of a piped table are padded to this width at most."""


def lines(some: Iterable[str]) -> None:
    """Writes finished lines as UTF-8, whatever the terminal's own encoding."""
    out = sys.stdout.buffer
    for line in some:
        out.write(line.encode("utf-8") + b"\n")
    out.flush()


def machine(values: Iterable[dict[str, Any]], *, jsonl: bool, as_json: bool) -> None:
    """Writes the values as JSON Lines, or as one array with a value a line."""
    if jsonl and as_json:
        raise UsageError("--json and --jsonl do not go together; choose one.")
    written = map(dumps, values)
    lines(written if jsonl else _array(written))


def _array(written: Iterator[str]) -> Iterator[str]:
    first = next(written, None)
    if first is None:
        yield "[]"
        return
    held = "[" + first
    for line in written:
        yield held + ","
        held = line
    yield held + "]"


def counted(number: int, noun: str) -> str:
    """The number with its noun.

    >>> counted(1, "story"), counted(2, "story"), counted(0, "page")
    ('1 story', '2 stories', '0 pages')
    """
    if number == 1:
        return f"1 {noun}"
    return f"{number} {noun[:-1]}ies" if noun.endswith("y") else f"{number} {noun}s"


def on_terminal() -> bool:
    """Whether a person looks at standard output."""
    return sys.stdout.isatty()


def console() -> Console:
    """Standard output for words; no mark-up is read in them. A pipe gets no colours and no cuts."""
    from rich.console import Console

    return Console(markup=False, emoji=False, highlight=False, soft_wrap=not on_terminal())


def note(text: str) -> None:
    """Writes a remark to standard error."""
    from onrecord.views.visible import visible

    click.echo(visible(text), err=True)


def table(
    titles: Sequence[str], rows: Sequence[Sequence[str]], *, styles: Sequence[str | None] = ()
) -> None:
    """Writes rows under titles: drawn on a terminal, in plain complete lines in a pipe.

    The style "status" tells what is said to be a fact from what is planned, denied or alleged.
    """
    if not on_terminal():
        lines(_plain([titles, *rows]))
        return
    from rich import box
    from rich.table import Table
    from rich.text import Text

    from onrecord.views.words import SURE

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for title, style in zip(titles, [*styles, *[None] * len(titles)], strict=False):
        drawn.add_column(title, style="" if style == "status" else style, overflow="fold")
    at = styles.index("status") if "status" in styles else None
    for row in rows:
        cells = [Text(cell) for cell in row]
        if at is not None:
            cells[at].stylize("green" if row[at] in SURE else "yellow")
        drawn.add_row(*cells)
    console().print(drawn)


def _plain(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    from rich.cells import cell_len

    widths = [min(WIDE, max(map(cell_len, column))) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (c + " " * (w - cell_len(c)) for c, w in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def cut(limit: int | None) -> int | None:
    """How many rows a table shows: as asked for (0: all), else a screen on a terminal, else all."""
    if limit is not None:
        return limit or None
    return ROWS if on_terminal() else None


def shown(number: int, *, of: int, what: str) -> None:
    """Says how many were left out, if any were."""
    if number < of:
        note(f"{number} of {of} {what} shown; --limit 0 shows all.")
