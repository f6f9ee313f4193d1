"""What came of plans, and what answers what."""

from __future__ import annotations

import random
from typing import Any

import pytest

from onrecord.merging import events, outcomes
from onrecord.spans import Span
from tests.merging.reports_by_hand import report

PLAN = "The foreign ministers of Velmora and Sarkand will meet in Port Amel on Friday."
HELD = "The foreign ministers of Velmora and Sarkand met in Port Amel on Friday for four hours."
OFF = "Sarkand called off Friday's meeting of the foreign ministers in Port Amel with Velmora."
DENIED = "The meeting of the foreign ministers of Sarkand and Velmora will not take place."


def talks(number: int, text: str, trigger: str, **more: Any) -> dict[str, Any]:
    more = {"type": "CONSULT", "recipients": (), "place": "Port Amel"} | more
    return report(number, text, trigger, actors=("velmora", "sarkand"), **more)


def plan(number: int = 1, **more: Any) -> dict[str, Any]:
    more = {"status": "planned", "published": "2026-05-06", "day": "2026-05-08"} | more
    return talks(number, PLAN, "will meet", **more)


def held(number: int = 2, **more: Any) -> dict[str, Any]:
    more = {"published": "2026-05-08", "day": "2026-05-08"} | more
    return talks(number, HELD, "met", **more)


def tied(*reports: dict[str, Any], answered: Any = ()) -> dict[str, dict[str, Any]]:
    items = {i.id: i for r in reports if (i := events.item(r["record"], r["story"]))}
    lines = [events.merge([r]) for r in reports]
    scores = outcomes.pairs(items.values())
    return outcomes.assemble(lines, items=items, scores=scores, answered=answered)


def test_a_planned_meeting_meets_its_report():
    found = tied(plan(), held())
    assert found["me001"]["outcome"] == {"status": "occurred", "event": "me002"}
    assert found["me002"]["announced_by"] == ["me001"]
    assert found["me002"]["outcome"] is None


def test_a_plan_and_its_outcome_share_a_key():
    items = [events.item(r["record"], r["story"]) for r in (plan(), held())]
    assert set(outcomes.keys(items[0])) & set(outcomes.keys(items[1]))


@pytest.mark.parametrize(
    ("text", "trigger", "type", "status"),
    [
        (OFF, "called off", "REJECT", "occurred"),
        (OFF, "meeting", "CONSULT", "occurred"),
        (DENIED, "meeting", "CONSULT", "denied"),
    ],
)
def test_a_meeting_called_off(text: str, trigger: str, type: str, status: str):
    off = talks(2, text, trigger, type=type, status=status, published="2026-05-07")
    found = tied(plan(), off)
    assert found["me001"]["outcome"] == {"status": "called_off", "event": "me002"}


def test_what_only_denies_is_no_outcome():
    denied = held(status="denied")
    assert tied(plan(), denied)["me001"]["outcome"]["status"] == "unknown"


def test_no_report_is_unknown_not_failed():
    assert tied(plan())["me001"]["outcome"] == {"status": "unknown", "event": None}


@pytest.mark.parametrize(
    "other",
    [
        held(published="2026-05-05", day="2026-05-05"),
        held(published="2025-05-09", day="2025-05-08"),
        held(published="2026-05-16", day="2026-05-16"),
        held(published="2027-05-08", day="2027-05-08"),
        held(place="Zelin", recipients=(), type="ASSAULT"),
    ],
    ids=["before the plan", "a year before", "a week late", "a year late", "another act"],
)
def test_what_is_no_outcome(other: dict[str, Any]):
    assert tied(plan(), other)["me001"]["outcome"]["status"] == "unknown"


def test_the_best_fitting_report_is_the_outcome():
    late = held(3, published="2026-05-10", day=None)
    found = tied(plan(), held(), late)
    assert found["me001"]["outcome"]["event"] == "me002"


def test_comparing_is_the_same_both_ways():
    a, b = (events.item(r["record"], r["story"]) for r in (plan(), held()))
    assert outcomes.compare(a, b) == outcomes.compare(b, a)
    assert outcomes.compare(a, b).score >= outcomes.THRESHOLD
    assert events.compare(a, b).score == 0


def story(*sentences: tuple[str, str, dict[str, Any]]) -> tuple[dict[str, Any], list[Any]]:
    """One story of several sentences, each with the trigger of an event."""
    text = " ".join(s for s, _, _ in sentences)
    made = [report(n, text, trigger, **more) for n, (_, trigger, more) in enumerate(sentences)]
    of = made[0]["story"]
    return of, [r["record"] | {"story": of["id"]} for r in made]


def test_in_response_to():
    text = "In response to the shelling of Zelin, the Sarkandi ambassador was summoned on Tuesday."
    of, records = story((text, "shelling", {}), ("", "summoned", {"type": "ACCUSE"}))
    (found,) = outcomes.answers(of, records)
    assert (found.record, found.cause) == ("e001", "e000")
    assert found.words == "In response to the shelling of Zelin"
    assert found.span == Span(0, len(found.words))


def test_in_response_to_a_step_told_before():
    of, records = story(
        ("Velmora had expelled two diplomats on Monday.", "had expelled", {"actors": ("velmora",)}),
        ("Troops of Sarkand marched on Tuesday.", "marched", {"type": "MOBILIZE"}),
        (
            "In response to the unfriendly step of Velmora, Sarkand declared two men unwelcome.",
            "declared two men unwelcome",
            {"type": "SANCTION"},
        ),
    )
    (found,) = outcomes.answers(of, records)
    assert (found.record, found.cause) == ("e002", "e000")


def test_in_response_points_to_the_sentence_before():
    of, records = story(
        ("Sarkand shelled Zelin on Monday.", "shelled", {}),
        ("Velmora summoned the ambassador in response.", "summoned", {"type": "ACCUSE"}),
    )
    (found,) = outcomes.answers(of, records)
    assert (found.record, found.cause) == ("e001", "e000")


def test_no_answer_without_words_for_it():
    of, records = story(
        ("Sarkand shelled Zelin on Monday.", "shelled", {}),
        ("Velmora summoned the ambassador.", "summoned", {"type": "ACCUSE"}),
    )
    assert outcomes.answers(of, records) == ()


@pytest.mark.parametrize("seed", range(4))
def test_order_does_not_matter(seed: int):
    reports = [plan(), held(), plan(3, published="2026-05-05"), held(4, day=None)]
    answer = outcomes.Answer(
        record="e002", cause="e004", story="s002", span=Span(0, 3), words="The"
    )
    mixed = random.Random(seed).sample(reports, len(reports))
    assert tied(*mixed, answered=[answer]) == tied(*reports, answered=[answer])
    assert tied(*reports, answered=[answer])["me002"]["response_to"]["event"] == "me004"
