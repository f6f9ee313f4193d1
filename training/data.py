"""The training sets: every corpus as examples, by the names that a run knows them by."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from corpora.cameo import cameo, cameo_roles
from corpora.conll import conll
from corpora.ecbplus import ecbplus
from corpora.gold import gold
from corpora.plover_sentences import plover_sentences
from corpora.polnear import polnear
from corpora.pool import unlabelled
from corpora.synthetic import synthetic
from corpora.timebank import timebank
from examples import Example, held
from own import newswire, passages
from verdicts import verdicts

OWN = Path(__file__).parent / "own"


def load(
    shared: Path,
    *,
    seed: int,
    out_fold: int | None,
    small: bool = False,
    hold: bool = False,
    reviewed: Sequence[Path] = (),
) -> dict[str, list[Example]]:
    """Every training set by name; with `hold` without the texts that thresholds are chosen on.
    `reviewed` are files of what people found of records."""
    rng = random.Random(seed)
    data = shared / "data"
    sets = {
        "names": list(conll(data / "conllpp/train.jsonl", printed=False, rng=rng)),
        "names_printed": list(conll(data / "conllpp/train.jsonl", printed=True, rng=rng)),
        "statements": list(polnear(data / "polnear/train.jsonl")),
        "times": list(timebank(data / "dates/timebank.jsonl", dev=False)),
        "events": list(gold(shared / "gold/train.jsonl")),
        "sentences": list(
            plover_sentences(
                data / "plover_sentences/train.jsonl", folds={0, 1, 2, 3, 4} - {out_fold}
            )
        ),
        "quads": list(cameo(data / "cameo/class_train.tsv")),
        "roles": list(cameo_roles(data / "cameo/roles_train.txt")),
        "newswire": list(newswire(OWN / "newswire.jsonl", data / "conllpp/train.jsonl")),
        "own": [e for path in sorted(OWN.glob("*.txt")) for e in passages(path)],
        "synthetic": list(synthetic(data / "plover_synthetic/stories.csv.gz", size=1500, rng=rng)),
        "coref": list(ecbplus(data / "ecbplus", "Train")),
        "verdicts": [e for path in reviewed for e in verdicts(path)],
        "pool": list(unlabelled(data)),
    }
    if hold:
        sets["statements"] = [e for e in sets["statements"] if not held(e.id, 20)]
        sets["events"] = [e for e in sets["events"] if not held(e.id, 10)]
    if small:
        sets = {k: v[:40] for k, v in sets.items()}
    return sets
