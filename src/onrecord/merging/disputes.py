"""Disputes: claims of different parties that cannot all hold, both sides kept, never decided.

A stage like the others (`Item`, `item`, `keys`, `compare`, `THRESHOLD`), except that what it finds
is not sameness: the pairs above the threshold are put together by `assemble`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from onrecord.grouping import Pair, Reason, Scored, pair
from onrecord.merging.acts import related
from onrecord.merging.claim import Claim
from onrecord.merging.claims import claims
from onrecord.merging.clashes import Clash, clash, kin
from onrecord.merging.party import same
from onrecord.merging.wording import rare
from onrecord.records.record import identity

Item = Claim
items = claims
THRESHOLD = 0.6
"""Weight of the reasons from which a clash counts; set on made-up reports, and on unrelated
agency stories that must give none (2026-11-27)."""
BEHIND = 0.15
"""A denial answers the claim that it fits best, and those that fit nearly as well."""
_WINDOW = 14
_CLASS = {"denial": "deed", "responsibility": "deed", "occurrence": "deed"}
_RULE = {"culprits": "culprit"}
"""Disputes of one class are put together: whom two outsiders blame is no denial of the deed."""
_ORDER = ("responsibility", "occurrence", "denial")


def keys(item: Claim) -> tuple[str, ...]:
    """Blocking keys: two claims are compared only if they share one.

    Claims and denials of one story meet; across stories those that share a fortnight, the accused
    and one name or rare word; figures and legal standings by what they are about.
    """
    found = {f"s|{item.story}"}
    window = _window(item.day or item.start)
    windows = [window, window - 1] if item.denies else [window]
    who = _who(item)
    about = _about(item)
    if item.denies or item.nature == "blame" or item.accused or item.how:
        found |= {f"d|{w}|{p}|{x}" for w in windows for p in who for x in about if x != p}
    if not item.outlet and item.party:
        found |= {
            f"n|{unit}|{w}|{x}"
            for unit in sorted({a[0] for a in item.amounts})
            for w in (window, window + 1)
            for x in about[:3]
        }
        if item.standing:
            found |= {f"l|{window // 2}|{x}" for x in about}
    of_day = bool(item.start) and item.start == item.end and not item.outlet
    if of_day and (item.denies or item.accused):
        # One side's claims of one act on one day meet.
        found |= {f"k|{n}|{item.start}|{x}" for n in item.party_names[:3] for x in item.acts[:3]}
    if item.nature == "blame":
        found |= {f"b|{window}|{x}|{y}" for x in about[:3] for y in item.acts[:2]}
    return tuple(sorted(found))


def compare(a: Claim, b: Claim, *, merged: Mapping[str, str] | None = None) -> Scored:
    """How likely two claims cannot both hold; the same both ways round.

    One side's claims of one act on one day score at the threshold: they belong to one dispute.
    `merged` gives the merged event of an event record.
    """
    shared = _shared(a, b, merged=merged or {})
    found = clash(a, b, shared=shared)
    if (found is None or found.score < THRESHOLD) and kin(a, b, shared=shared):
        told = Reason(name="kin", words="one side's claims of one act on one day", weight=THRESHOLD)
        return Scored(score=THRESHOLD, reasons=(told,))
    return Scored(score=found.score, reasons=found.reasons) if found else Scored(score=0.0)


def clashes(
    held: Iterable[Claim],
    *,
    pairs: Iterable[Pair],
    same_event: Iterable[Pair] = (),
    merged: Mapping[str, str] | None = None,
) -> tuple[Clash, ...]:
    """The clashes among pairs of claims, sorted.

    `same_event` are further pairs, about one merged event; `merged` gives the merged event of an
    event record, for those who know it: see `same_event`.
    """
    by_id = {c.id: c for c in held}
    of = merged or {}
    joint = {pair(a, b) for a, b in same_event}
    found = []
    for a, b in sorted({pair(a, b) for a, b in pairs} | joint):
        if a in by_id and b in by_id:
            one, other = by_id[a], by_id[b]
            shared = _shared(one, other, merged=of)
            if not shared and (a, b) in joint:
                alone = len(one.events) == len(other.events) == 1
                shared = frozenset({(one.events[0], other.events[0])} if alone else {("", "")})
            made = clash(one, other, shared=shared)
            if made and made.score >= THRESHOLD:
                found.append(made)
    return tuple(found)


def _shared(a: Claim, b: Claim, *, merged: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """The pairs of event records, one of each claim, that are one event."""
    return frozenset(
        (x, y) for x in a.events for y in b.events if merged.get(x, x) == merged.get(y, y)
    )


def same_event(held: Iterable[Claim], *, merged: Mapping[str, str]) -> tuple[Pair, ...]:
    """The pairs of claims about one merged event; `merged` gives an event record's merged id."""
    by_event: dict[str, set[str]] = defaultdict(set)
    for claim in held:
        for event in claim.events:
            by_event[merged.get(event, event)].add(claim.id)
    return tuple(
        sorted(
            {
                pair(a, b)
                for ids in by_event.values()
                for i, a in enumerate(sorted(ids))
                for b in sorted(ids)[i + 1 :]
            }
        )
    )


