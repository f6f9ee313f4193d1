"""Makes the texts that speed is measured on: stories of about 400 words from the example pages.

Sentences of the English examples are drawn with a fixed seed, so the texts are the same everywhere
and hold what news texts hold: names, quotations, days, places.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

STORIES = 400
WORDS = 400
SEED = 20261124


def sentences(pages: Path) -> list[str]:
    """Sentences of the plain-text and JSON Lines examples, furniture and short lines left out."""
    texts = []
    for path in sorted(pages.iterdir()):
        if path.suffix == ".txt":
            texts.append(path.read_text("utf8"))
        elif path.suffix == ".jsonl":
            texts += [json.loads(line)["text"] for line in path.read_text("utf8").splitlines()]
    paragraphs = [p for text in texts for p in text.split("\n") if len(p.split()) > 12]
    split = [s for p in paragraphs for s in re.split(r"(?<=[a-z]{3}[.!?])\s+(?=[A-Z])", p)]
    return sorted({s for s in split if len(s.split()) > 5})


def stories(pages: Path, *, count: int = STORIES, words: int = WORDS) -> Iterator[dict[str, Any]]:
    """`count` stories of `words` words, three sentences a paragraph."""
    pool = sentences(pages)
    draw = random.Random(SEED)
    for i in range(count):
        chosen: list[str] = []
        while sum(len(s.split()) for s in chosen) < words:
            chosen.append(draw.choice(pool))
        paragraphs = [" ".join(chosen[j : j + 3]) for j in range(0, len(chosen), 3)]
        yield {"id": f"speed-{i:04}", "published": "2023-05-17", "text": "\n\n".join(paragraphs)}
