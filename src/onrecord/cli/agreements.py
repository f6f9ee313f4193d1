"""`onrecord agreements`: the stored agreements that are asked for."""

from __future__ import annotations

from typing import Any

import click

from onrecord.cli import listing, options
from onrecord.views import words
from onrecord.views.visible import one_line


def _row(r: dict[str, Any]) -> tuple[str, ...]:
    return (
        words.days(r.get("date")),
        one_line(r["name"]),
        (r.get("status") or "").replace("_", " "),
        words.names(r.get("parties") or []),
        ", ".join(map(one_line, r.get("aliases") or [])),
    )


LISTING = listing.Listing(
    kind="agreement",
    plural="agreements",
    titles=("date", "name", "status", "parties", "also called"),
    styles=("cyan", "bold", "status", None, None),
    row=_row,
)


@click.command("agreements", short_help="Lists agreements and their provisions.")
@options.filtered
@options.limited
@options.machine
@options.stored
def command(**asked: Any) -> None:
    """Lists agreements: their names, parties, status and provisions.

    \b
    Example:
      onrecord agreements --country ARM --status signed
    """
    listing.show(LISTING, **asked)
