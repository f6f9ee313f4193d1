"""Which reports tell one event, and the merged line that is made of them."""

from __future__ import annotations

import random
from dataclasses import asdict, replace
from itertools import pairwise
from typing import Any

import pytest

from onrecord.grouping import candidates, group, pair
from onrecord.merging import events
from onrecord.merging.neighbourhood import made
from tests.merging.reports_by_hand import actor, report

SHELLED = "Shells hit the bus station of Zelin on Monday morning, killing three people."
AGAIN = "Five people have died of the shelling of the bus station in Zelin, doctors said."
MET = "The foreign ministers of Velmora and Sarkand met in Port Amel on Friday for four hours."
MET_TOO = (
    "Velmora's and Sarkand's foreign ministers held talks in Port Amel, their first in months."
)


def items(*reports: dict[str, Any]) -> list[events.Item]:
    return [events.item(r["record"], r["story"]) for r in reports]


def groups(*reports: dict[str, Any]) -> tuple[tuple[str, ...], ...]:
    told = {i.id: i for i in items(*reports)}
    found = candidates(told.values(), keys=events.keys)
    scores = {(a, b): events.compare(told[a], told[b]).score for a, b in found}
    scores = {p: s for p, s in scores.items() if s >= events.FLOOR}
    return group(list(told), scores, threshold=events.THRESHOLD)


def talks(number: int, text: str, trigger: str, **more: Any) -> dict[str, Any]:
    more = {"place": "Port Amel", "type": "CONSULT", "recipients": ()} | more
    return report(number, text, trigger, actors=("velmora", "sarkand"), **more)


def test_two_reports_of_one_attack_are_one():
    a = report(1, SHELLED, "hit", day="2026-05-04", place="Zelin", killed=3)
    b = report(2, AGAIN, "shelling", published="2026-05-05", place="Zelin", killed=5)
    assert groups(a, b) == (("e001", "e002"),)


def test_the_same_meeting_a_year_apart_is_two():
    a = talks(1, MET, "met", published="2026-05-08", day="2026-05-08")
    b = talks(2, MET, "met", published="2025-05-09", day="2025-05-09")
    assert groups(a, b) == (("e001",), ("e002",))
    assert events.compare(*items(a, b)).score < events.FLOOR


def test_an_anniversary_story_tells_the_old_event():
    text = "A year after shells hit the bus station of Zelin, killing three, flowers lay there."
    old = report(1, SHELLED, "hit", day="2025-05-04", published="2025-05-04", place="Zelin")
    new = report(2, SHELLED, "hit", day="2026-05-04", published="2026-05-04", place="Zelin")
    looks_back = report(3, text, "hit", day="2025-05-04", published="2026-05-04", place="Zelin")
    assert groups(old, new, looks_back) == (("e001", "e003"), ("e002",))


def test_an_event_without_a_date_counts_from_its_story():
    a = talks(1, MET, "met", published="2026-05-08", day="2026-05-08")
    b = talks(2, MET_TOO, "held talks", published="2026-05-09")
    late = talks(3, MET_TOO, "held talks", published="2027-02-01")
    assert groups(a, b, late) == (("e001", "e002"), ("e003",))


def test_without_any_date_much_in_common_is_needed():
    a = talks(1, MET, "met", published=None)
    b = talks(2, MET, "met", published=None)
    assert groups(a, b) == (("e001", "e002"),)
    other = report(3, "A bus hit a wall in Zelin.", "hit", published=None, actors=(), recipients=())
    assert groups(a, other) == (("e001",), ("e003",))


def test_what_is_told_as_done_is_not_believed_to_lie_ahead():
    a = report(1, SHELLED, "hit", day="2026-05-04", place="Zelin")
    wrong = report(2, AGAIN, "shelling", published="2026-05-05", day="2026-12-04", place="Zelin")
    assert groups(a, wrong) == (("e001", "e002"),)


def test_two_attacks_of_one_day_at_different_places_are_two():
    a = report(1, SHELLED, "hit", day="2026-05-04", place="Zelin")
    b = report(2, SHELLED.replace("Zelin", "Ostrel"), "hit", day="2026-05-04", place="Ostrel")
    assert groups(a, b) == (("e001",), ("e002",))


