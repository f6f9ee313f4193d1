"""Political and violent acts: the words that tell them, and who takes part in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from onrecord.mentions.mention import Argument, Same, Trigger
from onrecord.mentions.model.network import Floats, softmax
from onrecord.mentions.model.tokens import Ints
from onrecord.mentions.model.words import Words
from onrecord.spans import Span

REACH = 510
"""Farthest a participant may stand from the trigger, in pieces: one window."""
MOST = 3
"""Most participants of one role that a trigger keeps."""
ROLES = (("actor", "actor"), ("recipient", "actor"), ("place", "place"))
"""Each role and the head that knows how far its phrases go."""


def triggers(words: Words) -> tuple[list[Trigger], list[Same]]:
    """The triggers of a section in text order, and the pairs of them that may tell one event."""
    states, at = words.states, words.states.layout.thresholds
    found = [
        r
        for r in words.runs("trigger", bias=at.get("trigger_bias", 0.0))
        if r.score >= at.get("trigger_score", 0.0)
    ]
    if not found:
        return [], []
    rows = words.rows[np.array([r.first for r in found])]
    status = _statuses(states.head("status", rows), at.get("occurred_bias", 0.0))
    modes = states.head("mode", rows)
    phrases = {head: _Phrases(words, head) for head in ("actor", "place")}
    sides = [
        _participants(
            words, rows, role=role, phrases=phrases[head], bias=at.get(f"{role}_bias", 0.0)
        )
        for role, head in ROLES
    ]
    out: list[Trigger] = []
    kept: list[int] = []
    for i, run in enumerate(found):
        span = words.span(run.first, run.stop)
        if span is None:
            continue
        kind = words.label("trigger", run)
        best = int(status[i].argmax())
        kept.append(i)
        out.append(
            Trigger(
                span=span,
                type=kind,
                status=states.layout.labels["status"][best],
                mode=_mode(words, modes[i], kind),
                score=run.score,
                status_score=_round(status[i, best]),
                arguments=tuple(
                    sorted(
                        (a for side in sides for a in side[i]), key=lambda a: (a.span.start, a.role)
                    )
                ),
            )
        )
    kinds = np.array([found[i].label for i in kept], dtype=np.int64)
    chance = 1 / (1 + np.exp(-states.alike(rows[kept], kinds) - at.get("same_bias", 0.0)))
    low = at.get("same_low", 0.1)
    same = [
        Same(first=i, second=j, score=_round(chance[i, j]))
        for i, j in np.argwhere(np.triu(chance >= low, 1)).tolist()
    ]
    return out, same


def _round(value: float | np.float32) -> float:
    return round(float(value), 4)


def _statuses(logits: Floats, bias: float) -> Floats:
    """The chances of the statuses; `bias` is added to the first, "occurred"."""
    shifted = logits.copy()
    shifted[:, 0] += bias
    return softmax(shifted)


def _mode(words: Words, logits: Floats, kind: str) -> str | None:
    """The likeliest mode of a type, None where none of its modes fits better than no mode."""
    layout = words.states.layout
    mine = layout.modes_of[kind]
    return layout.modes[mine[int(logits[mine].argmax())]][1]


def _participants(
    words: Words, queries: Ints, *, role: str, phrases: _Phrases, bias: float
) -> list[list[Argument]]:
    """For each trigger those that take part in `role`: the best of what scores above 'none'."""
    states, rows = words.states, words.rows
    nobody = states.nobody(role, queries) + bias
    out: list[list[Argument]] = []
    for none, (a, links) in zip(nobody, states.near(role, queries, rows, reach=REACH), strict=True):
        likely = np.flatnonzero(links > none)
        scores = links[likely] - none
        mine: dict[Span, float] = {}
        for k in np.argsort(-scores, kind="stable")[: 2 * MOST]:
            if len(mine) == MOST:
                break
            span = words.span(*phrases(a + int(likely[k])))
            if span is not None and not any(span.overlaps(s) for s in mine):
                mine[span] = _round(1 / (1 + np.exp(-scores[k])))
        out.append([Argument(span=s, role=role, score=v) for s, v in mine.items()])
    return out


class _Phrases:
    """Finds the phrase that a word is in: the head's own phrase, else a name, else the word."""

    def __init__(self, words: Words, head: str) -> None:
        self.of: dict[int, tuple[int, int]] = {}
        for run in [*words.runs("names"), *words.runs(head)]:
            for i in range(run.first, run.stop):
                self.of[i] = (run.first, run.stop)

    def __call__(self, word: int) -> tuple[int, int]:
        """First word and stop of the phrase with this word in it."""
        return self.of.get(word, (word, word + 1))


def together(count: int, same: Sequence[Same], *, at_least: float = 0.5) -> list[list[int]]:
    """Triggers `0..count-1` in groups that tell one event each, groups and members in order.

    The two groups whose pairs score best on average are joined, again and again, while that
    average is `at_least` so high (a pair that is not in `same` counts 0).

    >>> likely = {(0, 1): 0.9, (1, 2): 0.6, (0, 2): 0.2}
    >>> together(3, [Same(first=i, second=j, score=v) for (i, j), v in likely.items()])
    [[0, 1], [2]]
    """
    scores = np.zeros((count, count))
    for s in same:
        scores[s.first, s.second] = scores[s.second, s.first] = s.score
    groups = [[i] for i in range(count)]
    sums = scores.copy()
    while len(groups) > 1:
        sizes = np.array([len(g) for g in groups])
        mean = np.triu(sums / np.outer(sizes, sizes), 1)
        i, j = (int(x) for x in np.unravel_index(int(mean.argmax()), mean.shape))
        if mean[i, j] < at_least or mean[i, j] <= 0:
            break
        groups[i] += groups.pop(j)
        sums[i] += sums[j]
        sums[:, i] += sums[:, j]
        sums = np.delete(np.delete(sums, j, 0), j, 1)
    return sorted(sorted(g) for g in groups)
