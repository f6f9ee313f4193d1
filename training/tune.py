"""Choose the decoder's thresholds on the held part of train, and write training/thresholds.json.

python tune.py --shared ../../shared --weights FOLDER
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
from pathlib import Path

import numpy as np

import score
from examples import held, lines
from onrecord.mentions.mention import Same, Tagging
from onrecord.mentions.model.events import triggers
from onrecord.mentions.model.network import Network
from onrecord.mentions.model.statements import attributed
from onrecord.mentions.model.tokens import pieces
from onrecord.mentions.model.words import Words

STEPS = {
    "content_bias": (-4, -3, -2, -1, 0, 1),
    "cue_low": (0.02, 0.05, 0.1, 0.2, 0.4),
    "cue_weight": (0, 0.5, 1, 2, 4),
    "split": (1, 2, 4, 6, 9, 14),
    "cue_bias": (-3, -2, -1, 0, 1),
    "nobody_bias": (-2, -1, -0.5, 0, 0.5, 1),
    "source_bias": (-3, -2, -1, 0, 1),
    "cue_score": (0, 0.1, 0.2, 0.3),
}
START = {"cue_low": 0.1, "cue_weight": 1.0, "split": 4.0}
EVENT_STEPS = {
    "trigger_bias": (-4, -3, -2.5, -2, -1.5, -1, -0.5, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4),
    "actor_bias": (-6, -5, -4, -3, -2, -1.5, -1, -0.5, 0),
    "recipient_bias": (-6, -5, -4, -3, -2, -1.5, -1, -0.5, 0, 0.5),
    "place_bias": (-1, 0, 1),
    "occurred_bias": (-2, -1.5, -1, -0.5, 0, 0.5),
    "same_bias": (-2, -1, -0.5, 0.0, 0.5, 1.0, 1.5, 2.0, 2.5),
    "trigger_score": (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7),
}


class Texts:
    """Texts with the network's output kept, so that decoding can be tried many times."""

    def __init__(self, network: Network, texts: list[dict]) -> None:
        self.texts = texts
        self.states = [list(network.states(pieces(d["text"]))) for d in texts]

    def taggings(self, at: dict[str, float], *, events: bool) -> list[Tagging]:
        out = []
        for sections in self.states:
            said, told, same = [], [], []
            for s in sections:
                words = Words(
                    dataclasses.replace(s, layout=dataclasses.replace(s.layout, thresholds=at))
                )
                if events:
                    found, pairs = triggers(words)
                    same += [
                        Same(first=p.first + len(told), second=p.second + len(told), score=p.score)
                        for p in pairs
                    ]
                    told += found
                else:
                    said += attributed(words)
            out.append(Tagging(attributed=tuple(said), triggers=tuple(told), same=tuple(same)))
        return out


def climb(steps: dict, start: dict[str, float], value) -> dict[str, float]:
    """One number changed at a time, as long as the score rises."""
    best, at = value(start), dict(start)
    for _ in range(2):
        before = best
        for name, values in steps.items():
            for v in values:
                if v == at.get(name, 0.0):
                    continue
                got = value({**at, name: v})
                if got > best + 1e-4:
                    best, at = got, {**at, name: v}
        print(round(best, 4), at, flush=True)
        if best <= before + 1e-4:
            break
    return at


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--shared", type=Path, default=Path("../../shared"))
    ask.add_argument("--weights", type=Path, required=True)
    ask.add_argument("--what", default="statements,events")
    args = ask.parse_args()
    sys.path.insert(0, str(args.shared / "score"))
    import events as score_events
    import statements as score_statements

    network = Network(args.weights)
    file = Path(__file__).parent / "thresholds.json"
    at = json.loads(file.read_text("utf8")) if file.exists() else {}
    if "statements" in args.what:
        texts = Texts(
            network,
            [d for d in lines(args.shared / "data/polnear/train.jsonl") if held(d["id"], 20)],
        )

        def value(at: dict[str, float]) -> float:
            said = {
                d["id"]: score.statements(t)
                for d, t in zip(texts.texts, texts.taggings(at, events=False), strict=True)
            }
            got = score_statements.score(texts.texts, said)
            return got["joint"][2] + 0.5 * got["found"][2]

        at |= climb(STEPS, {k: at.get(k, START.get(k, 0.0)) for k in STEPS}, value)
    if "events" in args.what:
        stories = Texts(
            network, [d for d in lines(args.shared / "gold/train.jsonl") if held(d["id"], 10)]
        )

        def worth(at: dict[str, float]) -> float:
            said = {
                d["id"]: score.events(t, 0.5)
                for d, t in zip(stories.texts, stories.taggings(at, events=True), strict=True)
            }
            got = score_events.score(stories.texts, said)
            return float(np.mean([got["typed"][2], got["who"][2], got["happened"][2]])) / 100

        at |= climb(EVENT_STEPS, {k: at.get(k, 0.0) for k in EVENT_STEPS}, worth)
    file.write_text(json.dumps(at, indent=1, sort_keys=True) + "\n", "utf8")


if __name__ == "__main__":
    main()
