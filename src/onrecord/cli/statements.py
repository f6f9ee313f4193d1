"""`onrecord statements`: the stored statements that are asked for."""

from __future__ import annotations

from typing import Any

import click

from onrecord.cli import listing, options
from onrecord.cli.listing import quoted
from onrecord.views import words
from onrecord.views.visible import one_line


def _row(r: dict[str, Any]) -> tuple[str, ...]:
    return (
        words.name(r.get("speaker") or {}),
        one_line((r.get("speaker") or {}).get("capacity") or ""),
        r["act"],
        r["quote_type"],
        quoted(r, "content"),
    )


LISTING = listing.Listing(
    kind="statement",
    plural="statements",
    titles=("speaker", "office", "act", "how", "words"),
    styles=("bold", None, "yellow", "cyan", "italic"),
    row=_row,
)


@click.command("statements", short_help="Lists statements: who said what.")
@options.filtered
@options.limited
@options.machine
@options.stored
def command(**asked: Any) -> None:
    """Lists statements: who said what, in which words, through which channel.

    \b
    Example:
      onrecord statements --actor gevorgyan --type denial
    """
    listing.show(LISTING, **asked)
