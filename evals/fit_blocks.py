"""Fits the weights by which blocks of a page are read as article or not.

    python evals/fit_blocks.py [SHARED]

Writes `src/onrecord/pages/{text,markup}.json`, fitted on all pages of the benchmark in
SHARED/data/pages, and `evals/weights/{text,markup}-{0,1}.json`, fitted on one half each (halves by
the hash of the page's id), which evals/pages.py reports with: no page is scored by weights that
have seen it. Needs numpy; takes a minute; the same input gives the same files.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
import sys
from collections import Counter
from pathlib import Path

import numpy as np

from onrecord.pages import linked
from onrecord.pages.article import HTML, html_rows
from onrecord.pages.blocks import Block, blocks
from onrecord.pages.decode import decode
from onrecord.pages.dom import visible
from onrecord.pages.kinds import kind
from onrecord.pages.segment import TEXT, text_rows
from onrecord.pages.tree import parse

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent / "src" / "onrecord" / "pages"

RIDGE = 30.0
"""Strength of the ridge penalty; 3, 10, 30 and 60 were tried on the tuning half (2026-11-24)."""

BIAS = {"text": 0.0, "markup": 0.0}
"""Added to the fitted bias; 0.3 for text gained recall, lost as much precision (2026-11-24)."""


def half(page: str) -> int:
    """0 or 1: the half of the benchmark that a page is in, by the hash of its id."""
    return int(hashlib.sha1(page.encode()).hexdigest(), 16) % 2


def shingles(text: str, n: int = 4) -> Counter[tuple[str, ...]]:
    """The bag of runs of four words, as the benchmark counts them."""
    words = re.findall(r"\w+", text)
    if len(words) < n:
        return Counter([tuple(words)] if words else [])
    return Counter(zip(*(words[at:] for at in range(n)), strict=False))


def labels(found: list[Block], body: str) -> np.ndarray:
    """For each block whether it is in the true text: most of its runs of words, or a line of it."""
    runs = set(shingles(body))
    lines = {re.sub(r"\W+", "", line) for line in body.split("\n")}
    said = []
    for block in found:
        own = shingles(block.text)
        if len(re.findall(r"\w+", block.text)) >= 4:
            said.append(sum(n for run, n in own.items() if run in runs) >= 0.6 * sum(own.values()))
        else:
            key = re.sub(r"\W+", "", block.text)
            said.append(bool(key) and key in lines)
    return np.array(said, float)


def fit(rows: list[np.ndarray], truth: list[np.ndarray], sizes: list[np.ndarray]) -> np.ndarray:
    """Weights and bias of a logistic regression with ridge penalty, every page counting alike."""
    x = np.vstack([np.hstack([page, np.ones((len(page), 1))]) for page in rows])
    y = np.concatenate(truth)
    w = np.concatenate([size / size.sum() * 150 for size in sizes])
    ridge = np.eye(x.shape[1]) * RIDGE
    ridge[-1, -1] = 1e-3
    beta = np.zeros(x.shape[1])
    for _ in range(15):
        p = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        slope = x.T @ (w * (y - p)) - ridge @ beta
        beta += np.linalg.solve((x.T * (w * p * (1 - p))) @ x + ridge, slope)
    return beta


def write(path: Path, beta: np.ndarray, names: tuple[str, ...], bias: float) -> None:
    """The weights as a file, each under the number's name (numbered where names repeat)."""
    path.parent.mkdir(exist_ok=True)
    named = {
        f"{at} {name}": round(float(v), 4)
        for at, (name, v) in enumerate(zip(names, beta[:-1], strict=True))
    }
    data = {"bias": round(float(beta[-1]) + bias, 4), "weights": named}
    path.write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", "utf8")


def main() -> None:
    shared = Path(sys.argv[1] if len(sys.argv) > 1 else HERE.parent.parent / "shared")
    gold = json.loads((shared / "data/pages/ground-truth.json").read_text("utf8"))
    sys.path.insert(0, str(shared / "score"))
    from dump import dump  # the benchmark's own way from HTML to plain text

    rows: dict[str, dict[str, np.ndarray]] = {"text": {}, "markup": {}}
    truth: dict[str, dict[str, np.ndarray]] = {"text": {}, "markup": {}}
    sizes: dict[str, dict[str, np.ndarray]] = {"text": {}, "markup": {}}
    for path in sorted((shared / "data/pages/html").glob("*.html.gz")):
        page, data = path.name[:-8], gzip.decompress(path.read_bytes())
        tree = parse(decode(data, markup=True))
        assert tree is not None
        seen = visible(tree)
        found = {"text": blocks(dump(data)), "markup": [one.block for one in seen]}
        kinds = {name: [kind(block.text) for block in bs] for name, bs in found.items()}
        nodes = linked.articles(linked.nodes(tree))
        rows["text"][page] = np.array(text_rows(found["text"], kinds["text"]))
        rows["markup"][page] = np.array(html_rows(tree, seen, kinds["markup"], articles=nodes))
        for name, bs in found.items():
            truth[name][page] = labels(bs, gold[page]["articleBody"])
            count = [min(len(re.findall(r"\w+", block.text)), 60) + 3 for block in bs]
            sizes[name][page] = np.array(count, float)
    for name, names in (("text", TEXT), ("markup", HTML)):
        for part in (None, 0, 1):
            keys = [page for page in rows[name] if part is None or half(page) == part]
            beta = fit(*([of[name][page] for page in keys] for of in (rows, truth, sizes)))
            out = (
                PACKAGE / f"{name}.json"
                if part is None
                else HERE / "weights" / f"{name}-{part}.json"
            )
            write(out, beta, names, BIAS[name])
            print(out.name, len(keys), "pages")


if __name__ == "__main__":
    main()
