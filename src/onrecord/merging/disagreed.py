"""Disputes about an agreement that is followed: whether a provision was carried out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.grouping import Reason
from onrecord.merging.party import Party, party, same
from onrecord.records.record import identity

Line = Mapping[str, Any]


def disagreed(agreement: Line, *, version: str = "") -> tuple[dict[str, Any], ...]:
    """The disputes over provisions of a followed agreement (see `followed.follow`), by provision.

    'Tarsia said that it had withdrawn all heavy weapons; Velka said that four howitzers were still
    in place.' What nobody is named to have said is no side's.
    """
    found = []
    for provision in agreement["provisions"]:
        told = [i for i in provision["implementation"] if i["according_to"] and _level(i)]
        line = _line(agreement, provision, told, version=version)
        if line is not None:
            found.append(line)
    return tuple(found)


def _level(told: Line) -> str | None:
    """Which side a telling is on: done, undone, or in part where it is neither in full."""
    if told["claim"] == "carried_out":
        return "done" if told["level"] == "full" else "part"
    return "undone" if told["claim"] == "not_carried_out" else None


def _line(
    agreement: Line, provision: Line, told: Sequence[Line], *, version: str
) -> dict[str, Any] | None:
    sides: list[tuple[Party, str, list[Line]]] = []
    for one in sorted(told, key=lambda t: (t["as_of"] or "9999", t["story"], t["record"])):
        who, level = party(one["according_to"]), str(_level(one))
        if not who.known:
            continue
        for other, stance, held in sides:
            if stance == level and (other.key == who.key or same(other, who)):
                held.append(one)
                break
        else:
            sides.append((who, level, [one]))
    done = [s for s in sides if s[1] == "done"]
    undone = [s for s in sides if s[1] == "undone"]
    against = [
        (d, u) for d in done for u in undone if d[0].key != u[0].key and not same(d[0], u[0])
    ]
    if not against:
        return None
    days = sorted({t["as_of"] for t in told if t["as_of"]})
    reasons = [
        Reason(
            name="carrying out",
            words=f"{d[0].name} says that it was done, {u[0].name} that it was not",
            weight=0.7,
        )
        for d, u in against
    ]
    return {
        "kind": "dispute",
        "id": "d" + identity("disagreed", provision["told_by"][0]["record"], provision["text"]),
        "about": {
            "text": provision["text"],
            "acts": [],
            "events": [],
            "agreement": agreement["id"],
        },
        "of_kind": "occurrence",
        "sides": [_side(*s) for k in ("done", "part", "undone") for s in sides if s[1] == k],
        "rule": "carrying_out",
        "status": "open",
        "confidence": 0.7,
        "reasons": [{"name": r.name, "words": r.words, "weight": r.weight} for r in reasons],
        "first_seen": days[0] if days else None,
        "last_seen": days[-1] if days else None,
        "stories": sorted({t["story"] for _, _, held in sides for t in held}),
        "version": version,
    }


def _side(who: Party, level: str, held: Sequence[Line]) -> dict[str, Any]:
    reading = {"done": "carried out", "undone": "not carried out", "part": "carried out in part"}
    of_form: dict[str, list[str]] = {"statement": [], "event": [], "attribution": []}
    for one in held:
        if not one["record"].startswith("~"):
            of_form[one["form"]].append(one["record"])
    return {
        "party": {"id": who.entry or None, "name": who.name, "key": who.key},
        "stance": "denies" if level == "undone" else "claims",
        "position": held[-1]["quote"],
        "reading": reading[level],
        "statements": of_form["statement"],
        "events": of_form["event"],
        "attributions": of_form["attribution"],
        "evidence": [],
        "stories": sorted({t["story"] for t in held}),
        "values": [],
    }