def test_a_plan_is_not_what_comes_of_it():
    plan = talks(
        1, MET.replace("met", "will meet"), "will meet", status="planned", day="2026-05-08"
    )
    done = talks(2, MET, "met", published="2026-05-08", day="2026-05-08")
    assert groups(plan, done) == (("e001",), ("e002",))


def test_what_one_denies_is_one_event_told_otherwise():
    a = report(1, SHELLED, "hit", day="2026-05-04", place="Zelin")
    b = report(2, SHELLED, "hit", day="2026-05-04", place="Zelin", status="denied")
    assert groups(a, b) == (("e001", "e002"),)
    line = events.merge([a, b])
    assert {"field": "status", "values": [
        {"value": "occurred", "reports": ["e001"]}, {"value": "denied", "reports": ["e002"]}
    ]} in line["differences"]  # fmt: skip


def test_other_kinds_of_acts_stay_apart():
    a = report(1, SHELLED, "hit", day="2026-05-04", place="Zelin")
    b = talks(2, MET, "met", day="2026-05-04")
    assert events.compare(*items(a, b)).score == 0


def test_comparing_is_the_same_both_ways_and_gives_reasons():
    a, b = items(
        report(1, SHELLED, "hit", day="2026-05-04", place="Zelin", killed=3),
        report(2, AGAIN, "shelling", published="2026-05-05", place="Zelin", killed=5),
    )
    assert events.compare(a, b) == events.compare(b, a)
    reasons = events.compare(a, b).reasons
    assert {"type", "days", "sides", "place"} <= {r.name for r in reasons}
    assert all(abs(x.weight) >= abs(y.weight) for x, y in pairwise(reasons))


def test_an_item_comes_back_from_its_line():
    (one,) = items(report(1, SHELLED, "hit", day="2026-05-04", place="Zelin"))
    line = {k: list(v) if isinstance(v, tuple) else v for k, v in asdict(one).items()}
    assert made(events.Item, line) == one


def test_figures_that_grow_are_kept_with_their_time():
    told = [
        report(1, SHELLED, "hit", day="2026-05-04", killed=3),
        report(2, AGAIN, "shelling", published="2026-05-05", killed=5),
        report(3, AGAIN, "shelling", published="2026-05-07", killed=7),
    ]
    line = events.merge(told)
    assert line["killed"] == 7
    assert [(f["value"], f["as_of"]) for f in line["figures"]] == [
        (3, "2026-05-04"),
        (5, "2026-05-05"),
        (7, "2026-05-07"),
    ]
    assert (line["first_seen"], line["last_seen"]) == ("2026-05-04", "2026-05-07")


def test_copies_count_as_printings_only():
    told = [
        report(1, SHELLED, "hit", confidence=0.6),
        report(2, SHELLED, "hit", copy_of="s001", confidence=0.6),
        report(3, SHELLED, "hit", copy_of="s001", confidence=0.6, outlet="Outlet 2"),
    ]
    line = events.merge(told)
    assert line["counts"] == {"reports": 3, "independent": 1, "outlets": 2}
    assert line["confidence"] == 0.6
    surer = events.merge([*told, report(4, AGAIN, "shelling", confidence=0.6)])
    assert surer["counts"]["independent"] == 2
    assert surer["confidence"] > 0.6


def test_whom_few_of_many_stories_name_takes_no_part():
    told = [report(n, SHELLED, "hit", actors=("sarkand",), recipients=()) for n in range(5)]
    told += [report(9, AGAIN, "shelling", actors=("velmora",), recipients=(), confidence=0.9)]
    assert [a["name"] for a in events.merge(told)["actors"]] == ["Sarkand"]


def test_whom_only_reprints_name_takes_no_part():
    told = [report(n, SHELLED, "hit", recipients=()) for n in range(2)]
    told += [
        report(7, AGAIN, "shelling", actors=("velmora",), recipients=(), copy_of="s000"),
        report(8, AGAIN, "shelling", actors=("velmora",), recipients=(), copy_of="s000"),
    ]
    assert [a["name"] for a in events.merge(told)["actors"]] == ["Sarkand"]


