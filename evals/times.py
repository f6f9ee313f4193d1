"""Prints how well time expressions are found and valued on TimeBank, by the project's scorer.

    python evals/times.py [train|dev] [../shared]

Texts whose SHA-1 of the id is 0 modulo 5 are dev: reported, never looked into.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import sys
from pathlib import Path
from typing import Any

from onrecord.mentions import sentences, times


def texts(shared: Path, part: str) -> list[dict[str, Any]]:
    lines = (shared / "data" / "dates" / "timebank.jsonl").read_text("utf-8").splitlines()
    made = [json.loads(line) for line in lines]
    dev = {t["id"] for t in made if int(hashlib.sha1(t["id"].encode()).hexdigest(), 16) % 5 == 0}
    return [t for t in made if (t["id"] in dev) == (part == "dev")]


def said(text: dict[str, Any]) -> list[dict[str, Any]]:
    split = sentences.split(text["text"])
    found = times.find(text["text"], sentences=split, published=text["published"])
    return [
        {"type": "time", "start": t.span.start, "end": t.span.end, "value": t.value} for t in found
    ]


def main() -> None:
    part = sys.argv[1] if len(sys.argv) > 1 else "dev"
    shared = Path(sys.argv[2] if len(sys.argv) > 2 else "../shared")
    sys.path.insert(0, str(shared / "score"))
    scorer = importlib.import_module("mentions")
    gold = texts(shared, part)
    for name, figures in scorer.score(gold, {t["id"]: said(t) for t in gold}).items():
        print(f"{part} {name:11}", figures)


if __name__ == "__main__":
    main()