def assemble(
    found: Sequence[Clash],
    *,
    held: Iterable[Claim],
    merged: Mapping[str, str] | None = None,
    version: str = "",
    rejected: Iterable[str] = (),
) -> tuple[dict[str, Any], ...]:
    """The dispute lines that clashes make, earliest first.

    Clashes that share a claim are one dispute. What outlets tell is left out where a named party
    claims the same. `merged` gives the merged event of an event record; `rejected` are ids that a
    person has said are no disputes.
    """
    by_id = {c.id: c for c in held}
    kept = _best(found)
    lines = []
    for edges in _components(kept, by_id=by_id, merged=merged or {}):
        line = _line(edges, by_id=by_id, merged=merged or {}, version=version)
        if line is not None and line["id"] not in set(rejected):
            lines.append(line)
    return tuple(sorted(lines, key=lambda x: (x["first_seen"] or "", x["id"])))


def _class(one: Clash) -> str:
    return _RULE.get(one.rule) or _CLASS.get(one.kind, one.kind)


def _best(found: Sequence[Clash]) -> list[Clash]:
    """The clashes without those of a denial that answers another claim better.

    A claim that only stands before a denial counts where no claim is said to be the one denied.
    """
    top: dict[tuple[str, str], float] = {}
    sure = {c.b for c in found if c.rule == "denied"}
    held = [c for c in found if c.rule != "beside" or c.b not in sure]
    for one in held:
        key = (_class(one), one.b)
        top[key] = max(top.get(key, 0.0), one.score)
    return [c for c in held if c.score >= top[_class(c), c.b] - BEHIND]


def _components(
    found: Sequence[Clash], *, by_id: Mapping[str, Claim], merged: Mapping[str, str]
) -> list[list[Clash]]:
    """Clashes of one class that hang together: by a claim, by the event at issue, by kin claims."""
    home: dict[tuple[str, str, str], tuple[str, str, str]] = {}

    def top(node: tuple[str, str, str]) -> tuple[str, str, str]:
        while home.setdefault(node, node) != node:
            home[node] = home[home[node]]
            node = home[node]
        return node

    def join(a: tuple[str, str, str], b: tuple[str, str, str]) -> None:
        a, b = top(a), top(b)
        home[max(a, b)] = min(a, b)

    for one in found:
        kind = _class(one)
        join((kind, "claim", one.a), (kind, "claim", one.b))
        for event in one.events if kind in ("deed", "culprit") else ():
            join((kind, "claim", one.a), (kind, "event", merged.get(event, event)))
        alone = {merged.get(e, e) for e in by_id[one.a].events}
        if kind == "deed" and len(alone) == 1 and related(by_id[one.a].acts, by_id[one.b].acts):
            join((kind, "claim", one.a), (kind, "event", min(alone)))
    deeds = sorted({i for c in found if _class(c) == "deed" for i in (c.a, c.b)})
    for k, a in enumerate(deeds):
        for b in deeds[k + 1 :]:
            if kin(by_id[a], by_id[b], shared=_shared(by_id[a], by_id[b], merged=merged)):
                join(("deed", "claim", a), ("deed", "claim", b))
    groups: dict[tuple[str, str, str], list[Clash]] = defaultdict(list)
    for one in found:
        groups[top((_class(one), "claim", one.a))].append(one)
    return [groups[k] for k in sorted(groups)]


