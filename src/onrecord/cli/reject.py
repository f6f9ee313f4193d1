"""`onrecord reject`: takes a record that is wrong out of what is shown and counted."""

from __future__ import annotations

import click

from onrecord.cli import options, output


@click.command("reject", short_help="Takes out a record that is wrong.")
@click.argument("what", metavar="ID")
@click.option("--reason", metavar="WORDS", help="Why it is wrong.")
@options.person
@options.machine
@options.stored
def command(
    what: str, reason: str | None, by: str | None, store: str | None, jsonl: bool, as_json: bool
) -> None:
    """Takes a record that is wrong out of lists, counts, exports and what is made of many stories:
    one story's record, all records of a merged event or agreement, or a dispute. It is kept as it
    was read, `onrecord why ID` shows it, and `onrecord undo` brings it back.

    \b
    Example:
      onrecord reject 480ff18372fc0743 --reason "a football match"
    """
    from onrecord.store import Store

    path = options.existing(store)
    with Store(path, write=True) as held:
        told = held.reject(what, by=options.who(by), at=options.now(), reason=reason or "")
    if jsonl or as_json:
        output.machine(iter([told]), jsonl=jsonl, as_json=as_json)
        return
    click.echo(f"{told['id']}: {told['target']} was taken out.")
