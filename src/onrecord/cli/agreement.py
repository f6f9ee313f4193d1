"""`onrecord agreement`: one agreement, its provisions and what was made of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import drawn, finding, options, output
from onrecord.views import together, words
from onrecord.views.visible import one_line

if TYPE_CHECKING:
    from rich.text import Text


@click.command("agreement", short_help="Shows an agreement and its carrying out.")
@click.argument("agreement", metavar="ID|NAME")
@options.machine
@options.stored
def command(agreement: str, store: str | None, jsonl: bool, as_json: bool) -> None:
    """Shows an agreement that stories name: names, parties, status, provisions, and for each what
    is said of its carrying out or breach, when, and by whom; then the disputes about it.

    \b
    Example:
      onrecord agreement "Geneva Memorandum"
    """
    from onrecord.store import Store

    with Store(options.settings(store=store).store) as held:
        line = finding.named(held, "agreement", agreement)
        disputes = finding.disputes(held, [line["id"]])
    if jsonl or as_json:
        output.machine(iter([line, *disputes]), jsonl=jsonl, as_json=as_json)
        return
    _draw(line)
    for dispute in disputes:
        output.console().print()
        drawn.dispute(output.console(), dispute)


def _draw(line: dict[str, Any]) -> None:
    from rich.text import Text

    console = output.console()
    facts = [together.value(line.get(k)) for k in ("status", "stage") if line.get(k)]
    facts += [words.date(line.get("date")), line["id"]]
    console.print(Text(one_line(line["name"]), style="bold"))
    console.print(Text(" · ".join(f for f in facts if f), style="dim"))
    for label, said in (
        ("names", ", ".join(map(words.quoted, line.get("names") or ()))),
        ("parties", words.names(line.get("parties") or ())),
        ("third parties", words.names(line.get("third_parties") or ())),
    ):
        if said:
            drawn.indented(console, drawn.labelled(label, said), indent=2)
    for number, provision in enumerate(line.get("provisions") or (), 1):
        console.print()
        console.print(Text.assemble((f"  {number}. ", "bold magenta"), one_line(provision["text"])))
        for told in provision.get("implementation") or ():
            drawn.indented(console, carrying_out(told), indent=5)
    if line.get("implementation"):
        console.print()
        console.print(Text("  of the agreement as a whole", style="bold magenta"))
        for told in line["implementation"]:
            drawn.indented(console, carrying_out(told), indent=5)


def carrying_out(of: dict[str, Any]) -> Text:
    """What somebody says of a provision's carrying out or breach, and when."""
    from rich.text import Text

    by = words.name(of["according_to"]) if of.get("according_to") else "the outlet"
    return Text.assemble(
        (f"{(of.get('as_of') or 'no date')[:10]} ", "cyan"),
        (together.carried(of), "yellow"),
        f" according to {by}: ",
        (words.quoted(of["quote"]), "italic"),
    )
