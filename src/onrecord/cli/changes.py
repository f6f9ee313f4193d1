"""`onrecord changes`: what was added, changed and withdrawn."""

from __future__ import annotations

import click

from onrecord.cli import options, output


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
    if not found:
        output.note("No changes.")
        return
    most = output.cut(limit)
    shown = found[-most:] if most else found
    rows = [(str(c["seq"]), c["at"], c["what"], c["of"], c["record"]) for c in shown]
    titles = ("seq", "at", "what", "kind", "id")
    output.table(titles, rows, styles=("dim", "cyan", "yellow", None, "dim"))
    output.shown(len(rows), of=len(found), what="changes")
