"""PLOVER stories that a language model wrote to a type and mode."""

from __future__ import annotations

import csv
import gzip
import random
from pathlib import Path

from examples import Example
from labels import MODE_INDEX, TYPES
from onrecord.mentions.model.tokens import pieces

OLD_MODES = {
    "BAN": "restrict",
    "EXECUTE": "targeted",
    "MASSACRE": "firearms",
    "PRIMATIVE": "primitive",
    "SIEZE": "seize",
    "RETURN": "release",
}


def synthetic(path: Path, *, size: int, rng: random.Random):
    """Stories that a language model wrote to a type and mode: their beginnings, weakly labelled."""
    csv.field_size_limit(10**9)
    with gzip.open(path, "rt", encoding="utf8") as f:
        rows = [r for r in csv.DictReader(f) if r["label"] in TYPES and len(r["text"]) > 100]
    rng.shuffle(rows)
    seen: dict[tuple[str, str], int] = {}
    rows = [
        r
        for r in rows
        if seen.setdefault(k := (r["label"], r["mode"]), 0) < 30
        and not seen.update({k: seen[k] + 1})
    ]
    for i, r in enumerate(rows[:size]):
        mode = OLD_MODES.get(r["mode"], (r["mode"] or "").lower().replace("_", "-"))
        text = r["text"][:900].rsplit(" ", 1)[0]
        yield Example(
            f"syn-{i}",
            "synthetic",
            pieces(text),
            some={
                "types": [r["label"]],
                "mode": mode if (r["label"], mode) in MODE_INDEX else None,
                "yes": None,
            },
        )
