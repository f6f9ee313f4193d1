"""`onrecord undo`: takes a decision back."""

from __future__ import annotations

import click

from onrecord.cli import options, output


@click.command("undo", short_help="Takes a decision back.")
@click.argument("decision", metavar="DECISION")
@options.person
@options.machine
@options.stored
def command(decision: str, by: str | None, store: str | None, jsonl: bool, as_json: bool) -> None:
    """Takes back a decision of a person (accept, reject, correct, split, join) or of the program
    (merge, link): what the program joined stays apart from then on. `onrecord why ID` shows
    decisions.

    \b
    Example:
      onrecord undo c27
    """
    from onrecord.store import Store

    path = options.existing(store)
    with Store(path, write=True) as held:
        told = held.undo(decision, by=options.who(by), at=options.now())
    if jsonl or as_json:
        output.machine(iter([told]), jsonl=jsonl, as_json=as_json)
        return
    click.echo(f"{told['id']}: {decision} about {told['target']} was taken back.")
