"""What people found of records while they reviewed them (`onrecord export --format verdicts`).

Somebody looked at one record, not at the whole text: what the record rests on is known, all else
in the text counts neither way. An event that was rejected teaches that its trigger is none; a
statement that was rejected, that its cue is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from corpora.gold import gold_example
from examples import SKIP, Example, blank, lines, within
from labels import HEADS, STATUSES, TYPES
from onrecord.mentions.model.tokens import Pieces, pieces
from onrecord.mentions.sentences import split

GOOD = ("accept", "correct")
PARTS = {"speaker": "source", "cue": "cue", "content": "content"}
"""The evidence of a statement and the heads that it is for."""


def verdicts(path: Path) -> Iterator[Example]:
    """An example for each text with an event or a statement that somebody checked. Agreements and
    attributions are found by rules: no example is made of them."""
    texts: dict[str, list[dict]] = {}
    for found in lines(path):
        texts.setdefault(found["text"], []).append(found)
    for text, some in texts.items():
        held: dict[str, list[dict]] = {"event": [], "statement": []}
        for found in some:
            if found["record"]["kind"] in held:
                held[found["record"]["kind"]].append(found)
        name = f"verdicts-{some[0]['record']['story']}"
        if held["event"]:
            yield events(name, text, held["event"])
        if held["statement"]:
            yield statements(name, text, held["statement"])


def right(found: dict) -> dict:
    """The record as somebody found it to be."""
    return found.get("corrected") or found["record"]


def spans(record: dict, role: str) -> list[tuple[int, int]]:
    return [(e["start"], e["end"]) for e in record["evidence"] if e["role"] == role]


def events(name: str, text: str, found: list[dict]) -> Example:
    """The triggers of right events with type, status, mode and who took part; of wrong ones that
    their triggers are none."""
    sentences = [(s.start, s.end) for s in split(text)]
    told = []
    for record in (right(f) for f in found if f["verdict"] in GOOD):
        words = [text[a:b] for a, b in spans(record, "trigger")]
        at = [
            k
            for a, _ in spans(record, "trigger")
            for k, (start, end) in enumerate(sentences)
            if start <= a < end
        ]
        if record["type"] not in TYPES or record["status"] not in STATUSES or len(at) < len(words):
            continue
        named = {r: [text[a:b] for a, b in spans(record, r)] for r in ("actor", "recipient")}
        places = [text[a:b] for a, b in spans(record, "place")]
        told.append(
            {
                "type": record["type"],
                "mode": record.get("mode"),
                "status": record["status"],
                "actors": named["actor"],
                "recipients": named["recipient"],
                "place": places[0] if places else None,
                "mentions": [{"s": s, "trigger": w} for s, w in zip(at, words, strict=True)],
            }
        )
    e = gold_example({"id": name, "text": text, "sentences": sentences, "events": told}, "verdicts")
    for head, labels in e.labels.items():
        labels[labels == 0] = SKIP
        assert len(labels) == len(e.p), head
    for record in (f["record"] for f in found if f["verdict"] == "reject"):
        nothing(e.p, spans(record, "trigger"), e.labels["trigger"])
    return e


def statements(name: str, text: str, found: list[dict]) -> Example:
    """Source, cue and content of right statements, and which belong together; of wrong ones that
    their cues are none."""
    p = pieces(text)
    e = Example(name, "verdicts", p, heads=np.full(len(p), -1))
    e.labels = {head: np.full(len(p), SKIP) for head in PARTS.values()}
    for record in (right(f) for f in found if f["verdict"] in GOOD):
        firsts = {}
        for role, head in PARTS.items():
            for start, end in spans(record, role):
                at = within(p, start, end)
                if len(at):
                    firsts.setdefault(role, int(at[0]))
                    begin = HEADS[head].index(f"B-{head}")
                    e.labels[head][at] = begin + 1
                    e.labels[head][at[0]] = begin
                    if role == "content" and "cue" in firsts:
                        e.heads[at] = firsts["cue"]
        if "cue" in firsts:
            e.cues.append((firsts["cue"], firsts.get("speaker", -1)))
    for record in (f["record"] for f in found if f["verdict"] == "reject"):
        nothing(p, spans(record, "cue"), e.labels["cue"])
    return e


def nothing(p: Pieces, some: list[tuple[int, int]], labels: np.ndarray) -> None:
    """Says of words that they are none, where nobody says that they are some."""
    none = blank(p)
    for start, end in some:
        at = within(p, start, end)
        at = at[labels[at] == SKIP]
        labels[at] = none[at]
