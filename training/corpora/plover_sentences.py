"""PLOVER sentences: a type and two actors without the word that tells, a weak label."""

from __future__ import annotations

from pathlib import Path

from examples import ARTICLE, TWO_SIDED, Example, fold, lines, within
from onrecord.mentions.model.tokens import pieces


def plover_sentences(path: Path, *, folds: set[int]):
    """Sentences with a type and two actors but without the word that tells: a weak label."""
    for d in lines(path):
        if fold(d["id"]) not in folds:
            continue
        p = pieces(d["text"])
        places = {}
        for key in ("source", "target"):
            name = ARTICLE.sub("", d[key])
            at = d["text"].find(name)
            places[key] = within(p, at, at + len(name)).tolist() if at >= 0 else []
        kinds = ["CONCEDE", "RETREAT"] if d["type"] == "YIELD" else [d["type"]]
        yes: dict[str, set[int]] = {
            "actor": set(places["source"][:1]),
            "recipient": set(places["target"][:1]),
            "place": set(),
        }
        open_: dict[str, set[int] | None] = {
            "actor": set(places["source"][1:]),
            "recipient": set(places["target"][1:]),
            "place": None,
        }
        if d["type"] in TWO_SIDED:
            yes["actor"] |= yes["recipient"]
            open_["actor"] |= open_["recipient"]
            open_["recipient"] = None
        for role in ("actor", "recipient"):
            if not yes[role]:
                open_[role] = None
        e = Example(
            d["id"], "sentences", p, some={"types": kinds, "mode": None, "yes": yes, "open": open_}
        )
        yield e
