"""Disputes about an agreement that is followed: whether a provision was carried out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.grouping import Reason
from onrecord.merging.party import Party, party, same
from onrecord.records.record import identity

Line = Mapping[str, Any]
CARRYING_OUT = "carrying_out"
"""The rule that these disputes are found by."""

WEIGHT = 0.7
"""Confidence that the sides speak of one provision: a guess, few cases being at hand."""


def disagreed(agreement: Line, *, version: str = "") -> tuple[dict[str, Any], ...]:
    """The disputes over provisions of a followed agreement (see `followed.follow`), by provision.

    'Tarsia said that it had withdrawn all heavy weapons; Velka said that four howitzers were still
    in place.' What nobody is named to have said is no side's.
    """
    return tuple(
        _line(agreement, provision, sides, version=version)
        for provision in agreement["provisions"]
        if (sides := sides_of(provision["implementation"]))
    )


def sides_of(implementation: Sequence[Line]) -> list[dict[str, Any]]:
    """Who says that a provision was carried out, in part, or not; nobody, if all agree."""
    told = [i for i in implementation if i["according_to"] and _level(i)]
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
    done = [s[0] for s in sides if s[1] == "done"]
    undone = [s[0] for s in sides if s[1] == "undone"]
    if not any(d.key != u.key and not same(d, u) for d in done for u in undone):
        return []
    return [_side(*s) for k in ("done", "part", "undone") for s in sides if s[1] == k]


def _level(told: Line) -> str | None:
    """Which side a telling is on: done, undone, or in part where it is neither in full."""
    if told["claim"] == "carried_out":
        return "done" if told["level"] == "full" else "part"
    return "undone" if told["claim"] == "not_carried_out" else None


def _line(
    agreement: Line, provision: Line, sides: Sequence[dict[str, Any]], *, version: str
) -> dict[str, Any]:
    said = [f"{s['party']['name']}: {s['reading']}" for s in sides]
    reason = Reason(name="carrying out", words="; ".join(said), weight=WEIGHT)
    days = sorted(
        {i["as_of"] for i in provision["implementation"] if i["as_of"] and i["according_to"]}
    )
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
        "sides": list(sides),
        "rule": CARRYING_OUT,
        "status": "open",
        "confidence": WEIGHT,
        "reasons": [{"name": reason.name, "words": reason.words, "weight": reason.weight}],
        "first_seen": days[0] if days else None,
        "last_seen": days[-1] if days else None,
        "stories": sorted({i for s in sides for i in s["stories"]}),
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
