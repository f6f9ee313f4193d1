"""CoNLL++: names."""

from __future__ import annotations

import random
from pathlib import Path

from examples import Example, closed_up, lines, paint
from onrecord.mentions.model.tokens import pieces


def conll(path: Path, *, printed: bool, rng: random.Random):
    for d in lines(path):
        text, spans = d["text"], [(m["start"], m["end"], m["label"]) for m in d["mentions"]]
        if printed:
            text, spans = closed_up(text, spans)
            text = "\n".join(
                x.upper() if rng.random() < 0.06 and len(x.upper()) == len(x) else x
                for x in text.split("\n")
            )
        p = pieces(text)
        yield Example(d["id"], "names", p, {"names": paint(p, spans, "names")})
