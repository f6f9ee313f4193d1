"""`onrecord remove`: takes a story out of the store with all that rests on it."""

from __future__ import annotations

import click

from onrecord.cli import options, output
from onrecord.errors import OnRecordError


@click.command("remove", short_help="Takes a story and its records out.")
@click.argument("story", metavar="STORY")
@options.stored
def command(story: str, store: str | None) -> None:
    """Removes a story: its text, its copies on the same page, its records, their index, and the
    page's bytes. Adding the same page again does not bring it back.

    \b
    Example:
      onrecord remove 3f0c2a9d1b7e4c55
    """
    from onrecord.store import Store

    path = options.settings(store=store).store
    if not path.exists():
        raise OnRecordError(f"There is no store at {path}; nothing was removed.")
    with Store(path, write=True) as held:
        removed = held.remove(story)
    if removed is None:
        raise OnRecordError(f"There is no story {story!r} in {path}; nothing was removed.")
    copies = len(removed.stories) - 1
    also = f", {copies} {'copy' if copies == 1 else 'copies'} of it" if copies else ""
    click.echo(f"Removed the story {story}{also} and {output.counted(removed.records, 'record')}.")