def test_nobody_stands_on_both_sides():
    told = [report(n, SHELLED, "hit") for n in range(3)]
    told += [report(n, AGAIN, "shelling", actors=("velmora",)) for n in range(4, 6)]
    line = events.merge(told)
    assert [a["name"] for a in line["actors"]] == ["Sarkand"]
    assert [a["name"] for a in line["recipients"]] == ["Velmora"]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_reports_does_not_matter(seed: int):
    told = [
        report(n, SHELLED, "hit", day="2026-05-04", killed=n % 3, confidence=0.5 + n / 40)
        for n in range(9)
    ]
    mixed = random.Random(seed).sample(told, len(told))
    assert events.merge(mixed) == events.merge(told)
    assert groups(*mixed) == groups(*told)


def test_an_event_of_500_reports_is_one():
    told = [
        report(n, SHELLED if n % 2 else AGAIN, "hit" if n % 2 else "shelling", place="Zelin",
               day="2026-05-04", published=f"2026-05-{4 + n % 5:02}", killed=3 + n % 5)
        for n in range(500)
    ]  # fmt: skip
    line = events.merge(told)
    assert line["counts"] == {"reports": 500, "independent": 500, "outlets": 500}
    assert line["confidence"] == 0.99
    assert len(line["reports"]) == len(line["merged_from"]) == 500
    some = items(*told[:2])
    assert events.compare(*some).score >= events.THRESHOLD
    assert set(events.keys(some[0])) & set(events.keys(some[1]))
    assert pair(some[0].id, some[1].id) in candidates(some, keys=events.keys)


def test_a_date_by_another_act_does_not_part_two_reports():
    text = (
        "Velmora and Sarkand signed a ceasefire early on Thursday in the Hadrin Valley, a truce of "
        "which nobody had dreamt ten days after the shelling of the bus station in Zelin."
    )
    a = report(1, AGAIN, "shelling", day="2026-05-04", place="Zelin", killed=5)
    b = report(2, text, "shelling", published="2026-05-14", day="2026-05-14", place="Zelin")
    when = text.index("Thursday")
    time = {"role": "time", "start": when, "end": when + 8, "quote": "Thursday"}
    b["record"]["evidence"].append(time)
    far, near = items(a, b)[1], items(a, report(2, text, "shelling", day="2026-05-14"))[1]
    assert (far.dated, near.dated) == (False, True)
    days = {r.name: r.weight for r in events.compare(items(a)[0], far).reasons}["days"]
    assert -2 < days < 0


def test_two_accusations_are_one_only_about_the_same():
    first = "Velmora accused Sarkand of shelling the bus station in Zelin."
    other = "Velmora accused Sarkand of shooting at a patrol near the Imrat bridge."
    more: dict[str, Any] = {"type": "ACCUSE", "actors": ("velmora",), "recipients": ("sarkand",)}
    a = report(1, first, "accused", published="2026-05-05", **more)
    same = report(2, first.replace("of shelling", "of having shelled"), "accused", **more)
    b = report(3, other, "accused", published="2026-05-06", **more)
    assert groups(a, same) == (("e001", "e002"),)
    assert groups(a, b) == (("e001",), ("e003",))


def test_without_dates_weekdays_tell_two_acts_apart():
    more: dict[str, Any] = {"published": None, "place": "Zelin"}
    a = report(1, SHELLED, "hit", **more)
    b = report(2, SHELLED.replace("Monday", "Friday"), "hit", **more)
    c = report(3, SHELLED, "hit", **more)
    assert events.compare(*items(a, b)).score < events.compare(*items(a, c)).score
    assert any(r.words == "fridai / mondai" for r in events.compare(*items(a, b)).reasons)


TALKS = (
    "The ministers held four hours of talks in Port Amel on Friday. Velich and Nazim shook hands."
)
HANDS = (
    "Dragan Velich and Farid Nazim shook hands in Port Amel on Friday before four hours of talks."
)


def places(of: dict[str, Any], *triggers: str) -> dict[str, Any]:
    """A report that tells its event at several places."""
    text = of["story"]["text"]
    starts = [text.index(t) for t in triggers]
    of["record"]["mentions"] = [
        {"sentence": 0, "start": s, "end": s + len(t), "quote": t}
        for s, t in zip(starts, triggers, strict=True)
    ]
    return of


def test_an_act_that_is_told_twice_is_found_by_either():
    day = {"published": "2026-05-08", "day": "2026-05-08"}
    a = places(talks(1, TALKS, "held", **day), "held four hours of talks", "shook hands")
    b = talks(2, HANDS, "shook hands", **day)
    first, second = items(a, b)
    alone = events.compare(replace(first, others=()), second).score
    assert events.compare(first, second).score > alone