def _line(
    edges: list[Clash], *, by_id: Mapping[str, Claim], merged: Mapping[str, str], version: str
) -> dict[str, Any] | None:
    involved = sorted({i for e in edges for i in (e.a, e.b)})
    taking = [by_id[i] for i in involved]
    weight = {i: max(e.score for e in edges if i in (e.a, e.b)) for i in involved}
    if any(not c.outlet and not c.denies and c.party for c in taking):
        taking = [c for c in taking if c.party and not c.outlet]
    left = {c.id for c in taking}
    edges = [e for e in edges if e.a in left and e.b in left]
    if not edges:
        return None
    best = max(edges, key=lambda e: (e.score, e.a, e.b))
    kind = _kind_of(edges)
    sides = _sides(taking, kind=kind, weight=weight)
    if len(sides) < 2:
        return None
    first = min(taking, key=lambda c: (c.day or "9999", c.story, c.at, c.id))
    days = sorted(c.day for c in taking if c.day)
    events = sorted({merged.get(e, e) for c in taking for e in c.events})
    return {
        "kind": "dispute",
        "id": "d" + identity("dispute", _class(best), first.id),
        "about": {
            "text": by_id[best.a].shown,
            "acts": sorted({a for e in edges for a in by_id[e.a].acts}),
            "events": events,
            "agreement": None,
        },
        "of_kind": kind,
        "sides": sides,
        "rule": best.rule,
        "status": "open",
        "confidence": round(best.score, 2),
        "reasons": [{"name": r.name, "words": r.words, "weight": r.weight} for r in best.reasons],
        "first_seen": days[0] if days else None,
        "last_seen": days[-1] if days else None,
        "stories": sorted({c.story for c in taking}),
        "version": version,
    }


def _kind_of(edges: Sequence[Clash]) -> str:
    sums: dict[str, float] = defaultdict(float)
    for edge in edges:
        sums[edge.kind] += edge.score
    order = {k: -i for i, k in enumerate(_ORDER)}
    return max(sums, key=lambda k: (round(sums[k], 3), order.get(k, -9), k))


def _sides(
    taking: Sequence[Claim], *, kind: str, weight: Mapping[str, float]
) -> list[dict[str, Any]]:
    """One side for each party and stance, in order of the first record, with what it rests on."""
    grouped: list[list[Claim]] = []
    for claim in sorted(taking, key=lambda c: (c.day, c.story, c.at, c.id)):
        for held in grouped:
            if held[0].denies == claim.denies and _together(held[0], claim):
                held.append(claim)
                break
        else:
            grouped.append([claim])
    sides = []
    for held in grouped:
        best = max(held, key=lambda c: (weight[c.id], -len(c.quote), c.id))
        sides.append(
            {
                "party": {
                    "id": best.party_entry or None,
                    "name": best.party_name or None,
                    "key": best.party or None,
                },
                "stance": "denies" if best.denies else "claims",
                "position": best.shown,
                "statements": [c.record for c in held if c.form == "statement"],
                "events": [c.record for c in held if c.form == "event"],
                "attributions": [c.record for c in held if c.form == "attribution"],
                "evidence": [
                    {"story": c.story, "start": c.at, "end": c.till}
                    for c in held
                    if c.form == "text"
                ],
                "stories": sorted({c.story for c in held}),
                "values": sorted({a for c in held for a in c.amounts}) if kind == "numeric" else [],
            }
        )
    return sides


def _together(a: Claim, b: Claim) -> bool:
    return a.party == b.party or same(a.side, b.side)


def _who(item: Claim) -> list[str]:
    """Those whose deed is claimed or denied."""
    if item.denies:
        states = [item.party] if item.party.startswith("state:") else []
        told = [n for n in item.names if n not in item.party_names]
        return [*states, *item.party_names[:4], *told[:3]][:7]
    states = [a for a in item.accused if a.startswith("state:")]
    return [*states[:1], *item.accused_names[:3]]


def _about(item: Claim) -> list[str]:
    """The names and the rarest words that tell what a claim is about."""
    own = {*item.party_names, *item.accused_names}
    names = [n for n in item.names if n not in own][:3]
    return [*names, *rare(item.words, most=5)]


def _window(day: str) -> int:
    try:
        return date.fromisoformat(day[:10]).toordinal() // _WINDOW
    except ValueError:
        return -1
