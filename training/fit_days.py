"""Fit the weights by which an event's day is chosen, on the stories of train.

python fit_days.py --shared ../../shared [--keep]

Writes src/onrecord/records/event/fitted_days.json (with --keep it only prints). A conditional
logistic regression: each event that the program finds and that the annotators know is one row, its
times and "no day" are what it may choose. Needs numpy; takes a minute or two; the same weights of
the model give the same numbers. What is printed first is cross-validated over five parts of the
stories: the share of known days that are right, and of given days that are.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from examples import lines
from fit_events import Read, answers, read
from onrecord.mentions.model.network import WEIGHTS
from onrecord.records.event.build import plans
from onrecord.records.event.candidates import drafts
from onrecord.records.event.choices import Choice, choices
from onrecord.records.event.status import SPOKEN

LEAST = (0.2, 0.25, 0.3, 0.35, 0.4)
CHOSEN = 0.3
"""Of LEAST the one under which days are given at least as rightly as before (2026-11-27)."""
FOUND = 0.3
"""Confidence of the events that count."""
RIDGE = 1.0
NO_DAY = 0.7
"""Weight of an event that the annotators gave no day: the text leaves it open more often than they
say so."""
MISSED = 0.3
"""Weight of an event whose day no time of the story gives."""
STEPS = 1500
SMALL = 0.05
"""Weights below it are left out."""


@dataclass(frozen=True)
class Row:
    """An event: its times, which of them are right, its known day."""

    story: int
    found: list[Choice]
    right: list[bool]
    known: str | None


def rows(stories: list[Read], scorer) -> list[Row]:
    """The events of the stories that the program and the annotators tell alike."""
    out = []
    for k, s in enumerate(stories):
        gold = [scorer.gold_event(s.row, e) for e in s.row["events"]]
        every = plans(s.mentions, drafts(s.mentions), said=s.said)
        made = [p for p in every if p.confidence >= FOUND]
        told = answers(s, made, scorer)
        plan_of = {id(t): p for t, p in zip(told, made, strict=True)}
        for g, t in scorer.pairs(gold, told):
            if g["type"] == t["type"]:
                plan = plan_of[id(t)]
                spoken = plan.kind in SPOKEN
                found = list(choices(s.mentions, plan.told, spoken=spoken, status=plan.status))
                right = [bool(g["when"]) and same(scorer, g["when"], c) for c in found]
                out.append(Row(k, found, right, g["when"]))
    return out


def same(scorer, known: str, choice: Choice) -> bool:
    """Whether the days of a choice are the known ones."""
    when = choice.dated.when
    return scorer.same_date(known, (when.start, when.end))


def fit(events: list[Row]) -> dict[str, float]:
    """The weights of the signs."""
    names = sorted({n for e in events for c in e.found for n in c.signs})
    column = {n: i for i, n in enumerate(names)}
    pairs = [(j, c, r) for j, e in enumerate(events) for c, r in zip(e.found, e.right, strict=True)]
    x = np.zeros((len(pairs), len(names)))
    for i, (_, choice, _) in enumerate(pairs):
        for name, value in choice.signs.items():
            x[i, column[name]] = value
    of = np.array([j for j, _, _ in pairs])
    right = np.array([float(r) for _, _, r in pairs])
    none = np.array([0.0 if any(e.right) else 1.0 for e in events])
    known = np.array([bool(e.known) for e in events])
    weight = np.where(none == 1, np.where(known, MISSED, NO_DAY), 1.0)
    n, w = len(events), np.zeros(len(names))
    first, second = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, STEPS + 1):
        worth = np.exp(np.clip(x @ w, -30, 30))
        chance = worth / (1 + np.bincount(of, worth, n))[of]
        mass = np.bincount(of, worth * right, n) + none
        target = np.where(right > 0, worth / np.maximum(mass[of], 1e-12), 0) * (1 - none[of])
        slope = x.T @ ((chance - target) * weight[of]) + RIDGE * w
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        w -= 0.05 * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return {n: round(float(v), 2) for n, v in zip(names, w, strict=True) if abs(v) >= SMALL}


def judged(events: list[Row], weights: dict[str, float], least: float, scorer) -> np.ndarray:
    """How many days are known, right, and given at all."""
    out = np.zeros(3)
    for e in events:
        worth: dict[tuple[str, str], float] = {}
        for c in e.found:
            key = (c.dated.when.start, c.dated.when.end)
            odds = sum(weights.get(k, 0.0) * v for k, v in c.signs.items())
            worth[key] = worth.get(key, 0.0) + float(np.exp(odds))
        best = max(worth, key=worth.__getitem__) if worth else None
        given = best is not None and worth[best] / (1 + sum(worth.values())) >= least
        right = bool(given and e.known and scorer.same_date(e.known, best))
        out += (bool(e.known), right, given)
    return out


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--shared", type=Path, default=Path("../../shared"))
    ask.add_argument("--weights", type=Path, default=WEIGHTS)
    ask.add_argument("--keep", action="store_true", help="print only, leave the file as it is")
    args = ask.parse_args()
    sys.path.insert(0, str(args.shared / "score"))
    import events as scorer

    events = rows(read(list(lines(args.shared / "gold/train.jsonl")), args.weights), scorer)
    sums = {least: np.zeros(3) for least in LEAST}
    for part in range(5):
        weights = fit([e for e in events if e.story % 5 != part])
        for least in LEAST:
            aside = [e for e in events if e.story % 5 == part]
            sums[least] += judged(aside, weights, least, scorer)
    for least, (known, right, given) in sums.items():
        print(f"least {least}: right {100 * right / known:.1f} of the known days,", end=" ")
        print(f"{100 * right / given:.1f} of the given ones")
    text = json.dumps({"least": CHOSEN, "signs": fit(events)}, indent=1, sort_keys=True) + "\n"
    print(text)
    if not args.keep:
        file = Path(__file__).parent.parent / "src/onrecord/records/event/fitted_days.json"
        file.write_text(text, "utf8")


if __name__ == "__main__":
    main()
