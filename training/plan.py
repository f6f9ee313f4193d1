"""The order of a run: windows of the texts, in batches."""

from __future__ import annotations

import random

import numpy as np

from corpora.ecbplus import topic
from examples import ROLES, Example
from onrecord.mentions.model.windows import SIZE

EPOCHS = {
    "names": 3.0,
    "names_printed": 2.0,
    "statements": 3.2,
    "times": 7.0,
    "events": 22.0,
    "newswire": 16.0,
    "own": 12.0,
    "verdicts": 8.0,
    "sentences": 9.0,
    "roles": 4.0,
    "quads": 3.0,
    "synthetic": 1.2,
    "coref": 24.0,
    "pool": 0.0,
}
"""How often each set is seen."""
WEAK = {"sentences": 1.0, "quads": 0.5, "synthetic": 0.5}
TOPICS, DOCUMENTS = 5, 36
"""Topics in a batch of texts on the same events, and most texts of each."""


def cut(e: Example, rng: random.Random) -> list[dict]:
    """The windows of an example, cut anew each time it is seen."""
    n, out, a = len(e.p), [], 0
    while a < n:
        size = SIZE if n - a <= SIZE else rng.randint(SIZE // 2, SIZE)
        b = min(n, a + size)
        if b < n:
            starts = np.flatnonzero(e.p.opens[a + size // 2 : b + 1])
            b = a + size // 2 + int(starts[-1]) if len(starts) else b
        out.append(window(e, a, b))
        a = b
    return out


def window(e: Example, a: int, b: int) -> dict:
    """Pieces a..b of an example with its labels there; piece j of the window stands at j + 1."""

    def move(x):
        return x - a + 1

    def inside(xs):
        return {move(x) for x in xs if a <= x < b}

    w = {
        "set": e.set,
        "a": a,
        "b": b,
        "e": e,
        "heads": [],
        "cues": [],
        "triggers": [],
        "chains": [(move(x), chain) for x, chain in e.chains if a <= x < b],
        "some": None,
        "weight": WEAK.get(e.set, 1.0),
    }
    if e.heads is not None:
        at = np.flatnonzero(e.heads[a:b] >= 0)
        w["heads"] = [
            (int(i) + 1, int(h) - a + 1 if a <= h < b else 0)
            for i, h in zip(at, e.heads[a:b][at], strict=False)
        ]
        w["cues"] = [(move(c), move(s) if a <= s < b else 0) for c, s in e.cues if a <= c < b]
    for t in e.triggers:
        if a <= t.at < b:
            w["triggers"].append(
                {
                    "at": move(t.at),
                    "type": t.type,
                    "status": t.status,
                    "mode": t.mode,
                    "events": t.events,
                    "yes": {r: inside(t.yes[r]) for r in ROLES},
                    "open": {r: inside(t.open[r]) for r in ROLES},
                }
            )
    if e.some:
        s = e.some
        w["some"] = {
            "types": s["types"],
            "mode": s["mode"],
            "yes": s["yes"] and {r: inside(s["yes"][r]) for r in ROLES},
            "open": s["yes"]
            and {r: None if s["open"][r] is None else inside(s["open"][r]) for r in ROLES},
        }
    return w


def batches(
    sets: dict[str, list[Example]],
    *,
    seed: int,
    budget: int,
    scale: float,
    epochs: dict[str, float],
) -> list[list[dict]]:
    """All batches of the run, in order: windows of one length class together, sets mixed."""
    rng = random.Random(seed)
    stream: list[tuple[float, dict]] = []
    for name, examples in sets.items():
        total = left = epochs[name] * scale
        if name == "coref":
            continue
        done = 0.0
        while left > 0:
            share = min(1.0, left)
            part = rng.sample(examples, max(1, round(len(examples) * share)))
            ws = [w for e in part for w in cut(e, rng)]
            rng.shuffle(ws)
            stream += [
                ((done + share * (i + rng.random()) / len(ws)) / total, w) for i, w in enumerate(ws)
            ]
            done += share
            left -= share
    stream.sort(key=lambda x: x[0])
    ws = [w for _, w in stream]
    out = []
    # sort by length within a stretch of the run, then shuffle its batches
    stretch = 240 * max(1, budget // 2048)
    for i in range(0, len(ws), stretch):
        block, some = sorted(ws[i : i + stretch], key=lambda w: w["b"] - w["a"]), []
        batch: list[dict] = []
        for w in block:
            if batch and (len(batch) + 1) * (w["b"] - w["a"] + 2) > budget:
                some.append(batch)
                batch = []
            batch.append(w)
        some.append(batch)
        rng.shuffle(some)
        out += some
    if "coref" in sets:
        together = list(topics(sets["coref"], rng, epochs["coref"] * scale, budget))
        step = (len(out) + 1) / (len(together) + 1)
        for k in reversed(range(len(together))):
            out.insert(round((k + 0.5) * step), together[k])
    return out


def topics(examples: list[Example], rng: random.Random, epochs: float, budget: int):
    """Batches of texts on a few topics: the same events, and others much like them."""
    of: dict[str, list[Example]] = {}
    for e in examples:
        of.setdefault(topic(e), []).append(e)
    most = min(DOCUMENTS, max(6, budget // 200))
    for _ in range(round(epochs)):
        names = sorted(of)
        rng.shuffle(names)
        for i in range(0, len(names), TOPICS):
            batch = []
            for name in names[i : i + TOPICS]:
                some = rng.sample(of[name], min(most, len(of[name])))
                batch += [cut(e, rng)[0] for e in some]
            yield batch
