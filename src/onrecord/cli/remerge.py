"""`onrecord remerge`: merges a store anew."""

from __future__ import annotations

import click

from onrecord.cli import options, output


@click.command("remerge", short_help="Merges the whole store anew.")
@options.stored
def command(store: str | None) -> None:
    """Merges all stories of a store anew, as a new version of the program does it. What people
    decided stands; ids that are no more say where they went. An interruption changes nothing.

    \b
    Example:
      onrecord remerge --store record.db
    """
    from onrecord.store import Store

    path = options.existing(store)
    with Store(path, write=True) as held:
        last = held.last_change()
        number = held.remerge(at=options.now())
        changed = len(held.changes(last))
    told = output.counted(changed, "change")
    click.echo(f"{output.counted(number, 'story')} merged anew, {told}.")
