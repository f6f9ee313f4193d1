"""Groups that the best reports of another tie."""

from __future__ import annotations

import random
from itertools import combinations
from typing import Any

from onrecord.grouping import Scored
from onrecord.merging import events
from onrecord.merging.attached import attached
from tests.merging.reports_by_hand import report

RAID = "Gunmen raided the customs post at Ostrel on Monday, killing three people."
BACK = "The raid on the customs post at Ostrel, in which three people were killed, was condemned."
LATER = "Ten days after the raid on a customs post killed three people, both sides signed."
BLAST = "A blast tore through a factory in Zelin on Monday and killed three people."


def told(*reports: dict[str, Any]) -> dict[str, events.Item]:
    found = [events.item(r["record"], r["story"]) for r in reports]
    return {i.id: i for i in found}


def raids(**last: Any) -> dict[str, events.Item]:
    """Four reports of a raid, and one in passing or of something else."""
    first = [report(n, RAID, "raided", day="2026-05-04", place="Ostrel", killed=3) for n in (1, 2)]
    more = [
        report(n, BACK, "raid", published="2026-05-05", place="Ostrel", killed=3) for n in (3, 4)
    ]
    text, trigger = last.pop("text", LATER), last.pop("trigger", "raid")
    return told(*first, *more, report(5, text, trigger, **last))


def joined(items: dict[str, events.Item], *args: Any, **more: Any) -> list[tuple[str, ...]]:
    """Without what comparing the rest would add."""
    return attached(items, *args, compare=lambda a, b: Scored(score=0.0), **more)


GROUPS = [("e001", "e002", "e003", "e004"), ("e005",)]
FEW = {("e003", "e005"): 0.6, ("e004", "e005"): 0.5}
"""Scores of a report that is like two of four: not half of their mean."""


def test_what_tells_it_in_passing_is_joined():
    items = raids(published="2026-05-14", killed=3)
    assert joined(items, FEW, GROUPS) == [("e001", "e002", "e003", "e004", "e005")]


def test_what_nobody_ties_is_not():
    items = raids(published="2026-05-14", killed=3)
    assert joined(items, {("e004", "e005"): 0.6}, GROUPS) == GROUPS


def test_another_day_is_another_event():
    items = raids(day="2026-05-11", published="2026-05-14", killed=3)
    assert joined(items, FEW, GROUPS) == GROUPS


def test_another_place_is_another_event():
    items = raids(text=BLAST, trigger="blast", day="2026-05-04", place="Zelin", killed=3)
    assert joined(items, FEW, GROUPS) == GROUPS


def test_a_story_without_date_is_not_joined():
    items = raids(published=None, killed=3)
    assert joined(items, FEW, GROUPS) == GROUPS


def test_what_somebody_split_stays_apart():
    items = raids(published="2026-05-14", killed=3)
    assert joined(items, FEW, GROUPS, apart=[("e005", "e001")]) == GROUPS


def test_the_order_does_not_show():
    items = raids(published="2026-05-14", killed=3)
    rng = random.Random(5)
    pairs = list(combinations(sorted(items), 2))
    found = set()
    for _ in range(6):
        scores = {p: round(rng.uniform(0.2, 0.6), 2) for p in rng.sample(pairs, 4)}
        singles = [(i,) for i in items]
        first = joined(items, scores, singles)
        shuffled = dict(rng.sample(list(scores.items()), len(scores)))
        mixed = dict(rng.sample(list(items.items()), len(items)))
        assert joined(mixed, shuffled, rng.sample(singles, len(singles))) == first
        found.add(tuple(first))
    assert len(found) > 1


def test_a_place_that_both_name_is_not_elsewhere():
    text = (
        "There was no blast at Ostrel, the government in Zelin said: a raid on the post, it said."
    )
    items = raids(text=text, trigger="raid", day="2026-05-04", place="Zelin", killed=3)
    assert joined(items, FEW, GROUPS) == [("e001", "e002", "e003", "e004", "e005")]


def test_two_that_stand_alone_need_as_much_as_before():
    items = raids(published="2026-05-14", killed=3)
    alone = [(i,) for i in items]
    assert joined(items, {("e003", "e005"): 0.4}, alone) == alone
