"""The names that a story's own lines give: people, places, bodies, as plain words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

Line = Mapping[str, Any]

_LABELS = {"PER": "person", "LOC": "place", "ORG": "body"}
_KINDS = {"person": "person", "state": "place", "body": "body", "group": "body"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Names as the story writes them, sorted."""

    people: tuple[str, ...]
    places: tuple[str, ...]
    bodies: tuple[str, ...]


def named(lines: Iterable[Line]) -> Named:
    """The names in the lines of one story: its mentions where there are, else its records.

    >>> mention = {"kind": "mention", "type": "name", "label": "PER", "quote": "Ana Karsk"}
    >>> named([mention]).people
    ('Ana Karsk',)
    >>> actor = {"id": "velda", "name": "Velda", "kind": "state", "country": None}
    >>> named([{"kind": "event", "actors": [actor], "where": {"name": "Port Anso"}}]).places
    ('Port Anso', 'Velda')
    """
    found: dict[str, set[str]] = {"person": set(), "place": set(), "body": set()}
    lines = list(lines)
    mentions = [x for x in lines if x["kind"] == "mention" and x.get("type") == "name"]
    for mention in mentions:
        kind = _LABELS.get(mention.get("label", ""))
        if kind:
            found[kind].add(mention["quote"])
    if not mentions:
        for line in lines:
            for kind, name in _in_record(line):
                found[kind].add(name)
    return Named(
        people=tuple(sorted(found["person"])),
        places=tuple(sorted(found["place"])),
        bodies=tuple(sorted(found["body"])),
    )


def _in_record(line: Line) -> Iterator[tuple[str, str]]:
    actors = [line.get("speaker"), line.get("addressee"), line.get("attributing_actor")]
    for field in ("actors", "recipients", "parties", "third_parties"):
        actors += line.get(field) or ()
    for actor in filter(None, actors):
        kind = _KINDS.get(actor.get("kind") or "")
        if kind and actor.get("name"):
            yield kind, actor["name"]
    where = line.get("where")
    if where and where.get("name"):
        yield "place", where["name"]
