"""`onrecord events`: the merged events that are asked for."""

from __future__ import annotations

from typing import Any

import click

from onrecord.cli import listing, options
from onrecord.cli.listing import quoted
from onrecord.errors import UsageError
from onrecord.views import together, words


def _row(r: dict[str, Any]) -> tuple[str, ...]:
    return (
        words.days(r.get("when")),
        words.kind_of(r),
        r["status"].replace("_", " "),
        words.who_to_whom(r),
        words.place(r.get("where")),
        together.counted(r) if "counts" in r else "",
        quoted(r, "trigger"),
    )


TITLES = ("date", "type", "status", "who", "where", "told by", "words")
STYLES = ("cyan", "bold", "status", None, "green", "magenta", "italic")
LISTING = listing.Listing(
    kind="event", plural="events", titles=TITLES, styles=STYLES, row=_row, head=3
)
RECORDS = listing.Listing(
    kind="event",
    plural="events",
    titles=TITLES[:5] + TITLES[6:],
    styles=STYLES[:5] + STYLES[6:],
    row=lambda r: _row(r)[:5] + _row(r)[6:],
    head=3,
)


@click.command("events", short_help="Lists events: who did what to whom.")
@options.merged
@click.option("--records", is_flag=True, help="Each story's own records, before they are merged.")
@options.limited
@options.machine
@options.stored
def command(records: bool, **asked: Any) -> None:
    """Lists events: who did what to whom, when and where, and whether it happened.

    One event told by many stories is listed once, with its reports. Nothing planned or denied is
    counted as having happened.

    \b
    Example:
      onrecord events --actor putin --type CONSULT --since 2021-01
    """
    if records and (asked["happening"] or asked["disputed"]):
        raise UsageError("--records do not go together with --happening and --disputed.")
    if records:
        listing.show(RECORDS, **asked)
    else:
        listing.show_derived(LISTING, **asked)
