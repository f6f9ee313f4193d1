"""Compares what was read of an example page with its golden file, kind by kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evals.golden import (
    Line,
    Verdict,
    brief,
    has,
    named,
    pair,
    places,
    quote,
    said_at,
    same_days,
    sentences,
    share,
    tally,
    told_at,
)

# Events whose sides are equals, or who is host and who is guest may be told either way.
TWO_SIDED = {"CONSULT", "AGREE", "SUPPORT", "COOPERATE", "ASSAULT"}
REAL = {"occurred", "ongoing"}
# What a statement's golden entry may say besides speaker and content, and where the record has it.
SAID = {
    "cue": lambda r: quote(r["cue"]),
    "quote_type": lambda r: r["quote_type"],
    "channel": lambda r: (r["channel"] or {}).get("kind"),
    "capacity": lambda r: (r["speaker"] or {}).get("capacity"),
    "anonymity": lambda r: (r["speaker"] or {}).get("anonymity"),
    "said_by": lambda r: " ".join(e["quote"] for e in r["evidence"] if e["role"] == "speaker"),
    "certainty": lambda r: r["certainty"],
    "act": lambda r: r["act"],
}


def bind(case: Line, lines: list[Line], verdict: Verdict) -> dict[str, Line]:
    """The story line of each golden story, by the golden's name for it; its fields are checked."""
    stories = [x for x in lines if x["kind"] == "story" and not x["duplicate_of"]]
    verdict.counts["story", "gold"] += len(case["story"])
    verdict.counts["story", "said"] += len(stories)
    bound: dict[str, Line] = {}
    for g in case["story"]:
        starts = g["starts"].split("|")
        here = [x for x in stories if any(0 <= x["text"].find(s) <= 40 for s in starts)]
        here = [x for x in here if x["section"] == g["section"]] or here
        if not here:
            verdict.wrong.append(f"story missing: {g['starts']}")
            continue
        story = bound[g["name"]] = here[0]
        verdict.counts["story", "hit"] += 1
        clean = any(story["text"].startswith(s) for s in starts)
        verdict.check("story.start", right=clean, told=f"starts with {story['text'][:60]!r}")
        if "ends" in g:
            right = story["text"].rstrip().endswith(g["ends"])
            verdict.check("story.end", right=right, told=f"ends with {story['text'][-60:]!r}")
        for words in g.get("lacks", []):
            verdict.check("story.lacks", right=words not in story["text"], told=f"holds {words!r}")
        for key in ("id", "section", "title", "outlet", "language", "url"):
            if key in g:
                told = f"{g['name']} is {story[key]!r}, not {g[key]!r}"
                verdict.check(f"story.{key}", right=story[key] == g[key], told=told)
        for key in ("byline", "sources"):
            if key in g:
                told = f"{g['name']} has {story[key]!r}, not {g[key]!r}"
                verdict.check(f"story.{key}", right=set(g[key]) <= set(story[key]), told=told)
        if "published" in g:
            date = (story["published"] or {}).get("date")
            right = str(date)[: len(g["published"])] == g["published"]
            verdict.check("story.published", right=right, told=f"{date!r}, not {g['published']!r}")
    known = [x["id"] for x in bound.values()]
    for x in stories:
        if x["id"] not in known:
            verdict.wrong.append(f"story invented: {x['section']} {x['text'][:60]!r}")
    return bound


def event_likeness(text: str) -> Any:
    """How alike a golden event and a record of it are; 0 if they are told at different places."""

    def likeness(g: Line, r: Line) -> int:
        spans = [p for t in g["trigger"] for p in places(text, t)]
        typed = r["type"] in g["type"].split("|")
        touch = share(spans, told_at(r)) > 0
        near = bool(sentences(text, spans) & sentences(text, told_at(r)))
        if not touch and not (typed and near):
            return 0
        return 4 * typed + 2 * touch + (r["status"] in g["status"].split("|"))

    return likeness


