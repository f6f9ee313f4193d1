"""`onrecord join`: makes one of two things."""

from __future__ import annotations

import click

from onrecord.cli import options, output


@click.command("join", short_help="Makes one of two events, actors, happenings ...")
@click.argument("one", metavar="ID")
@click.argument("other", metavar="OTHER")
@options.person
@options.machine
@options.stored
def command(
    one: str, other: str, by: str | None, store: str | None, jsonl: bool, as_json: bool
) -> None:
    """Joins two events, happenings, actors, places or agreements. The decision holds when pages
    come or are read again; `onrecord undo` takes it back.

    \b
    Example:
      onrecord join m2431f82443b3b6cb m04b2d6d6f5b8cc35
    """
    from onrecord.store import Store

    path = options.existing(store)
    with Store(path, write=True) as held:
        told = held.join(one, other, by=options.who(by), at=options.now())
    if jsonl or as_json:
        output.machine(iter([told]), jsonl=jsonl, as_json=as_json)
        return
    click.echo(f"{told['id']}: {one} and {other} are now {', '.join(told['after'])}.")
