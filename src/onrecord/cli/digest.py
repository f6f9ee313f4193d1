"""What the stories of a store tell together, in short: the end of `onrecord demo`."""

from __future__ import annotations

import shlex
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.cli import drawn, output
from onrecord.cli.agreement import carrying_out
from onrecord.views import together, words
from onrecord.views.visible import one_line

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

    from onrecord.store import Report, Store

Line = dict[str, Any]
EVENTS, REPORTS, PLANS, DISPUTES, PROVISIONS, CLAIMS = 3, 3, 4, 3, 4, 3
"""How many are shown: a screen or two in all. What is left out is counted."""


def show(console: Console, held: Store) -> None:
    """Prints the events told most often, plans, disputes and the agreement that most is said of."""
    from onrecord.store import Filter

    events, disputes, agreements = (
        list(held.each(kind, Filter())) for kind in ("event", "dispute", "agreement")
    )
    _counted(console, held, events=len(events), disputes=len(disputes), agreed=len(agreements))
    told = often(events)
    _head(console, "Told most often: one event, its reports beside each other")
    for event in told:
        _event(console, event, held.reports(event["id"]))
    if planned := _planned(events):
        _head(console, "Planned, and what came of it")
        for plan in planned:
            _plan(console, plan)
    if disputes:
        _head(console, "Disputed: both sides, nothing decided")
        for dispute in sorted(disputes, key=_disputed)[:DISPUTES]:
            _dispute(console, dispute)
        _left_out(console, len(disputes), DISPUTES, "dispute")
    if agreements:
        _head(console, "Agreed, and what is said to have become of it")
        _agreement(console, max(agreements, key=_followed))
    _further(console, held.path, event=told[0]["id"] if told else None)


def often(events: Iterable[Line], *, most: int = EVENTS) -> list[Line]:
    """The events that happened and that the most sources tell, by day.

    >>> def event(id, n, status="occurred"):
    ...     return {"id": id, "status": status, "when": {"start": "2026-05-0" + id, "end": None},
    ...             "counts": {"independent": n, "reports": n}}
    >>> some = [event("1", 1), event("3", 4), event("2", 2), event("4", 9, "planned")]
    >>> [e["id"] for e in often(some, most=2)]
    ['2', '3']
    """
    happened = [e for e in events if e["status"] in ("occurred", "ongoing")]
    first = sorted(
        happened, key=lambda e: (-e["counts"]["independent"], -e["counts"]["reports"], e["id"])
    )
    return sorted(first[:most], key=lambda e: (_day(e), e["id"]))


def _day(event: Line) -> str:
    return (event.get("when") or {}).get("start") or "9999"


def _planned(events: Iterable[Line]) -> list[Line]:
    known = [e for e in events if (e.get("outcome") or {}).get("status") not in (None, "unknown")]
    first = sorted(known, key=lambda e: (-e["counts"]["independent"], _day(e), e["id"]))
    return sorted(first[:PLANS], key=lambda e: (_day(e), e["id"]))


def _disputed(dispute: Line) -> tuple[int, float, str]:
    return (-len(dispute.get("stories") or ()), -(dispute.get("confidence") or 0), dispute["id"])


def _followed(agreement: Line) -> tuple[int, int, str]:
    said = sum(len(p.get("implementation") or ()) for p in agreement.get("provisions") or ())
    return said, len(agreement.get("stories") or ()), agreement["id"]


def _counted(console: Console, held: Store, *, events: int, disputes: int, agreed: int) -> None:
    counts = held.counts()
    console.print()
    console.print(
        f"{output.counted(counts['page'], 'page')}, {output.counted(counts['story'], 'story')}: "
        f"{output.counted(counts.get('event', 0), 'telling')} of {output.counted(events, 'event')},"
        f" {output.counted(counts.get('statement', 0), 'statement')}, "
        f"{output.counted(agreed, 'agreement')}, {output.counted(disputes, 'dispute')}.",
        style="bold",
    )


def _head(console: Console, title: str) -> None:
    console.print()
    console.print(title, style="bold blue")


def _event(console: Console, event: Line, reports: Sequence[Report]) -> None:
    told = words.tell(event)
    console.print()
    drawn.indented(console, drawn.head(told), indent=2)
    drawn.indented(console, _sources(event), indent=4)
    differing = [
        f"{field}: {' | '.join(f'{v} ({n})' for v, n in values)}"
        for field, values in together.differences(event)
        if field not in COUNTED
    ]
    for label, said in (("figures", _figures(event)), ("differ in", "; ".join(differing))):
        if said:
            drawn.indented(console, drawn.labelled(label, one_line(said)), indent=4)
    # Sources of their own before what prints or repeats them.
    reports = sorted(reports, key=lambda r: not r.said.get("independent"))
    for report in reports[:REPORTS]:
        drawn.indented(console, _report(report), indent=4)
    _left_out(console, len(reports), REPORTS, "report", indent=4)


COUNTED = ("killed", "injured")
"""Fields whose values stand among the figures."""


