from __future__ import annotations

import pytest

from onrecord.records.event.clause import clause
from onrecord.records.event.status import read
from onrecord.spans import Span


def status(said: str, trigger: str, kind: str) -> str | None:
    at = said.index(trigger)
    span = Span(at, at + len(trigger))
    found = read(clause(said, sentence=Span(0, len(said)), trigger=span), kind=kind)
    return found.status if found else None


@pytest.mark.parametrize(
    ("said", "trigger", "kind", "expected"),
    [
        ("Hale is expected to host both leaders on Monday.", "host", "CONSULT", "planned"),
        ("He was to meet later Thursday with members of the union.", "meet", "CONSULT", "planned"),
        ("Hale said he would visit Oran in May.", "visit", "CONSULT", "planned"),
        ("The talks will be held in Oran next week.", "talks", "CONSULT", "planned"),
        ("Planned talks on the border were on the agenda.", "talks", "CONSULT", "planned"),
        ("They chaired a council ahead of a meeting tomorrow.", "meeting", "CONSULT", "planned"),
        ("The two ministers did not meet in Athens.", "meet", "CONSULT", "denied"),
        ("The two ministers didn't meet in Athens.", "meet", "CONSULT", "denied"),
        ("The text does not impose sanctions.", "impose sanctions", "SANCTION", "denied"),
        ("No talks were held on Friday.", "talks", "CONSULT", "denied"),
        ("The army denied having shelled the town.", "shelled", "ASSAULT", "denied"),
        ("The sides failed to reach an agreement.", "reach an agreement", "AGREE", "denied"),
        ("It is not planned to sign any document.", "sign any document", "SUPPORT", "denied"),
        ("If both agree it is possible to sign a pact.", "sign a pact", "SUPPORT", "conditional"),
        ("A joint statement may be issued after it.", "joint statement", "AGREE", "conditional"),
        ("The army would strike back if attacked again.", "strike back", "ASSAULT", "conditional"),
        ("They could withdraw their forces.", "withdraw", "RETREAT", "conditional"),
        ("Oran accused Tunis of shelling the port.", "shelling", "ASSAULT", "alleged"),
        ("The police allegedly beat the detainees.", "beat", "ASSAULT", "alleged"),
        ("Oran denies that its army shelled the port.", "shelled", "ASSAULT", "denied"),
        ("Oran had not handed over everybody.", "handed over", "RETREAT", "occurred"),
        ("The protocol provides for a ceasefire from 15 May.", "ceasefire", "RETREAT", "planned"),
        ("It obliges both sides to withdraw by Tuesday.", "withdraw", "RETREAT", "planned"),
        ("The talks with Oran are underway.", "talks", "CONSULT", "ongoing"),
        ("The army would continue to operate there.", "operate", "MOBILIZE", "ongoing"),
        ("It is unclear whether he will visit Oran.", "visit", "CONSULT", "conditional"),
        ("Oran will consider withdrawing from it.", "withdrawing", "RETREAT", "conditional"),
        ("A strike will last 48 hours.", "strike", "PROTEST", "planned"),
        ("Both presidents are due to sign the treaty.", "sign the treaty", "SUPPORT", "planned"),
    ],
)
def test_words_around_a_trigger_state_its_status(
    said: str, trigger: str, kind: str, expected: str
) -> None:
    assert status(said, trigger, kind) == expected


@pytest.mark.parametrize(
    ("said", "trigger", "kind"),
    [
        ("The envoys met in Oran on Monday.", "met", "CONSULT"),
        ("The rebels, who will not disarm, attacked the post.", "attacked", "ASSAULT"),
        ("Not only did they talk, they met twice.", "met", "CONSULT"),
        ("He will not meet the rebels.", "will not meet", "REJECT"),
        ("Hale urged both sides to stop if they can.", "urged", "REQUEST"),
        ("The talks in May ended well.", "talks", "CONSULT"),
        ("Oran is not responsible for the boycott.", "boycott", "SANCTION"),
        ("It was unclear if the attack was theirs.", "attack", "ASSAULT"),
        ("The strike will last 48 hours.", "strike", "PROTEST"),
        ("Troops will leave after the attack that killed two.", "attack", "ASSAULT"),
    ],
)
def test_words_that_belong_elsewhere_state_nothing(said: str, trigger: str, kind: str) -> None:
    assert status(said, trigger, kind) is None


def test_a_megabyte_without_an_edge_is_read_at_once() -> None:
    said = "a " * 500_000 + "attacked"
    assert status(said, "attacked", "ASSAULT") is None


def test_a_visit_called_off_did_not_take_place() -> None:
    said = "A visit by Ruiz to Oran, which had been scheduled for Friday, was cancelled."
    assert status(said, "visit", "CONSULT") == "denied"
