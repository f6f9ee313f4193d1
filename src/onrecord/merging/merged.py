"""The merged event: each field from its best report, all reports beside it, what they differ in."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any

from onrecord.merging.spell import SURE, day, ordinal

Report = Mapping[str, Any]
"""One telling: `record` (an event line), `story` (its story line), `copy_of` (a story's id)."""

FIGURES = ("killed", "injured")
AGAIN = 0.7
"""What a further independent report's confidence counts: outlets read each other."""
FAIR = 0.25
"""The part of the votes on a side that makes an actor one of its parties."""
REPRINT = 0.3
"""What a story that depends on another one counts for who took part: it may name them anew."""
SURPLUS = 0.99
"""No event is surer than this."""
# Not the agreement: its id is of one story, however many tell of it.
DIFFER = ("type", "mode", "status", "when", "where", "venue", *FIGURES)


def merge(
    reports: Iterable[Report], *, independent: Collection[str] | None = None
) -> dict[str, Any]:
    """The merged event's line, the same for any order of the reports.

    `independent` are the stories that stand for a source of their own (see
    `stories.independence`); where it is not given all count that are not copies of another.
    """
    told = sorted(reports, key=_order)
    own = _independent(told) if independent is None else frozenset(independent)
    best = max(told, key=lambda r: (*_rank(r, own), -told.index(r)))
    figures = _figures(told)
    chosen = {
        "type": _most(told, own, lambda r: r["record"]["type"]),
        "status": _most(told, own, lambda r: r["record"]["status"]),
        "when": _best_when(told, own),
        "where": _best_where(told, own),
        "venue": _most(told, own, lambda r: r["record"].get("venue")),
        "agreement": _most(told, own, lambda r: r["record"].get("agreement")),
    }
    kind = chosen["type"]
    chosen["mode"] = _most(
        [r for r in told if r["record"]["type"] == kind], own, lambda r: r["record"].get("mode")
    )
    for name in FIGURES:
        latest = [f for f in figures if f["field"] == name]
        chosen[name] = latest[-1]["value"] if latest else None
    stories = {r["story"]["id"]: r["story"] for r in told}
    seen = sorted(d for s in stories.values() if (d := day(s.get("published"))))
    return (
        dict(best["record"])
        | chosen
        | _parties(told, own, best)
        | {
            "kind": "event",
            "id": f"m{told[0]['record']['id']}",
            "contexts": sorted({c for r in told for c in r["record"]["contexts"]}),
            "according_to": _sayers(told, best),
            "evidence": _evidence(told, best),
            "confidence": _confidence(told, own),
            "reports": [
                {
                    "story": r["story"]["id"],
                    "record": r["record"]["id"],
                    "independent": r["story"]["id"] in own,
                    "copy_of": r.get("copy_of"),
                }
                for r in told
            ],
            "counts": {
                "reports": len(stories),
                "independent": len(own & stories.keys()),
                "outlets": len({s["outlet"] for s in stories.values() if s.get("outlet")}),
            },
            "figures": figures,
            "differences": _differences(told),
            "announced_by": [],
            "outcome": None,
            "response_to": None,
            "merged_from": [r["record"]["id"] for r in told],
            "first_seen": seen[0] if seen else None,
            "last_seen": seen[-1] if seen else None,
        }
    )


def _order(report: Report) -> tuple[str, str, str]:
    """By day and hour of publication, undated last; then by ids."""
    published = (report["story"].get("published") or {}).get("date") or "9999"
    return published, report["story"]["id"], report["record"]["id"]


def _independent(told: Sequence[Report]) -> frozenset[str]:
    """The stories that are no copy of another one; of copies whose original is elsewhere, one."""
    here = {r["story"]["id"] for r in told}
    first: dict[str, str] = {}
    for r in told:
        story = r["story"]["id"]
        original = r.get("copy_of") or story
        first.setdefault(original, original if original in here else story)
    return frozenset(first.values())


def _rank(report: Report, own: Collection[str]) -> tuple[float, float]:
    """How well a report tells: its confidence, more for one of its own, and what it fills in."""
    record = report["record"]
    filled = sum(bool(record.get(k)) for k in ("actors", "recipients", "when", "where", "topic"))
    return (
        record["confidence"] + 0.05 * (report["story"]["id"] in own) + 0.02 * filled,
        record["confidence"],
    )


def _most(told: Sequence[Report], own: Collection[str], value: Callable[[Report], Any]) -> Any:
    """The value that the reports tell most surely; copies count little; None where none does."""
    votes: dict[Any, float] = defaultdict(float)
    first: dict[Any, int] = {}
    for i, r in enumerate(told):
        found = value(r)
        if found is not None:
            votes[found] += _vote(r, own)
            first.setdefault(found, i)
    return min(votes, key=lambda v: (-round(votes[v], 6), first[v]), default=None)


def _vote(report: Report, own: Collection[str], *, reprint: float = 0.1) -> float:
    """What a report counts: its confidence, of a story that depends on another one a part of it."""
    confidence: float = report["record"]["confidence"]
    return confidence * (1.0 if report["story"]["id"] in own else reprint)


def _best_when(told: Sequence[Report], own: Collection[str]) -> Any:
    """The date that most reports state; one of a finer kind before a coarser one."""
    finer = ("time", "day", "week", "month", "year")
    dated = [r for r in told if r["record"].get("when")]
    sure = [
        r
        for r in dated
        if r["record"]["when"]["basis"] in SURE and not r["record"]["when"].get("candidates")
    ] or dated
    for kinds in (finer[:2], finer[2:3], finer[3:4], finer[4:]):
        some = [r for r in sure if r["record"]["when"]["precision"] in kinds]
        if some:
            start = _most(some, own, lambda r: r["record"]["when"]["start"][:10])
            fit = [r for r in some if r["record"]["when"]["start"][:10] == start]
            return max(fit, key=lambda r: (*_rank(r, own), -told.index(r)))["record"]["when"]
    return dated[0]["record"]["when"] if dated else None


def _best_where(told: Sequence[Report], own: Collection[str]) -> Any:
    """The place that most reports name; one with coordinates of its own before a country."""
    placed = [r for r in told if r["record"].get("where")]
    fine = [r for r in placed if r["record"]["where"].get("precision") not in (None, "country")]
    some = fine or placed
    name = _most(some, own, lambda r: r["record"]["where"]["name"])
    fit = [r for r in some if r["record"]["where"]["name"] == name]
    return fit[0]["record"]["where"] if fit else None


def _parties(
    told: Sequence[Report], own: Collection[str], best: Report
) -> dict[str, list[dict[str, Any]]]:
    """Who acts and who is acted upon: in the best report or two stories, and a fair part of all.

    Whom few of many stories name is in their records only. Nobody stands on both sides: the one
    where more stories have him.
    """
    named = {side: _named(told, own, best, side) for side in ("actors", "recipients")}
    out = {}
    for side, other in (("actors", "recipients"), ("recipients", "actors")):
        against = dict(named[other])
        kept = [i for i, votes in named[side] if (votes, side) > (against.get(i, 0.0), other)]
        out[side] = _references(told, best, side, kept)
    return out


def _named(
    told: Sequence[Report], own: Collection[str], best: Report, side: str
) -> list[tuple[str, float]]:
    """The ids on a side with their votes, most first: those with a fair part of all votes."""
    surest = {reference["id"] for reference in best["record"][side]}
    stories: dict[str, float] = defaultdict(float)
    naming: dict[str, set[str]] = defaultdict(set)
    for r in told:
        if r["record"][side]:
            story = r["story"]["id"]
            stories[story] = max(stories[story], _vote(r, own, reprint=REPRINT))
        for reference in r["record"][side]:
            naming[reference["id"]].add(r["story"]["id"])
    votes = {i: round(sum(stories[s] for s in sorted(of)), 6) for i, of in naming.items()}
    least = FAIR * sum(stories[s] for s in sorted(stories))
    return sorted(
        ((i, v) for i, v in votes.items() if v >= least and (i in surest or len(naming[i]) > 1)),
        key=lambda pair: (-pair[1], pair[0]),
    )


def _references(
    told: Sequence[Report], best: Report, side: str, ids: Iterable[str]
) -> list[dict[str, Any]]:
    """The references with these ids, each in the words of one story, whose id stands beside it."""
    first: dict[str, dict[str, Any]] = {}
    for r in [best, *told]:
        for reference in r["record"][side]:
            first.setdefault(reference["id"], dict(reference) | {"story": r["story"]["id"]})
    return [first[i] for i in ids]


def _sayers(told: Sequence[Report], best: Report) -> list[dict[str, Any]]:
    """Whom the reports name as their source, those that more stories name first."""
    stories: dict[str, set[str]] = defaultdict(set)
    for r in told:
        for reference in r["record"]["according_to"]:
            stories[reference["id"]].add(r["story"]["id"])
    return _references(
        told, best, "according_to", sorted(stories, key=lambda i: (-len(stories[i]), i))
    )


def _evidence(told: Sequence[Report], best: Report) -> list[dict[str, Any]]:
    """All evidence of the best report, and the triggers of the others, each with its story."""
    out = []
    for r in [best, *(r for r in told if r is not best)]:
        rows = r["record"]["evidence"]
        chosen = rows if r is best else [e for e in rows if e["role"] == "trigger"][:1]
        out += [dict(e) | {"story": r["story"]["id"]} for e in chosen]
    return out


def _confidence(told: Sequence[Report], own: Collection[str]) -> float:
    """The surest report, and what each further independent story adds to it."""
    by_story: dict[str, float] = defaultdict(float)
    for r in told:
        if r["story"]["id"] in own or len(told) == 1:
            story = r["story"]["id"]
            by_story[story] = max(by_story[story], r["record"]["confidence"])
    surest = sorted(by_story.values(), reverse=True) or [told[0]["record"]["confidence"]]
    wrong = 1 - surest[0]
    for confidence in surest[1:]:
        wrong *= 1 - AGAIN * confidence
    return float(round(max(surest[0], min(SURPLUS, 1 - wrong)), 2))


def _figures(told: Sequence[Report]) -> list[dict[str, Any]]:
    """The figures in the order of the reports that give them: killed 3, then 7."""
    out = []
    for name in FIGURES:
        for r in told:
            value = r["record"].get(name)
            if value is not None:
                said = r["record"]["according_to"]
                out.append(
                    {
                        "field": name,
                        "value": value,
                        "as_of": day(r["story"].get("published")),
                        "according_to": said[0]["id"] if said else None,
                        "report": r["record"]["id"],
                    }
                )
    return sorted(out, key=lambda f: (f["field"] != "killed", ordinal(f["as_of"]) or 0, f["value"]))


def _differences(told: Sequence[Report]) -> list[dict[str, Any]]:
    """The fields in which reports differ: each value with the records that give it."""
    out = []
    for name in DIFFER:
        values: dict[Any, list[str]] = {}
        for r in told:
            value = _plain(name, r["record"].get(name))
            if value is not None:
                values.setdefault(value, []).append(r["record"]["id"])
        if len(values) > 1:
            out.append(
                {"field": name, "values": [{"value": v, "reports": i} for v, i in values.items()]}
            )
    return out


def _plain(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name == "when":
        sure = value["basis"] in SURE and value["precision"] in ("day", "time")
        return value["start"][:10] if sure else None
    if name == "where":
        return value["name"] if value.get("precision") != "country" else None
    return value
