"""Train the model: python train.py [--resume]   (make -C training does all, data to file)"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from pathlib import Path

import numpy as np
import torch

from data import ROLES, SKIP, Example, load
from losses import loss
from network import Network, from_base
from onrecord.mentions.model.windows import SIZE

EPOCHS = {
    "names": 3.0,
    "names_printed": 2.0,
    "statements": 3.2,
    "times": 7.0,
    "events": 22.0,
    "newswire": 16.0,
    "own": 12.0,
    "sentences": 9.0,
    "roles": 4.0,
    "quads": 3.0,
    "synthetic": 1.2,
}
"""How often each set is seen."""
WEAK = {"sentences": 1.0, "quads": 0.5, "synthetic": 0.5}
CLS, SEP, MASK = 101, 102, 103
BLANKED = {"names": 0.04, "statements": 0.04, "times": 0.08}
OTHERS = 0.12
"""Share of the pieces that are hidden: small sets would be learned by heart."""


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


def plan(
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
        left = epochs[name] * scale
        done = 0.0
        while left > 0:
            part = rng.sample(examples, max(1, round(len(examples) * min(1.0, left))))
            share = min(1.0, left)
            ws = [w for e in part for w in cut(e, rng)]
            rng.shuffle(ws)
            total = epochs[name] * scale
            stream += [
                ((done + share * (i + rng.random()) / len(ws)) / total, w) for i, w in enumerate(ws)
            ]
            done += share
            left -= share
    stream.sort(key=lambda x: x[0])
    ws = [w for _, w in stream]
    batches = []
    for i in range(
        0, len(ws), 240
    ):  # sort by length within a stretch of the run, then shuffle its batches
        block, some = sorted(ws[i : i + 240], key=lambda w: w["b"] - w["a"]), []
        batch: list[dict] = []
        for w in block:
            if batch and (len(batch) + 1) * (w["b"] - w["a"] + 2) > budget:
                some.append(batch)
                batch = []
            batch.append(w)
        some.append(batch)
        rng.shuffle(some)
        batches += some
    return batches


def tensors(batch: list[dict]):
    n = max(w["b"] - w["a"] for w in batch) + 2
    ids = torch.zeros(len(batch), n, dtype=torch.long)
    features = torch.full((len(batch), n), 6 * 12)
    real = torch.zeros(len(batch), n, dtype=torch.bool)
    first = torch.zeros(len(batch), n, dtype=torch.bool)
    labels: dict[str, torch.Tensor] = {}
    for i, w in enumerate(batch):
        p, a, b = w["e"].p, w["a"], w["b"]
        m = b - a
        ids[i, 0], ids[i, m + 1] = CLS, SEP
        ids[i, 1 : m + 1] = torch.from_numpy(p.ids[a:b])
        share = BLANKED.get(w["set"], OTHERS)
        ids[i, 1 : m + 1][torch.rand(m) < share] = MASK
        features[i, 1 : m + 1] = torch.from_numpy(p.features[a:b])
        real[i, : m + 2] = True
        first[i, 0] = True
        first[i, 1 : m + 1] = torch.from_numpy(p.first[a:b])
        for head, want in w["e"].labels.items():
            labels.setdefault(head, torch.full((len(batch), n), SKIP))[i, 1 : m + 1] = (
                torch.from_numpy(want[a:b])
            )
    return ids, features, real, first, labels


class Pace:
    """How many threads a step should use while others use the same cores: what was quicker last."""

    def __init__(self, most: int) -> None:
        self.speed = dict.fromkeys(range(1, most + 1), 0.0)
        self.now, self.pieces, self.steps, self.at = most, 0, 0, time.time()

    def step(self, pieces: int) -> None:
        self.pieces += pieces
        self.steps += 1
        if len(self.speed) == 1 or time.time() - self.at < (4 if self.speed[self.now] == 0 else 12):
            return
        self.speed[self.now] = self.pieces / (time.time() - self.at)
        best = max(self.speed, key=self.speed.__getitem__)
        unknown = [k for k, v in self.speed.items() if v == 0]
        if unknown:
            best = unknown[0]
        elif self.now == best:  # what was slower is tried again now and then
            for k in self.speed:
                if k != best:
                    self.speed[k] *= 1.06
        self.now, self.pieces, self.at = best, 0, time.time()
        torch.set_num_threads(best)


def main() -> None:
    ask = argparse.ArgumentParser()
    ask.add_argument("--shared", type=Path, default=Path("../../shared"))
    ask.add_argument(
        "--base", type=Path, required=True, help="folder of the base encoder (model.safetensors)"
    )
    ask.add_argument("--out", type=Path, default=Path("work"))
    ask.add_argument("--seed", type=int, default=20)
    ask.add_argument("--scale", type=float, default=1.0, help="multiplies every set's epochs")
    ask.add_argument("--rate", type=float, default=2e-4)
    ask.add_argument("--budget", type=int, default=2048, help="pieces in a batch")
    ask.add_argument("--fold", type=int, default=0, help="fold of plover_sentences to leave out")
    ask.add_argument("--threads", type=int, default=2)
    ask.add_argument("--steps", type=int, default=0, help="stop after so many steps (a trial)")
    ask.add_argument(
        "--minutes",
        type=float,
        default=0.0,
        help="end after so long, the rate falling with time or steps, whichever is ahead",
    )
    ask.add_argument("--small", action="store_true")
    ask.add_argument("--full", action="store_true", help="fp32 instead of bf16")
    ask.add_argument("--resume", action="store_true")
    ask.add_argument(
        "--hold", action="store_true", help="leave out the texts that thresholds are chosen on"
    )
    ask.add_argument(
        "--init", type=Path, help="start from this checkpoint's weights instead of the base encoder"
    )
    ask.add_argument(
        "--only", default="", help="sets to train on, comma-separated; with =N the epochs"
    )
    args = ask.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    args.out.mkdir(parents=True, exist_ok=True)
    sets = load(
        args.shared,
        seed=args.seed,
        out_fold=args.fold if args.fold >= 0 else None,
        small=args.small,
        hold=args.hold,
    )
    epochs = dict(EPOCHS)
    if args.only:
        chosen = dict(([*x.split("="), ""])[:2] for x in args.only.split(","))
        sets = {k: v for k, v in sets.items() if k in chosen}
        epochs |= {k: float(v) for k, v in chosen.items() if v}
    batches = plan(sets, seed=args.seed, budget=args.budget, scale=args.scale, epochs=epochs)
    pieces_all = sum(w["b"] - w["a"] for b in batches for w in b)
    print(f"{len(batches)} steps, {pieces_all} pieces", flush=True)

    net = Network()
    from_base(args.base, net)
    if args.init:
        net.load_state_dict(torch.load(args.init, weights_only=False)["net"])
    new = [
        p
        for n, p in net.named_parameters()
        if n.split(".")[0] in ("heads", "far", "alike", "case", "open", "quoted", "loud")
    ]
    ids_new = {id(p) for p in new}
    old = [p for p in net.parameters() if id(p) not in ids_new]
    optimiser = torch.optim.AdamW(
        [
            {"params": old, "weight_decay": 0.01, "scale": 1.0},
            {"params": new, "weight_decay": 0.0, "scale": 5.0},
        ],
        lr=args.rate,
        betas=(0.9, 0.98),
        eps=1e-6,
        fused=True,
    )
    spent = 0.0  # seconds of earlier calls
    step, warm = 0, max(20, len(batches) // 20)
    keep = args.out / "checkpoint.pt"
    if args.resume and keep.exists():
        state = torch.load(keep, weights_only=False)
        net.load_state_dict(state["net"])
        optimiser.load_state_dict(state["optimiser"])
        step, spent = state["step"], state.get("seconds", 0.0)

    def save() -> None:
        torch.save(
            {
                "net": net.state_dict(),
                "optimiser": optimiser.state_dict(),
                "step": step,
                "of": len(batches),
                "seed": args.seed,
                "seconds": spent + time.time() - began,
            },
            args.out / "new.pt",
        )
        (args.out / "new.pt").replace(keep)

    pace = Pace(args.threads)
    net.train()
    sums: dict[str, float] = {}
    saved = began = time.time()
    seen = since = 0
    while step < len(batches):
        batch = batches[step]
        torch.manual_seed(args.seed * 100003 + step)  # dropout is the same after a resume
        done = step / len(batches)
        if args.minutes:
            done = max(done, (spent + time.time() - began) / (60 * args.minutes))
        if done >= 1:
            break
        rate = min(1.0, (step + 1) / warm) * max(0.01, 1 - done)
        for group in optimiser.param_groups:
            group["lr"] = args.rate * rate * group["scale"]
        ids, features, real, first, labels = tensors(batch)
        mask = None if bool(real.all()) else (real[:, None, None, :].float() - 1) * 1e4
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not args.full):
            out = net(ids, features, mask)
        parts = loss(net, out.float(), batch, labels, first)
        total = sum(parts.values()) / 500
        optimiser.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        step += 1
        pace.step(int(real.sum()))
        seen += int(real.sum())
        since += 1
        for k, v in parts.items():
            s, c = sums.get(k, (0.0, 0))
            sums[k] = (s + float(v.detach()), c + int(real.sum()))
        if since == 50 or step == args.steps:
            line = " ".join(f"{k} {1000 * s / c:.1f}" for k, (s, c) in sorted(sums.items()))
            print(
                f"{step}/{len(batches)} {seen / (time.time() - began):.0f}/s {pace.now} threads "
                + line,
                flush=True,
            )
            sums, since = {}, 0
        if time.time() - saved > 240:
            save()
            saved = time.time()
        if step == args.steps:
            break
    save()
    (args.out / "run.json").write_text(
        json.dumps(
            {
                "seed": args.seed,
                "steps": step,
                "of": len(batches),
                "pieces": pieces_all,
                "epochs": epochs,
                "scale": args.scale,
                "rate": args.rate,
                "budget": args.budget,
                "fold": args.fold,
                "sets": sorted(sets),
                "seconds": round(spent + time.time() - began),
                "minutes": args.minutes,
            },
            indent=1,
        )
    )
    assert math.isfinite(float(total.detach()))


if __name__ == "__main__":
    main()