def compare_events(gold: list[Line], said: list[Line], *, text: str, verdict: Verdict) -> None:
    """Events of one story: found and typed, then status, sides, days, place and figures."""
    pairs = list(pair(gold, said, event_likeness(text)))
    typed = [(g, r) for g, r in pairs if r["type"] in g["type"].split("|")]
    counted = tally(verdict, "event", gold=gold, said=said, pairs=typed)
    real = {id(g): bool(set(g["status"].split("|")) & REAL) for g in gold}
    aside = {id(r) for g, r in typed if g.get("optional")}
    happened = [r for r in said if r["status"] in REAL and id(r) not in aside]
    verdict.counts["event.happened", "gold"] += sum(
        real[id(g)] for g in gold if not g.get("optional")
    )
    verdict.counts["event.happened", "said"] += len(happened)
    verdict.counts["event.happened", "hit"] += sum(
        r["status"] in REAL and r["status"] in g["status"].split("|") for g, r in counted
    )
    for g, r in counted:
        at = f"{r['type']} {g['trigger'][0]!r}"
        right = r["status"] in g["status"].split("|")
        verdict.check("event.status", right=right, told=f"{at} is {r['status']}, not {g['status']}")
        if "mode" in g:
            told = f"{at} is {r['mode']}, not {g['mode']}"
            verdict.check("event.mode", right=r["mode"] == g["mode"], told=told)
        both = r["type"] in TWO_SIDED
        for side in ("actors", "recipients"):
            pool = [*r["actors"], *r["recipients"]] if both else r[side]
            for name in g.get(side, []):
                told = f"{at} lacks {name!r}, has {[a['name'] for a in pool]}"
                verdict.check(f"event.{side}", right=named(pool, name), told=told)
        for key, value in (("when", r["when"]), ("where", r["where"])):
            if key == "when" and "when" in g:
                days = value and f"{value['start']}/{value['end']}"
                told = f"{at} {days}, not {g['when']}"
                verdict.check("event.when", right=same_days(value, g["when"]), told=told)
            if key == "where" and "place" in g:
                told = f"{at} {value and value['name']}, not {g['place']}"
                right = bool(value) and has(value["name"], g["place"])
                verdict.check("event.place", right=right, told=told)
            if key == "where" and "country" in g:
                told = f"{at} {value and value['country']}, not {g['country']}"
                right = bool(value) and value["country"] == g["country"]
                verdict.check("event.country", right=right, told=told)
        for key in ("killed", "injured", "venue"):
            if key in g:
                told = f"{at} {key} {r[key]}, not {g[key]}"
                verdict.check(f"event.{key}", right=r[key] == g[key], told=told)
        if "agreement" in g:
            verdict.check(
                "event.agreement", right=r["agreement"] is not None, told=f"{at} has none"
            )


def compare_statements(gold: list[Line], said: list[Line], *, text: str, verdict: Verdict) -> None:
    """Statements of one story: found by their content (more than 30 %), speaker, then the rest."""

    def likeness(g: Line, r: Line) -> float:
        cover = max((share([p], said_at(r)) for p in places(text, g["content"])), default=0.0)
        return cover + 0.5 if cover > 0.3 else 0.0

    pairs = list(pair(gold, said, likeness))
    record = {g["name"]: r["id"] for g, r in pairs if "name" in g}
    for g, r in tally(verdict, "statement", gold=gold, said=said, pairs=pairs):
        at = repr(g["content"][:40])
        speaker = r["speaker"]
        told = f"{at} by {speaker and speaker['name']}, not {g['speaker']}"
        right = speaker is not None and named([speaker], g["speaker"])
        verdict.check("statement.speaker", right=right, told=told)
        for key, value in SAID.items():
            if key in g:
                told = f"{at} {value(r)!r}, not {g[key]!r}"
                verdict.check(f"statement.{key}", right=has(value(r), g[key]), told=told)
        if "continues" in g:
            right = r["continues"] is not None and r["continues"] == record.get(g["continues"])
            verdict.check("statement.continues", right=right, told=f"{at} {r['continues']}")


def compare_agreements(gold: list[Line], said: list[Line], *, verdict: Verdict) -> None:
    """Agreements of one story: found by a name, then names, parties, days and provisions."""

    def likeness(g: Line, r: Line) -> int:
        wanted = "|".join([g["name"], *g.get("aliases", [])])
        return int(any(has(name, wanted) for name in (r["name"], *r["aliases"])))

    for g, r in tally(
        verdict, "agreement", gold=gold, said=said, pairs=list(pair(gold, said, likeness))
    ):
        names = [r["name"], *r["aliases"]]
        for name in (g["name"], *g.get("aliases", [])):
            right = any(has(n, name) for n in names)
            verdict.check("agreement.names", right=right, told=f"lacks {name!r}, has {names}")
        for party in g.get("parties", []):
            told = f"{r['name']!r} lacks {party!r}, has {[a['name'] for a in r['parties']]}"
            verdict.check("agreement.parties", right=named(r["parties"], party), told=told)
        if "date" in g:
            told = f"{r['name']!r} {r['date']}, not {g['date']}"
            verdict.check("agreement.date", right=same_days(r["date"], g["date"]), told=told)
        for key in ("status", "stage"):
            if key in g:
                told = f"{r['name']!r} is {r[key]}, not {g[key]}"
                right = r[key] in g[key].split("|")
                verdict.check(f"agreement.{key}", right=right, told=told)
        if "contested" in g:
            verdict.check("agreement.contested", right=r["contested"], told=f"{r['name']!r} is not")
        for p in g.get("provisions", []):
            at = [q for q in r["provisions"] if has(q["text"], p["text"])]
            verdict.check("agreement.provision", right=bool(at), told=f"lacks {p['text']!r}")
            if at and "deadline" in p:
                told = f"{p['text']!r} {at[0]['deadline']}, not {p['deadline']}"
                right = same_days(at[0]["deadline"], p["deadline"])
                verdict.check("agreement.deadline", right=right, told=told)
            if at and "contested" in p:
                right = at[0]["contested"]
                verdict.check("agreement.disputed", right=right, told=f"{p['text']!r} is not")


