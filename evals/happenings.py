"""Stories of one happening, B-cubed F1 on ECB+'s dev part: python evals/happenings.py

ECB+'s subtopics (`2`, `2plus`) are the happenings; its texts are about 42 words and have no dates.
Beside it, in the same run, TF-IDF with average link, its threshold chosen on the train part as ours
was. Names are those that the program itself finds. The last line but one tells how many of the
pairs that belong together share a blocking key; only pairs that share one are scored.
"""

from __future__ import annotations

import collections
import json
import math
import sys
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Run as a script, only this folder is searched; its file names are not to hide others.
if Path(sys.path[0]).resolve() == ROOT / "evals":
    sys.path[0] = str(ROOT)

from onrecord.grouping import Pair, candidates, group, pair  # noqa: E402
from onrecord.languages.phrases import WORD  # noqa: E402
from onrecord.stories import happenings  # noqa: E402
from onrecord.stories.naming import named  # noqa: E402

Groups = Iterable[tuple[str, ...]]


@dataclass(frozen=True)
class Story:
    """A text of ECB+, its topic and happening, and its item."""

    topic: str
    gold: str
    text: str
    item: happenings.Item


def stories(shared: Path, *, split: str) -> list[Story]:
    """The texts of one part, read by the program for their names."""
    from evals.product import extract

    lines = (shared / "data/ecbplus/docs.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["split"] == split]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ecb.jsonl"
        told = [json.dumps({"id": r["doc"], "text": r["text"]}) for r in rows]
        path.write_text("\n".join(told) + "\n", "utf-8")
        found = collections.defaultdict(list)
        for line in extract(path, options=("--mentions",)).lines:
            if line["kind"] == "mention":
                found[line["story"]].append(line)
    made = []
    for row in rows:
        names = named(found[row["doc"]])
        one = happenings.item(
            {"id": row["doc"], "text": row["text"]},
            people=names.people,
            places=names.places,
            bodies=names.bodies,
        )
        made.append(Story(row["topic"], row["cluster"], row["text"], one))
    return made


def bcubed(groups: Groups, gold: Mapping[str, str]) -> tuple[float, float, float]:
    """B-cubed F1, precision and recall (Bagga and Baldwin 1998), singletons counted."""
    home = {one: frozenset(g) for g in groups for one in g}
    real: dict[str, set[str]] = collections.defaultdict(set)
    for one, happening in gold.items():
        real[happening].add(one)
    precision = recall = 0.0
    for one, happening in gold.items():
        both = len(home[one] & real[happening])
        precision += both / len(home[one]) / len(gold)
        recall += both / len(real[happening]) / len(gold)
    return 2 * precision * recall / (precision + recall), precision, recall


def tfidf(known: list[Story]) -> dict[Pair, float]:
    """Cosines of TF-IDF, with the document frequencies of the texts themselves."""
    counts = [collections.Counter(w.lower() for w in WORD.findall(s.text)) for s in known]
    texts = collections.Counter(w for one in counts for w in one)
    weighed = []
    for one in counts:
        row = {w: n * (math.log((1 + len(known)) / (1 + texts[w])) + 1) for w, n in one.items()}
        size = math.sqrt(sum(x * x for x in row.values()))
        weighed.append({w: x / size for w, x in row.items()})
    return {
        pair(known[i].item.id, known[j].item.id): sum(
            x * weighed[j][w] for w, x in weighed[i].items() if w in weighed[j]
        )
        for i, j in combinations(range(len(known)), 2)
    }


def told(name: str, groups: Groups, gold: Mapping[str, str]) -> None:
    f1, precision, recall = (100 * x for x in bcubed(groups, gold))
    print(f"{name:32} B-cubed F1 {f1:.1f}  precision {precision:.1f}  recall {recall:.1f}")


def main() -> None:
    shared = ROOT.parent / "shared"
    parts = {split: stories(shared, split=split) for split in ("Train", "Dev")}
    gold = {split: {s.item.id: s.gold for s in known} for split, known in parts.items()}
    cosines = {split: tfidf(known) for split, known in parts.items()}

    def by_cosine(split: str, threshold: float) -> Groups:
        return group(list(gold[split]), cosines[split], threshold=threshold)

    grid = [n / 100 for n in range(4, 40)]
    best = max(grid, key=lambda t: bcubed(by_cosine("Train", t), gold["Train"])[0])
    told(f"TF-IDF, threshold of train {best}", by_cosine("Dev", best), gold["Dev"])
    luck = max(grid, key=lambda t: bcubed(by_cosine("Dev", t), gold["Dev"])[0])
    told(f"TF-IDF, best of dev {luck}", by_cosine("Dev", luck), gold["Dev"])

    items = {s.item.id: s.item for s in parts["Dev"]}
    start = time.perf_counter()
    met = candidates(items.values(), keys=happenings.keys)
    scores = {(a, b): happenings.compare(items[a], items[b]).score for a, b in met}
    took = 1000 * (time.perf_counter() - start) / max(1, len(met))
    groups = group(list(items), scores, threshold=happenings.THRESHOLD)
    every = {
        (a, b): happenings.compare(items[a], items[b]).score
        for a, b in combinations(sorted(items), 2)
    }
    true = {p for p in every if gold["Dev"][p[0]] == gold["Dev"][p[1]]}
    told(
        "every pair scored", group(list(items), every, threshold=happenings.THRESHOLD), gold["Dev"]
    )
    print(
        f"keys: {100 * len(true & met) / len(true):.1f} % of the pairs that belong together meet, "
        f"{100 * len(met) / len(every):.1f} % of all pairs; {took:.2f} ms a pair"
    )
    told("happenings", groups, gold["Dev"])


if __name__ == "__main__":
    main()
