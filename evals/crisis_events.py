"""Compares merged events, copies and happenings with the golden files of the example crisis."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from itertools import combinations
from typing import Any

from evals.crisis_golden import World, touches
from evals.golden import Line, Verdict, has, named, same_days


def compare_events(world: World, verdict: Verdict) -> dict[str, Line]:
    """The merged event of each golden event that has one; counts `event` and its fields.

    Golden and merged events are paired one to one, those that share most stories first. A pair
    counts if the merged event's status fits. Merged events that tell no golden event are left out:
    the golden files do not list what one story tells in passing.
    """
    gold = {g["key"]: g for g in world.case["event"]}
    ranked = sorted(
        (-n, i, key) for i, line in enumerate(world.events) for key, n in world.told(line).items()
    )
    paired: dict[str, Line] = {}
    used: set[int] = set()
    for _, i, key in ranked:
        if key not in paired and i not in used:
            paired[key] = world.events[i]
            used.add(i)
    counted = {k: e for k, e in paired.items() if not gold[k].get("optional")}
    hits = {k for k, e in counted.items() if e["status"] in gold[k]["status"].split("|")}
    said = [
        e
        for e in world.events
        if e["id"] in world.meant and not gold[world.meant[e["id"]]].get("optional")
    ]
    verdict.counts["event", "gold"] += sum(not g.get("optional") for g in gold.values())
    verdict.counts["event", "said"] += len(said)
    verdict.counts["event", "hit"] += len(hits)
    for key, g in gold.items():
        if key not in paired and not g.get("optional"):
            verdict.wrong.append(f"event missing: {key} ({_why_missing(world, key)})")
        elif key in counted and key not in hits:
            verdict.wrong.append(
                f"event.status: {key} is {paired[key]['status']}, not {g['status']}"
            )
    for line in said:
        key = world.meant[line["id"]]
        if line is not paired.get(key):
            verdict.wrong.append(f"event again: {key} is told by {brief(world, line)} too")
    for key, line in paired.items():
        _fields(world, gold[key], line, verdict)
    return paired


def _why_missing(world: World, key: str) -> str:
    found = {world.names[world.records[r]["story"]] for r, k in world.labels.items() if k == key}
    if not found:
        return "no record of it was read"
    return f"its records of {', '.join(sorted(found))} went to other events"


def _fields(world: World, gold: Line, line: Line, verdict: Verdict) -> None:
    """The fields of a merged event that the golden event names, its reports and figures."""
    key = gold["key"]
    pool = [*line["actors"], *line["recipients"]]
    when, where = line["when"], line["where"]
    shown = {
        "when": when and f"{when['start']}/{when['end']}",
        "place": where and where["name"],
        "venue": line["venue"],
        "killed": line["killed"],
    }
    for name, value in shown.items():
        if name in gold:
            fits = {
                "when": same_days(when, str(gold[name])),
                "place": has(value and str(value), str(gold[name])),
            }
            right = fits.get(name, value == gold[name])
            verdict.check(f"event.{name}", right=right, told=f"{key} {value}, not {gold[name]}")
    for side in ("actors", "recipients"):
        for who in gold.get(side, []):
            told = f"{key} lacks {who!r}, has {[a['name'] for a in pool]}"
            verdict.check("event.who", right=named(pool, who), told=told)
    stories = {r["story"] for r in line["reports"]}
    held = {world.names[s] for s in stories if s in world.names} - world.replaced
    if held and held == {world.names.get(s) for s in stories}:
        wanted = len({world.families[n] for n in held})
        said = line["counts"]["independent"]
        told = f"{key} {said}, not {wanted} of {len(held)}"
        verdict.check("event.independent", right=said == wanted, told=told)
    for report in line["reports"]:
        there = world.names.get(report["story"])
        if there is None or there in gold.get("may", ()) or there in world.replaced:
            continue
        mine = world.labels.get(report["record"]) == key
        told = f"{key} took in {shown_record(world, report['record'])}"
        verdict.check("event.reports", right=mine, told=told)
    for figure in gold.get("figures", []):
        if figure["story"] in world.replaced or figure["story"] not in world.bound:
            continue
        right = any(
            f["field"] == figure["field"]
            and f["value"] == figure["value"]
            and world.names.get(story_of(world, f["report"])) == figure["story"]
            for f in line["figures"]
        )
        told = f"{key} lacks {figure['field']} {figure['value']} of {figure['story']}"
        verdict.check("event.figures", right=right, told=told)


def story_of(world: World, identity: str) -> str:
    """The story of a record's id; a story's id is its own."""
    record = world.records.get(identity)
    return record["story"] if record else identity


def shown_record(world: World, identity: str) -> str:
    """An event record in a few words, with its story."""
    record = world.records.get(identity)
    if record is None:
        return identity
    words = next((e["quote"] for e in record["evidence"] if e["role"] == "trigger"), "")
    label = world.labels.get(identity, "unlisted")
    name = world.names.get(record["story"], record["story"])
    return f"{name}: {record['type']} {record['status']} {words!r} ({label})"


def brief(world: World, line: Line) -> str:
    """A merged event by its reports."""
    return "; ".join(shown_record(world, r["record"]) for r in line["reports"][:3])


def compare_reports(world: World, verdict: Verdict) -> None:
    """Pairs of reports in one event: `reports` counts all, `merging` those that were read.

    A report is a golden event in a story. Two reports are joined if some of their records are in
    one merged event. Reports of events that are optional count only where they are joined to those
    of another event. Stories that were replaced are left out.
    """
    gold = {g["key"]: g for g in world.case["event"]}
    every = {
        (key, name)
        for key, g in gold.items()
        for name in g["reports"]
        if name not in world.replaced
    }
    homes: dict[tuple[str, str], set[str]] = {}
    for record, key in world.labels.items():
        unit = key, world.names[world.records[record]["story"]]
        if unit in every:
            homes.setdefault(unit, set()).update(world.homes.get(record, set()))
    for a, b in combinations(sorted(every), 2):
        same = a[0] == b[0]
        if a[1] == b[1] or (same and gold[a[0]].get("optional")):
            continue
        joined = bool(homes.get(a, set()) & homes.get(b, set()))
        read = a in homes and b in homes
        verdict.counts["reports", "gold"] += same
        verdict.counts["merging", "gold"] += same and read
        for name in ("reports", "merging"):
            verdict.counts[name, "said"] += joined
            verdict.counts[name, "hit"] += joined and same
        if joined and not same:
            verdict.wrong.append(f"merged wrongly: {a[0]} in {a[1]}, {b[0]} in {b[1]}")
        if read and same and not joined:
            verdict.wrong.append(f"not merged: {a[0]} in {a[1]} and in {b[1]}")


def compare_apart(world: World, verdict: Verdict) -> None:
    """Two tellings that must not be one event: counted where both were read as events."""
    for entry in world.case["apart"]:
        one, other = (_homes_of(world, **entry[side]) for side in ("one", "other"))
        if one and other:
            verdict.check("apart", right=not one & other, told=entry["why"])


def _homes_of(world: World, *, story: str, words: str) -> set[str]:
    """The merged events that the event records on those words of a story went to."""
    line = world.bound.get(story)
    return {
        home
        for r in world.records.values()
        if line and r["kind"] == "event" and r["story"] == line["id"]
        if touches(r, [words], text=line["text"])
        for home in world.homes.get(r["id"], ())
    }


def compare_copies(world: World, verdict: Verdict) -> None:
    """Pairs of stories that print the same copy; addresses read twice are left out."""
    twice = world.replaced | {g["name"] for g in world.case["story"] if "version_of" in g}
    names = [n for n in world.bound if n not in twice and world.families[n] not in twice]
    copy_of = {s["id"]: s.get("copy_of") for s in world.stories}

    def root(identity: str) -> str:
        seen = {identity}
        while (up := copy_of.get(identity)) and up not in seen:
            identity = up
            seen.add(up)
        return identity

    for a, b in combinations(names, 2):
        same = world.families[a] == world.families[b]
        joined = root(world.bound[a]["id"]) == root(world.bound[b]["id"])
        verdict.counts["copies", "gold"] += same
        verdict.counts["copies", "said"] += joined
        verdict.counts["copies", "hit"] += same and joined
        if same != joined:
            verdict.wrong.append(f"copies {'missing' if same else 'invented'}: {a} and {b}")


def compare_happenings(world: World, verdict: Verdict) -> dict[str, float]:
    """B-cubed precision, recall and F1 of stories in happenings, replaced stories left out."""
    gold = {
        g["name"]: g["happening"]
        for g in world.case["story"]
        if g["name"] in world.bound and g["name"] not in world.replaced
    }
    happening = {s["id"]: s.get("happening") for s in world.stories}
    said = {n: happening.get(world.bound[n]["id"]) or f"alone {n}" for n in gold}
    by_said: dict[str, list[str]] = {}
    for name, key in said.items():
        by_said.setdefault(key, []).append(name)
    for names in by_said.values():
        if len({gold[n] for n in names}) > 1:
            told = ", ".join(f"{n} ({gold[n]})" for n in sorted(names))
            verdict.wrong.append(f"happening mixed: {told}")
    for key in sorted(set(gold.values())):
        if len(parts := {said[n] for n in gold if gold[n] == key}) > 1:
            verdict.wrong.append(f"happening in {len(parts)} parts: {key}")
    return b_cubed("happenings", gold, said)


def b_cubed(
    name: str, gold: Mapping[Any, Hashable], said: Mapping[Any, Hashable]
) -> dict[str, float]:
    """B-cubed (Bagga and Baldwin 1998) in percent, over things that both mappings place.

    >>> b_cubed("x", {"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 1, "c": 1})["x.recall"]
    100.0
    """
    things = list(gold)
    precision = recall = 0.0
    for one in things:
        mine = {x for x in things if gold[x] == gold[one]}
        theirs = {x for x in things if said[x] == said[one]}
        precision += len(mine & theirs) / len(theirs)
        recall += len(mine & theirs) / len(mine)
    p, r = (100 * x / max(1, len(things)) for x in (precision, recall))
    return {
        f"{name}.precision": round(p, 1),
        f"{name}.recall": round(r, 1),
        f"{name}.f1": round(2 * p * r / (p + r), 1) if p + r else 0.0,
    }
