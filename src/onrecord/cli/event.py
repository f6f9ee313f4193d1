"""`onrecord event`: one merged event, its reports beside each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import drawn, finding, options, output
from onrecord.views import together, words
from onrecord.views.visible import one_line

if TYPE_CHECKING:
    from onrecord.store import Report, Store


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
        tied = _tied(held, line)
    if jsonl or as_json:
        values = [line, *(r.record for r in reports), *disputes]
        output.machine(values, jsonl=jsonl, as_json=as_json)
        return
    _draw(line, reports, disputes, tied)


def _tied(held: Store, line: dict[str, Any]) -> dict[str, str]:
    """What the events and the happening that an event is tied to are, in words, by id."""
    ids = [*(line.get("announced_by") or ()), (line.get("outcome") or {}).get("event")]
    ids += [(line.get("response_to") or {}).get("event")]
    out = {}
    for kind, identity in (*(("event", i) for i in ids if i), ("happening", line.get("happening"))):
        found = held.one(kind, identity) if identity else None
        if found is not None and found.line is not None:
            told = found.line
            out[identity] = (
                words.tell(told).line() if kind == "event" else one_line(told.get("title") or "")
            )
    return out


def _draw(
    line: dict[str, Any],
    reports: list[Report],
    disputes: list[dict[str, Any]],
    tied: dict[str, str],
) -> None:
    from rich.text import Text

    console = output.console()
    told = words.tell(line)
    console.print(drawn.head(told))
    counted = f"{together.counted(line)}, {output.counted(line['counts']['outlets'], 'outlet')}"
    console.print(Text(f"{line['id']} · {counted}", style="dim"))
    for label, said in _more(line, told, tied):
        drawn.indented(console, drawn.labelled(label, said), indent=2)
    if differing := together.differences(line):
        console.print()
        console.print(Text("Where the reports differ", style="bold blue"))
        wide = max(len(field) for field, _ in differing)
        for field, values in differing:
            many = " | ".join(f"{v} ({n})" for v, n in values)
            text = Text.assemble((f"{field:{wide}}  ", "yellow"), many)
            drawn.indented(console, text, indent=2)
    console.print()
    console.print(Text("Reports: ● a source of its own, ○ the same source again, = a copy",
                       style="bold blue"))  # fmt: skip
    outlets = {r.story["id"]: one_line(r.story["outlet"] or "") for r in reports}
    for report in reports:
        _report(line, report, outlets)
    for dispute in disputes:
        console.print()
        drawn.dispute(console, dispute)
    if len(reports) > 1:
        console.print()
        told_how = f"onrecord why {line['id']} tells why these are one event."
        console.print(Text(told_how, style="dim"))


def _more(line: dict[str, Any], told: words.Told, tied: dict[str, str]) -> list[tuple[str, str]]:
    found = [(label, said) for label, said in told.more if label != "count"]
    found += [(f.partition(": ")[0], f.partition(": ")[2]) for f in together.figures(line)]
    if not line.get("figures"):
        found += [(label, said) for label, said in told.more if label == "count"]
    if line.get("outcome"):
        outcome = line["outcome"]
        status = together.value(outcome["status"])
        found.append(("came to", f"{status} {_with_id(outcome.get('event'), tied)}".strip()))
    found += [("announced by", _with_id(plan, tied)) for plan in line.get("announced_by") or ()]
    if answered := line.get("response_to"):
        said = ", ".join(words.quoted(w["quote"]) for w in answered["words"])
        found.append(("in response to", f"{_with_id(answered['event'], tied)} {said}"))
    if line.get("happening"):
        found.append(("happening", _with_id(line["happening"], tied)))
    return [(label, one_line(said)) for label, said in found]


def _with_id(identity: str | None, tied: dict[str, str]) -> str:
    told = tied.get(identity or "")
    return f"{told} · {identity}" if told else identity or ""


def _report(line: dict[str, Any], report: Report, outlets: dict[str, str]) -> None:
    from rich.text import Text

    console = output.console()
    story, record, said = report.story, report.record, report.said
    published = ((story["published"] or {}).get("date") or "no date")[:16].replace("T", " ")
    of = said.get("copy_of")
    copy = f" · copy of {outlets.get(of) or of}" if of else ""
    mark = "=" if of else ("●" if said.get("independent") else "○")
    head = Text.assemble(
        f"{mark} ",
        (one_line(story["outlet"] or "unnamed outlet"), "bold cyan"),
        (f" · {published}{copy}", "cyan"),
        "  ",
        one_line(story["title"] or ""),
    )
    drawn.indented(console, head, indent=2)
    told = Text(together.sentence(story["text"], record), style="italic")
    drawn.indented(console, told, indent=4)
    differs = [f"{f} {v}" for f, v in together.differs(line, record["id"]).items()]
    if differs:
        drawn.indented(console, Text(f"otherwise: {', '.join(differs)}", style="yellow"), indent=4)
    ids = f"story {story['id']} · record {record['id']}"
    drawn.indented(console, Text(ids, style="dim"), indent=4)
