"""Why things stand together: for each the nearest other, compared again, and what was decided."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from onrecord.merging.deciding import group_of, name, reasons
from onrecord.merging.derive import Derivation, Stages
from onrecord.merging.neighbourhood import Neighbourhood
from onrecord.merging.numbering import number
from onrecord.merging.shelf import Held
from onrecord.store import answers, carrying, derived, overlays
from onrecord.store.deciding import BY, KINDS, same_version
from onrecord.store.ground import SqlGround

MOST = 50
"""Members that are explained; the others are counted."""


def why(of: Connection, identity: str, *, stages: Stages) -> dict[str, Any] | None:
    """Why what an id names stands as it does, None where it names nothing that is merged or linked.

    The id may be of an event, happening, actor, place, agreement, dispute, decision, story (why it
    is a copy) or record (why it is in its event).
    """
    if identity[:1] == "c" and identity[1:].isdigit():
        found = [d for d in derived.decisions(of) if d["id"] == identity]
        return (
            {"kind": "why", "of": "decision", "id": identity, "decisions": found} if found else None
        )
    same_version(of)
    ground = SqlGround(of, at="", by=BY)
    target, kind = _target(of, ground, identity)
    findings = [d for d in carrying.about(of, identity) if d["target"] != target]
    if kind == "dispute":
        line = derived.line(of, target)
        assert line is not None
        return {
            "kind": "why",
            "of": kind,
            "id": target,
            "rule": line.get("rule"),
            "score": line.get("confidence"),
            "reasons": line.get("reasons") or [],
            "sides": line["sides"],
            "decisions": findings + derived.decisions(of, target),
        }
    group = group_of(target)
    members = ground.members(group) if group is not None else []
    if not members:
        read = overlays.extracted(of, identity)
        findings = carrying.about(of, identity)
        told = {"kind": "why", "of": read["kind"] if read else "", "id": identity}
        return told | {"decisions": findings} if findings else None
    findings = [d for h in members[:MOST] for d in carrying.about(of, h.id)]
    derivation = Derivation(ground, stages=stages)
    hood = derivation.hoods.get(kind)
    hood = derivation.naming[kind].hood if hood is None else hood
    return {
        "kind": "why",
        "of": kind,
        "id": target,
        "threshold": hood.lane.threshold,
        "members": [_member(h) for h in members[:MOST]],
        "count": len(members),
        "pairs": _pairs(members[:MOST], hood),
        "decisions": findings + derived.decisions(of, target),
    }


def _target(of: Connection, ground: SqlGround, identity: str) -> tuple[str, str]:
    """The id and kind of what an id means: itself, where it went, or what it went into."""
    for found in (identity, *derived.moved(of, identity)[:1]):
        line = derived.line(of, found)
        if line is not None:
            return found, line["kind"]
        group = group_of(found)
        if group is not None and ground.members(group):
            return found, KINDS[found[0]]
    for kind, into in answers.resting(of, identity):
        if kind in ("event", "agreement", "dispute") and not ground.story(identity):
            return into, kind
    for stage in ("copy", "event", "agreement"):
        for held in ground.shelf.held([number(stage, identity)]).values():
            return name(stage, held.group), stage
    return identity, ""


def _member(held: Held) -> dict[str, Any]:
    line = held.line
    called = line.get("name") or line.get("title")
    return {"id": held.id, "story": held.story, "name": called}


def _pairs(members: list[Held], hood: Neighbourhood[Any]) -> list[dict[str, Any]]:
    """For each member but the first the nearest other one, with score and reasons."""
    there = {h.number: h for h in members}
    best: dict[int, tuple[float, int]] = {}
    for a, b, score in hood.shelf.edges(sorted(there)):
        if b in there and (a not in best or (-score, b) < (-best[a][0], best[a][1])):
            best[a] = (score, b)
    out, seen = [], set()
    forced = {frozenset(p) for p in hood.shelf.together(sorted(there))}
    for held in members:
        pairs = [(held.number, best[held.number][1])] if held.number in best else []
        pairs += [(held.number, n) for p in forced if held.number in p for n in p - {held.number}]
        for pair in pairs:
            if frozenset(pair) in seen or not set(pair) <= set(there):
                continue
            seen.add(frozenset(pair))
            items = hood.items(pair)
            scored = hood.lane.compare(items[pair[0]], items[pair[1]])
            out.append(
                {
                    "a": there[pair[0]].id,
                    "b": there[pair[1]].id,
                    "score": round(scored.score, 3),
                    "forced": frozenset(pair) in forced,
                    "reasons": reasons(scored),
                }
            )
    return out
