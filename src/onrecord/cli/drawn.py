"""Stories and records drawn for a person: the same words on a terminal and in a pipe."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from onrecord.views import together
from onrecord.views.disputed import set_out
from onrecord.views.marked import pieces
from onrecord.views.visible import one_line, visible
from onrecord.views.words import SURE, Told, quoted, tell

if TYPE_CHECKING:
    from rich.console import Console
    from rich.text import Text

HEADS = {
    "event": "Events",
    "statement": "Statements",
    "agreement": "Agreements",
    "attribution": "Attributions",
}
COLOUR = {
    "type": "bold",
    "who": "bold cyan",
    "office": "cyan",
    "date": "magenta",
    "place": "green",
    "status": "yellow",
}
MARKS = {
    "trigger": "bold red",
    "wording": "bold red",
    "name": "bold magenta",
    "provision": "magenta",
    "cue": "bold yellow",
    "place": "green",
    "time": "cyan",
    "date": "cyan",
    "actor": "bold",
    "recipient": "bold",
    "party": "bold",
    "subject": "bold",
    "object": "bold",
    "speaker": "bold",
    "addressee": "bold",
    "content": "italic",
    "channel": "green",
    "agreement": "magenta",
}


def rule(console: Console, title: str) -> None:
    """A line across, with a title."""
    from rich.text import Text

    console.print()
    console.print(Text(f"── {one_line(title)} " + "─" * max(3, 74 - len(title)), style="blue"))


def story_head(story: dict[str, Any]) -> Text:
    """Title and provenance of a story, on two lines."""
    from rich.text import Text

    published = story["published"] or {}
    inferred = " (inferred)" if published.get("basis") == "inferred" else ""
    facts = [
        story["section"],
        one_line(story["outlet"] or ""),
        published.get("date", "") + inferred,
        ", ".join(map(one_line, story["byline"])),
        story["language"] or "language unknown",
        f"{len(story['text'])} characters",
    ]
    cited = ", ".join(map(one_line, story["sources"]))
    facts += [f"citing {cited}"] if cited else []
    title = one_line(story["title"] or "") or "(no title)"
    facts = [fact for fact in facts if fact]
    return Text.assemble((title, "bold underline"), "\n", (" · ".join(facts), "dim"))


def records(console: Console, some: Iterable[dict[str, Any]], *, ids: bool = False) -> None:
    """The records of a story under the heading of their kind, each with the words it rests on."""
    kinds: dict[str, list[dict[str, Any]]] = {}
    for record in some:
        kinds.setdefault(record["kind"], []).append(record)
    for kind, heading in HEADS.items():
        if kind not in kinds:
            continue
        console.print(f"  {heading}", style="bold blue")
        for record in kinds[kind]:
            told = tell(record)
            indented(console, head(told), indent=4)
            for label, words in told.more:
                if label not in ("continues", "within"):
                    indented(console, labelled(label, words), indent=8)
            if record.get("continues"):
                indented(console, labelled("continues", "the statement before"), indent=8)
            indented(console, _rests(told), indent=8)
            if ids:
                indented(console, labelled("id", record["id"]), indent=8)


def indented(console: Console, text: Text, *, indent: int) -> None:
    """Prints text with every line, wrapped ones too, indented; a pipe gets one line."""
    from rich.padding import Padding
    from rich.text import Text

    if console.soft_wrap:
        console.print(Text.assemble(" " * indent, text))
    else:
        console.print(Padding(text, (0, 0, 0, indent), expand=False))


def head(told: Told) -> Text:
    """A record's line, each sort of words in its colour."""
    from rich.text import Text

    line = Text()
    for number, (words, sort) in enumerate(told.head):
        if number:
            line.append(" · ", style="dim")
        style = COLOUR[sort]
        if sort == "status" and words in SURE:
            style = "bold green"
        line.append(words, style=style)
    return line


def labelled(label: str, words: str) -> Text:
    """Words behind a dim label."""
    from rich.text import Text

    return Text.assemble((f"{label}: ", "dim"), words)


def _rests(told: Told) -> Text:
    from rich.text import Text

    line = Text()
    for number, (role, quotes) in enumerate(told.rests):
        if number:
            line.append("  ")
        line.append(f"{role} ", style="dim")
        line.append(" ".join(map(quoted, quotes)), style="italic")
    return line


def story_text(story: dict[str, Any], some: Iterable[dict[str, Any]]) -> Text:
    """The whole text with the evidence of the records marked."""
    from rich.text import Text

    text = Text()
    for piece in pieces(story["text"], some):
        style = " ".join(MARKS[r] for r in piece.roles[:1] if r in MARKS)
        if "content" in piece.roles[1:]:
            style += " italic"
        text.append(visible(piece.text), style=style.strip())
    return text


def dispute(console: Console, line: dict[str, Any]) -> None:
    """A dispute about what was shown: its kind and what it is about, then each side."""
    from rich.text import Text

    kind = together.value(line.get("of_kind"))
    days = [line.get("first_seen") or "", line.get("last_seen") or ""]
    when = days[0] if days[0] == days[1] else " to ".join(filter(None, days))
    about = one_line(str((line.get("about") or {}).get("text") or ""))
    head_ = Text.assemble(("Disputed ", "bold red"), (kind, "yellow"), (f" · {when}", "cyan"))
    console.print(head_.append(f" · {line['id']}", style="dim"))
    if about:
        indented(console, Text(quoted(about), style="italic"), indent=2)
    sides(console, line, indent=2)


def sides(console: Console, line: dict[str, Any], *, indent: int) -> None:
    """The sides of a dispute: who claims, who denies, and in which other words."""
    from rich.text import Text

    about = one_line(str((line.get("about") or {}).get("text") or ""))
    told = set_out(line)
    wide = max((len(s.stance or "says") for s in told), default=0)
    for side in told:
        text = Text.assemble(
            (f"{side.stance or 'says':{wide}}  ", "yellow"),
            (side.names or "nobody named", "bold cyan"),
        )
        if said := side.beyond(about):
            text.append(": ").append(quoted(said), style="italic")
        indented(console, text, indent=indent)


def legend() -> Text:
    """What the marks mean, each in its own."""
    from rich.text import Text

    text = Text("marked: ", style="dim")
    for role in ("trigger", "actor", "place", "time", "cue", "content", "name", "wording"):
        text.append(role, style=MARKS[role])
        text.append("  ")
    return text
