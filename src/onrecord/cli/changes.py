"""`onrecord changes`: what was added, changed and withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import listing, options, output
from onrecord.views import words

if TYPE_CHECKING:
    from onrecord.store import Store


@click.command("changes", short_help="Tells what was added, changed, withdrawn.")
@click.option(
    "--since",
    type=click.IntRange(min=0),
    default=0,
    metavar="SEQ",
    help="Only changes after this number.",
)
@options.limited
@options.machine
@options.stored
def command(since: int, store: str | None, limit: int | None, jsonl: bool, as_json: bool) -> None:
    """Tells what became of records and of what is made of them: added, changed or withdrawn, each
    with a number that grows. Whoever keeps the last number asks for what came after it.

    \b
    Example:
      onrecord changes --since 1204 --jsonl
    """
    from onrecord.store import Store

    with Store(options.settings(store=store).store) as held:
        if jsonl or as_json:
            found = held.changes(since, limit=limit or None)
            output.machine(iter(found), jsonl=jsonl, as_json=as_json)
            return
        found = held.changes(since)
        most = output.cut(limit)
        shown = found[-most:] if most else found
        rows = [
            (str(c["seq"]), _minute(c["at"]), c["what"], c["of"], _words(held, c), c["record"])
            for c in shown
        ]
    if not found:
        output.note("No changes.")
        return
    titles = ("seq", "at", "what", "kind", "words", "id")
    output.table(titles, rows, styles=("dim", "cyan", "yellow", None, "italic", "dim"), head=4)
    output.shown(len(rows), of=len(found), what="changes")


def _minute(at: str) -> str:
    return at[:16].replace("T", " ")


def _words(held: Store, change: dict[str, Any]) -> str:
    """What a derived line is now, in words; "" where it is gone, or where it is a record's."""
    found = held.one(change["of"], change["record"]) if change["record"][:1] in DERIVED else None
    line = found.line if found is not None and not found.moved else None
    if line is None:
        return ""
    if line["kind"] == "event":
        return listing.short(words.tell(line).line())
    about = line.get("about")
    text = about.get("text") if isinstance(about, dict) else None
    return listing.short(str(line.get("name") or line.get("title") or text or ""))


DERIVED = "mgdha"
"""Beginnings of the ids of events, agreements, disputes, happenings and actors."""
