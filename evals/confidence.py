"""How often records are right at each confidence, on dev data: python evals/confidence.py

An event is right if a gold event of its type, told in the same sentence, is rightly told as having
happened or not. A statement is right if it is found and its speaker is (the rule of
statements.py's joint). Fractions in percent; ECE is the mean gap to the confidence, in points.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# Run as a script, only this folder is searched; its file names are not to hide others.
sys.path[0] = str(ROOT)
BINS = ((0.0, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01))


def events(tmp: Path) -> list[tuple[float, bool]]:
    """Confidence and rightness of each event of the dev stories."""
    from evals.measures import by_story, extract, rows, scorer, stories, write

    texts, score = rows("gold/dev.jsonl"), scorer("events")
    found = by_story(extract(write(tmp / "gold.jsonl", stories(texts))), "event")
    out = []
    for story in texts:
        gold = [score.gold_event(story, e) for e in story["events"]]
        told = found.get(story["id"], [])
        said = [score.said_event(story, r) for r in told]
        right = {id(p): same(g, p) for g, p in score.pairs(gold, said)}
        out += [(r["confidence"], right.get(id(p), False)) for r, p in zip(told, said, strict=True)]
    return out


def same(gold: dict[str, Any], said: dict[str, Any]) -> bool:
    """Whether type and having happened agree."""
    real = ("occurred", "ongoing")
    return gold["type"] == said["type"] and (gold["status"] in real) == (said["status"] in real)


def statements(tmp: Path) -> list[tuple[float, bool]]:
    """Confidence and rightness of each statement of PolNeAR's dev articles."""
    from evals.measures import by_story, extract, rows, scorer, stories, write

    texts, score = rows("data/polnear/dev.jsonl"), scorer("statements")
    found = by_story(extract(write(tmp / "polnear.jsonl", stories(texts))), "statement")
    out = []
    for article in texts:
        gold = [a for a in article["attributions"] if a["content"]]
        told = found.get(article["id"], [])
        used: dict[int, bool] = {}
        for a in gold:
            want = score.chars(a["content"])
            cover = [
                (len(want & content(score, r, "content")) / max(1, len(want)), -j)
                for j, r in enumerate(told)
                if j not in used
            ]
            best = max(cover, default=(0.0, 0))
            if best[0] > 0.3:
                ours = content(score, told[-best[1]], "speaker")
                theirs = score.chars(a["source"])
                used[-best[1]] = bool(ours & theirs) or not (ours or theirs)
        out += [(r["confidence"], used.get(j, False)) for j, r in enumerate(told)]
    return out


def content(score: Any, record: dict[str, Any], role: str) -> set[int]:
    """The characters of a record's evidence in one role."""
    spans = [(e["start"], e["end"]) for e in record["evidence"] if e["role"] == role]
    found: set[int] = score.chars(spans)
    return found


def table(name: str, pairs: Iterable[tuple[float, bool]]) -> str:
    """Bins of confidence with how many records fell in and how many of them were right."""
    rows = list(pairs)
    lines, gap = [f"{name}: {len(rows)} records"], 0.0
    for low, high in BINS:
        mine = [(c, r) for c, r in rows if low <= c < high]
        if mine:
            said = sum(c for c, _ in mine) / len(mine)
            right = sum(r for _, r in mine) / len(mine)
            gap += abs(said - right) * len(mine) / len(rows)
            lines.append(
                f"  {low:.1f}-{min(high, 1.0):.1f}  n {len(mine):4}  "
                f"said {100 * said:4.0f}  right {100 * right:4.0f}"
            )
    return "\n".join([*lines, f"  ECE {100 * gap:.1f}"])


def main() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as folder:
        for name, measure in (("events", events), ("statements", statements)):
            print(table(name, measure(Path(folder))), flush=True)


if __name__ == "__main__":
    main()
