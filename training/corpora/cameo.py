"""CAMEO sentences: with their quad class, and with who acts upon whom."""

from __future__ import annotations

from pathlib import Path

from examples import ARTICLE, Example, closed_up, within
from onrecord.mentions.model.tokens import pieces

QUADS = {
    "1": "AGREE CONSULT SUPPORT CONCEDE",
    "2": "COOPERATE AID RETREAT",
    "3": "REQUEST ACCUSE REJECT THREATEN",
    "4": "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
}


def cameo(path: Path):
    for i, line in enumerate(path.read_text("utf8").splitlines()):
        text, _, label = line.rstrip("\n").rpartition("\t")
        yield Example(
            f"cameo-{i}",
            "quads",
            pieces(text),
            some={"types": QUADS.get(label, "").split(), "mode": None, "yes": None},
        )


def cameo_roles(path: Path):
    """Sentences with who acts (S) and upon whom (T), but neither type nor trigger."""
    for i, block in enumerate(path.read_text("utf8").strip().split("\n\n")):
        text, spans = "", []
        for line in block.split("\n"):
            word, _, tag = line.rpartition(" ")
            if tag[0] == "B":
                spans.append([len(text), len(text) + len(word), tag[2]])
            elif tag[0] == "I" and spans:
                spans[-1][1] = len(text) + len(word)
            text += word + " "
        text, moved = closed_up(text, [tuple(x) for x in spans])
        p = pieces(text)
        yes: dict[str, set[int]] = {"actor": set(), "recipient": set(), "place": set()}
        open_: dict[str, set[int] | None] = {"actor": set(), "recipient": set(), "place": None}
        for start, end, tag in moved:
            skip = len(m[0]) if (m := ARTICLE.match(text[start:end])) else 0
            at = within(p, start + skip, end).tolist()
            if tag in "ST" and at:
                role = "actor" if tag == "S" else "recipient"
                yes[role].add(at[0])
                open_[role] |= set(at[1:])
        for role in ("actor", "recipient"):
            if not yes[role]:
                open_[role] = None
        weak = {"types": None, "mode": None, "yes": yes, "open": open_}
        yield Example(f"roles-{i}", "roles", p, some=weak)
