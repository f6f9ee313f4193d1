"""`onrecord story`: one stored story with its evidence marked, and its records."""

from __future__ import annotations

from typing import Any

import click

from onrecord.cli import options, output
from onrecord.errors import OnRecordError


@click.command("story", short_help="Shows a story with its evidence marked.")
@click.argument("story", metavar="STORY")
@options.machine
@options.stored
def command(story: str, store: str | None, jsonl: bool, as_json: bool) -> None:
    """Shows a story's text with the evidence marked, then its records.

    STORY is the id that the tables show. With --json or --jsonl: the story, then its records.

    \b
    Example:
      onrecord story 3f0c2a9d1b7e4c55
    """
    from onrecord.store import Filter, Store

    with Store(options.settings(store=store).store) as held:
        found = held.story(story)
        if found is None:
            near = ", ".join(held.similar_ids(story)) if story else ""
            hint = f" Ids that begin so: {near}." if near else " `onrecord search` finds ids."
            raise OnRecordError(f"There is no story {story!r} in {held.path}.{hint}")
        records = list(held.in_order_read(Filter(story=story)))
    if jsonl or as_json:
        output.machine([found, *records], jsonl=jsonl, as_json=as_json)
        return
    _draw(found, records)


def _draw(story: dict[str, Any], records: list[dict[str, Any]]) -> None:
    from onrecord.cli import drawn

    console = output.console()
    console.print(drawn.story_head(story))
    console.print()
    console.print(drawn.story_text(story, records))
    console.print()
    if output.on_terminal():
        console.print(drawn.legend())
        console.print()
    drawn.records(console, records, ids=True)
