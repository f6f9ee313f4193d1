"""`onrecord split`: takes apart what was merged or linked."""

from __future__ import annotations

import click

from onrecord.cli import options, output


@click.command("split", short_help="Takes apart what was merged or linked.")
@click.argument("what", metavar="ID")
@click.argument("parts", nargs=-1, metavar="[REPORT ...]")
@options.person
@options.machine
@options.stored
def command(
    what: str, parts: tuple[str, ...], by: str | None, store: str | None, jsonl: bool, as_json: bool
) -> None:
    """Splits an event, happening, actor, place or agreement: the REPORTs named from the rest, or,
    where none is named, each from each. The decision holds when pages come or are read again;
    `onrecord undo` takes it back.

    REPORT is the id of a record, story or name, as `onrecord why ID` shows them.

    \b
    Example:
      onrecord split m2431f82443b3b6cb 480ff18372fc0743
    """
    from onrecord.store import Store

    path = options.existing(store)
    with Store(path, write=True) as held:
        told = held.split(what, parts, by=options.who(by), at=options.now())
    if jsonl or as_json:
        output.machine(iter([told]), jsonl=jsonl, as_json=as_json)
        return
    click.echo(f"{told['id']}: {what} is now {', '.join(told['after'])}.")
