"""`onrecord event`: one merged event, its reports beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import drawn, finding, options, output
from onrecord.views import together, words
from onrecord.views.visible import one_line

if TYPE_CHECKING:
    from onrecord.store import Report


@click.command("event", short_help="Shows an event, its reports beside each other.")
@click.argument("event", metavar="ID")
@options.machine
@options.stored
def command(event: str, store: str | None, jsonl: bool, as_json: bool) -> None:
    """Shows a merged event: who tells it in which words, where the reports differ, how its figures
    grew, what it was announced by or came to, and what is disputed about it.

    ID is an event's id, also an old one, or the id of a record that went into it. With --json or
    --jsonl: the event, its records, and the disputes about it.

    \b
    Example:
      onrecord event m2431f82443b3b6cb
    """
    from onrecord.store import Store

    with Store(options.settings(store=store).store) as held:
        line = finding.one(held, "event", event)
        reports = held.reports(line["id"])
        own = [line["id"], *(r["record"] for r in line["reports"])]
        disputes = finding.disputes(held, own)
    if jsonl or as_json:
        values = [line, *(r.record for r in reports), *disputes]
        output.machine(values, jsonl=jsonl, as_json=as_json)
        return
    _draw(line, reports, disputes)


def _draw(line: dict[str, Any], reports: list[Report], disputes: list[dict[str, Any]]) -> None:
    from rich.text import Text

    console = output.console()
    told = words.tell(line)
    console.print(Text(told.line(), style="bold"))
    console.print(Text(f"{line['id']} · {together.counted(line)}", style="dim"))
    for label, said in _more(line, told):
        console.print(Text.assemble((f"  {label}: ", "dim"), said))
    for field, values in together.differences(line):
        text = Text.assemble(("  differ in ", "yellow"), (field, "bold yellow"), ": ")
        many = [f"{v} ({n})" for v, n in values]
        console.print(text.append(" | ".join(many)))
    console.print()
    console.print(Text("Reports", style="bold blue"))
    for report in reports:
        _report(line, report)
    for dispute in disputes:
        console.print()
        drawn.dispute(console, dispute)


def _more(line: dict[str, Any], told: words.Told) -> list[tuple[str, str]]:
    found = [*told.more, *(("figures", f) for f in together.figures(line))]
    if line.get("outcome"):
        outcome = line["outcome"]
        status = together.value(outcome["status"])
        found.append(("came to", f"{status} {outcome.get('event') or ''}".strip()))
    found += [("announced by", str(plan)) for plan in line.get("announced_by") or ()]
    if answered := line.get("response_to"):
        said = ", ".join(words.quoted(w["quote"]) for w in answered["words"])
        found.append(("in response to", f"{answered['event']} {said}"))
    if line.get("happening"):
        found.append(("happening", line["happening"]))
    return [(label, one_line(said)) for label, said in found]


def _report(line: dict[str, Any], report: Report) -> None:
    from rich.text import Text

    console = output.console()
    story, record, said = report.story, report.record, report.said
    published = ((story["published"] or {}).get("date") or "no date")[:16]
    head = f"{one_line(story['outlet'] or 'unnamed outlet')} · {published}"
    copy = f" · copy of {said['copy_of']}" if said.get("copy_of") else ""
    mark = "=" if copy else ("●" if said.get("independent") else "○")
    title = one_line(story["title"] or "")
    console.print(Text.assemble(f"  {mark} ", (head, "cyan"), (copy, "dim"), "  ", (title, "bold")))
    console.print(Text(f"      {together.sentence(story['text'], record)}", style="italic"))
    for field, value in together.differs(line, record["id"]).items():
        console.print(
            Text.assemble(("      otherwise ", "yellow"), (f"{field}: {value}", "yellow"))
        )
    console.print(Text(f"      story {story['id']} · record {record['id']}", style="dim"))
