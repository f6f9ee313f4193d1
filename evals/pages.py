"""Scores page reading: article text of HTML and of the same pages as plain text, and metadata.

    python evals/pages.py [SHARED] [--worst N]

Every page is read with weights fitted on the other half of the benchmark (see fit_blocks.py);
"shipped" is what the package's own weights give, which have seen these pages. Plain trafilatura
is measured in the same run. Title, date and byline are compared with what a person read on the
pages (evals/pages_facts.tsv).
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import trafilatura

from onrecord.pages.decode import decode
from onrecord.pages.dump import split
from onrecord.pages.html import read_html
from onrecord.pages.page import Part
from onrecord.pages.segment import Weights

HERE = Path(__file__).resolve().parent

Said = dict[str, str]


def load(path: Path) -> Any:
    """The module in the file `path`."""
    spec = importlib.util.spec_from_file_location(f"loaded_{path.stem}", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def folds(name: str) -> tuple[Weights, Weights]:
    """Weights for pages of half 0 and of half 1, each fitted on the other half."""
    made = []
    for other in (1, 0):
        data = json.loads((HERE / "weights" / f"{name}-{other}.json").read_text("utf8"))
        made.append(Weights(float(data["bias"]), tuple(data["weights"].values())))
    return made[0], made[1]


def text_of(parts: tuple[Part, ...]) -> str:
    return next((part.text for part in parts if part.section == "main"), "")


def report(
    name: str, said: Said, gold: dict[str, Any], *, score: Any, half: Callable[[str], int]
) -> None:
    """One line: F1 on each half and on all, precision, recall, exact pages."""
    halves = [score({k: v for k, v in gold.items() if half(k) == n}, said)["f1"] for n in (0, 1)]
    all_ = score(gold, said)
    print(
        f"{name:32} F1 {all_['f1']:.3f}  (halves {halves[0]:.3f} {halves[1]:.3f})  "
        f"P {all_['precision']:.3f}  R {all_['recall']:.3f}  exact {all_['exact']:.3f}"
    )


def worst(said: Said, gold: dict[str, Any], *, score: Any, count: int) -> None:
    """The pages read worst, for looking at."""
    rows = sorted((score({page: gold[page]}, said)["f1"], page) for page in gold)
    for f1, page in rows[:count]:
        print(f"    {f1:.2f} {page[:8]} {gold[page]['url'][:90]}")


def facts(pages: dict[str, bytes]) -> None:
    """Shares of titles, dates and bylines that are exactly what a person read on the page."""
    rows = [
        line.split("\t")
        for line in (HERE / "pages_facts.tsv").read_text("utf8").splitlines()
        if line and not line.startswith("#")
    ]
    right = {"ours": [0, 0, 0], "trafilatura": [0, 0, 0]}
    for start, title, date, byline in rows:
        data = next(data for page, data in pages.items() if page.startswith(start))
        names = [name for name in byline.split("; ") if name != "-"]
        part = read_html(decode(data, markup=True), name="p", digest="").parts[0]
        bare = trafilatura.bare_extraction(data, with_metadata=True)
        theirs = bare.author.split("; ") if bare and bare.author else []
        ours = (
            part.title == title,
            (part.published.date[:10] if part.published else "-") == date,
            list(part.byline) == names,
        )
        other = (
            bare is not None and bare.title == title,
            bare is not None and (bare.date or "-") == date,
            theirs == names,
        )
        for name, found in (("ours", ours), ("trafilatura", other)):
            for at, good in enumerate(found):
                right[name][at] += good
        if "--show" in sys.argv and not all(ours):
            print(
                "   ",
                start,
                [part.title, part.published and part.published.date, part.byline],
                [title, date, names],
                ours,
            )
    for name, counts in right.items():
        shares = "  ".join(
            f"{what} {100 * n / max(len(rows), 1):.0f} %"
            for what, n in zip(("title", "date", "byline"), counts, strict=True)
        )
        print(f"{name:32} {shares}  ({len(rows)} pages)")


def main() -> None:
    args = [arg for arg in sys.argv[1:] if not arg.startswith("--")]
    count = int(args.pop()) if "--worst" in sys.argv else 0
    shared = Path(args[0] if args else HERE.parent.parent / "shared")
    half = load(HERE / "fit_blocks.py").half
    score = load(shared / "score/pages.py").score
    dump = load(shared / "score/dump.py").dump
    gold = json.loads((shared / "data/pages/ground-truth.json").read_text("utf8"))
    pages = {
        path.name[:-8]: gzip.decompress(path.read_bytes())
        for path in sorted((shared / "data/pages/html").glob("*.html.gz"))
    }
    plain = {page: trafilatura.extract(data) or "" for page, data in pages.items()}
    report("HTML, plain trafilatura", plain, gold, score=score, half=half)
    for name, models in (("HTML, ours", folds("markup")), ("HTML, ours, shipped", (None, None))):
        began = time.perf_counter()
        said = {
            page: text_of(
                read_html(
                    decode(data, markup=True), name=page, digest="", model=models[half(page)]
                ).parts
            )
            for page, data in pages.items()
        }
        took = (time.perf_counter() - began) / len(pages)
        report(name, said, gold, score=score, half=half)
        if models[0]:
            print(f"    {took * 1000:.0f} ms a page")
            worst(said, gold, score=score, count=count)
    texts = {page: dump(data) for page, data in pages.items()}
    for name, models in (("dumps, ours", folds("text")), ("dumps, ours, shipped", (None, None))):
        said = {
            page: text_of(split(text, model=models[half(page)])) for page, text in texts.items()
        }
        report(name, said, gold, score=score, half=half)
        if models[0]:
            worst(said, gold, score=score, count=count)
    if (HERE / "pages_facts.tsv").exists():
        facts(pages)


if __name__ == "__main__":
    main()
