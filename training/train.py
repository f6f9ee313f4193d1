"""Train a network: python train.py --base FOLDER [--resume]   (make -C training does all)

Teachers are trained first (`--size teacher`), then the student learns from the sets and from them
(`--teachers A.pt B.pt`). Runs on a CPU too; the teachers want an accelerator.
"""

from __future__ import annotations

import argparse
import json
import math
import pickle
import time
from pathlib import Path

import numpy as np
import torch

from batch import inputs, wanted
from data import load
from distil import distil
from losses import loss
from network import Network, from_base, student, teacher
from plan import EPOCHS, batches

NEW = ("heads", "far", "alike", "case", "open", "quoted", "loud")


class Run(torch.utils.data.Dataset):
    """The batches of a run as tensors; what is hidden in step k is the same after a resume."""

    def __init__(self, plan: list[list[dict]], *, seed: int, first: int) -> None:
        self.plan, self.seed, self.first = plan, seed, first

    def __len__(self) -> int:
        return len(self.plan) - self.first

    def __getitem__(self, k: int):
        step = self.first + k
        np.random.seed((self.seed * 100003 + step) % 2**32)
        given = inputs(self.plan[step])
        return given | wanted(self.plan[step], given["ids"].shape[1])


def examples(args: argparse.Namespace):
    """The sets, kept in one file where `--pack` names it: for a machine without the corpora."""
    if args.pack and args.pack.exists():
        return pickle.loads(args.pack.read_bytes())
    fold = args.fold if args.fold >= 0 else None
    sets = load(
        args.shared,
        seed=args.seed,
        out_fold=fold,
        small=args.small,
        hold=args.hold,
        reviewed=args.reviewed,
    )
    if args.pack:
        args.pack.write_bytes(pickle.dumps(sets))
    return sets


def asked() -> argparse.Namespace:
    ask = argparse.ArgumentParser()
    ask.add_argument("--shared", type=Path, default=Path("../../shared"))
    ask.add_argument("--pack", type=Path, help="file of the examples; made if it is not there")
    ask.add_argument("--reviewed", type=Path, nargs="*", default=[], help="verdicts of people")
    ask.add_argument("--base", type=Path, required=True, help="folder of the base encoder")
    ask.add_argument("--size", choices=("student", "teacher"), default="student")
    ask.add_argument("--teachers", type=Path, nargs="*", default=[], help="their checkpoints")
    ask.add_argument("--taught", type=float, default=1.0, help="weight of what teachers say")
    ask.add_argument("--out", type=Path, default=Path("work"))
    ask.add_argument("--device", default="cpu")
    ask.add_argument("--seed", type=int, default=20)
    ask.add_argument("--scale", type=float, default=1.0, help="multiplies every set's epochs")
    ask.add_argument("--rate", type=float, default=2e-4)
    ask.add_argument("--budget", type=int, default=2048, help="pieces in a batch")
    ask.add_argument("--fold", type=int, default=0, help="fold of plover_sentences to leave out")
    ask.add_argument("--threads", type=int, default=2)
    ask.add_argument("--workers", type=int, default=0, help="processes that make batches")
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
    ask.add_argument("--hold", action="store_true", help="keep the texts of thresholds apart")
    ask.add_argument("--init", type=Path, help="start from this checkpoint's weights")
    ask.add_argument("--only", default="", help="sets, comma-separated; with =N the epochs")
    return ask.parse_args()


