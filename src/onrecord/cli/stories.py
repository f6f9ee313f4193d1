"""`onrecord stories`: the stored stories, whose copies they are and of which happening."""

from __future__ import annotations

from typing import Any

import click

from onrecord.cli import listing, options, output
from onrecord.views.visible import one_line


@click.command("stories", short_help="Lists stories, copies and happenings.")
@click.option("--text", metavar="WORDS", help="Words in them, as in `search`.")
@click.option("--happening", metavar="ID", help="Stories of this happening.")
@click.option("--copies-of", metavar="STORY", help="Stories that are copies of this one.")
@click.option("--outlet", metavar="NAME", help="Published by this outlet.")
@click.option("--since", metavar="DATE", help="Published on or after this day, month or year.")
@click.option("--until", metavar="DATE", help="Published on or before this day, month or year.")
@options.limited
@options.machine
@options.stored
def command(
    text: str | None,
    happening: str | None,
    copies_of: str | None,
    outlet: str | None,
    since: str | None,
    until: str | None,
    store: str | None,
    limit: int | None,
    jsonl: bool,
    as_json: bool,
) -> None:
    """Lists stories: when, where and under which headline they were published, which of them are
    copies of another, and which belong to one happening.

    With --json or --jsonl: each story's line without its text, with `copy_of`, `happening`, and
    the stories that it `corrects` or `retracts`.

    \b
    Example:
      onrecord stories --since 2026-05-04 --until 2026-05-07
    """
    from onrecord.store import Filter, Store

    wanted = Filter(
        text=text,
        happening=happening,
        story=copies_of,
        outlet=outlet,
        since=options.day(since, option="--since", last=False) if since else None,
        until=options.day(until, option="--until", last=True) if until else None,
    )
    with Store(options.settings(store=store).store) as held:
        total = held.count_stories(wanted)
        if jsonl or as_json:
            most = limit or None
            output.machine(held.tied_stories(wanted, limit=most), jsonl=jsonl, as_json=as_json)
            output.shown(min(total, most or total), of=total, what="stories")
            return
        lines = list(held.tied_stories(wanted, limit=output.cut(limit)))
    if not lines:
        output.note("No stories found.")
        return
    titles = ("published", "outlet", "title", "copy of", "happening", "id")
    styles = ("cyan", None, "bold", "yellow", "magenta", "dim")
    output.table(titles, [_row(s) for s in lines], styles=styles, head=2)
    output.shown(len(lines), of=total, what="stories")


def _row(story: dict[str, Any]) -> tuple[str, ...]:
    return (
        ((story["published"] or {}).get("date") or "")[:10],
        one_line(story["outlet"] or ""),
        listing.short(story["title"] or ""),
        story["copy_of"] or "",
        story["happening"] or "",
        story["id"],
    )
