"""Builds stories and references as `onrecord extract` prints them, for the tests of linking."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from onrecord.grouping import candidates, group
from onrecord.linking import actors
from onrecord.linking.item import Item
from onrecord.mentions.actors.lexicon import identify

Line = dict[str, Any]


def story(id: str, text: str = "", *, day: str | None = "2021-01-11") -> Line:
    published = {"date": day, "precision": "day", "basis": "metadata"} if day else None
    return {"kind": "story", "id": id, "text": text, "published": published}


def reference(
    name: str,
    kind: str = "person",
    *,
    country: str | None = None,
    sector: str | None = None,
    capacity: str | None = None,
    quote: str | None = None,
    text: str = "",
) -> Line:
    words = quote or name
    start = max(0, text.find(words))
    return {
        "id": f"{country}-GOV" if kind == "state" else identify(kind, name),
        "name": name,
        "kind": kind,
        "country": country,
        "sector": sector,
        "capacity": capacity,
        "start": start,
        "end": start + len(words),
        "quote": words,
    }


def event(story_: Mapping[str, Any], *refs: Line) -> Line:
    return {"kind": "event", "id": "e" + story_["id"], "story": story_["id"], "actors": list(refs)}


def one(name: str, kind: str = "person", *, id: str = "s1", text: str = "", **told: Any) -> Item:
    """The item of one actor in a story of its own; `day` is the story's."""
    day = told.pop("day", "2021-01-11")
    of = story(id, text or f"{name} spoke.", day=day)
    made = actors.items(of, [event(of, reference(name, kind, text=of["text"], **told))])
    assert len(made) == 1, f"{name} gave {made}"
    return next(iter(made.values()))


def grouped(items: Iterable[Item]) -> list[list[str]]:
    """The names of each group, sorted, after all stages of linking."""
    by_id: dict[str, Item] = {}
    for item in items:
        by_id[item.id] = actors.absorb(by_id[item.id], item) if item.id in by_id else item
    pairs = candidates(by_id.values(), keys=actors.keys)
    scores = {(a, b): actors.compare(by_id[a], by_id[b]) for a, b in pairs}
    settled = {p: s.score for p, s in actors.settle(by_id, scores).items()}
    found = group(by_id, settled, threshold=actors.THRESHOLD)
    return sorted(sorted({by_id[i].name for i in ids}) for ids in found)
