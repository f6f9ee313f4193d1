"""`onrecord why`: why things were joined, in words, and who decided."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from onrecord.cli import options, output
from onrecord.errors import OnRecordError
from onrecord.views import together
from onrecord.views.visible import one_line


@click.command("why", short_help="Explains a merge, link, copy, dispute or decision.")
@click.argument("what", metavar="ID")
@options.machine
@options.stored
def command(what: str, store: str | None, jsonl: bool, as_json: bool) -> None:
    """Explains in words why reports are one event, stories one happening or copies, names one
    actor, place or agreement, or why claims are a dispute: for each part the nearest other one,
    the score and what made it; then who decided what and when.

    ID is that of an event, happening, actor, place, agreement, dispute, story (why it is a copy),
    record (why it is in its event) or decision. `onrecord split`, `join` and `undo` change it.

    \b
    Example:
      onrecord why m2431f82443b3b6cb
    """
    from onrecord.store import Store

    with Store(options.settings(store=store).store) as held:
        found = held.why(what)
        if found is None:
            raise OnRecordError(f"Nothing with the id {what!r} in {held.path} is merged or linked.")
        if jsonl or as_json:
            output.machine(iter([found]), jsonl=jsonl, as_json=as_json)
            return
        _draw(found, called=held.called)


def _draw(found: dict[str, Any], *, called: Callable[[str], str | None]) -> None:
    from rich.text import Text

    console = output.console()
    head = called(found["id"])
    title = f"{found['of']} {found['id']}" + (f" {one_line(head)}" if head else "")
    console.print(Text(title, style="bold"))
    if "members" in found:
        _members(found, called=called)
    if found["of"] == "dispute":
        for side in found["sides"]:
            console.print(Text(f"  {together.side(side)}"))
        score = found.get("score")
        rule = together.value(found.get("rule"))
        told = f"  cannot both hold: {rule}" + (f", score {score:.2f}" if score else "")
        console.print(Text(told, style="yellow"))
        for reason in together.reasons(found["reasons"], called=called):
            console.print(Text(f"    {reason}"))
    if found["decisions"]:
        console.print(Text("Decisions, the newest first", style="bold blue"))
    for decision in found["decisions"]:
        console.print(Text(f"  {together.decided(decision)}", style="magenta"))
        for reason in together.reasons(decision.get("reasons") or (), called=called):
            console.print(Text(f"    {reason}"))


def _members(found: dict[str, Any], *, called: Callable[[str], str | None]) -> None:
    from rich.text import Text

    console = output.console()
    many, nouns = found["count"], {"event": "record", "agreement": "record"}
    noun = nouns.get(found["of"], "story" if found["of"] in ("happening", "copy") else "name")
    console.print(Text(f"{output.counted(many, noun)}, joined from a score of "
                       f"{found['threshold']:g} on", style="dim"))  # fmt: skip
    names = {m["id"]: one_line(m["name"]) for m in found["members"] if m.get("name")}
    for member in found["members"]:
        story = (
            f" in story {member['story']}" if member["story"] not in (None, member["id"]) else ""
        )
        told = f"  {member['id']}{story}"
        console.print(Text.assemble(told, (f"  {names.get(member['id'], '')}", "italic")))
    for pair in found["pairs"]:
        console.print()
        both = [f"{i} {names[i]}" if i in names else i for i in (pair["a"], pair["b"])]
        by = ", joined by a person" if pair["forced"] else ""
        head = f"{both[0]}  ~  {both[1]}: {pair['score']:.2f}{by}"
        console.print(Text(head, style="bold"))
        for reason in together.reasons(pair["reasons"], called=called):
            console.print(Text(f"    {reason}"))
    console.print()
