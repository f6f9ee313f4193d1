"""Compares links, disputes, outcomes, responses, agreements and notices of the example crisis."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from evals.coreference import assign
from evals.crisis_events import b_cubed, story_of
from evals.crisis_golden import World, touches
from evals.golden import Line, Verdict, has, named, places, same_days, share

LEVELS = {"minimum": "intermediate"}


def compare_links(world: World, verdict: Verdict) -> dict[str, float]:
    """B-cubed over names in stories that the program knows as actors; offices; pairs kept apart.

    A name in a story belongs to the actor whose `mentions` have the two together, just so or else
    within the shortest longer name. Names that no actor has are not counted, but `link.known` says
    how many have one.
    """
    gold: dict[tuple[str, str, str], str] = {}
    said: dict[tuple[str, str, str], str] = {}
    for g in world.case["actor"]:
        for form in g["forms"]:
            for name, story in world.bound.items():
                if name not in g.get("of", [name]) or form not in story["text"]:
                    continue
                holder = _holder(world, form, story["id"])
                told = f"{form!r} in {name} is no actor"
                verdict.check("link.known", right=holder is not None, told=told)
                if holder is not None:
                    gold[g["key"], form, name], said[g["key"], form, name] = g["key"], holder
    for key in sorted(set(gold.values())):
        parts: dict[str, list[str]] = {}
        for unit in gold:
            if unit[0] == key:
                parts.setdefault(said[unit], []).append(f"{unit[1]} in {unit[2]}")
        if len(parts) > 1:
            told = " | ".join(f"{', '.join(sorted(p)[:3])}" for p in parts.values())
            verdict.wrong.append(f"link in {len(parts)} parts: {key}: {told}")
    for entry in world.case["actor_apart"]:
        one, other = ({said[u] for u in gold if u[0] == entry[k]} for k in ("one", "other"))
        if one and other:
            told = f"{entry['one']} and {entry['other']} are one actor: {entry['why']}"
            verdict.check("link.apart", right=not one & other, told=told)
    _offices(world, gold, said, verdict)
    return b_cubed("links", gold, said)


def _holder(world: World, form: str, story: str) -> str | None:
    """The id of the actor that is called so in a story, or else by a longer name with it."""
    found = [
        (m["name"] != form, len(m["name"]), line["id"])
        for line in world.actors
        for m in line["mentions"]
        if m["story"] == story and form in m["name"]
    ]
    return min(found)[2] if found else None


def _offices(world: World, gold: Any, said: Any, verdict: Verdict) -> None:
    lines = {a["id"]: a for a in world.actors}
    for g in world.case["actor"]:
        ids = {said[u] for u in gold if u[0] == g["key"]}
        held = [o for i in sorted(ids) for o in lines[i].get("offices", [])]
        for office in g.get("offices", []) if ids else []:
            right = any(
                has(str(o["title"]), office["title"])
                and has(f"{o.get('body')} {o['title']}", office["body"])
                and all(str(o.get(k))[:10] == office[k] for k in ("from", "to") if k in office)
                for o in held
            )
            shown = [(o["title"], o.get("body"), o.get("from"), o.get("to")) for o in held]
            told = f"{g['key']} lacks {office['title']} of {office['body']}, has {shown}"
            verdict.check("link.office", right=right, told=told)


def compare_disputes(world: World, verdict: Verdict) -> None:
    """Disputes: found where two of its sides rest on words of two different golden sides.

    They are paired one to one so that as many as can be are found, and share most sides. The same
    golden dispute found again under another kind counts neither way, under the same kind it is an
    invention.
    """
    gold = {g["key"]: g for g in world.case["dispute"]}
    ranked = []
    for i, line in enumerate(world.disputes):
        for key, g in gold.items():
            if size := _shared(world, g, line):
                ranked.append((-size, bool(g.get("optional")), i, key))
    fits = np.zeros((len(world.disputes), len(gold)))
    order = list(gold)
    for minus, optional, i, key in ranked:
        fits[i, order.index(key)] = 100 - minus - 0.5 * optional
    used = {i: order[k] for i, k in assign(-fits) if fits[i, k]}
    paired = {key: world.disputes[i] for i, key in used.items()}
    aside = {i for i, key in used.items() if gold[key].get("optional")}
    for _, _, i, key in sorted(ranked):
        if i not in used and kind_of(world.disputes[i]) != kind_of(paired.get(key, {"type": 0})):
            aside.add(i)
    verdict.counts["dispute", "gold"] += sum(not g.get("optional") for g in gold.values())
    verdict.counts["dispute", "said"] += len(world.disputes) - len(aside)
    verdict.counts["dispute", "hit"] += sum(not gold[k].get("optional") for k in paired)
    for key, g in gold.items():
        if key not in paired and not g.get("optional"):
            verdict.wrong.append(f"dispute missing: {key}")
    for i, line in enumerate(world.disputes):
        if i not in used and i not in aside:
            sides = [f"{party_of(s)}: {str(s['position'])[:60]!r}" for s in line["sides"]]
            verdict.wrong.append(f"dispute invented: {kind_of(line)} {' | '.join(sides)}")
    for key, line in paired.items():
        told = f"{key} is {kind_of(line)}, not {gold[key]['kind']}"
        verdict.check("dispute.kind", right=has(kind_of(line), gold[key]["kind"]), told=told)
        said = [party_of(s) for s in line["sides"]]
        for side in gold[key]["side"]:
            told = f"{key} lacks {side['party']}, has {said}"
            right = any(has(p, side["party"]) for p in said)
            verdict.check("dispute.party", right=right, told=told)


def kind_of(line: Line) -> str:
    """The kind of a dispute; `kind` itself says that the line is one."""
    return str(line.get("of_kind") or line.get("dispute") or line.get("type"))


def party_of(side: Line) -> str:
    """The name of a side's party."""
    party = side["party"]
    return str(party.get("name") if isinstance(party, dict) else party)


