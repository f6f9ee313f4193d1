"""`onrecord timeline`: what happened, one line after the other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli import finding, listing, options, output
from onrecord.errors import UsageError
from onrecord.views import together, words
from onrecord.views.visible import one_line

if TYPE_CHECKING:
    from onrecord.store import Store


@click.command("timeline", short_help="Shows what happened, in order.")
@click.option("--agreement", metavar="ID|NAME", help="What was said and done about an agreement.")
@options.merged
@options.limited
@options.machine
@options.stored
def command(
    agreement: str | None,
    store: str | None,
    limit: int | None,
    jsonl: bool,
    as_json: bool,
    **asked: Any,
) -> None:
    """Shows the events of an actor, happening, place or period in the order in which they happened,
    or of an agreement what stories say of its carrying out, with who says so.

    With --json or --jsonl: the events; of an agreement the entries of its timeline.

    \b
    Example:
      onrecord timeline --actor lavrov --since 2021-01
      onrecord timeline --agreement "Geneva Memorandum"
    """
    from onrecord.store import Store

    if agreement and any(asked.values()):
        raise UsageError("--agreement goes together with no other filter.")
    with Store(options.settings(store=store).store) as held:
        if agreement:
            found = list(_of_agreement(held, agreement))
            rows = [_entry(v) for v in found]
        else:
            found = list(held.each("event", options.asked((), **asked)))
            rows = [_event(v) for v in found]
    most = limit or None
    if jsonl or as_json:
        output.machine(iter(found[:most]), jsonl=jsonl, as_json=as_json)
        output.shown(len(found[:most]), of=len(found), what="entries")
        return
    if not rows:
        output.note("Nothing found.")
        return
    shown = rows[: output.cut(limit)]
    titles = ("date", "what", "who", "words", "id")
    output.table(titles, shown, styles=("cyan", "status", None, "italic", "dim"), head=2)
    output.shown(len(shown), of=len(rows), what="entries")


def _of_agreement(held: Store, asked: str) -> Iterator[dict[str, Any]]:
    line = finding.named(held, "agreement", asked)
    for entry in line.get("timeline") or ():
        number = entry.get("provision")
        provisions = line.get("provisions") or []
        text = provisions[number]["text"] if isinstance(number, int) else None
        yield {"kind": "entry", "agreement": line["id"], **entry, "provision_text": text}


def _entry(of: dict[str, Any]) -> tuple[str, ...]:
    by = of.get("according_to")
    return (
        (of.get("as_of") or "")[:10],
        together.carried(of),
        words.name(by) if by else "",
        listing.short(words.quoted(of["quote"])),
        of["record"],
    )


def _event(of: dict[str, Any]) -> tuple[str, ...]:
    return (
        words.days(of.get("when")),
        f"{words.kind_of(of)}, {of['status'].replace('_', ' ')}",
        words.who_to_whom(of),
        listing.short(listing.quoted(of, "trigger") + _place(of)),
        of["id"],
    )


def _place(of: dict[str, Any]) -> str:
    where = words.place(of.get("where"))
    return f", {one_line(where)}" if where else ""
