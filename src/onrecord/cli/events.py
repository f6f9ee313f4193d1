"""`onrecord events`: the stored events that are asked for."""

from __future__ import annotations

from typing import Any

import click

from onrecord.cli import listing, options
from onrecord.cli.listing import quoted
from onrecord.views import words


def _row(r: dict[str, Any]) -> tuple[str, ...]:
    return (
        words.days(r.get("when")),
        words.kind_of(r),
        r["status"].replace("_", " "),
        words.who_to_whom(r),
        words.place(r.get("where")),
        quoted(r, "trigger"),
    )


LISTING = listing.Listing(
    kind="event",
    plural="events",
    titles=("date", "type", "status", "who", "where", "words"),
    styles=("cyan", "bold", "status", None, "green", "italic"),
    row=_row,
)


@click.command("events", short_help="Lists events: who did what to whom.")
@options.filtered
@options.limited
@options.machine
@options.stored
def command(**asked: Any) -> None:
    """Lists events: who did what to whom, when and where, and whether it happened.

    \b
    Example:
      onrecord events --actor putin --type CONSULT --since 2021-01
    """
    listing.show(LISTING, **asked)
