"""What came of a plan, and what answers what, between merged events.

A stage like the others (see `grouping.Stage`) over the same items as `events`, except that a pair
above the threshold is a plan and what came of it: `assemble` ties their merged events.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from onrecord.grouping import Pair, Scored, pair
from onrecord.merging.answers import Answer, answers
from onrecord.merging.events import Item, item, keys
from onrecord.merging.evidence import like, sides
from onrecord.merging.judge import weighed
from onrecord.merging.odds import Weighed
from onrecord.merging.spell import Spell, iso, ordinal, spell
from onrecord.merging.whereabouts import places

__all__ = ["FLOOR", "THRESHOLD", "Answer", "Item", "answers", "assemble", "compare", "item", "keys"]

THRESHOLD = 0.5
FLOOR = 0.25
BASE = -1.2
SHARE = 0.5
"""Of the words' log-odds: a plan and its report are told in other words."""
MOST = 4.0
PLANS = frozenset({"planned"})
DEEDS = frozenset({"occurred", "ongoing", "denied", "alleged"})
LATE = 3
"""Days after the planned one up to which its report may still be the outcome."""


def compare(a: Item, b: Item) -> Scored:
    """How likely one of two is what came of the other; the same both ways round."""
    if a.id > b.id:
        a, b = b, a
    plan, deed = (a, b) if a.status in PLANS else (b, a)
    off = deed.off
    if plan.status not in PLANS or plan.off or not (deed.status in DEEDS or off):
        return Scored(score=0.0)
    if deed.status == "denied" and not off:
        return Scored(score=0.0)
    odds = like(plan.type, deed.type)
    if odds is None and not (off and deed.type in ("REJECT", "CONSULT")):
        return Scored(score=0.0)
    found = Weighed(total=BASE)
    found.add("type", f"{plan.type}, {deed.type}", 0.3 if off else odds or 0.0)
    if off:
        found.add("called off", " ".join(deed.trigger), 1.0)
    _days(plan, deed, found)
    sides(plan, deed, found)
    places(plan, deed, found)
    words, parts = weighed(plan, deed)
    words = max(-MOST, min(MOST, words))
    found.add("words", ", ".join(sorted(parts, key=lambda n: -parts[n])[:3]), SHARE * words)
    return Scored(
        score=round(1 / (1 + math.exp(-found.total)), 4),
        reasons=tuple(sorted(found.reasons, key=lambda r: (-abs(r.weight), r.name))),
    )


def _days(plan: Item, deed: Item, found: Weighed) -> None:
    """The planned day and the day of the deed; nothing is the outcome of a later plan."""
    ahead = spell(plan.when, published=plan.published, status=plan.status)
    done = spell(deed.when, published=deed.published, status="occurred")
    told, printed = ordinal(plan.published), ordinal(deed.published)
    if told and printed and printed < told - 1:
        found.add("days", "told before the plan was", -6.0)
        return
    if ahead is None or done is None:
        found.add("days", "no date", -0.8)
        return
    words = f"planned {_name(ahead)}, told {_name(done)}"
    if deed.off:
        late = max(0, done.start - ahead.end)
        found.add("days", words, 0.8 if late <= LATE else -2.0 if late <= 30 else -5.0)
        return
    if told and done.end < told - 1:
        found.add("days", f"{words}: before the plan was told", -6.0)
        return
    apart = max(0, ahead.start - done.end, done.start - ahead.end)
    if ahead.sure and done.sure:
        fine = ahead.fine and done.fine
        weight = (2.5 if fine else 1.2) if apart == 0 else -0.3 if apart == 1 else -4.0
    elif ahead.sure:
        # The report has no day of its own: it is of the planned day or just after.
        weight = 1.2 if apart <= LATE - 1 and done.end >= ahead.start else -3.5
    else:
        weight = 0.3 if done.start - ahead.start <= 14 else -1.0
    found.add("days", words, weight)


def _name(days: Spell) -> str:
    return iso(days.start) if days.start == days.end else f"{iso(days.start)}..{iso(days.end)}"


def assemble(
    events: Iterable[Mapping[str, Any]],
    *,
    items: Mapping[str, Item],
    scores: Mapping[Pair, float],
    answered: Iterable[Answer] = (),
) -> dict[str, dict[str, Any]]:
    """For each merged event: `outcome`, `announced_by`, `response_to`.

    `events` are merged lines (`merge`), `items` the items of their records, `scores` what `compare`
    says of pairs of records, `answered` what the stories say. A plan has one outcome at most: the
    event that fits it best. Without one it is unknown, not failed.
    """
    lines = {e["id"]: e for e in events}
    home = {r: e["id"] for e in lines.values() for r in e["merged_from"]}
    best: dict[tuple[str, str], float] = {}
    for (a, b), score in scores.items():
        if a not in home or b not in home or home[a] == home[b] or score < THRESHOLD:
            continue
        plan, deed = (a, b) if items[a].status in PLANS else (b, a)
        key = (home[plan], home[deed])
        if lines[key[0]]["status"] in PLANS and lines[key[1]]["status"] not in PLANS:
            best[key] = max(best.get(key, 0.0), score)
    out: dict[str, dict[str, Any]] = {}
    announced: dict[str, list[str]] = defaultdict(list)
    for name, line in lines.items():
        if line["status"] not in PLANS:
            continue
        fits = [(score, deed) for (plan, deed), score in best.items() if plan == name]
        outcome: dict[str, Any] = {"status": "unknown", "event": None}
        if fits:
            score, deed = max(fits, key=lambda x: (x[0], _neg(x[1])))
            off = sum(items[r].off for r in lines[deed]["merged_from"])
            failed = 2 * off >= len(lines[deed]["merged_from"])
            outcome = {"status": "called_off" if failed else "occurred", "event": deed}
            announced[deed].append(name)
        out[name] = {"outcome": outcome}
    causes: dict[str, dict[str, list[Answer]]] = defaultdict(lambda: defaultdict(list))
    for one in answered:
        answer, to = home.get(one.record), home.get(one.cause)
        if answer and to and answer != to:
            causes[answer][to].append(one)
    for name in lines:
        told = causes.get(name, {})
        cause = min(told, key=lambda c: (-len({x.story for x in told[c]}), c), default=None)
        out.setdefault(name, {"outcome": None})
        out[name]["announced_by"] = sorted(announced.get(name, []))
        out[name]["response_to"] = _response(cause, told[cause]) if cause else None
    return out


def _neg(name: str) -> tuple[int, ...]:
    """Turns the order of names round, so that of equals the first one wins."""
    return tuple(-ord(c) for c in name)


def _response(cause: str, told: Iterable[Answer]) -> dict[str, Any]:
    """The cause, and the words of the stories that name it."""
    said = sorted(told, key=lambda x: (x.story, x.span.start))
    return {
        "event": cause,
        "words": [
            {"story": x.story, "start": x.span.start, "end": x.span.end, "quote": x.words}
            for x in said
        ],
    }


def pairs(items: Iterable[Item]) -> dict[Pair, float]:
    """Scores of all plans with what may have come of them among a few items; for small sets."""
    there = sorted(items, key=lambda i: i.id)
    plans = [i for i in there if i.status in PLANS]
    found = {}
    for plan in plans:
        for deed in there:
            if deed.status not in PLANS:
                score = compare(plan, deed).score
                if score >= FLOOR:
                    found[pair(plan.id, deed.id)] = score
    return found
