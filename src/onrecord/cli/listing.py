"""What `events`, `statements`, `agreements` and `attributions` have in common."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from onrecord.cli import options, output
from onrecord.views import words
from onrecord.views.visible import one_line

LONG = 160
"""Characters of a quotation in a table on a terminal; a pipe gets them all."""

Row = Callable[[dict[str, Any]], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """How one kind is listed: its plural, the columns' titles and styles, a record's row, and how
    many of its cells head an entry where the terminal is too narrow for a table."""

    kind: str
    plural: str
    titles: tuple[str, ...]
    styles: tuple[str | None, ...]
    row: Row
    head: int = 1
    entries: Callable[[list[dict[str, Any]]], None] | None = None
    """Draws them on a terminal in place of a table."""


def show(
    listing: Listing,
    *,
    store: str | None,
    limit: int | None,
    jsonl: bool,
    as_json: bool,
    **asked: Any,
) -> None:
    """Prints the records of a kind that are asked for."""
    from onrecord.store import Store

    wanted = options.asked((listing.kind,), **asked)
    with Store(options.settings(store=store).store) as held:
        total = held.count(wanted)
        if jsonl or as_json:
            most = limit or None
            output.machine(held.records(wanted, limit=most), jsonl=jsonl, as_json=as_json)
            output.shown(min(total, most or total), of=total, what=listing.plural)
            return
        records = list(held.records(wanted, limit=output.cut(limit)))
    if not records:
        output.note(f"No {listing.plural} found.")
        return
    rows = [tuple(map(short, (*listing.row(r), r["story"]))) for r in records]
    output.table(
        (*listing.titles, "story"), rows, styles=(*listing.styles, "dim"), head=listing.head
    )
    output.shown(len(rows), of=total, what=listing.plural)


def show_derived(
    listing: Listing,
    *,
    store: str | None,
    limit: int | None,
    jsonl: bool,
    as_json: bool,
    **asked: Any,
) -> None:
    """Prints the lines of a derived kind that are asked for."""
    from onrecord.store import Store

    wanted = options.asked((), **asked)
    kind = listing.kind
    with Store(options.settings(store=store).store) as held:
        total = held.count_derived(kind, wanted)
        if jsonl or as_json:
            most = limit or None
            output.machine(held.each(kind, wanted, limit=most), jsonl=jsonl, as_json=as_json)
            output.shown(min(total, most or total), of=total, what=listing.plural)
            return
        lines = list(held.each(kind, wanted, limit=output.cut(limit)))
    if not lines:
        output.note(f"No {listing.plural} found.")
        return
    if listing.entries is not None and output.on_terminal():
        listing.entries(lines)
        output.shown(len(lines), of=total, what=listing.plural)
        return
    rows = [tuple(map(short, (*listing.row(r), r["id"]))) for r in lines]
    titles, styles = (*listing.titles, "id"), (*listing.styles, "dim")
    output.table(titles, rows, styles=styles, head=listing.head)
    output.shown(len(rows), of=total, what=listing.plural)


def short(text: str) -> str:
    """The text on one line and harmless, cut on a terminal where it is long."""
    text = one_line(text)
    if output.on_terminal() and len(text) > LONG:
        return text[: LONG - 1] + "…"
    return text


def quoted(record: dict[str, Any], *roles: str) -> str:
    """The words a record rests on in these roles, each once."""
    told = dict(words.tell(record).rests)
    return " ".join(words.quoted(q) for role in roles for q in told.get(role, ()))
