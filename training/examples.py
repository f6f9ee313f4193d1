"""What training learns from: a text in word pieces with labels, and how labels are laid on it."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from labels import HEADS
from onrecord.mentions.model.tokens import Pieces

SKIP = -100
ROLES = ("actor", "recipient", "place")
ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
TWO_SIDED = {"CONSULT", "AGREE", "COOPERATE"}


@dataclass
class Trigger:
    at: int
    type: str
    status: str | None
    mode: str | None
    events: set[int]
    yes: dict[str, set[int]]  # role -> first pieces of the right phrases
    open: dict[
        str, set[int] | None
    ]  # role -> pieces that count neither way; None: the role is not known at all
    sentence: tuple[int, int] = (0, 0)


@dataclass
class Example:
    """One text. `labels[head]` has a class for each piece, SKIP where it does not count."""

    id: str
    set: str
    p: Pieces
    labels: dict[str, np.ndarray] = field(default_factory=dict)
    heads: np.ndarray | None = None  # content piece -> first piece of its cue, else -1
    cues: list[tuple[int, int]] = field(default_factory=list)  # cue piece, source piece or -1
    triggers: list[Trigger] = field(default_factory=list)
    some: dict | None = None  # a weak label: one of these types occurs in the text
    chains: list[tuple[int, int]] = field(default_factory=list)  # trigger piece, event


def fold(name: str) -> int:
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % 5


def held(name: str, share: int) -> bool:
    """Whether a text, one in `share`, is kept for choosing thresholds."""
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % share == share // 2


def lines(path: Path):
    with path.open(encoding="utf8") as f:
        for line in f:
            yield json.loads(line)


def within(p: Pieces, start: int, end: int) -> np.ndarray:
    """First pieces of the words that lie in start..end."""
    a, b = np.searchsorted(p.end, start, "right"), np.searchsorted(p.start, end, "left")
    at = np.arange(a, b)
    return at[p.first[a:b]]


def blank(p: Pieces) -> np.ndarray:
    return np.where(p.first, 0, SKIP)


def paint(p: Pieces, spans, head: str, out: np.ndarray | None = None) -> np.ndarray:
    """BIO classes for `spans` of (start, end, label)."""
    out = blank(p) if out is None else out
    for start, end, label in spans:
        at = within(p, start, end)
        if len(at):
            b = HEADS[head].index(f"B-{label}")
            out[at] = b + 1
            out[at[0]] = b
    return out


JOIN = [(r" (?=[.,;:!?%)\]]|'s\b|'re\b|'ve\b|'ll\b|'d\b|'m\b|n't\b)", ""), (r"(?<=[(\[$]) ", "")]


def closed_up(text: str, spans):
    """Tokenised text as it would be printed, with the spans moved along."""
    drop = set()
    for pattern, _ in JOIN:
        drop |= {m.start() for m in re.finditer(pattern, text)}
    inside = False
    for m in re.finditer(r'(?: )?"(?: )?|\n', text):
        if "\n" in m[0]:
            inside = False
            continue
        if inside and m[0][0] == " ":
            drop.add(m.start())
        if not inside and m[0][-1] == " ":
            drop.add(m.end() - 1)
        inside = not inside
    move = np.cumsum([0, *(i not in drop for i in range(len(text)))])
    return "".join(c for i, c in enumerate(text) if i not in drop), [
        (int(move[s]), int(move[e]), x) for s, e, x in spans
    ]
