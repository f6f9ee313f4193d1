"""Batches as tensors: what the losses need of some windows, all in a few arrays."""

from __future__ import annotations

import numpy as np
import torch

from examples import ROLES, SKIP, TWO_SIDED
from labels import MODE_INDEX, STATUSES, TYPES

CLS, SEP, MASK = 101, 102, 103
BLANKED = {"names": 0.04, "statements": 0.04, "times": 0.08, "coref": 0.08}
OTHERS = 0.12
"""Share of the pieces that are hidden: small sets would be learned by heart."""
TWO = torch.tensor([t in TWO_SIDED for t in TYPES])

Batch = dict[str, torch.Tensor]


def inputs(batch: list[dict]) -> Batch:
    """ids, features, real, first: rows of pieces; `hidden` has the ids with some masked."""
    n = max(w["b"] - w["a"] for w in batch) + 2
    ids = np.zeros((len(batch), n), dtype=np.int64)
    features = np.full((len(batch), n), 6 * 12, dtype=np.int64)
    real = np.zeros((len(batch), n), dtype=bool)
    first = np.zeros((len(batch), n), dtype=bool)
    share = np.zeros((len(batch), n))
    for i, w in enumerate(batch):
        p, a, b = w["e"].p, w["a"], w["b"]
        m = b - a
        ids[i, 0], ids[i, m + 1] = CLS, SEP
        ids[i, 1 : m + 1] = p.ids[a:b]
        share[i, 1 : m + 1] = BLANKED.get(w["set"], OTHERS)
        features[i, 1 : m + 1] = p.features[a:b]
        real[i, : m + 2] = True
        first[i, 0] = True
        first[i, 1 : m + 1] = p.first[a:b]
    hidden = np.where(np.random.random(ids.shape) < share, MASK, ids)
    arrays = {"ids": ids, "hidden": hidden, "features": features, "real": real, "first": first}
    return {k: torch.from_numpy(v) for k, v in arrays.items()}


def wanted(batch: list[dict], n: int) -> Batch:
    """The labels of the windows; rows of `n` pieces, piece j of a window stands at j + 1."""
    out: dict[str, torch.Tensor] = {}
    for i, w in enumerate(batch):
        for head, want in w["e"].labels.items():
            key = f"head.{head}"
            if key not in out:
                out[key] = torch.full((len(batch), n), SKIP)
            m = w["b"] - w["a"]
            out[key][i, 1 : m + 1] = torch.from_numpy(want[w["a"] : w["b"]].astype(np.int64))
    numbers = {
        "content": [(i, at, head) for i, w in enumerate(batch) for at, head in w["heads"]],
        "source": [(i, at, head) for i, w in enumerate(batch) for at, head in w["cues"]],
        "trigger": [
            (
                i,
                t["at"],
                TYPES.index(t["type"]),
                STATUSES.index(t["status"]),
                MODE_INDEX[t["type"], t["mode"]],
            )
            for i, w in enumerate(batch)
            for t in w["triggers"]
        ],
        "same": [
            (
                i,
                s["at"],
                t["at"],
                TYPES.index(s["type"]) == TYPES.index(t["type"]),
                bool(s["events"] & t["events"]),
                len(w["triggers"]),
            )
            for i, w in enumerate(batch)
            for k, s in enumerate(w["triggers"])
            for t in w["triggers"][k + 1 :]
        ],
        "chain": [(i, at, chain) for i, w in enumerate(batch) for at, chain in w["chains"]],
    }
    out |= {k: torch.tensor(v, dtype=torch.long) for k, v in numbers.items() if v}
    weak = [(i, w) for i, w in enumerate(batch) if w["some"]]
    sides: list[tuple[int, dict | None, dict | None, float]] = [
        (-1 - k, t["yes"], t["open"], 1.0)
        for k, t in enumerate(t for w in batch for t in w["triggers"])
    ]
    if weak:
        out["weak"] = torch.tensor(
            [
                (
                    i,
                    w["some"]["types"] is None,
                    MODE_INDEX[w["some"]["types"][0], w["some"]["mode"]]
                    if w["some"]["mode"]
                    else -1,
                )
                for i, w in weak
            ]
        )
        out["weak.types"] = torch.tensor(
            [[t in (w["some"]["types"] or ()) for t in TYPES] for _, w in weak]
        )
        out["weak.weight"] = torch.tensor([w["weight"] for _, w in weak])
        sides += [
            (k, w["some"]["yes"], w["some"]["open"], 0.7 if w["some"]["types"] else 0.5)
            for k, (_, w) in enumerate(weak)
            if w["some"]["yes"] is not None and w["some"]["types"] != []
        ]
    if sides:
        # of: the weak window (0..) or, negative, the trigger that the sides belong to
        out["sides.of"] = torch.tensor([k for k, *_ in sides])
        out["sides.weight"] = torch.tensor([x for *_, x in sides])
        for role in ROLES:
            yes, may = np.zeros((len(sides), n), dtype=bool), np.zeros((len(sides), n), dtype=bool)
            known = np.ones(len(sides), dtype=bool)
            for j, (_, y, o, _) in enumerate(sides):
                yes[j, list(y[role])] = True
                may[j, list(y[role])] = True
                if o[role] is None:
                    known[j] = False
                else:
                    may[j, list(o[role])] = True
            for name, value in (("yes", yes), ("may", may), ("known", known)):
                out[f"sides.{role}.{name}"] = torch.from_numpy(value)
    return out
