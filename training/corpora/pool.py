"""Texts without labels: what the teachers say of them teaches the student."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

from examples import Example
from onrecord.mentions.model.tokens import pieces


def unlabelled(data: Path):
    """Running texts of the training parts that no other set has whole."""
    csv.field_size_limit(10**9)
    with gzip.open(data / "plover_synthetic/stories.csv.gz", "rt", encoding="utf8") as f:
        for i, r in enumerate(csv.DictReader(f)):
            if "{" not in r["text"] and len(r["text"]) > 100:
                yield Example(f"pool-syn-{i}", "pool", pieces(r["text"][:1400].rsplit(" ", 1)[0]))
    with gzip.open(data / "gum/train.conllu.gz", "rt", encoding="utf8") as f:
        text = ""
        for line in f:
            if line.startswith("# newdoc") and text:
                yield Example(f"pool-gum-{len(text)}", "pool", pieces(text))
                text = ""
            elif line.startswith("# newpar") and text:
                text += "\n\n"
            elif line.startswith("# text = "):
                text += (" " if text and text[-1] != "\n" else "") + line[9:].strip()
        yield Example(f"pool-gum-{len(text)}", "pool", pieces(text))