def main() -> None:
    args = asked()
    device = torch.device(args.device)
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    torch.backends.cuda.matmul.allow_tf32 = True
    args.out.mkdir(parents=True, exist_ok=True)
    sets = examples(args)
    epochs = dict(EPOCHS)
    if args.only:
        chosen = dict(([*x.split("="), ""])[:2] for x in args.only.split(","))
        sets = {k: v for k, v in sets.items() if k in chosen}
        epochs |= {k: float(v) for k, v in chosen.items() if v}
    sets = {k: v for k, v in sets.items() if epochs[k] > 0}
    plan = batches(sets, seed=args.seed, budget=args.budget, scale=args.scale, epochs=epochs)
    pieces = sum(w["b"] - w["a"] for b in plan for w in b)
    print(f"{len(plan)} steps, {pieces} pieces", flush=True)

    net = {"student": student, "teacher": teacher}[args.size]()
    from_base(args.base, net)
    if args.init:
        net.load_state_dict(torch.load(args.init, weights_only=False, map_location="cpu")["net"])
    net.to(device)
    teachers: list[Network] = []
    for path in args.teachers:
        one = teacher()
        one.load_state_dict(torch.load(path, weights_only=False, map_location="cpu")["net"])
        teachers.append(one.to(device).eval().requires_grad_(False))
    new = [p for n, p in net.named_parameters() if n.split(".")[0] in NEW]
    ids = {id(p) for p in new}
    optimiser = torch.optim.AdamW(
        [
            {"params": [p for p in net.parameters() if id(p) not in ids], "scale": 1.0},
            {"params": new, "weight_decay": 0.0, "scale": 5.0},
        ],
        lr=args.rate,
        betas=(0.9, 0.98),
        eps=1e-6,
        weight_decay=0.01,
        fused=True,
    )
    step, spent, warm = 0, 0.0, max(20, len(plan) // 20)
    keep = args.out / "checkpoint.pt"
    if args.resume and keep.exists():
        state = torch.load(keep, weights_only=False, map_location="cpu")
        net.load_state_dict(state["net"])
        optimiser.load_state_dict(state["optimiser"])
        step, spent = state["step"], state["seconds"]

    def save(*, last: bool) -> None:
        state = {
            "net": net.state_dict(),
            "step": step,
            "of": len(plan),
            "seed": args.seed,
            "seconds": spent + time.time() - began,
        }
        if not last:
            state["optimiser"] = optimiser.state_dict()
        torch.save(state, args.out / "new.pt")
        (args.out / "new.pt").replace(keep)

    loader = torch.utils.data.DataLoader(
        Run(plan, seed=args.seed, first=step),
        batch_size=None,
        num_workers=args.workers,
        pin_memory=device.type == "cuda",
        prefetch_factor=8 if args.workers else None,
    )
    net.train()
    sums: dict[str, torch.Tensor] = {}
    saved = began = time.time()
    seen = since = 0
    for at in loader:
        torch.manual_seed(args.seed * 100003 + step)  # dropout is the same after a resume
        done = step / len(plan)
        if args.minutes:
            done = max(done, (spent + time.time() - began) / (60 * args.minutes))
        if done >= 1:
            break
        rate = min(1.0, (step + 1) / warm) * max(0.01, 1 - done)
        for group in optimiser.param_groups:
            group["lr"] = args.rate * rate * group["scale"]
        at = {k: v.to(device, non_blocking=True) for k, v in at.items()}
        real = None if device.type == "cpu" and bool(at["real"].all()) else at["real"]
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=not args.full):
            out = net(at["hidden"], at["features"], real).float()
            with torch.no_grad():
                said = [(t, t(at["ids"], at["features"], real).float()) for t in teachers]
        parts = loss(net, out, at)
        if teachers:
            parts |= {k: args.taught * v for k, v in distil(net, out, said, at).items()}
        total = sum(parts.values()) / 500 * (2048 / args.budget)
        optimiser.zero_grad()
        total.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        step += 1
        seen += int(at["ids"].numel())
        since += 1
        for k, v in parts.items():
            sums[k] = sums.get(k, 0.0) + v.detach()
        if since == 50 or step == args.steps:
            line = " ".join(f"{k} {float(v) / since:.0f}" for k, v in sorted(sums.items()))
            print(f"{step}/{len(plan)} {seen / (time.time() - began):.0f}/s {line}", flush=True)
            sums, since = {}, 0
        if time.time() - saved > 240:
            save(last=False)
            saved = time.time()
        if step == args.steps:
            break
    assert math.isfinite(float(total.detach()))
    save(last=True)
    told = {k: str(v) if isinstance(v, Path) else v for k, v in vars(args).items()}
    told |= {"teachers": [str(t) for t in args.teachers], "epochs": epochs, "sets": sorted(sets)}
    told |= {"steps": step, "of": len(plan), "pieces": pieces}
    told["seconds"] = round(spent + time.time() - began)
    (args.out / "run.json").write_text(json.dumps(told, indent=1), "utf8")


if __name__ == "__main__":
    main()
