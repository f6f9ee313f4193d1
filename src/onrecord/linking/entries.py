"""The entry line of an actor, a place or an agreement that many stories name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from onrecord.linking.item import Item, Place, earliest, identify, latest
from onrecord.linking.known import entities
from onrecord.linking.offices import Office
from onrecord.linking.persons import full

TYPES = ("person", "state", "forces", "group", "body")
"""What an entry is, from the surest sign: an office is a person's."""


def first_of(items: Iterable[Item]) -> Item:
    """The item that was told first, by day, story and place; items without a day last."""
    return min(items, key=lambda i: (earliest(i.first) if i.first else ("~",), i.id))


def identity(items: Sequence[Item]) -> str:
    """The id of the actor that items are: that of the tables, else one of its earliest form.

    >>> identity([Item(id="n1", kind="state", name="Armenia", entity="country:ARM")])
    'country:ARM'
    """
    known = sorted({i.entity for i in items if i.entity})
    return known[0] if known else identify("actor", first_of(items).id, prefix="a")


def name(items: Sequence[Item]) -> str:
    """The name of an actor: the tables', else the fullest form told, of equals the earliest."""
    own = identity(items)
    if own in entities():
        return entities()[own].name
    called = [i for i in items if i.kind not in ("office", "bare")] or list(items)
    whole = [i for i in called if i.kind != "person" or full(i)] or called
    return min(whole, key=lambda i: (-len(i.name.split()), i.name.isupper(), first_key(i))).name


def first_key(item: Item) -> tuple[Any, ...]:
    """Sorts items by where they were told first."""
    return (earliest(item.first) if item.first else ("~",), item.id)


def actor(items: Sequence[Item], *, version: str) -> dict[str, Any]:
    """The entry line of an actor. `mentions` are left to whoever keeps the records.

    `offices` say from which day to which they are told, with the words at both; `candidates` are
    the known actors that claim one of its names, where that alone does not decide.
    """
    kinds = {"person" if i.kind == "office" else i.kind for i in items}
    places = [p for i in items for p in (i.first, i.last) if p is not None]
    days = sorted(p[0] for p in places if p[0])
    forms = {n for i in items for n in (*i.names, *((i.name,) if i.kind != "office" else ()))}
    return {
        "kind": "actor",
        "id": identity(items),
        "name": name(items),
        "type": next((t for t in TYPES if t in kinds), "unknown"),
        "names": sorted(forms),
        "country": _most([i.country for i in items]),
        "sector": _most([i.sector for i in items]),
        "offices": offices(items),
        "candidates": sorted({c for i in items for c in i.candidates}),
        "items": sorted(i.id for i in items),
        "first_seen": days[0] if days else None,
        "last_seen": days[-1] if days else None,
        "version": version,
    }


def _most(values: Iterable[str | None]) -> str | None:
    """The value that most items have, of equals the first in order."""
    counts: dict[str, int] = {}
    for value in values:
        if value is not None:
            counts[value] = counts.get(value, 0) + 1
    return min(counts, key=lambda v: (-counts[v], v), default=None)


def offices(items: Iterable[Item]) -> list[dict[str, Any]]:
    """The offices that stories tell, each with first and last day and the words at both.

    One told as former or "then" has no days of its own but ends before the day it is told so. An
    office told without its body is that of the one body with which the title is told elsewhere.
    """
    told_of = [(i, Office(title=i.title, body=i.of)) for i in items if i.title is not None]
    bodies: dict[str, set[str]] = {}
    for _, holds in told_of:
        bodies.setdefault(holds.title, set()).update({holds.whose} if holds.whose else set())
    found: dict[tuple[str, str, bool], list[Item]] = {}
    for item, holds in told_of:
        only = min(bodies[holds.title]) if len(bodies[holds.title]) == 1 else ""
        key = (holds.title, holds.whose or only, item.held in ("now", None))
        found.setdefault(key, []).append(item)
    lines = []
    for (title, _, now), told in sorted(found.items(), key=lambda f: (f[0], first_key(f[1][0]))):
        places = [p for i in told for p in (i.first, i.last) if p is not None]
        start, end = min(places, key=earliest, default=None), max(places, key=latest, default=None)
        body = min((i.of for i in told if i.of), default=None)
        lines.append(
            {
                "title": title,
                "body": body,
                "held": "now" if now else min(i.held or "" for i in told),
                "from": (start[0] or None) if start and now else None,
                "to": (end[0] or None) if end and now else ((start[0] or None) if start else None),
                "evidence": _evidence(start, end),
            }
        )
    return lines


def _evidence(*places: Place | None) -> list[dict[str, Any]]:
    kept = {p: None for p in places if p is not None}
    return [
        {"story": story, "start": start, "end": end, "quote": quote}
        for _, story, start, end, quote in kept
    ]