def test_the_minister_of_one_story_may_be_a_group_in_another():
    text = "The ministers of Velmora and Sarkand, Dragan Velich and Farid Nazim, met on Friday."
    day = {"published": "2026-05-08", "day": "2026-05-08"}
    group_ = talks(1, text, "met", **day)
    group_["record"]["actors"] = [actor("ministers") | {"kind": "group"}]
    found = {r.name: r for r in events.compare(*items(group_, talks(2, MET, "met", **day))).reasons}
    assert found["sides"].words == "named in both: sarkand, velmora"
    assert found["sides"].weight > 0


def test_the_arrests_of_two_men_are_two():
    def arrest(number: int, text: str, name: str) -> dict[str, Any]:
        told = report(number, text, "arrested", type="COERCE", published=None, recipients=())
        told["record"]["actors"] = [actor(name) | {"kind": "person", "name": name}]
        return told

    a = arrest(
        1, "Vincent Jackson of the Chargers was arrested for drunken driving.", "Vincent Jackson"
    )
    b = arrest(2, "Williams of the Chargers was arrested for drunken driving.", "Williams")
    one, two = events.compare(*items(a, b)), events.compare(*items(a, a | {"x": 1}))
    assert any(r.words == "other persons: jackson, william" for r in one.reasons)
    assert one.score < two.score


def test_a_story_names_its_act_again():
    text = "Gunners shelled Zelin on Monday, killing three. Velmora condemned the attack on Zelin."
    a = report(1, text, "shelled", day="2026-05-04", place="Zelin")
    b = report(1, text, "attack", place="Zelin")
    b["record"]["id"] = "e002"
    assert any(r.words == "named again by one story" for r in events.compare(*items(a, b)).reasons)


def test_the_denial_of_all_such_acts_is_no_report_of_one():
    text = "Sarkand has never carried out attacks on bus stations, it said."
    a = report(1, SHELLED, "hit", day="2026-05-04", place="Zelin", killed=3)
    b = report(2, text, "attacks", published="2026-05-05", status="denied")
    assert groups(a, b) == (("e001",), ("e002",))
    assert any(r.words == "one denies all such acts" for r in events.compare(*items(a, b)).reasons)


def test_a_cancellation_and_a_meeting_called_off_are_one():
    off = "Sarkand called off Monday's meeting with Velmora's defence minister in Port Amel."
    called = "Velmora called the cancellation of Monday's meeting in Port Amel a pity."
    a = talks(1, off, "meeting", published="2026-05-10", status="denied")
    b = talks(2, called, "cancellation", published="2026-05-10", type="REJECT", mode="meet")
    assert set(events.keys(items(a)[0])) & set(events.keys(items(b)[0]))
    assert events.compare(*items(a, b)).score > events.THRESHOLD


def test_what_is_said_again_days_later_is_another_saying():
    text = "Foreign Minister Velich accused Sarkand of breaching article two of the agreement."
    again = "Defence Minister Orsik accused Sarkand of a breach of the agreement."
    told = {"type": "ACCUSE", "mode": "allege", "actors": ("velmora",), "recipients": ("sarkand",)}
    a = report(1, text, "accused", published="2026-05-19", **told)
    same, later = (report(2, again, "accused", published=f"2026-05-{d}", **told) for d in (19, 23))
    assert events.compare(*items(a, same)).score > events.compare(*items(a, later)).score + 0.1


def test_a_record_that_holds_two_acts_counts_less():
    text = "Prisoners were handed over under the ceasefire in the valley."
    other = "A ceasefire in the valley took effect, and both sides kept it."
    mixed = places(report(1, text, "handed", type="RETREAT"), "handed", "ceasefire")
    reasons = events.compare(*items(mixed, report(2, other, "ceasefire", type="RETREAT"))).reasons
    assert any(r.words == "hand / ceasefire" and r.weight < 0 for r in reasons)


def test_two_meetings_called_off_months_apart_are_two():
    off = "Sarkand called off Monday's meeting with Velmora's defence minister in Port Amel."
    a, b = (
        talks(n, off, "meeting", published=f"2026-0{m}-10", day=f"2026-0{m}-11", status="denied")
        for n, m in ((1, 3), (2, 5))
    )
    assert events.compare(*items(a, b)).score < 0.1
