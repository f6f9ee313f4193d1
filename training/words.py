"""Counts in how many texts each word stands: python words.py SHARED OUT.tsv

Train parts only, and none of ECB+, on which the happenings are fitted and measured. Words that
stand in one text only are left out: they weigh the same as a word never seen.
"""

from __future__ import annotations

import collections
import csv
import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from onrecord.stories.words import stems

HEAD = """\
# In how many texts a word's stem stands: train parts of PolNeAR, CoNLL++, TimeBank, GUM and the
# synthetic PLOVER stories; counted by training/words.py. The first row is the number of texts.
"""


def texts(shared: Path) -> Iterator[str]:
    """All texts that are counted."""
    data = shared / "data"
    for name in ("polnear/train.jsonl", "conllpp/train.jsonl"):
        for line in (data / name).read_text("utf-8").splitlines():
            yield json.loads(line)["text"]
    for line in (data / "dates/timebank.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        if int(hashlib.sha1(row["id"].encode()).hexdigest(), 16) % 5:
            yield row["text"]
    sentences: list[str] = []
    with gzip.open(data / "gum/train.conllu.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc") and sentences:
                yield " ".join(sentences)
                sentences = []
            elif line.startswith("# text = "):
                sentences.append(line[9:].strip())
    yield " ".join(sentences)
    csv.field_size_limit(10**9)
    with gzip.open(data / "plover_synthetic/stories.csv.gz", "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            yield row["text"]


def main() -> None:
    counts: collections.Counter[str] = collections.Counter()
    number = 0
    for text in texts(Path(sys.argv[1])):
        number += 1
        counts.update({stem for stem, _, _ in stems(text)})
    rows = sorted((s, n) for s, n in counts.items() if n > 1 and not s.isdigit())
    body = "".join(f"{stem}\t{n}\n" for stem, n in [("", number), *rows])
    Path(sys.argv[2]).write_text(HEAD + body, "utf-8")


if __name__ == "__main__":
    main()