def _figures(event: Line) -> str:
    """Each figure once, with the day from which on it is told: "killed 3 (2026-05-04), 7 (...)"."""
    told: dict[str, dict[str, str]] = {}
    for f in sorted(event.get("figures") or (), key=lambda f: str(f.get("as_of") or "9999")):
        as_of = str(f.get("as_of") or "no date")[:10]
        told.setdefault(str(f["field"]), {}).setdefault(str(f["value"]), as_of)
    return "; ".join(
        f"{field} " + ", ".join(f"{value} ({day})" for value, day in values.items())
        for field, values in told.items()
    )


def _sources(event: Line) -> Text:
    from rich.text import Text

    counts = event["counts"]
    own, printed = counts["independent"], counts["reports"]
    told = output.counted(own, "independent source")
    told += f", {output.counted(printed, 'printing')}"
    return Text.assemble((told, "magenta"), (f" · {event['id']}", "dim"))


def _report(report: Report) -> Text:
    from rich.text import Text

    story = report.story
    copy = report.said.get("copy_of")
    mark = "=" if copy else ("●" if report.said.get("independent") else "○")
    day = ((story["published"] or {}).get("date") or "no date")[:10]
    outlet = one_line(story["outlet"] or "unnamed outlet")
    said = Text(together.sentence(story["text"], report.record), style="italic")
    said.highlight_words(
        sorted({one_line(e["quote"]) for e in report.record["evidence"] if e["role"] == "trigger"}),
        style="bold red",
    )
    also = " (copy)" if copy else ""
    return Text.assemble(f"{mark} ", (f"{outlet}, {day}{also}: ", "cyan"), said)


def _plan(console: Console, plan: Line) -> None:
    from rich.text import Text

    outcome = plan["outcome"]
    status = together.value(outcome["status"])
    style = "bold green" if status in words.SURE else "bold yellow"
    line = Text.assemble(drawn.head(words.tell(plan)), (" ⇒ ", "dim"), (status, style))
    drawn.indented(console, line, indent=2)


def _dispute(console: Console, dispute: Line) -> None:
    from rich.text import Text

    console.print()
    kind = together.value(dispute.get("of_kind"))
    about = one_line(str((dispute.get("about") or {}).get("text") or ""))
    head = Text.assemble((f"{kind} ", "bold yellow"), (words.quoted(about), "italic"))
    drawn.indented(console, head, indent=2)
    drawn.sides(console, dispute, indent=4)


def _agreement(console: Console, line: Line) -> None:
    from rich.text import Text

    facts = [together.value(line["status"])] if line.get("status") else []
    facts += [words.date(line.get("date")), words.names(line.get("parties") or ())]
    console.print()
    head = Text.assemble((one_line(line["name"]), "bold magenta"))
    for fact in filter(None, facts):
        head.append(" · ", style="dim").append(fact)
    drawn.indented(console, head, indent=2)
    others = [n for n in line.get("names") or () if n != line["name"]]
    if others:
        also = ", ".join(map(words.quoted, others))
        drawn.indented(console, drawn.labelled("also called", also), indent=4)
    provisions = line.get("provisions") or []
    spoken = [p for p in provisions if p.get("implementation")] or provisions
    for provision in spoken[:PROVISIONS]:
        drawn.indented(console, Text(f"- {one_line(provision['text'])}"), indent=4)
        said = provision.get("implementation") or []
        for claim in said[:CLAIMS]:
            drawn.indented(console, carrying_out(claim), indent=6)
        _left_out(console, len(said), CLAIMS, "claim", indent=6)
    _left_out(console, len(provisions), len(spoken[:PROVISIONS]), "provision", indent=4)


def _left_out(console: Console, number: int, shown: int, noun: str, *, indent: int = 2) -> None:
    from rich.text import Text

    if number > shown:
        more = output.counted(number - shown, noun)
        drawn.indented(console, Text(f"and {more} more", style="dim"), indent=indent)


def _further(console: Console, path: Path, *, event: str | None) -> None:
    from rich.text import Text

    store = f"--store {shlex.quote(str(path))}"
    said = []
    if event:
        said = [
            ("event", event, "the reports of one event beside each other"),
            ("why", event, "why they were joined"),
        ]
    said += [
        ("disputes", "", "all disputes"),
        ("events", "", "all events"),
        ("serve", "", "all of it in a browser: read, check, correct, add, take away"),
    ]
    lines = [" ".join(filter(None, (program(), c, what, store))) for c, what, _ in said]
    width = max(map(len, lines))
    _head(console, "Look further")
    for line, (_, _, does) in zip(lines, said, strict=True):
        text = Text.assemble((f"  {line:{width}}", "bold"), (f"  {does}", "dim"))
        console.print(text, soft_wrap=True)


def program() -> str:
    """How this program was called, so that what is shown can be typed again."""
    called = sys.argv[0]
    found = shutil.which("onrecord")
    if Path(called).name != "onrecord" or (found and Path(found).samefile(called)):
        return "onrecord"
    return shlex.quote(called)
