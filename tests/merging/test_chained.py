"""Reports that a third report ties."""

from __future__ import annotations

from typing import Any

from onrecord.merging import events
from onrecord.merging.chained import chained
from tests.merging.reports_by_hand import report

RAID = "Gunmen raided the customs post at Ostrel on Monday, killing three people."
BACK = "The raid on the customs post at Ostrel, in which three people were killed, was condemned."
SHORT = "The attack on Monday cost three lives."


def told(*reports: dict[str, Any]) -> dict[str, events.Item]:
    found = [events.item(r["record"], r["story"]) for r in reports]
    return {i.id: i for i in found}


def test_a_third_report_ties_two():
    a = report(1, RAID, "raided", day="2026-05-04", place="Ostrel", killed=3)
    b = report(2, BACK, "raid", published="2026-05-05", place="Ostrel", killed=3)
    c = report(3, SHORT, "attack", day="2026-05-04", published="2026-05-05", killed=3)
    scores = {("e001", "e002"): 0.9, ("e002", "e003"): 0.8}
    found = chained(told(a, b, c), scores, threshold=0.5)
    assert found["e001", "e003"] == 0.72


def test_it_ties_none_of_which_the_days_say_otherwise():
    a = report(1, RAID, "raided", day="2026-05-04", place="Ostrel", killed=3)
    b = report(2, BACK, "raid", published="2026-05-05", place="Ostrel", killed=3)
    c = report(3, SHORT, "attack", day="2026-03-09", published="2026-03-10", killed=3)
    scores = {("e001", "e002"): 0.9, ("e002", "e003"): 0.8}
    assert chained(told(a, b, c), scores, threshold=0.5) == scores


def test_it_ties_no_plans():
    a = report(1, "They plan to meet in May.", "meet", type="CONSULT", status="planned")
    b = report(2, "They plan to meet in June.", "meet", type="CONSULT", status="planned")
    c = report(3, "They will meet.", "meet", type="CONSULT", status="planned")
    scores = {("e001", "e003"): 0.9, ("e002", "e003"): 0.9}
    assert chained(told(a, b, c), scores, threshold=0.5) == scores
