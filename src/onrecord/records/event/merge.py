"""Which places of a story tell the same event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from onrecord.languages.phrases import lists
from onrecord.mentions.mention import Same
from onrecord.records.event.draft import Draft
from onrecord.records.event.fitted import fitted

BACK = 2
"""Sentences back to which "the meeting" points."""
POINTED = 0.25
"""How far such a pair scores above what joins two, as a share of what is left to 1."""
DOUBT = 0.3
"""Score of the model under which words that point back do not make two acts one."""
MOST = 300
"""Linked drafts that are grouped with care; more only come from noise, and are held to be one."""
RECENT = 8
"""Acts of the same day and kind that one is held against; no story tells more."""
REPEATED = 0.4
"""The same for a pair of one sentence with a stem in common."""
MET = 0.25
"""The same for a pair of one type, status and day with an actor in common scores."""
APART = 0.3
"""What is left of a pair's score where the stated days do not meet: 42 of 357 such pairs of the
training stories are one event (2026-11-24)."""
CLEAR = 0.7
"""How sure the model must be of a plan to keep it apart from what is told as done."""
OPEN = frozenset({"planned", "conditional", "called_for"})
REAL = frozenset({"occurred", "ongoing"})


def groups(drafts: Sequence[Draft], *, same: Sequence[Same]) -> list[list[int]]:
    """Drafts in groups that tell one event each: indices into `drafts`, groups in text order.

    The two groups whose pairs score best on average are joined, again and again, while that
    average is high enough. A meeting planned for Monday is never one with that held on
    Sunday: drafts whose status is stated by words that contradict stay apart.
    """
    by_index = {k: i for i, d in enumerate(drafts) for k in (d.index, *d.also) if k is not None}
    scores: dict[tuple[int, int], float] = {}
    for pair in same:
        i, j = by_index.get(pair.first), by_index.get(pair.second)
        if i is not None and j is not None and i != j:
            key = (min(i, j), max(i, j))
            scores[key] = max(scores.get(key, 0.0), pair.score)
    for i, j in _pointed(drafts):
        if (
            not same
            or scores.get((i, j), 0.0) >= DOUBT
            or None in (drafts[i].index, drafts[j].index)
        ):
            scores[i, j] = max(scores.get((i, j), 0.0), _above(POINTED))
    for i, j in _same_words(drafts):
        scores[i, j] = max(scores.get((i, j), 0.0), _above(REPEATED))
    for i, j in _same_day(drafts):
        scores[i, j] = max(scores.get((i, j), 0.0), _above(MET))
    scores = {
        (i, j): score * (APART if _apart(drafts[i], drafts[j]) else 1.0)
        for (i, j), score in scores.items()
        if _may_be_one(drafts[i], drafts[j])
    }
    made: list[list[int]] = []
    for part in _linked(len(drafts), scores):
        made += _joined(part, scores=scores) if len(part) <= MOST else [part]
    return sorted(sorted(g) for g in made)


def _above(share: float) -> float:
    together = fitted().together
    return together + share * (1 - together)


def _linked(count: int, scores: Mapping[tuple[int, int], float]) -> list[list[int]]:
    """Drafts in parts that no pair joins, so that each part is grouped by itself."""
    root = list(range(count))

    def top(i: int) -> int:
        while root[i] != i:
            root[i] = root[root[i]]
            i = root[i]
        return i

    for i, j in sorted(scores):
        root[max(top(i), top(j))] = min(top(i), top(j))
    parts: dict[int, list[int]] = {}
    for i in range(count):
        parts.setdefault(top(i), []).append(i)
    return list(parts.values())


def _joined(part: list[int], *, scores: Mapping[tuple[int, int], float]) -> list[list[int]]:
    inside = set(part)
    mine = {key: score for key, score in scores.items() if key[0] in inside}
    made = [[i] for i in part]
    while True:
        best = _best(made, scores=mine)
        if best is None:
            return made
        i, j = best
        made[i] += made.pop(j)


def _pointed(drafts: Sequence[Draft]) -> list[tuple[int, int]]:
    """Pairs of a noun that points back ("the meeting") and the last act of its type before it."""
    found: list[tuple[int, int]] = []
    for j, draft in enumerate(drafts):
        if not draft.pointing:
            continue
        for i in range(j - 1, -1, -1):
            other = drafts[i]
            if draft.sentence - other.sentence > BACK:
                break
            near = other.type == draft.type and other.sentence < draft.sentence
            if near and _may_be_one(other, draft) and not _apart(other, draft):
                found.append((i, j))
                break
    return found


def _same_words(drafts: Sequence[Draft]) -> list[tuple[int, int]]:
    """Pairs of one type and status in one sentence that share a stem: "arrested", "arrests"."""
    pairs = []
    for j, draft in enumerate(drafts):
        for i in range(max(0, j - RECENT), j):
            other = drafts[i]
            beside = other.sentence == draft.sentence and other.type == draft.type
            if beside and other.status == draft.status and other.stems & draft.stems:
                pairs.append((i, j))
    return pairs


def _same_day(drafts: Sequence[Draft]) -> list[tuple[int, int]]:
    """Pairs of one type and status on the same stated day with an actor in common."""
    pairs = []
    seen: dict[tuple[str, str, tuple[str, str]], list[int]] = {}
    for j, draft in enumerate(drafts):
        if not draft.days or not draft.who:
            continue
        before = seen.setdefault((draft.type, draft.status, draft.days), [])
        pairs += [(i, j) for i in before[-RECENT:] if drafts[i].who & draft.who]
        before.append(j)
    return pairs


def _apart(a: Draft, b: Draft) -> bool:
    """Whether the days stated beside two drafts do not meet."""
    if a.days is None or b.days is None:
        return False
    return a.days[1] < b.days[0] or b.days[1] < a.days[0]


def _best(
    made: list[list[int]], *, scores: Mapping[tuple[int, int], float]
) -> tuple[int, int] | None:
    group = {i: k for k, members in enumerate(made) for i in members}
    sums: dict[tuple[int, int], float] = {}
    for (i, j), score in scores.items():
        a, b = sorted((group[i], group[j]))
        if a != b:
            sums[a, b] = sums.get((a, b), 0.0) + score
    means = [(s / (len(made[a]) * len(made[b])), -a, -b) for (a, b), s in sums.items()]
    if not means:
        return None
    mean, a, b = max(means)
    return (-a, -b) if mean >= fitted().together else None


def _may_be_one(a: Draft, b: Draft) -> bool:
    """Whether two drafts may tell one event at all.

    "Held a meeting on Sunday" and "a meeting tomorrow" are two, whatever they have in common:
    what is told as done is never one with what is stated as still to come.
    """
    for one, other in ((a, b), (b, a)):
        if one.done and other.status in OPEN and (other.rule or other.status_score >= CLEAR):
            return False
    own = frozenset(lists("events")["own_acts"])
    if (a.stems & own) != (b.stems & own) and not (a.pointing or b.pointing):
        return False
    if a.rule and b.rule and a.status != b.status:
        if "denied" in (a.status, b.status):
            return False
        return not ({a.status, b.status} & OPEN and {a.status, b.status} & REAL)
    return True
