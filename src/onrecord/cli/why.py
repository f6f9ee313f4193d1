"""`onrecord why`: why things were joined, in words, and who decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import drawn, options, output
from onrecord.errors import OnRecordError
from onrecord.serve.names import names
from onrecord.views import together, words
from onrecord.views.because import spellings
from onrecord.views.visible import one_line

if TYPE_CHECKING:
    from onrecord.store import Report


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
        reports = held.reports(found["id"]) if found["of"] == "event" else []
        _draw(found, reports, called=held.called)


def _draw(
    found: dict[str, Any], reports: Sequence[Report], *, called: Callable[[str], str | None]
) -> None:
    from rich.text import Text

    console = output.console()
    of_report = {r.record["id"]: r for r in reports}
    own = {
        a["id"]: words.name(a)
        for r in reports
        for role in ("actors", "recipients", "according_to")
        for a in r.record.get(role) or ()
    }
    tell = _Told(called=lambda i: called(i) or own.get(i), reports=of_report)
    head = called(found["id"])
    title = f"{found['of']} {found['id']}" + (f" {one_line(head)}" if head else "")
    console.print(Text(title, style="bold"))
    if "members" in found:
        _members(found, tell)
    if found["of"] == "dispute":
        drawn.sides(console, found, indent=2)
        score = found.get("score")
        rule = names().get(f"rule.{found.get('rule')}") or together.value(found.get("rule"))
        told = f"{rule.rstrip('.')}" + (f", score {score:.2f}" if score else "")
        drawn.indented(console, Text(told, style="yellow"), indent=2)
        tell.reasons(found["reasons"], indent=4)
    if found["decisions"]:
        console.print(Text("Decisions, the newest first", style="bold blue"))
    for decision in found["decisions"]:
        drawn.indented(console, Text(together.decided(decision), style="magenta"), indent=2)
        tell.reasons(decision.get("reasons") or (), indent=4, ids=decision.get("pair") or ())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """Says things of members in words: `called` names ids, `reports` are an event's, by record."""

    called: Callable[[str], str | None]
    reports: Mapping[str, Report]

    def reasons(
        self, some: Iterable[dict[str, Any]], *, indent: int, ids: Sequence[str] = ()
    ) -> None:
        """Prints reasons, the weight before each."""
        from rich.text import Text

        texts = [r.story["text"] for i in ids if (r := self.reports.get(i)) is not None]
        told = together.reasons(
            some, called=self.called, spelled=spellings(texts) if texts else None, label=_label
        )
        for weight, said in told:
            style = "red" if weight.startswith("-") else "green"
            line = Text.assemble((f"{weight:>4}  ", style), said)
            drawn.indented(output.console(), line, indent=indent)

    def member(self, identity: str, name: str | None, *, indent: int) -> None:
        """Prints a member of a group: where it is told, and its words."""
        from rich.text import Text

        report = self.reports.get(identity)
        if report is None:
            told = Text.assemble("• ", (one_line(name or ""), "italic"), (f" {identity}", "dim"))
            drawn.indented(output.console(), told, indent=indent)
            return
        day = ((report.story["published"] or {}).get("date") or "no date")[:10]
        line = Text.assemble(
            "• ",
            (f"{one_line(report.story['outlet'] or 'unnamed outlet')}, {day}: ", "cyan"),
            (together.sentence(report.story["text"], report.record), "italic"),
            (f" {identity}", "dim"),
        )
        drawn.indented(output.console(), line, indent=indent)


def _label(name: str) -> str:
    return names().get(f"because.{name}", name)


def _members(found: dict[str, Any], tell: _Told) -> None:
    from rich.text import Text

    console = output.console()
    many, nouns = found["count"], {"event": "record", "agreement": "record"}
    noun = nouns.get(found["of"], "story" if found["of"] in ("happening", "copy") else "name")
    told = f"{output.counted(many, noun)}, joined from a score of {found['threshold']:g} on"
    more = "; for each the nearest other one" if found["pairs"] else "; nothing is joined"
    console.print(Text(told + more, style="dim"))
    called = {m["id"]: m.get("name") for m in found["members"]}
    for pair in sorted(found["pairs"], key=lambda p: -p["score"]):
        console.print()
        by = ", joined by a person" if pair["forced"] else ""
        console.print(Text(f"{pair['score']:.2f}{by}", style="bold"))
        for one in (pair["a"], pair["b"]):
            tell.member(one, called.get(one), indent=2)
        tell.reasons(pair["reasons"], indent=4, ids=(pair["a"], pair["b"]))
    shown = {i for p in found["pairs"] for i in (p["a"], p["b"])}
    for member in found["members"]:
        if member["id"] not in shown:
            tell.member(member["id"], member.get("name"), indent=2)
    console.print()
