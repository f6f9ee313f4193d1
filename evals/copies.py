"""Near-duplicates found among made-up edits of real stories: python evals/copies.py [--train]

Each story of PolNeAR's dev part and of the pages is edited in eight ways (`evals/edits.py`), with a
date up to three days later, every tenth without one. Beside them stand the other stories, and
ECB+'s dev part, where two subtopics of one topic are told in much the same words; within a subtopic
many are agency copy themselves, so that those pairs count neither way. Counted are pairs that stand
in one group: precision, recall, and recall of each edit against its original.

--train    PolNeAR's and ECB+'s train part instead: what the constants were chosen on
--others   datasketch and rensa on the same texts, where they are installed
"""

from __future__ import annotations

import argparse
import datetime
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from itertools import combinations
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
# Run as a script, only this folder is searched; its file names are not to hide others.
sys.path[0] = str(ROOT)
SHARED = ROOT.parent / "shared" / "data"
SEED = 20261127
Line = dict[str, Any]


def originals(*, train: bool) -> list[Line]:
    """The stories that are edited. Stories that are printed twice in PolNeAR itself count once."""
    name = "train" if train else "dev"
    lines = (SHARED / f"polnear/{name}.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    found = [{"id": r["id"], "text": r["text"], "published": r["date"]} for r in rows]
    if train:
        return found[::5]
    pages = json.loads((SHARED / "pages/ground-truth.json").read_text("utf-8"))
    found += [
        {"id": f"page-{key}", "text": page["articleBody"], "published": "2019-11-20"}
        for key, page in pages.items()
    ]
    return [one for one in found if len(one["text"].split()) >= 80]


def independent(*, train: bool) -> list[Line]:
    """Stories of ECB+: many tell one thing in their own words."""
    lines = (SHARED / "ecbplus/docs.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    split = "Train" if train else "Dev"
    return [
        {"id": r["doc"], "text": r["text"], "cluster": f"ecb {r['cluster']}"}
        for r in rows
        if r["split"] == split
    ]


def corpus(*, train: bool) -> tuple[list[Line], dict[str, str], dict[str, str]]:
    """The stories, the family of each, and the edit of each that is one."""
    from evals.edits import EDITS, edited

    first = originals(train=train)
    words = sorted({w for one in first for w in one["text"].split() if w.isalpha()})
    stories, family, kind = [], {}, {}
    for one in first:
        versions = {"": one["text"]}
        for edit in EDITS:
            seed = f"{SEED} {one['id']} {edit}"
            versions[edit] = edited(one["text"], edit=edit, seed=seed, words=words)
        for edit, text in versions.items():
            chance = random.Random(f"{SEED} {one['id']} {edit} date")
            day = datetime.date.fromisoformat(one["published"])
            day += datetime.timedelta(days=chance.randint(0, 3) if edit else 0)
            name = f"{one['id']} {edit}".strip()
            when = None if edit and chance.random() < 0.1 else {"date": day.isoformat()}
            stories.append({"id": name, "text": text, "published": when})
            family[name] = one["id"]
            kind[name] = edit
    for one in independent(train=train):
        stories.append(one)
        family[one["id"]] = one["cluster"]
    return stories, family, kind


def ours(stories: list[Line]) -> tuple[set[tuple[str, str]], dict[str, float]]:
    """The pairs in one group, and what finding them cost."""
    from onrecord.grouping import candidates, group
    from onrecord.stories import copies

    start = time.perf_counter()
    items = {s["id"]: copies.item(s) for s in stories}
    read = time.perf_counter()
    pairs = candidates(items.values(), keys=copies.keys)
    met = time.perf_counter()
    scores = {(a, b): copies.compare(items[a], items[b]).score for a, b in pairs}
    scored = time.perf_counter()
    groups = group(list(items), scores, threshold=copies.THRESHOLD)
    joined = {two for g in groups for two in combinations(g, 2)}
    return joined, {
        "ms to make an item": 1000 * (read - start) / len(stories),
        "keys an item": sum(len(copies.keys(i)) for i in items.values()) / len(items),
        "pairs that meet, a story": len(pairs) / len(items),
        "ms to compare a pair": 1000 * (scored - met) / max(1, len(pairs)),
    }


def _shingles(text: str) -> list[str]:
    words = text.lower().split()
    return [" ".join(words[at : at + 3]) for at in range(max(1, len(words) - 2))]


def datasketch(stories: list[Line], *, threshold: float) -> set[tuple[str, str]]:
    """The pairs that datasketch's MinHash LSH gives, 128 permutations, runs of three words."""
    from datasketch import MinHash, MinHashLSH  # type: ignore[import-not-found,unused-ignore]

    index = MinHashLSH(threshold=threshold, num_perm=128)
    found = set()
    sketches = {}
    for story in stories:
        sketch = MinHash(num_perm=128)
        sketch.update_batch([s.encode() for s in _shingles(story["text"])])
        found |= {
            tuple(sorted((story["id"], other)))
            for other in index.query(sketch)
            if sketch.jaccard(sketches[other]) >= threshold
        }
        sketches[story["id"]] = sketch
        index.insert(story["id"], sketch)
    return found


def rensa(stories: list[Line], *, threshold: float) -> set[tuple[str, str]]:
    """The same by rensa, with as many bands as suit the threshold."""
    from rensa import RMinHash, RMinHashLSH  # type: ignore[import-not-found,unused-ignore]

    bands = 64 if threshold < 0.3 else 32
    index = RMinHashLSH(threshold=threshold, num_perm=128, num_bands=bands)
    found, sketches = set(), []
    for at, story in enumerate(stories):
        sketch = RMinHash(num_perm=128, seed=1)
        sketch.update(_shingles(story["text"]))
        found |= {
            tuple(sorted((story["id"], stories[other]["id"])))
            for other in index.query(sketch)
            if sketch.jaccard(sketches[other]) >= threshold
        }
        sketches.append(sketch)
        index.insert(at, sketch)
    return found


def report(name: str, pairs: Iterable[tuple[str, str]], family: dict[str, str]) -> set[Any]:
    """Prints precision and recall of the pairs; gives those that are wrong."""
    uncounted = {f for f in family.values() if f.startswith("ecb ")}
    found = {p for p in pairs if family[p[0]] != family[p[1]] or family[p[0]] not in uncounted}
    sizes = Counter(f for f in family.values() if f not in uncounted)
    true = sum(n * (n - 1) // 2 for n in sizes.values())
    right = sum(family[a] == family[b] for a, b in found)
    precision, recall = 100 * right / max(1, len(found)), 100 * right / true
    print(f"{name:28} precision {precision:.1f}  recall {recall:.1f}")
    return {p for p in found if family[p[0]] != family[p[1]]}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--train", action="store_true")
    parser.add_argument("--others", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    options = parser.parse_args()
    stories, family, kind = corpus(train=options.train)
    print(f"{len(stories)} stories, {len(set(family.values()))} of them originals")
    if options.others:
        rivals: dict[str, Callable[..., set[tuple[str, str]]]] = {
            "datasketch": datasketch,
            "rensa": rensa,
        }
        for name, rival in rivals.items():
            for threshold in (0.1, 0.15, 0.2, 0.3, 0.5):
                start = time.perf_counter()
                try:
                    pairs = rival(stories, threshold=threshold)
                except ImportError:
                    print(f"{name}: not installed")
                    break
                report(f"{name} {threshold}", pairs, family)
                each = 1000 * (time.perf_counter() - start) / len(stories)
                print(f"{'':28} {each:.2f} ms a story")
    joined, cost = ours(stories)
    for what, number in cost.items():
        print(f"{number:8.2f} {what}")
    of_edit: dict[str, list[bool]] = defaultdict(list)
    for name, edit in kind.items():
        if edit:
            a, b = sorted((name, family[name]))
            of_edit[edit].append((a, b) in joined)
    for edit, found in of_edit.items():
        print(f"recall of {edit:28} {100 * sum(found) / len(found):.1f}")
    wrong = report("copies", joined, family)
    if options.wrong:
        for a, b in sorted(wrong):
            print("wrong:", a, "|", b)


if __name__ == "__main__":
    main()
