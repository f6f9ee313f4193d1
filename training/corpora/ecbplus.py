"""ECB+: events told in many texts."""

from __future__ import annotations

import json
from pathlib import Path

from examples import Example, closed_up, within
from onrecord.mentions.model.tokens import pieces


def ecbplus(folder: Path, split: str):
    """ECB+: documents with their event mentions and the event (chain) that each tells."""
    docs: dict[str, list[tuple[int, int, str]]] = {}
    for line in (folder / f"ECB_{split}_corpus.txt").read_text("utf8").splitlines():
        if line.strip():
            doc, sentence, token, word = line.split("\t")[:4]
            docs.setdefault(doc, []).append((int(sentence), int(token), word))
    mentions: dict[str, list[dict]] = {}
    for m in json.loads((folder / f"ECB_{split}_Event_gold_mentions.json").read_text("utf8")):
        mentions.setdefault(m["doc_id"], []).append(m)
    numbers: dict[str, int] = {}
    for doc, tokens in docs.items():
        text, at = "", {}
        for k, (sentence, token, word) in enumerate(tokens):
            text += "" if not k else " " if tokens[k - 1][0] == sentence else "\n"
            at[sentence, token] = (len(text), len(text) + len(word))
            text += word
        found = mentions.get(doc, [])
        spans = []
        for k, m in enumerate(found):
            words = [at[m["sent_id"], t] for t in m["tokens_number"]]
            spans.append((words[0][0], words[-1][1], k))
        text, spans = closed_up(text, spans)
        p = pieces(text)
        e = Example(f"ecb-{doc}", "coref", p)
        for start, end, k in spans:
            words = within(p, start, end)
            if len(words):
                chain = numbers.setdefault(found[k]["coref_chain"], len(numbers))
                e.chains.append((int(words[0]), chain))
        yield e


def topic(e: Example) -> str:
    """The topic of an ECB+ document."""
    return e.id.removeprefix("ecb-").split("_")[0]
