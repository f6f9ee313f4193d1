"""`onrecord accept`: keeps that a record was checked and is right."""

from __future__ import annotations

import click

from onrecord.cli import options, output


@click.command("accept", short_help="Keeps that a record was checked and is right.")
@click.argument("what", metavar="ID")
@options.person
@options.machine
@options.stored
def command(what: str, by: str | None, store: str | None, jsonl: bool, as_json: bool) -> None:
    """Keeps that somebody checked a record, or what was made of records, and found it right.
    Nothing else changes; `onrecord undo` takes it back.

    \b
    Example:
      onrecord accept 480ff18372fc0743
    """
    from onrecord.store import Store

    path = options.existing(store)
    with Store(path, write=True) as held:
        told = held.accept(what, by=options.who(by), at=options.now())
    if jsonl or as_json:
        output.machine(iter([told]), jsonl=jsonl, as_json=as_json)
        return
    click.echo(f"{told['id']}: {told['target']} was found right.")
