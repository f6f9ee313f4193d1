"""`onrecord attributions`: the stored attributions that are asked for."""

from __future__ import annotations

from typing import Any

import click

from onrecord.cli import listing, options
from onrecord.cli.listing import quoted
from onrecord.views import words
from onrecord.views.visible import one_line


def _row(r: dict[str, Any]) -> tuple[str, ...]:
    return (
        words.name(r.get("attributing_actor") or {}),
        one_line((r.get("act") or {}).get("name") or ""),
        words.chain(r),
        quoted(r, "wording"),
    )


LISTING = listing.Listing(
    kind="attribution",
    plural="attributions",
    titles=("who blames", "for", "whom", "words"),
    styles=("bold", None, "yellow", "italic"),
    row=_row,
)


@click.command("attributions", short_help="Lists attributions: who blames whom.")
@options.filtered
@options.limited
@options.machine
@options.stored
def command(**asked: Any) -> None:
    """Lists attributions: who blames whom for what, in which words.

    \b
    Example:
      onrecord attributions --actor germany --jsonl
    """
    listing.show(LISTING, **asked)