def _shared(world: World, gold: Line, line: Line) -> int:
    """How many golden sides a dispute has, 0 if no two of its sides are two of them."""
    hits = []
    for side in line["sides"]:
        rests = [x for k in ("statements", "events", "attributions") for x in side.get(k) or ()]
        ids = [x["id"] if isinstance(x, dict) else x for x in rests]
        hits.append(
            {
                n
                for n, g in enumerate(gold["side"])
                if _rests(world, ids, g["words"])
                or _quoted(world, side.get("stories") or (), side["position"], words=g["words"])
            }
        )
    two = any(
        a != b for i, one in enumerate(hits) for other in hits[i + 1 :] for a in one for b in other
    )
    return len(set().union(*hits)) if two else 0


def _rests(world: World, ids: Iterable[str], words: Line) -> bool:
    """Whether one of the records stands on the golden words of its story."""
    held = [world.records[i] for i in ids if i in world.records]
    return any(
        touches(r, words[name], text=world.bound[name]["text"])
        for r in held
        if (name := world.names.get(r["story"], "")) in words
    )


def _quoted(world: World, stories: Iterable[str], quote: str | None, *, words: Line) -> bool:
    """Whether a quotation from one of the stories overlaps with the golden words of it."""
    for story in stories:
        name = world.names.get(story, "")
        text = world.bound[name]["text"] if name in words else ""
        start = text.find(quote) if quote else -1
        if start >= 0:
            spans = [p for w in words[name] for p in places(text, w)]
            if share(spans, [(start, start + len(str(quote)))]) > 0:
                return True
    return False


