"""Prints how well places are found and located on GeoWebNews, by the project's scorer.

    python -m evals.places [../shared] [--lists-only]

All of GeoWebNews is dev: it is reported, its names are never looked at to tune a rule.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any

from onrecord.mentions import places
from onrecord.mentions.model import load


def said(text: str, names: Any) -> list[dict[str, Any]]:
    keys = ("country", "geonameid", "lat", "lon")
    return [
        {"type": "place", "start": p.span.start, "end": p.span.end}
        | {k: getattr(p, k) for k in keys}
        for p in places.find(text, names=names)
    ]


def main() -> None:
    folders = [a for a in sys.argv[1:] if not a.startswith("-")]
    shared = Path(folders[0] if folders else "../shared")
    sys.path.insert(0, str(shared / "score"))
    scorer = importlib.import_module("mentions")
    lines = (shared / "data" / "geo" / "geowebnews.jsonl").read_text("utf-8").splitlines()
    texts = [json.loads(line) for line in lines]
    if "--lists-only" in sys.argv:
        tagged: list[Any] = [()] * len(texts)
    else:
        tagged = [t.names for t in load().tag([t["text"] for t in texts])]
    found = {t["id"]: said(t["text"], names) for t, names in zip(texts, tagged, strict=True)}
    for name, value in scorer.score(texts, found).items():
        print(f"{name:11}", value)


if __name__ == "__main__":
    main()