def step_right(step: Line, wanted: Line) -> bool:
    """Whether a step of a chain is the golden one; keys that the golden lacks do not matter."""
    return all(has(step[key], wanted[key]) for key in wanted)


def compare_attributions(gold: list[Line], said: list[Line], *, verdict: Verdict) -> None:
    """Attributions of one story: found by actor and act or step, then steps, wording, scales."""

    def likeness(g: Line, r: Line) -> int:
        by = r["attributing_actor"]
        who = by is not None and named([by], g["actor"])
        steps = sum(any(step_right(s, w) for s in r["chain"]) for w in g["chain"])
        act = r["act"] is not None and has(r["act"]["name"], g["act"])
        return (2 * who + steps + act) if steps or act else 0

    pairs = list(pair(gold, said, likeness))
    for g, r in tally(verdict, "attribution", gold=gold, said=said, pairs=pairs):
        by = r["attributing_actor"]
        told = f"{g['act']!r} by {by and by['name']}, not {g['actor']}"
        verdict.check(
            "attribution.actor", right=by is not None and named([by], g["actor"]), told=told
        )
        for wanted in g["chain"]:
            told = f"{g['act']!r} lacks {dict(wanted)}"
            right = any(step_right(s, wanted) for s in r["chain"])
            verdict.check("attribution.step", right=right, told=told)
        for words in g.get("wording", []):
            right = any(has(w, words) for w in r["wording"])
            told = f"{g['act']!r} lacks {words!r}, has {r['wording']}"
            verdict.check("attribution.wording", right=right, told=told)
        for key in ("likelihood", "analytic_confidence"):
            if key in g:
                told = f"{g['act']!r} {key} {r[key]!r}, not {g[key]!r}"
                verdict.check(f"attribution.{key}", right=has(r[key], g[key]), told=told)


def forbidden(entry: Line, record: Line, text: str) -> bool:
    """Whether the record is one that the golden file says must not exist."""
    if record["kind"] != entry["kind"]:
        return False
    if entry["kind"] == "story":
        starts = text.startswith(entry["starts"])
        return starts and record["section"] == entry.get("section", record["section"])
    if "type" in entry and record["type"] not in entry["type"].split("|"):
        return False
    if "status" in entry and record["status"] not in entry["status"]:
        return False
    if "trigger" in entry:
        spans = [p for t in entry["trigger"] for p in places(text, t)]
        if share(told_at(record), spans) < 0.5:
            return False
    if "content" in entry and not share(said_at(record), places(text, entry["content"])) > 0:
        return False
    chain = entry.get("chain")
    return chain is None or any(step_right(s, chain) for s in record["chain"])


def compare(case: Line, lines: list[Line]) -> Verdict:
    """Everything of one example page: counts, and what is wrong in words."""
    verdict = Verdict()
    stories = bind(case, lines, verdict)
    for name, story in stories.items():
        gold = {
            k: [g for g in case[k] if g["story"] == name]
            for k in ("event", "statement", "agreement", "attribution")
        }
        said = {k: [x for x in lines if x["kind"] == k and x["story"] == story["id"]] for k in gold}
        text = story["text"]
        compare_events(gold["event"], said["event"], text=text, verdict=verdict)
        compare_statements(gold["statement"], said["statement"], text=text, verdict=verdict)
        compare_agreements(gold["agreement"], said["agreement"], verdict=verdict)
        compare_attributions(gold["attribution"], said["attribution"], verdict=verdict)
    for kind in ("event", "statement", "agreement", "attribution"):
        missed = [g for g in case[kind] if g["story"] not in stories and not g.get("optional")]
        verdict.counts[kind, "gold"] += len(missed)
    texts = {x["id"]: x["text"] for x in lines if x["kind"] == "story"}
    names = {s["id"]: n for n, s in stories.items()}
    for entry in case["never"]:
        bad = [
            x
            for x in lines
            if x["kind"] == entry["kind"]
            and (x["kind"] == "story" or names.get(x["story"]) == entry["story"])
            and forbidden(entry, x, texts[x["id"] if x["kind"] == "story" else x["story"]])
        ]
        told = f"{brief(bad[0]) if bad and 'evidence' in bad[0] else 'a story'}: {entry['why']}"
        verdict.check("never", right=not bad, told=told)
    verdict.wrong = [f"{case['case']} {w}" for w in verdict.wrong]
    return verdict


def scores(counts: Mapping[tuple[str, str], int]) -> dict[str, float]:
    """Each measure as a percentage: precision, recall and F1 of kinds, accuracy of fields."""
    out: dict[str, float] = {}
    for name in sorted({n for n, _ in counts}):
        hit = counts.get((name, "hit"), 0)
        if (name, "of") in counts:
            out[name] = round(100 * hit / max(1, counts[name, "of"]), 1)
            continue
        said, gold = counts.get((name, "said"), 0), counts.get((name, "gold"), 0)
        out[f"{name}.precision"] = round(100 * hit / max(1, said), 1)
        out[f"{name}.recall"] = round(100 * hit / max(1, gold), 1)
        out[f"{name}.f1"] = round(200 * hit / max(1, said + gold), 1)
    return out
