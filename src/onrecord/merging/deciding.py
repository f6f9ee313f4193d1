"""Decisions of the program: which groups became one or several, the score, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from onrecord.grouping import Scored
from onrecord.merging.ground import Ground
from onrecord.merging.neighbourhood import Neighbourhood, Regrouped

PREFIXES = {
    "event": "m",
    "happening": "h",
    "actor": "a",
    "place": "p",
    "agreement": "g",
    "copy": "o",
}
"""First letter of the ids of each kind of group; a dispute's is d."""

VERBS = {"event": "merge", "happening": "merge", "copy": "merge"}
"""What joining is called; `link` for actors, places and agreements."""

REASONS = 4
"""Reasons kept of a decision: the weightiest."""

MOVED = 500
"""Numbers of items kept in a decision, so that it can be undone."""

LOOKED_AT = 40
"""Members of each side that are looked at to find the pair that tells best why."""


def name(kind: str, group: int) -> str:
    """The id of a group: its kind's letter and the number of its first member.

    >>> name("event", 255)
    'm00000000000000ff'
    """
    return f"{PREFIXES[kind]}{group:016x}"


def group_of(identity: str) -> int | None:
    """The number of the group that has that id, None if it is no group's id.

    >>> group_of("m00000000000000ff"), group_of("d3")
    (255, None)
    """
    if len(identity) != 17 or identity[0] not in PREFIXES.values():
        return None
    try:
        return int(identity[1:], 16)
    except ValueError:
        return None


def went(kind: str, found: Regrouped) -> dict[str, tuple[str, ...]]:
    """Where the ids of groups that are no more went: id -> ids."""
    home = {n: g for g, ns in found.after.items() for n in ns}
    return {
        name(kind, group): tuple(sorted({name(kind, home[n]) for n in ns if n in home}))
        for group, ns in found.before.items()
        if group not in found.after
    }


def decide(kind: str, found: Regrouped, *, hood: Neighbourhood[Any], ground: Ground) -> None:
    """Keeps what was joined and what was taken apart."""
    was = {n: g for g, ns in found.before.items() for n in ns}
    for group, members in sorted(found.after.items()):
        sources: dict[int, list[int]] = {}
        for n in members:
            # What was not there before came alone.
            sources.setdefault(was.get(n, n), []).append(n)
        if len(sources) > 1:
            _joined(kind, group, sources, hood=hood, ground=ground)
    home = {n: g for g, ns in found.after.items() for n in ns}
    for group, members in sorted(found.before.items()):
        parts = sorted({home[n] for n in members if n in home})
        if len(parts) > 1:
            ground.decide(
                "split",
                name(kind, group),
                before=[name(kind, group)],
                after=[name(kind, p) for p in parts],
            )


def _joined(
    kind: str,
    group: int,
    sources: Mapping[int, list[int]],
    *,
    hood: Neighbourhood[Any],
    ground: Ground,
) -> None:
    target = name(kind, group)
    largest = max(sources, key=lambda s: (len(sources[s]), -s))
    for source, members in sorted(sources.items()):
        if source == largest:
            continue
        best = closest(members, sources[largest], hood=hood)
        ids = hood.items([n for n in best[:2] if n is not None]) if best else {}
        ground.decide(
            VERBS.get(kind, "link"),
            target,
            before=[name(kind, source), name(kind, largest)],
            after=[target],
            score=round(best[2].score, 3) if best else None,
            pair=[ids[n].id for n in best[:2]] if best else [],
            moved=sorted(members)[:MOVED],
            reasons=reasons(best[2]) if best else [],
        )


def closest(
    some: list[int], others: list[int], *, hood: Neighbourhood[Any]
) -> tuple[int, int, Scored] | None:
    """The pair with the highest score between two sides, and its score with reasons."""
    there = set(others[:LOOKED_AT])
    edges = [
        (score, min(a, b), max(a, b))
        for a, b, score in hood.shelf.edges(sorted(some)[:LOOKED_AT])
        if b in there
    ]
    if not edges:
        return None
    _, a, b = min(edges, key=lambda e: (-e[0], e[1], e[2]))
    items = hood.items([a, b])
    return a, b, hood.lane.compare(items[a], items[b])


def reasons(of: Scored) -> list[dict[str, Any]]:
    """The reasons as JSON has them."""
    return [{"name": r.name, "words": r.words, "weight": r.weight} for r in of.reasons[:REASONS]]