def compare_outcomes(world: World, verdict: Verdict) -> None:
    """What came of plans: status, and the event where one is named; unknown may be left out."""
    lines = [e for e in world.events if e["id"] in world.meant]
    gold = {g["plan"]: g for g in world.case["outcome"]}
    aside = {k for k, g in gold.items() if g.get("optional")}
    hits: set[str] = set()
    for line in lines:
        key, outcome = world.meant[line["id"]], line.get("outcome") or {}
        status = outcome.get("status") or "unknown"
        g = gold.get(key)
        event = world.meant.get(str(outcome.get("event")), "an event that is not listed")
        if g and status == g["status"] and ("event" not in g or event in g["event"].split("|")):
            if status == "unknown" and line["status"] not in ("planned", "called_for"):
                continue
            hits.add(key)
        elif status != "unknown" and key not in aside:
            verdict.counts["outcome", "said"] += 1
            verdict.wrong.append(f"outcome wrong: {key} {status} by {event}")
    verdict.counts["outcome", "gold"] += len(gold) - len(aside)
    verdict.counts["outcome", "said"] += len(hits - aside)
    verdict.counts["outcome", "hit"] += len(hits - aside)
    for key in sorted(gold.keys() - aside - hits):
        verdict.wrong.append(f"outcome missing: {key} {gold[key]['status']}")


def compare_responses(world: World, verdict: Verdict) -> None:
    """What answers what; ties between events that are not listed are left out."""
    gold = {(g["event"], g["to"]): bool(g.get("optional")) for g in world.case["response"]}
    said = set()
    for line in world.events:
        to = line.get("response_to")
        for one in to if isinstance(to, list) else [to] if to else []:
            cause = one.get("event") if isinstance(one, dict) else one
            ends = world.meant.get(line["id"]), world.meant.get(str(cause))
            if any(ends):
                said.add((ends[0] or "unlisted", ends[1] or "unlisted"))
    counted = {pair for pair, optional in gold.items() if not optional}
    verdict.counts["response", "gold"] += len(counted)
    verdict.counts["response", "said"] += len(said - (gold.keys() - counted))
    verdict.counts["response", "hit"] += len(said & counted)
    verdict.wrong += [f"response missing: {a} to {b}" for a, b in sorted(counted - said)]
    verdict.wrong += [f"response invented: {a} to {b}" for a, b in sorted(said - gold.keys())]


def compare_agreements(world: World, verdict: Verdict) -> None:
    """The agreement: one, with its names, parties, provisions, and who says what was carried out.

    `followed`: claims of carrying out or breach. A golden one is found where an entry stands on its
    words and has a fitting level; entries that stand on no golden words are inventions. Whether
    such an entry is under the right provision, speaker and day is counted apart.
    """
    for g in world.case["agreement"]:
        ranked = sorted(
            (
                (sum(n in _names(a) for n in map(_bare, g["names"])), a["id"])
                for a in world.agreements
            ),
            key=lambda pair: (-pair[0], pair[1]),
        )
        ranked = [pair for pair in ranked if pair[0]]
        verdict.counts["followed", "gold"] += len(g["says"])
        if not ranked:
            verdict.wrong.append(f"agreement missing: {g['key']}")
            continue
        line = next(a for a in world.agreements if a["id"] == ranked[0][1])
        verdict.check("agreement.one", right=len(ranked) == 1, told=f"is in {len(ranked)} parts")
        for name in g["names"]:
            told = f"lacks {name!r}, has {sorted(_names(line))}"
            verdict.check("agreement.names", right=_bare(name) in _names(line), told=told)
        for party in g["parties"]:
            told = f"lacks {party!r}, has {[a['name'] for a in line['parties']]}"
            verdict.check("agreement.parties", right=named(line["parties"], party), told=told)
        told = f"{line['date']}, not {g['date']}"
        verdict.check("agreement.date", right=same_days(line["date"], g["date"]), told=told)
        _followed(world, g, line, verdict)


def _names(line: Line) -> set[str]:
    """All names of an agreement, without article, in small letters."""
    held = [line["name"], *line.get("aliases", []), *line.get("names", [])]
    return {_bare(n["name"] if isinstance(n, dict) else n) for n in held if n}


def _bare(name: str) -> str:
    """A name in small letters without article."""
    return name.casefold().removeprefix("the ")


