"""Agreements from mentions built by hand."""

from __future__ import annotations

import time

import pytest

from onrecord.mentions.found import Mentions
from onrecord.records.agreement import Agreement
from onrecord.records.agreement.build import agreements
from onrecord.records.statement.build import statements
from tests.records.by_hand import said, story

STATES = {
    "Kenya": {"kind": "state", "country": "KEN", "sector": "GOV"},
    "Uganda": {"kind": "state", "country": "UGA", "sector": "GOV"},
    "Qatar": {"kind": "state", "country": "QAT", "sector": "GOV"},
    "Red Band": {"kind": "group", "sector": "REB"},
    "Ms. Obi": {"kind": "person", "country": "KEN", "capacity": "spokesperson"},
}


def agreed(mentions: Mentions) -> tuple[Agreement, ...]:
    """The agreements of a story with the statements that it holds."""
    return agreements(mentions, said=statements(mentions, version="v"), version="v")


def test_two_names_a_day_apart_are_one() -> None:
    text = (
        "They discussed the 10 November agreement, which brought an end to the Mara War. "
        "The joint statement of November 9 does not contain any provision on a corridor."
    )
    (pact,) = agreed(story(text, known=STATES, published="2021-01-10"))
    assert pact.name == "10 November agreement"
    assert pact.aliases == ("joint statement of November 9",)
    assert "one day apart" in pact.same_because[0]
    assert pact.date is not None
    assert pact.date.start == "2020-11-10"
    assert "2020-11-09" in pact.date.candidates
    assert pact.stage == "ceasefire"
    ended, corridor = pact.provisions
    assert "Mara War" in ended.span.of(text)
    assert (corridor.span.of(text), corridor.contested) == ("a corridor", True)
    assert pact.contested


def test_who_denies_a_provision() -> None:
    text = (
        'Ms. Obi spoke. "The Mara Accord contains no provision on a corridor through Kenya," '
        "Ms. Obi said."
    )
    first = said(
        text,
        "said",
        "Ms. Obi",
        '"The Mara Accord contains no provision on a corridor through Kenya,"',
    )
    (pact,) = agreed(story(text, first, known=STATES))
    (corridor,) = pact.provisions
    assert [a.name for a in corridor.contested_by] == ["Ms. Obi"]


def test_dates_far_apart_are_two() -> None:
    text = "The 10 November agreement failed. The 3 May agreement holds."
    found = agreed(story(text, published="2021-01-10"))
    assert [a.name for a in found] == ["10 November agreement", "3 May agreement"]


def test_signed_truce_takes_its_name_later() -> None:
    text = (
        "Kenya and the Red Band signed a ceasefire in Lamu on Thursday. The Lamu accord, which the "
        "rebels call the “3 May ceasefire”, took effect at midnight. It obliges both sides to pull "
        "back within ten days and to exchange all prisoners by 31 May."
    )
    (pact,) = agreed(story(text, known=STATES, published="2018-05-05"))
    assert (pact.name, pact.aliases) == ("Lamu accord", ("3 May ceasefire",))
    assert [p.name for p in pact.parties] == ["Kenya", "Red Band"]
    assert pact.status == "in_force"
    assert pact.stage == "ceasefire"
    back, prisoners = pact.provisions
    assert back.code == "withd"
    assert back.deadline is not None
    assert back.deadline.start == "2018-05-13"
    assert prisoners.code == "pris"
    assert prisoners.deadline is not None
    assert prisoners.deadline.start == "2018-05-31"


def test_parties_and_mediator() -> None:
    text = "The Mara Accord between Kenya and Uganda, brokered by Qatar, is in force."
    (pact,) = agreed(story(text, known=STATES))
    assert [p.name for p in pact.parties] == ["Kenya", "Uganda"]
    assert [p.name for p in pact.third_parties] == ["Qatar"]
    assert {e.role for e in pact.evidence} >= {"name", "party"}


def test_the_agreement_later_is_the_same() -> None:
    text = "The Mara Accord was signed in 2016. Many points of that accord remain disputed."
    (pact,) = agreed(story(text))
    assert len([e for e in pact.evidence if e.role == "name"]) == 2
    assert pact.contested


@pytest.mark.parametrize(
    "text",
    [
        "They agreed to meet again on Monday.",
        "No agreement was reached in Nairobi.",
        "If the sides reach an agreement on the agenda, they may sign a joint statement.",
        "It is not planned to sign any document in Nairobi.",
        "The airline signed an agreement to acquire a rival.",
        "He took a plea deal on Monday.",
        "Ministers issued a statement on Monday.",
        "There was broad agreement on the need for calm.",
        "A similar truce collapsed in 2016.",
    ],
)
def test_no_agreement(text: str) -> None:
    assert agreed(story(text, known=STATES, published="2020-01-02")) == ()


def test_hoped_for_is_never_agreed() -> None:
    text = "Kenya and Uganda are due to sign an agreement on fishing zones in Kisumu on Friday."
    (pact,) = agreed(story(text, known=STATES, published="2020-01-02"))
    assert pact.name == "agreement on fishing zones"
    assert pact.status == "proposed"


def test_accused_of_breaking_is_not_broken() -> None:
    text = (
        "The Mara truce took effect on Friday. Each side accused the other of breaking the truce."
    )
    (pact,) = agreed(story(text, published="2018-05-05"))
    assert pact.status == "in_force"


