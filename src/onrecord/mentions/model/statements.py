"""Acts of saying: cues, what was said, and whose words they are."""

from __future__ import annotations

import numpy as np

from onrecord.mentions.mention import Attributed
from onrecord.mentions.model.bio import Run
from onrecord.mentions.model.network import Floats, softmax
from onrecord.mentions.model.tokens import Ints
from onrecord.mentions.model.words import Words
from onrecord.spans import Span

REACH = 600
"""Farthest a cue may stand from its content, in pieces: one window and its margins."""


def attributed(words: Words) -> list[Attributed]:
    """Every act of saying in a section, in the order of the cues.

    Each stretch of content goes to the cue that the link head likes best, and the cue takes the
    source that it likes best, or none. A cue that no content goes to says nothing and is dropped.
    """
    at = words.states.layout.thresholds
    cues = words.runs("cue", bias=at.get("cue_bias", 0.0))
    contents = words.runs("content", bias=at.get("content_bias", 0.0))
    if not cues or not contents:
        return []
    given = _cue_of(words, cues, contents, weight=at.get("cue_weight", 0.5))
    sources = _source_of(
        words, cues, bias=at.get("nobody_bias", 0.0), source_bias=at.get("source_bias", 0.0)
    )
    out: list[Attributed] = []
    for k, cue in enumerate(cues):
        mine = [
            words.span(c.first, c.stop) for c, to in zip(contents, given, strict=True) if to == k
        ]
        spans = tuple(s for s in mine if s is not None)
        if spans and cue.score >= at.get("cue_score", 0.0):
            out.append(
                Attributed(
                    cue=words.span(cue.first, cue.stop),
                    source=sources[k],
                    contents=spans,
                    score=cue.score,
                )
            )
    return out


def _cue_of(words: Words, cues: list[Run], contents: list[Run], *, weight: float) -> list[int]:
    """For each content the number of its cue, -1 if none is near."""
    rows = words.rows
    keys = rows[np.array([c.first for c in cues])]
    sure = weight * np.log(np.array([max(c.score, 1e-4) for c in cues]))
    out: list[int] = []
    for content in contents:
        mine = rows[content.first : content.stop]
        near = np.flatnonzero((keys > mine[0] - REACH) & (keys < mine[-1] + REACH))
        if not len(near):
            out.append(-1)
            continue
        scores = words.states.link("content", mine, keys[near]).mean(0) + sure[near]
        out.append(int(near[int(scores.argmax())]))
    return out


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
    out: list[Span | None] = []
    for cue in cues:
        row = rows[cue.first]
        a, b = np.searchsorted(rows, (row - REACH, row + REACH))
        query = np.array([row], dtype=np.int64)
        scores = np.concatenate(
            [
                words.states.nobody("source", query) + bias,
                words.states.link("source", query, rows[a:b])[0],
            ]
        )
        mass = softmax(np.asarray(scores, dtype=np.float32))
        best, chance = _heaviest(mass[1:], owner[a:b])
        if chance <= mass[0]:
            out.append(None)
            continue
        first = int(a) + best
        if owner[first] >= 0:
            run = found[int(owner[first])]
            out.append(words.span(run.first, run.stop))
        else:
            out.append(words.span(first, _follow(chances[:, 2], words, first)))
    return out


def _heaviest(mass: Floats, owner: Ints) -> tuple[int, float]:
    """The word, or the whole phrase by its first word, that holds most of `mass`."""
    best = int(mass.argmax())
    if owner[best] < 0:
        return best, float(mass[best])
    own = owner == owner[best]
    return best, float(mass[own].sum())


def _follow(
    inside: np.ndarray[tuple[int, ...], np.dtype[np.float32]], words: Words, first: int
) -> int:
    """Where the phrase that begins at `first` ends: it goes on while that is the likelier."""
    stop = first + 1
    while stop < len(words) and inside[stop] > 0.5 and not words.breaks[stop]:
        stop += 1
    return stop
