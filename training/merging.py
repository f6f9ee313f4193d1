"""Fits the pair model of `merging/judge.py`.

    PYTHONPATH=src python -m training.merging ../shared/data/ecbplus

Boosted trees of one depth on pairs of gold mentions of ECB+'s train part: each tree is grown on the
gradient and curvature of the logistic loss (Friedman 2001; Chen and Guestrin 2016). Needs only
numpy. Writes `src/onrecord/merging/pairs.json`; with --folds it prints the figures of five folds
over the topics instead, from which the threshold in `evals/mention_pairs.py` comes.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from evals.coreference import conll
from evals.mention_pairs import FLOOR, grouped, mentions, pairs

from onrecord.grouping import pair
from onrecord.merging.judge import Trees
from onrecord.merging.pairs import FEATURES, features

OUT = Path(__file__).parents[1] / "src/onrecord/merging/pairs.json"
TREES, DEPTH, RATE, SMOOTH, LEAST, BINS = 160, 4, 0.1, 5.0, 30, 48
FOLDS, THIN, SEED = 5, 8, 20


@dataclass
class Data:
    """Pairs of mentions as rows of features, and which are one event."""

    ids: list[tuple[str, str]]
    topics: list[tuple[str, str]]
    rows: np.ndarray
    one: np.ndarray


def read(folder: Path):
    """The train part's mentions and their pairs."""
    found = mentions(folder / "ECB_Train_Event_gold_mentions.json", folder / "ECB_Train_corpus.txt")
    chains = {m.telling.id: m.chain for m in found}
    compared = list(pairs([m.telling for m in found]))
    topics = [(a.story.split("_")[0], b.story.split("_")[0]) for a, b in compared]
    rows = np.array([features(a, b) for a, b in compared])
    one = np.array([float(chains[a.id] == chains[b.id]) for a, b in compared])
    return found, Data([pair(a.id, b.id) for a, b in compared], topics, rows, one)


def thinned(rows: np.ndarray, one: np.ndarray) -> np.ndarray:
    """The weight of each pair: most of those whose triggers have nothing in common are left out,
    and the rest of them count for more."""
    related = rows[:, [FEATURES.index(n) for n in ("trigger_part", "verbs", "sense", "above")]]
    apart = (related.max(1) <= 0) & (one == 0)
    kept = np.random.default_rng(SEED).random(len(one)) < 1 / THIN
    return np.where(apart, np.where(kept, float(THIN), 0.0), 1.0)


def fit(rows: np.ndarray, one: np.ndarray) -> Trees:
    """The trees, grown one after the other."""
    weight = thinned(rows, one)
    rows, one, weight = rows[weight > 0], one[weight > 0], weight[weight > 0]
    cuts = [np.unique(np.quantile(c, np.linspace(0, 1, BINS + 1)[1:-1])) for c in rows.T]
    bins = np.stack(
        [np.searchsorted(c, column, side="left") for c, column in zip(cuts, rows.T, strict=True)],
        axis=1,
    )
    width = BINS + 1
    share = float((one * weight).sum() / weight.sum())
    base = float(np.log(share / (1 - share)))
    score = np.full(len(one), base)
    inner = 2**DEPTH - 1
    chosen, bounds, leaves = [], [], []
    for _ in range(TREES):
        chance = 1 / (1 + np.exp(-score))
        gradient, curve = weight * (one - chance), weight * chance * (1 - chance)
        at = np.zeros(len(one), dtype=np.int64)
        feature, bound = np.zeros(inner, dtype=np.int64), np.full(inner, np.inf)
        for level in range(DEPTH):
            first, nodes = 2**level - 1, 2**level
            node = at - first
            best = np.zeros(nodes)
            for k in range(rows.shape[1]):
                if not len(cuts[k]):
                    continue
                cell = node * width + bins[:, k]
                g = np.bincount(cell, gradient, nodes * width).reshape(nodes, width).cumsum(1)
                h = np.bincount(cell, curve, nodes * width).reshape(nodes, width).cumsum(1)
                n = np.bincount(cell, minlength=nodes * width).reshape(nodes, width).cumsum(1)
                tg, th, tn = g[:, -1:], h[:, -1:], n[:, -1:]
                gain = (
                    g**2 / (h + SMOOTH) + (tg - g) ** 2 / (th - h + SMOOTH) - tg**2 / (th + SMOOTH)
                )
                gain[(n < LEAST) | (tn - n < LEAST)] = 0
                gain = gain[:, : len(cuts[k])]
                top = gain.argmax(1)
                value = gain[np.arange(nodes), top]
                better = value > best + 1e-9
                best[better] = value[better]
                feature[first:][:nodes][better] = k
                bound[first:][:nodes][better] = cuts[k][top[better]]
            right = rows[np.arange(len(one)), feature[at]] > bound[at]
            at = 2 * at + 1 + right
        leaf = at - inner
        g = np.bincount(leaf, gradient, inner + 1)
        h = np.bincount(leaf, curve, inner + 1)
        value = RATE * g / (h + SMOOTH)
        score += value[leaf]
        chosen.append(feature)
        bounds.append(bound)
        leaves.append(value)
    neutral = np.median(rows[one == 0], axis=0)
    return Trees(base, np.array(chosen), np.array(bounds), np.array(leaves), neutral)


def chances(model: Trees, rows: np.ndarray) -> np.ndarray:
    """The model's probabilities."""
    return np.concatenate(
        [1 / (1 + np.exp(-model.logits(rows[i : i + 20000]))) for i in range(0, len(rows), 20000)]
    )


def folds(found, data: Data) -> None:
    """Prints the mean F1 for thresholds, each topic judged by a model that has not seen it."""
    names = sorted({t for pair_ in data.topics for t in pair_}, key=int)
    fold = {name: i % FOLDS for i, name in enumerate(names)}
    places = np.array([(fold[a], fold[b]) for a, b in data.topics])
    chance = np.zeros(len(data.one))
    for k in range(FOLDS):
        held = (places == k).any(1)
        chance[held] = chances(fit(data.rows[~held], data.one[~held]), data.rows[held])
    loss = -np.mean(np.log(np.where(data.one == 1, chance, 1 - chance).clip(1e-9)))
    print(f"log loss {loss:.4f}")
    scored = {p: float(c) for p, c in zip(data.ids, chance, strict=True) if c > FLOOR}
    right = {m.telling.id: m.chain for m in found}
    for threshold in (0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
        ours = grouped([m.telling for m in found], scored, threshold=threshold)
        print(f"threshold {threshold}: conll {100 * conll(right, ours):.2f}", flush=True)


def main() -> None:
    """Fits and writes, or prints the folds."""
    found, data = read(Path(sys.argv[1]))
    print(f"{len(data.one)} pairs, {int(data.one.sum())} of one event")
    if "--folds" in sys.argv:
        folds(found, data)
        return
    model = fit(data.rows, data.one)
    raw = {
        "features": FEATURES,
        "base": round(model.base, 5),
        "feature": model.feature.tolist(),
        "bound": [[round(float(b), 5) if np.isfinite(b) else 1e9 for b in t] for t in model.bound],
        "leaves": [[round(float(v), 5) for v in t] for t in model.leaves],
        "neutral": [round(float(v), 5) for v in model.neutral],
    }
    OUT.write_text(json.dumps(raw, separators=(",", ":")) + "\n", "utf-8")


if __name__ == "__main__":
    main()
