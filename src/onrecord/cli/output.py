"""Writes to standard output: JSON in full, or words for a person."""

from __future__ import annotations

import sys
from collections.abc import Generator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from onrecord.errors import UsageError
from onrecord.jsonlines import dumps

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

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
    try:
        lines(written if jsonl else _array(written))
    finally:
        # While what they are read from is open: whoever reads our output may have seen enough.
        if isinstance(values, Generator):
            values.close()


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
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    styles: Sequence[str | None] = (),
    head: int = 1,
) -> None:
    """Writes rows under titles: drawn on a terminal, in plain complete lines in a pipe.

    A terminal that is too narrow for the table gets an entry for each row instead: its first `head`
    cells on a line of their own, the others below, and its last cell, an id, never broken. The
    style "status" tells what is said to be a fact from what is planned, denied or alleged.
    """
    if not on_terminal():
        lines(_plain([titles, *rows]))
        return
    from rich import box
    from rich.cells import cell_len
    from rich.table import Table

    drawn = console()
    styled = [*styles, *[None] * (len(titles) - len(styles))]
    wide = [max(map(cell_len, column)) for column in zip(titles, *rows, strict=True)]
    if sum(wide) + 3 * len(wide) > drawn.width:
        _entries(drawn, titles, rows, styles=styled, head=head)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for title, style in zip(titles, styled, strict=True):
        table.add_column(title, style="" if style == "status" else style, no_wrap=True)
    for row in rows:
        table.add_row(*(_cell(c, s) for c, s in zip(row, styled, strict=True)))
    drawn.print(table)


def _cell(words: str, style: str | None) -> Text:
    from rich.text import Text

    from onrecord.views.words import SURE

    if style == "status":
        style = "green" if words.rpartition(", ")[2] in SURE else "yellow"
    return Text(words, style=style or "")


INDENT = 4
"""Columns by which the further lines of an entry stand in."""


TOLD = ("copy of", "happening")
"""Columns whose ids need their title where no head of a table says what they are."""


def _entries(
    drawn: Console,
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    *,
    styles: Sequence[str | None],
    head: int,
) -> None:
    from rich.cells import cell_len
    from rich.padding import Padding
    from rich.text import Text

    widths = [max(map(cell_len, column)) for column in zip(*(r[:head] for r in rows), strict=True)]
    for row in rows:
        line = Text()
        for n, (cell, style) in enumerate(zip(row[:head], styles, strict=False)):
            pad = widths[n] - cell_len(cell) + 2 if n + 1 < head else 0
            line.append_text(_cell(cell, style)).append(" " * pad)
        line.rstrip()
        rest = [
            _cell(f"{title} {cell}" if title in TOLD else cell, style)
            for title, cell, style in zip(titles[head:], row[head:], styles[head:], strict=True)
            if cell
        ]
        drawn.print(line)
        drawn.print(Padding(Text(" · ").join(rest), (0, 0, 0, INDENT), expand=False))


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
