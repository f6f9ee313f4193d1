"""Gold mentions of events as the product's pair scorer sees them, and the groups that it makes."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onrecord.grouping import Pair, group, pair
from onrecord.merging.judge import logits
from onrecord.merging.pairs import cosine
from onrecord.merging.telling import Telling, fields, words
from onrecord.spans import Span

THRESHOLD = 0.35
"""Where to join: best of 0.2 to 0.5 on the train part, each topic judged by a model that had not
seen it; measured with an earlier, like set of features (2026-11-27)."""
FLOOR = 0.02
"""Chances under it count as none."""
NEAR = 0.04
"""Cosine of two texts from which on their mentions are compared; 99 % of the right pairs are."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A gold mention: its telling, its words, and the chain that it is in."""

    telling: Telling
    words: str
    chain: str


def sentences(path: Path) -> dict[str, dict[int, list[str]]]:
    """The tokens of each document's sentences."""
    out: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for line in path.read_text("utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) >= 4:
            out[cells[0]][int(cells[1])].append(cells[3])
    return out


def mentions(gold: Path, corpus: Path) -> list[Mention]:
    """The gold mentions of the corpus, read as the product reads a text."""
    documents = sentences(corpus)
    rows: dict[str, list[tuple[int, dict[str, Any]]]] = defaultdict(list)
    for i, row in enumerate(json.loads(gold.read_text("utf-8"))):
        rows[row["doc_id"]].append((i, row))
    out: list[tuple[int, Mention]] = []
    for document, found in rows.items():
        text, spans, places = _text(documents[document])
        split = words(text, spans)
        order = {number: i for i, number in enumerate(documents[document])}
        for i, row in found:
            tokens = row["tokens_number"]
            at = order[row["sent_id"]]
            trigger = Span(places[at][min(tokens)].start, places[at][max(tokens)].end)
            told = fields(split, at=at, trigger=trigger)
            telling = Telling(id=f"{i:06d}", story=document, **told)
            out.append((i, Mention(telling, row["tokens_str"], row["coref_chain"])))
    return [m for _, m in sorted(out, key=lambda x: x[0])]


def _text(of: dict[int, list[str]]) -> tuple[str, list[Span], list[list[Span]]]:
    text, spans, places = "", [], []
    for tokens in of.values():
        start, mine = len(text), []
        for token in tokens:
            mine.append(Span(len(text), len(text) + len(token)))
            text += token + " "
        spans.append(Span(start, len(text) - 1))
        places.append(mine)
        text = text[:-1] + "\n"
    return text, spans, places


def pairs(tellings: Sequence[Telling]) -> Iterable[tuple[Telling, Telling]]:
    """The pairs that are compared: of documents with something in common."""
    contexts = {t.story: t.context for t in tellings}
    names = sorted(contexts)
    near = {
        pair(a, b)
        for i, a in enumerate(names)
        for b in names[i:]
        if a == b or cosine(contexts[a], contexts[b]) >= NEAR
    }
    for i, a in enumerate(tellings):
        for b in tellings[:i]:
            if pair(a.story, b.story) in near:
                yield a, b


def grouped(
    tellings: Sequence[Telling], scored: Mapping[Pair, float], *, threshold: float
) -> dict[str, int]:
    """The group of each mention: its number."""
    found = group([t.id for t in tellings], scored, threshold=threshold)
    return {m: i for i, members in enumerate(found) for m in members}


def scores(tellings: Sequence[Telling]) -> dict[Pair, float]:
    """The pair model's chance for each pair that is compared, where it is above the floor."""
    compared = list(pairs(tellings))
    out = {}
    for (a, b), value in zip(compared, logits(compared), strict=True):
        chance = 1 / (1 + math.exp(-value))
        if chance > FLOOR:
            out[pair(a.id, b.id)] = chance
    return out
