"""Fits what makes two stories one happening: python happenings.py SHARED OUT.json

A logistic model of the pairs of ECB+'s train part (its subtopics are the happenings), with a ridge.
The threshold is chosen on the same stories by B-cubed F1 of average link, each pair scored by a
model that saw neither of its stories' topics, pairs that share no key left out, as in use; of the
thresholds the one in the middle of the best three that lie side by side. Names are those that the
program itself finds. ECB+ has no dates.
"""

from __future__ import annotations

import json
import sys
from itertools import combinations
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT)]

from evals.happenings import Story, bcubed, stories  # noqa: E402

from onrecord.grouping import candidates, group, pair  # noqa: E402
from onrecord.stories.happenings import keys, telling  # noqa: E402
from onrecord.stories.likeness import NAMES, features  # noqa: E402

RIDGE = 3.0
FOLDS = 5
THRESHOLDS = [n / 100 for n in range(10, 75, 5)]


def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Weights by Newton's method; the last column is the constant and bears no ridge."""
    weights = np.zeros(x.shape[1])
    ridge = RIDGE * np.eye(len(weights))
    ridge[-1, -1] = 1e-9
    for _ in range(40):
        p = 1 / (1 + np.exp(-x @ weights))
        step = np.linalg.solve(
            (x * (p * (1 - p))[:, None]).T @ x + ridge, x.T @ (y - p) - ridge @ weights
        )
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def main() -> None:
    known: list[Story] = stories(Path(sys.argv[1]), split="Train")
    tellings = [telling(s.item) for s in known]
    pairs = list(combinations(range(len(known)), 2))
    raw = np.array([features(tellings[i], tellings[j]) for i, j in pairs])
    y = np.array([known[i].gold == known[j].gold for i, j in pairs], float)
    mean, spread = raw.mean(0), raw.std(0) + 1e-9
    x = np.hstack([(raw - mean) / spread, np.ones((len(raw), 1))])

    topics = sorted({s.topic for s in known}, key=int)
    fold = np.array([topics.index(s.topic) % FOLDS for s in known])
    one, other = fold[np.array(pairs)].T
    p = np.zeros(len(pairs))
    for a in range(FOLDS):
        for b in range(a, FOLDS):
            here = ((one == a) & (other == b)) | ((one == b) & (other == a))
            away = ~np.isin(one, (a, b)) & ~np.isin(other, (a, b))
            p[here] = 1 / (1 + np.exp(-x[here] @ fit(x[away], y[away])))
    ids = [s.item.id for s in known]
    met = candidates([s.item for s in known], keys=keys)
    scores = {
        two: float(p[k]) for k, (i, j) in enumerate(pairs) if (two := pair(ids[i], ids[j])) in met
    }
    gold = {s.item.id: s.gold for s in known}
    reached = [bcubed(group(ids, scores, threshold=t), gold) for t in THRESHOLDS]
    for t, (f1, precision, recall) in zip(THRESHOLDS, reached, strict=True):
        print(f"{t:.2f} f1 {f1:.3f} precision {precision:.3f} recall {recall:.3f}")
    beside = [sum(f for f, _, _ in reached[k - 1 : k + 2]) for k in range(1, len(reached) - 1)]
    threshold = THRESHOLDS[1 + int(np.argmax(beside))]

    weights = fit(x, y)
    told = {
        "made_by": "training/happenings.py on ECB+ train",
        "threshold": threshold,
        "base": round(float(weights[-1] - (weights[:-1] * mean / spread).sum()), 4),
        "weights": {
            n: round(float(w), 4) for n, w in zip(NAMES, weights[:-1] / spread, strict=True)
        },
    }
    Path(sys.argv[2]).write_text(json.dumps(told, indent=1) + "\n", "utf-8")
    print("threshold", threshold)


if __name__ == "__main__":
    main()
