"""`onrecord disputes`: what parties do not agree on, both sides."""

from __future__ import annotations

from typing import Any

import click

from onrecord.cli import drawn, listing, options, output
from onrecord.views import together, words


def _row(r: dict[str, Any]) -> tuple[str, ...]:
    first, last = r.get("first_seen") or "", r.get("last_seen") or ""
    return (
        first if first == last else f"{first} to {last}",
        together.value(r.get("of_kind")),
        " | ".join(together.side(s) for s in r["sides"]),
        words.quoted(str((r.get("about") or {}).get("text") or "")),
    )


def _entries(lines: list[dict[str, Any]]) -> None:
    console = output.console()
    for number, line in enumerate(lines):
        if number:
            console.print()
        drawn.dispute(console, line)


LISTING = listing.Listing(
    kind="dispute",
    plural="disputes",
    titles=("told", "kind", "sides", "about"),
    styles=("cyan", "yellow", None, "italic"),
    row=_row,
    entries=_entries,
)


@click.command("disputes", short_help="Lists what parties do not agree on.")
@options.filtered
@options.limited
@options.machine
@options.stored
def command(**asked: Any) -> None:
    """Lists disputes: claims of different parties that cannot all hold, with both sides. The
    program never decides who is right.

    --type is denial, numeric, responsibility, occurrence, timing, legal_status or name.

    \b
    Example:
      onrecord disputes --type responsibility --since 2026-05
    """
    listing.show_derived(LISTING, **asked)
