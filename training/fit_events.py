"""Fit the numbers of the event rules to the weights, on stories of train that these have not seen.

python fit_events.py --shared ../../shared [--weights FOLDER] [--level] [--keep]

Writes src/onrecord/records/event/fitted.json (with --keep it only prints). The confidence is a
logistic regression, everything else is found by changing one number at a time. Needs numpy; takes
a minute or two for the 29 held stories; the same weights give the same numbers. With --level only
the level of the confidence is fitted, over the events that are kept, and the bound moves with it:
the same events are kept, surer or less sure. Do so when the rules have changed and the weights not.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from examples import held, lines
from onrecord.mentions.find import find
from onrecord.mentions.found import Mentions
from onrecord.mentions.model import load
from onrecord.mentions.model.network import WEIGHTS
from onrecord.pages.published import Published
from onrecord.records.agreement import Agreement
from onrecord.records.agreement.build import agreements
from onrecord.records.event import fitted as numbers
from onrecord.records.event.build import Plan, events, plans
from onrecord.records.event.candidates import drafts
from onrecord.records.event.confidence import signs
from onrecord.records.event.fitted import Fitted
from onrecord.records.statement import Statement
from onrecord.records.statement.build import statements
from onrecord.stories.story import Story

GRID = {
    "together": (0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8),
    "recipient": (0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.96, 0.98),
    "actor": (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
    "unclaimed": (0.5, 0.6, 0.7, 0.8, 0.9),
    "directed": (0.6, 0.7, 0.8, 0.9, 0.93, 0.96),
    "further": (0.4, 0.5, 0.6, 0.7, 0.8, 0.9),
    "far": (0.6, 0.7, 0.8, 0.9, 0.95, 0.98),
    "away": (-2.0, -1.0, -0.5, 0.0),
    "fitting": (0.0, 0.75, 1.5, 2.5),
}
LEAST = np.arange(0.2, 0.66, 0.02)
BETTER = 0.4
"""Points by which a change has to gain: less is chance with 180 events."""
WANTED = 74.0
"""Precision of what happened over which more gains nothing: who and type count more then."""
REAL = ("occurred", "ongoing")
PRIOR = np.array([-1.03, 0.31, 0.32, 0.17])
"""Weights of the confidence for the weights of 2026-11-24, towards which RIDGE pulls."""
RIDGE = 20.0 * np.diag([0.0, 1.0, 1.0, 1.0])


@dataclasses.dataclass(frozen=True)
class Read:
    """A story with everything that the event rules read."""

    row: dict
    mentions: Mentions
    said: tuple[Statement, ...]
    agreed: tuple[Agreement, ...]


def read(rows: list[dict], weights: Path) -> list[Read]:
    model = load(weights, threads=1)
    out = []
    for row, tagging in zip(rows, model.tag([r["text"] for r in rows]), strict=True):
        dated = Published(date=row["published"], basis="given")
        story = Story(id=row["id"], page="p", text=row["text"], language="en", published=dated)
        found = find(story, tagging=tagging)
        said = statements(found, version="fit")
        agreed = agreements(found, said=said, version="fit")
        out.append(Read(row, found, said, agreed))
    return out


def using(value: Fitted) -> None:
    """Let the rules use these numbers."""
    numbers.read = lambda: value
    numbers.fitted.cache_clear()


def answers(story: Read, made: Sequence[Plan], scorer) -> list[dict]:
    """The planned events as the scorer takes them: type, status and where they are told."""
    return [
        scorer.said_event(
            story.row,
            {
                "type": p.kind,
                "status": p.status,
                "mentions": [{"start": d.span.start, "end": d.span.end} for d in p.told],
                "evidence": [],
            },
        )
        for p in made
    ]


def weighed(stories: list[Read], value: Fitted, scorer) -> tuple[np.ndarray, np.ndarray]:
    """The signs of every event that the model sees, the unsure ones too, and which are right."""
    using(dataclasses.replace(value, least=0.0))
    rows, right = [], []
    for s in stories:
        gold = [scorer.gold_event(s.row, e) for e in s.row["events"]]
        made = plans(s.mentions, drafts(s.mentions), said=s.said)
        told = answers(s, made, scorer)
        good = {
            id(p): g["type"] == p["type"] and (g["status"] in REAL) == (p["status"] in REAL)
            for g, p in scorer.pairs(gold, told)
        }
        for plan, event in zip(made, told, strict=True):
            if any(d.index is not None for d in plan.told):
                rows.append((1.0, *signs(plan.told, status=plan.status)))
                right.append(float(good.get(id(event), False)))
    return np.array(rows), np.array(right)


def sure(stories: list[Read], value: Fitted, scorer) -> Fitted:
    """The numbers with the weights of the confidence fitted anew."""
    x, y = weighed(stories, value, scorer)
    theta = PRIOR.copy()
    for _ in range(30):
        chance = 1 / (1 + np.exp(-x @ theta))
        slope = x.T @ (chance - y) + RIDGE @ (theta - PRIOR)
        theta -= np.linalg.solve((x * (chance * (1 - chance))[:, None]).T @ x + RIDGE, slope)
    base, score, again, status = (round(float(t), 2) for t in theta)
    return dataclasses.replace(value, base=base, score=score, again=again, status=status)


def levelled(stories: list[Read], value: Fitted, scorer) -> Fitted:
    """The numbers with the level of the confidence, and the bound with it, fitted to what is kept.

    One number, for 134 events do not tell more: the slope over them is 0.98 (2026-11-27).
    """
    x, y = weighed(stories, value, scorer)
    odds = x @ np.array([value.base, value.score, value.again, value.status])
    kept = odds >= np.log(value.least / (1 - value.least))
    odds, y, shift = odds[kept], y[kept], 0.0
    for _ in range(30):
        chance = 1 / (1 + np.exp(-odds - shift))
        shift -= float((chance - y).sum() / (chance * (1 - chance)).sum())
    bound = 1 / (1 + np.exp(-np.log(value.least / (1 - value.least)) - shift))
    print(f"{len(y)} events, {100 * y.mean():.1f} of 100 right, level {shift:+.3f}")
    return dataclasses.replace(
        value, base=round(value.base + shift, 3), least=round(float(bound), 2)
    )


def worth(stories: list[Read], value: Fitted, scorer) -> tuple[float, float, dict]:
    """What the numbers are worth with the best bound of confidence, that bound, and the figures."""
    using(dataclasses.replace(value, least=0.0))
    told = {
        s.row["id"]: [
            e.line() for e in events(s.mentions, said=s.said, agreed=s.agreed, version="fit")
        ]
        for s in stories
    }
    rows, points, figures = [s.row for s in stories], [], []
    for least in LEAST:
        kept = {k: [e for e in es if e["confidence"] >= least] for k, es in told.items()}
        got = scorer.score(rows, kept)
        points.append(got["typed"][2] + got["who"][2] + 0.5 * min(WANTED, got["happened"][0]))
        figures.append(got)
    # Neighbouring bounds count too: a single peak is chance.
    smooth = np.convolve(np.pad(points, 1, mode="edge"), [0.25, 0.5, 0.25], mode="valid")
    best = int(smooth.argmax())
    return float(smooth[best]), round(float(LEAST[best]), 2), figures[best]


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--shared", type=Path, default=Path("../../shared"))
    ask.add_argument("--weights", type=Path, default=WEIGHTS)
    ask.add_argument("--level", action="store_true", help="the level of the confidence alone")
    ask.add_argument("--keep", action="store_true", help="print only, leave the file as it is")
    args = ask.parse_args()
    sys.path.insert(0, str(args.shared / "score"))
    import events as scorer

    file = Path(__file__).parent.parent / "src/onrecord/records/event/fitted.json"
    rows = [d for d in lines(args.shared / "gold/train.jsonl") if held(d["id"], 10)]
    stories = read(rows, args.weights)
    now = numbers.read()

    def show(name: str, points: float, figures: dict) -> None:
        told = {k: figures[k] for k in ("typed", "who", "happened", "status")}
        print(f"{name:18} {points:.1f}", told, flush=True)

    if args.level:
        written(file, levelled(stories, now, scorer), keep=args.keep)
        return
    now = sure(stories, now, scorer)
    best, least, figures = worth(stories, now, scorer)
    show("as it is", best, figures)
    for _ in range(2):
        before = best
        for name, values in GRID.items():
            tried = []
            for v in values:
                if v == getattr(now, name):
                    continue
                other = dataclasses.replace(now, **{name: v})
                other = sure(stories, other, scorer) if name == "together" else other
                points, bound, got = worth(stories, other, scorer)
                tried.append((points, -abs(v - getattr(now, name)), bound, other, got))
            points, _, bound, other, got = max(tried, key=lambda t: t[:2])
            if points > best + BETTER:
                best, least, now = points, bound, other
                show(f"{name} {getattr(now, name)}", best, got)
        if best <= before + BETTER:
            break
    written(file, dataclasses.replace(now, least=least), keep=args.keep)


def written(file: Path, value: Fitted, *, keep: bool) -> None:
    """Print the numbers, and write them unless they are only to be looked at."""
    text = json.dumps(dataclasses.asdict(value), indent=1, sort_keys=True) + "\n"
    print(text)
    if not keep:
        file.write_text(text, "utf8")


if __name__ == "__main__":
    main()