def _followed(world: World, gold: Line, line: Line, verdict: Verdict) -> None:
    for p in gold["provision"]:
        at = [q for q in line["provisions"] if has(q["text"], p["words"])]
        verdict.check("provision", right=bool(at), told=f"lacks {p['key']}")
        if at and "deadline" in p:
            right = any(same_days(q["deadline"], p["deadline"]) for q in at)
            told = f"{p['key']} {[q['deadline'] for q in at]}, not {p['deadline']}"
            verdict.check("provision.deadline", right=right, told=told)
        if at and p.get("contested"):
            right = any(q["contested"] for q in at)
            verdict.check("provision.contested", right=right, told=f"{p['key']} is not")
    texts = {p["key"]: p["words"] for p in gold["provision"]}
    entries = [(p["text"], i) for p in line["provisions"] for i in p.get("implementation") or ()]
    entries += [("", i) for i in line.get("implementation") or ()]
    found: set[int] = set()
    for provision, one in entries:
        fits = [n for n, say in enumerate(gold["says"]) if _says(world, say, one)]
        # several may stand in one sentence: the one of this provision first, then a new one
        fits.sort(
            key=lambda n: (not has(provision, texts[gold["says"][n]["provision"]]), n in found)
        )
        if not fits:
            verdict.counts["followed", "said"] += 1
            who = _speakers(one)
            told = f"{one['level']} {one.get('claim')} {one['as_of']} {who} {one.get('quote')!r}"
            verdict.wrong.append(f"followed invented: {provision[:40]!r} {told}")
            continue
        say = gold["says"][fits[0]]
        found.add(fits[0])
        right = has(provision, texts[say["provision"]])
        told = f"{one.get('quote')!r} under {provision[:40]!r}, not {say['provision']}"
        verdict.check("followed.provision", right=right, told=told)
        right = named([{"name": w} for w in _speakers(one)], say["by"])
        told = f"{say['provision']} {say['level']} by {_speakers(one)}, not {say['by']}"
        verdict.check("followed.by", right=right, told=told)
        right = any(str(one["as_of"])[:10] == d for d in say["day"].split("|"))
        told = f"{say['provision']} {say['level']} {one['as_of']}, not {say['day']}"
        verdict.check("followed.day", right=right, told=told)
    verdict.counts["followed", "said"] += len(found)
    verdict.counts["followed", "hit"] += len(found)
    for n, say in enumerate(gold["says"]):
        if n not in found:
            verdict.wrong.append(f"followed missing: {say['provision']} {say['level']} {say['by']}")


def _says(world: World, say: Line, entry: Line) -> bool:
    """Whether an entry stands on the golden words and has a fitting level."""
    levels = {LEVELS.get(entry["level"], entry["level"])}
    if entry.get("claim") == "breach":
        levels.add("breach")
    here = _rests(world, [str(entry.get("record"))], say["words"]) or _quoted(
        world, [str(entry.get("story"))], entry.get("quote"), words=say["words"]
    )
    return here and bool(levels & set(say["level"].split("|")))


def _speakers(entry: Line) -> list[str]:
    """The names of those according to whom an entry is so."""
    who = entry["according_to"]
    several = who if isinstance(who, list) else [who] if who else []
    return [str(w.get("name") if isinstance(w, dict) else w) for w in several]


def compare_notices(world: World, notices: Sequence[Line], verdict: Verdict) -> None:
    """Retractions and corrections: `{kind, story, takes_back}` with ids of stories."""
    gold = {(g["kind"], g["story"], g["takes_back"]): g for g in world.case["notice"]}
    said = {
        (n["kind"], *(str(world.names.get(story_of(world, n[k]))) for k in ("story", "takes_back")))
        for n in notices
    }
    counted = {k for k, g in gold.items() if not g.get("optional")}
    verdict.counts["notice", "gold"] += len(counted)
    verdict.counts["notice", "said"] += len(said - (gold.keys() - counted))
    verdict.counts["notice", "hit"] += len(said & counted)
    verdict.wrong += [f"notice missing: {' '.join(n)}" for n in sorted(counted - said)]
    verdict.wrong += [f"notice invented: {' '.join(n)}" for n in sorted(said - gold.keys())]
