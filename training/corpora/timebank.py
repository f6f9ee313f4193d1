"""TimeBank: dates, times, durations and sets."""

from __future__ import annotations

from pathlib import Path

from examples import Example, fold, lines, paint
from onrecord.mentions.model.tokens import pieces


def timebank(path: Path, *, dev: bool):
    for d in lines(path):
        if (fold(d["id"]) == 0) == dev:
            p = pieces(d["text"])
            spans = [
                (m["start"], m["end"], m["label"]) for m in d["mentions"] if m["start"] < m["end"]
            ]
            yield Example(d["id"], "times", p, {"times": paint(p, spans, "times")})
