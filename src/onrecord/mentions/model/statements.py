"""Acts of saying: cues, what was said, and whose words they are."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from onrecord.mentions.mention import Attributed
from onrecord.mentions.model.bio import Run
from onrecord.mentions.model.network import Floats, softmax
from onrecord.mentions.model.tokens import Ints
from onrecord.mentions.model.words import Words
from onrecord.spans import Span

REACH = 600
"""Farthest a cue may stand from its content, in pieces: one window and its margins."""
SHORTEST = 2
"""Fewest words of either part when a stretch of content is shared between two cues."""


def attributed(words: Words) -> list[Attributed]:
    """Every act of saying in a section, in the order of the cues.

    Each stretch of content goes to the word that the link head and the cue head like best; that
    word's cue takes the source that it likes best, or none. So a cue is one because something is
    said by it, and a cue that no content goes to says nothing and is dropped.
    """
    at = words.states.layout.thresholds
    contents = words.runs("content", bias=at.get("content_bias", 0.0))
    if not contents:
        return []
    cues = _Cues(words, at)
    said: dict[int, list[Run]] = {}
    for content in contents:
        for part, to in cues.of(content):
            said.setdefault(to, []).append(part)
    order = sorted(said, key=lambda k: cues.runs[k].first)
    sources = _source_of(
        words,
        [cues.runs[k] for k in order],
        bias=at.get("nobody_bias", 0.0),
        source_bias=at.get("source_bias", 0.0),
    )
    out: list[Attributed] = []
    for number, source in zip(order, sources, strict=True):
        spans = tuple(s for c in said[number] if (s := words.span(c.first, c.stop)))
        cue = cues.runs[number]
        if spans and cue.score >= at.get("cue_score", 0.0):
            out.append(
                Attributed(
                    cue=words.span(cue.first, cue.stop),
                    source=source,
                    contents=spans,
                    score=cue.score,
                )
            )
    return out


class _Cues:
    """The cues of a section: those that the cue head sees, and words that content asks for."""

    def __init__(self, words: Words, at: Mapping[str, float]) -> None:
        self.words = words
        self.chances = words.chances("cue")
        self.any = self.chances[:, 1:].sum(1)
        self.runs = list(words.runs("cue", bias=at.get("cue_bias", 0.0)))
        self.owner = np.full(len(words), -1, dtype=np.int64)
        for k, run in enumerate(self.runs):
            self.owner[run.first : run.stop] = k
        self.weight = at.get("cue_weight", 1.0)
        self.split = at.get("split", 4.0)
        self.maybe = np.flatnonzero((self.any >= at.get("cue_low", 0.1)) & (self.owner < 0))

    def of(self, content: Run) -> list[tuple[Run, int]]:
        """The parts of a stretch of content, each with the number of its cue."""
        rows = self.words.rows
        mine = rows[content.first : content.stop]
        heads = np.array([r.first for r in self.runs], dtype=np.int64)
        words = np.concatenate([heads, self.maybe])
        keys = rows[words]
        near = np.flatnonzero((keys > mine[0] - REACH) & (keys < mine[-1] + REACH))
        if not len(near):
            return []
        words = words[near]
        sure = self.weight * np.log(np.maximum(self.any[words], 1e-4))
        scores = self.words.states.link("content", mine, rows[words]) + sure
        parts = _shared(np.asarray(scores, dtype=np.float32), self.split)
        return [
            (
                Run(content.first + a, content.first + b, content.label, content.score),
                self._run(int(words[c])),
            )
            for a, b, c in parts
        ]

    def _run(self, word: int) -> int:
        """The number of the cue with this word in it, a new one if need be."""
        if self.owner[word] < 0:
            stop = _follow(self.chances[:, 2], self.words, word)
            while stop > word + 1 and self.owner[stop - 1] >= 0:
                stop -= 1
            self.owner[word:stop] = len(self.runs)
            score = round(float(self.any[word:stop].mean()), 4)
            self.runs.append(Run(word, stop, 0, score))
        return int(self.owner[word])


def _shared(scores: Floats, split: float) -> list[tuple[int, int, int]]:
    """(first, stop, cue) of a stretch's parts: two where that is better by more than `split`.

    >>> _shared(np.array([[9, 0], [9, 0], [0, 9], [0, 9]], dtype=np.float32), 4.0)
    [(0, 2, 0), (2, 4, 1)]
    """
    n = len(scores)
    shifted = scores - scores.max(1, keepdims=True)
    logs = shifted - np.log(np.exp(shifted).sum(1, keepdims=True))
    total = logs.sum(0)
    whole = int(total.argmax())
    if n < 2 * SHORTEST:
        return [(0, n, whole)]
    before = np.cumsum(logs, 0)
    after = total - before
    gains = before.max(1) + after.max(1)
    at = SHORTEST - 1 + int(gains[SHORTEST - 1 : n - SHORTEST].argmax())
    left, right = int(before[at].argmax()), int(after[at].argmax())
    if left == right or gains[at] - total[whole] <= split:
        return [(0, n, whole)]
    return [(0, at + 1, left), (at + 1, n, right)]


def _source_of(
    words: Words, cues: list[Run], *, bias: float, source_bias: float
) -> list[Span | None]:
    """For each cue the words that name the speaker, None where the text names nobody."""
    rows = words.rows
    chances = words.chances("source")
    found = words.runs("source", bias=source_bias)
    owner = np.full(len(words), -1, dtype=np.int64)
    for k, run in enumerate(found):
        owner[run.first : run.stop] = k
    queries = rows[np.array([cue.first for cue in cues], dtype=np.int64)]
    nobody = words.states.nobody("source", queries) + bias
    out: list[Span | None] = []
    for i, (a, links) in enumerate(words.states.near("source", queries, rows, reach=REACH)):
        scores = np.concatenate([nobody[i : i + 1], links])
        mass = softmax(np.asarray(scores, dtype=np.float32))
        best, chance = _heaviest(mass[1:], owner[a : a + len(links)])
        if chance <= mass[0]:
            out.append(None)
            continue
        first = a + best
        if owner[first] >= 0:
            run = found[int(owner[first])]
            out.append(words.span(run.first, run.stop))
        else:
            out.append(words.span(first, _follow(chances[:, 2], words, first)))
    return out


def _heaviest(mass: Floats, owner: Ints) -> tuple[int, float]:
    """The word, or the whole phrase by one of its words, that holds most of `mass`."""
    best = int(mass.argmax())
    if owner[best] < 0:
        return best, float(mass[best])
    return best, float(mass[owner == owner[best]].sum())


def _follow(inside: Floats, words: Words, first: int) -> int:
    """Where the phrase that begins at `first` ends: it goes on while that is the likelier."""
    stop = first + 1
    while stop < len(words) and inside[stop] > 0.5 and not words.breaks[stop]:
        stop += 1
    return stop
