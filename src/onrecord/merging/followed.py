"""An agreement followed over time: its provisions, their carrying out and breach, who says so.

What the program never does is decide who is right: every claim stands with who makes it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.merging.acts import acts, related
from onrecord.merging.disagreed import sides_of
from onrecord.merging.fulfilment import Fulfilment, carrying_out, fulfilments, in_common, short
from onrecord.merging.pointed import pointed
from onrecord.merging.provided import provided
from onrecord.merging.unread import denials
from onrecord.spans import Span

Line = Mapping[str, Any]
_EARLY = ("proposed", "negotiated", "rejected", "agreed", "signed")
_LATE = ("in_force", "broken", "ended")


def follow(
    agreements: Sequence[Line],
    *,
    stories: Mapping[str, Line],
    records: Mapping[str, Sequence[Line]],
    version: str = "",
) -> dict[str, Any]:
    """The agreement line for agreement records that are one agreement.

    `stories` are the lines of their stories by id, `records` each one's records; stories that do
    not name the agreement may be among them: their events are held against the provisions. The
    result does not depend on any order.
    """
    days = {s: str((x.get("published") or {}).get("date") or "")[:10] for s, x in stories.items()}
    held = sorted(agreements, key=lambda a: (days.get(a["story"]) or "9999", a["story"], a["id"]))
    clauses = provided(held, days=days)
    found = _collect(held, clauses, stories=stories, records=records, days=days)
    for k, clause in enumerate(clauses):
        own = [t for t, on in found if on == k]
        clause["implementation"] = [_implementation(t) for t in own if t.level]
        clause["timeline"] = [_entry(t) for t in own]
        clause["disagreed"] = sides_of(clause["implementation"])
    statuses = _statuses(held, found=[t for t, _ in found], days=days, stories=stories)
    general = [t for t, on in found if on is None]
    first = held[0]
    return {
        "kind": "agreement",
        "id": "g" + first["id"],
        "name": _best_name(held),
        "names": list(dict.fromkeys(n for a in held for n in (a["name"], *a["aliases"]))),
        "same_because": list(dict.fromkeys(w for a in held for w in a["same_because"])),
        "parties": _actors(held, "parties"),
        "third_parties": _actors(held, "third_parties"),
        "date": _date(held),
        "status": _now(statuses),
        "statuses": statuses,
        "stage": next((a["stage"] for a in held if a["stage"]), None),
        "contested": any(a["contested"] for a in held),
        "provisions": clauses,
        "implementation": [_implementation(t) for t in general if t.level],
        "timeline": sorted(
            [*(_entry(t, provision=on) for t, on in found), *_told_as(held, days=days)],
            key=lambda e: (e["as_of"] or "9999", e["story"], e["record"], e["what"]),
        ),
        "named_in": _naming(held, records=records),
        "records": [a["id"] for a in held],
        "stories": sorted({a["story"] for a in held}),
        "first_seen": next((days[a["story"]] for a in held if days.get(a["story"])), None),
        "last_seen": max((days[a["story"]] for a in held if days.get(a["story"])), default=None),
        "version": version,
    }


def _naming(held: Sequence[Line], *, records: Mapping[str, Sequence[Line]]) -> list[str]:
    """The records whose words name the agreement, and the events that are about it."""
    found = set()
    for agreement in held:
        spans = _named(agreement)
        for record in records.get(agreement["story"], ()):
            stretch = record["content"] if record["kind"] == "statement" else ()
            if record.get("agreement") == agreement["id"] or any(
                s.start < c["end"] and c["start"] < s.end for s in spans for c in stretch
            ):
                found.add(record["id"])
    return sorted(found)


def _collect(
    held: Sequence[Line],
    clauses: Sequence[Line],
    *,
    stories: Mapping[str, Line],
    records: Mapping[str, Sequence[Line]],
    days: Mapping[str, str],
) -> list[tuple[Fulfilment, int | None]]:
    """Every telling once, with the provision that it is about, by day."""
    found: dict[str, tuple[Fulfilment, int | None]] = {}
    for name in sorted(stories):
        story, own = stories[name], records.get(name, ())
        own = [*own, *denials(story, own)]
        mine = [a for a in held if a["story"] == name]
        only = sum(r["kind"] == "agreement" for r in own) <= 1
        places: list[tuple[str, list[Span]]] = [(a["id"], _named(a)) for a in mine]
        if not mine and (spans := pointed(held, story=story, records=own, days=days)):
            places = [("", spans)]
        for identity, spans in places:
            for told in fulfilments(
                story=story, records=own, named=spans, agreement=identity, only=only
            ):
                found.setdefault(told.record, (told, _provision(told, clauses)))
    for k, clause in enumerate(clauses):
        for name in sorted(stories):
            if days.get(name, "") < _signed(held, days=days):
                continue
            for told in carrying_out(
                clause, story=stories[name], records=records.get(name, ()), day=days.get(name, "")
            ):
                before = found.get(told.record)
                if before is None or before[1] is None:
                    found[told.record] = (before[0] if before else told, k)
    return sorted(found.values(), key=lambda f: (f[0].as_of or "9999", f[0].story, f[0].record))


def _named(agreement: Line) -> list[Span]:
    return [Span(e["start"], e["end"]) for e in agreement["evidence"] if e["role"] == "name"]


def _signed(held: Sequence[Line], *, days: Mapping[str, str]) -> str:
    dates = [a["date"]["start"][:10] for a in held if a["date"]]
    seen = [days[a["story"]] for a in held if days.get(a["story"])]
    return min([*dates, *seen], default="")


def _provision(told: Fulfilment, clauses: Sequence[Line]) -> int | None:
    """The provision that a telling is about: the most words in common, and the same act.

    A breach without further words is of the ceasefire, if the agreement has one.
    """
    best: tuple[int, int] | None = None
    for k, clause in enumerate(clauses):
        shared = in_common(told.quote, clause["text"])
        alike = len(shared) >= 2 and related(acts(clause["text"]), acts(told.quote))
        if alike and (best is None or len(shared) > best[0]):
            best = (len(shared), k)
    if best is None and told.claim in ("breach", "breach_denied"):
        return next((k for k, c in enumerate(clauses) if c["code"] == "cease"), None)
    return best[1] if best else None


def _statuses(
    held: Sequence[Line],
    *,
    found: Sequence[Fulfilment],
    days: Mapping[str, str],
    stories: Mapping[str, Line],
) -> list[dict[str, Any]]:
    """What each story and speaker says of the status, by day; told again only where it changes."""
    told = [
        {
            "as_of": days.get(a["story"]) or None,
            "status": a["status"],
            "according_to": None,
            "outlet": stories[a["story"]].get("outlet"),
            "record": a["id"],
            "story": a["story"],
        }
        for a in held
        if a["status"]
    ]
    told += [
        {
            "as_of": t.as_of or None,
            "status": t.status,
            "according_to": dict(t.by) if t.by else None,
            "outlet": stories[t.story].get("outlet") if t.story in stories else None,
            "record": t.record,
            "story": t.story,
        }
        for t in found
        if t.status
    ]
    return sorted(told, key=lambda s: (s["as_of"] or "9999", s["story"], s["record"]))


def _now(statuses: Sequence[Line]) -> str | None:
    """The status as last told by an outlet itself; what a party alone says does not change it.

    Late stages count from the last telling, early ones from the furthest: a story that recalls the
    signing does not undo that it is in force.
    """
    own = [s["status"] for s in statuses if not s["according_to"]]
    late = [s for s in own if s in _LATE]
    if late:
        return str(late[-1])
    return max((s for s in own if s in _EARLY), key=_EARLY.index, default=None)


def _told_as(held: Sequence[Line], *, days: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "as_of": a["date"]["start"][:10] if a["date"] else (days.get(a["story"]) or None),
            "what": f"told as {a['status']}",
            "provision": None,
            "according_to": None,
            "level": None,
            "quote": a["name"],
            "record": a["id"],
            "story": a["story"],
        }
        for a in held
        if a["status"]
    ]


def _implementation(told: Fulfilment) -> dict[str, Any]:
    line = told.line()
    return {k: v for k, v in line.items() if k != "status"}


def _entry(told: Fulfilment, *, provision: int | None = None) -> dict[str, Any]:
    what = told.claim if told.claim != "status" else f"said to be {told.status}"
    return {
        "as_of": told.as_of or None,
        "what": what,
        "provision": provision,
        "according_to": dict(told.by) if told.by else None,
        "level": told.level,
        "quote": short(told.quote, most=40),
        "record": told.record,
        "story": told.story,
    }


def _best_name(held: Sequence[Line]) -> str:
    """The name that most records give it, one written large before all others."""
    counts = Counter(str(a["name"]) for a in held)
    first = {n: k for k, n in reversed(list(enumerate(a["name"] for a in held)))}
    large = [n for n in counts if any(c.isupper() for c in n)] or list(counts)
    return min(large, key=lambda n: (-counts[n], first[n]))


def _date(held: Sequence[Line]) -> dict[str, Any] | None:
    """The date that most records give it, of equally many the first told."""
    dated = [a["date"] for a in held if a["date"]]
    counts = Counter(d["start"] for d in dated)
    return next((dict(d) for d in dated if counts[d["start"]] == max(counts.values())), None)


def _actors(held: Sequence[Line], field: str) -> list[dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for agreement in held:
        for actor in agreement[field]:
            key = str((actor["kind"] == "state" and actor["country"]) or actor["name"]).lower()
            found.setdefault(key, dict(actor))
    # "seven people" are nobody's party, where parties with a name are told.
    named = [a for a in found.values() if a["name"][:1].isupper() and a["kind"] != "population"]
    return named or list(found.values())
