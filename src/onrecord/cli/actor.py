"""`onrecord actor`: who somebody is across stories, with offices over time."""

from __future__ import annotations

from typing import Any

import click

from onrecord.cli import drawn, finding, options, output
from onrecord.views import together, words
from onrecord.views.called import other_names
from onrecord.views.visible import one_line

LATEST = 10
"""Events shown of an actor."""


@click.command("actor", short_help="Shows an actor: names, offices, events.")
@click.argument("actor", metavar="ID|NAME")
@options.machine
@options.stored
def command(actor: str, store: str | None, jsonl: bool, as_json: bool) -> None:
    """Shows who somebody is across stories: names, offices with the days at which they are told,
    and the latest events. `onrecord why ID` tells why the names are one actor.

    With --json or --jsonl: the actor, then the events, all of them.

    \b
    Example:
      onrecord actor "Farid Nazim"
    """
    from onrecord.store import Filter, Store

    with Store(options.settings(store=store).store) as held:
        line = finding.named(held, "actor", actor)
        wanted = Filter(actor=line["id"])
        if jsonl or as_json:
            values = [line, *held.each("event", wanted)]
            output.machine(iter(values), jsonl=jsonl, as_json=as_json)
            return
        total = held.count_derived("event", wanted)
        latest = held.derived("event", wanted, limit=LATEST, newest=True).lines
    _draw(line, latest, total)


def _draw(line: dict[str, Any], latest: tuple[dict[str, Any], ...], total: int) -> None:
    from rich.text import Text

    console = output.console()
    facts = [line.get("type"), line.get("country"), line.get("sector"), line["id"]]
    console.print(Text(one_line(line["name"]), style="bold"))
    console.print(Text(" · ".join(one_line(f) for f in facts if f), style="dim"))
    if names := other_names(line):
        drawn.indented(console, drawn.labelled("also called", ", ".join(names)), indent=2)
    for office in line.get("offices") or ():
        drawn.indented(console, drawn.labelled("office", together.office(office)), indent=2)
        for e in office.get("evidence") or ():
            place = f"{words.quoted(e['quote'])} in story {e['story']}"
            drawn.indented(console, Text(place, style="italic dim"), indent=6)
    if line.get("candidates"):
        some = ", ".join(map(one_line, line["candidates"]))
        console.print(Text.assemble(("  may be, but not for sure: ", "yellow"), some))
    console.print()
    console.print(Text(f"{output.counted(total, 'event')}, the latest first:", style="bold blue"))
    for event in latest:
        told = drawn.head(words.tell(event)).append(f" · {event['id']}", style="dim")
        drawn.indented(console, told, indent=2)
