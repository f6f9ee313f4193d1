"""The entry of an actor or place from its names: what it is called, where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


def entry(items: Sequence[Any]) -> dict[str, Any]:
    """The line of an actor or place from the items of its group."""
    best = min(items, key=lambda i: (i.entity is None, -len(i.name), i.name, i.id))
    places = sorted({p for i in items for p in (i.first, i.last) if p is not None})
    names = sorted({n for i in items for n in (i.name, *i.names)})
    days = [p[0] for p in places if p[0]]
    return {
        "name": best.name,
        "of_kind": best.kind,
        "country": next((i.country for i in items if i.country), None),
        "sector": next((i.sector for i in items if i.sector), None),
        "entity": best.entity,
        "names": [{"name": n} for n in names],
        "offices": [],
        "mentions": [
            {"story": s, "start": start, "end": end, "quote": quote}
            for _, s, start, end, quote in places[:20]
        ],
        "first_seen": min(days, default=None),
        "last_seen": max(days, default=None),
    }