def test_leader_stands_for_his_state() -> None:
    known = {
        "Kofi Abeo": {"country": "KEN", "sector": "GOV", "capacity": "president"},
        "Ruth Wani": {"country": "UGA", "sector": "GOV", "capacity": "prime minister"},
    }
    text = "Kofi Abeo hosts Ruth Wani to discuss the implementation of the 2 March accord."
    (pact,) = agreed(story(text, known=known, published="2020-05-02"))
    assert [(p.name, p.kind) for p in pact.parties] == [("Kenya", "state"), ("Uganda", "state")]
    assert [p.quote for p in pact.parties] == ["Kofi Abeo", "Ruth Wani"]


def test_odd_spaces_do_not_matter() -> None:
    text = "The 10\u00a0November\u00a0agreement, which brought an end to\u00a0the war, is in force."
    (pact,) = agreed(story(text, published="2021-01-10"))
    assert pact.name == "10 November agreement"
    assert all(e.quote == text[e.start : e.end] for e in pact.evidence)


@pytest.mark.parametrize("noise", ["agreement ", "the accord ", '"', "a ", "of ", "Mara-"])
def test_noise_takes_linear_time(noise: str) -> None:
    text = "The Mara Accord holds. " + noise * (40_000 // len(noise))
    mentions = story(text)
    start = time.perf_counter()
    agreed(mentions)
    assert time.perf_counter() - start < 8


def test_to_be_signed_is_not_signed() -> None:
    text = (
        "Kenya and Uganda will sign an agreement on military cooperation on Friday. "
        "The agreement to be signed covers five years."
    )
    (pact,) = agreed(story(text, known=STATES, published="2020-01-02"))
    assert pact.status == "proposed"


def test_who_brokers_is_no_party() -> None:
    text = "Qatar has brokered a ceasefire between Kenya and Uganda."
    (pact,) = agreed(story(text, known=STATES))
    assert [p.name for p in pact.parties] == ["Kenya", "Uganda"]
    assert [p.name for p in pact.third_parties] == ["Qatar"]


def clauses(text: str, known: dict[str, dict[str, str]] | None = None) -> list[str]:
    (found,) = agreements(story(text, known=known or STATES), said=(), version="v")
    return [p.span.of(text) for p in found.provisions]


def test_points_of_a_list() -> None:
    text = (
        "Kenya and Uganda signed a peace deal. The main points of the deal are:\n"
        "- withdrawal of troops from the hill by 1 July\n- return of refugees\n\nRain fell."
    )
    assert clauses(text) == ["withdrawal of troops from the hill by 1 July", "return of refugees"]


def test_a_document_with_articles() -> None:
    text = (
        "AGREEMENT ON A CESSATION OF HOSTILITIES\n\nKenya and Uganda have agreed as follows:"
        "\n\n1. All military operations shall cease.\n\n2. Kenya shall withdraw from the hill."
        "\n\nSigned in Oran on 12 May 2021."
    )
    (found,) = agreements(story(text, known=STATES), said=(), version="v")
    assert found.name == "AGREEMENT ON A CESSATION OF HOSTILITIES"
    assert [p.code for p in found.provisions] == ["cease", "withd"]
    assert [p.obligor and p.obligor.name for p in found.provisions] == [None, "Kenya"]
    assert [p.name for p in found.parties] == ["Kenya", "Uganda"]
    assert found.status == "signed"


def test_what_a_verb_lists() -> None:
    text = (
        "The 14 May protocol provides for a ceasefire from Monday, the exchange of prisoners and "
        "the withdrawal of guns by both sides."
    )
    assert clauses(text) == [
        "provides for a ceasefire from Monday",
        "the exchange of prisoners",
        "the withdrawal of guns by both sides",
    ]


def test_duties_under_it_and_the_sentences_that_go_on() -> None:
    text = (
        "Kenya and Uganda signed a ceasefire. Under the agreement, initialled before noon, "
        "both sides will stop firing and release prisoners. The sides are to exchange all captives "
        "by Friday. The minister smiled."
    )
    assert clauses(text) == [
        "both sides will stop firing",
        "release prisoners",
        "The sides are to exchange all captives by Friday",
    ]


def test_agreed_on_a_day_to_a_truce_and_may_the_month() -> None:
    for text in (
        "Kenya and Uganda agreed on Wednesday to a seven-day truce.",
        "ORAN, May 14 - Kenya and Uganda signed a ceasefire for the valley.",
    ):
        (found,) = agreements(story(text, known=STATES), said=(), version="v")
        assert [p.name for p in found.parties] == ["Kenya", "Uganda"]
        assert found.status in ("agreed", "signed")


@pytest.mark.parametrize(
    "text",
    [
        "Our standards: The Courier Principles.",
        "The National Accord won 14 seats.",
        "The monitors, who under the Oran rules are to watch, came.",
    ],
)
def test_names_that_are_none(text: str) -> None:
    assert agreements(story(text, known=STATES), said=(), version="v") == ()


def test_a_provision_that_is_denied() -> None:
    text = (
        "Kenya and Uganda signed a ceasefire. A spokesman denied that the deal provided for a "
        "power-sharing cabinet."
    )
    (found,) = agreements(story(text, known=STATES), said=(), version="v")
    (one,) = found.provisions
    assert one.contested
    assert one.code == "shagov"
