"""PolNeAR: who said what, by which words."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from examples import Example, blank, lines, paint, within
from onrecord.mentions.model.tokens import pieces


def polnear(path: Path):
    for d in lines(path):
        p = pieces(d["text"])
        e = Example(d["id"], "statements", p, heads=np.full(len(p), -1))
        marks = {k: blank(p) for k in ("source", "cue", "content")}
        for a in d["attributions"]:
            if not a["cue"]:
                continue
            cue = within(p, *a["cue"][0])
            if not len(cue):
                continue
            for key, mark in marks.items():
                paint(p, [(s, t, key) for s, t in a[key]], key, mark)
            source = [int(x[0]) for s, t in a["source"] if len(x := within(p, s, t))]
            e.cues.append((int(cue[0]), source[0] if source else -1))
            for s, t in a["content"]:
                e.heads[within(p, s, t)] = cue[0]
        e.labels = marks
        yield e
