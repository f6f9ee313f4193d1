"""Agreements followed: what was agreed, what became of it, who says so."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from onrecord.merging.disagreed import disagreed
from onrecord.merging.followed import follow
from onrecord.merging.pointed import agreement_keys, story_keys
from tests.merging.lines import actor, agreement, event, statement, told

VELKA, TARSIA = actor("Velka"), actor("Tarsia")
MINISTRY = actor("Tarsian defence ministry", kind="body", sector="GOV")

SIGNED = (
    "Velka and Tarsia signed the Doran ceasefire agreement. It obliges Tarsia to withdraw its "
    "artillery from the Kalin heights and provides for the release of 40 prisoners."
)
GUNS, PRISONERS = (
    "withdraw its artillery from the Kalin heights",
    "the release of 40 prisoners",
)


def _signed(id="s1", day="2031-03-01"):
    story = told(SIGNED, id=id, day=day)
    record = agreement(
        story,
        "Doran ceasefire agreement",
        id=f"{id}-g",
        day="2031-03-01",
        parties=[VELKA, TARSIA],
        status="signed",
        provisions=[(GUNS, "withd"), (PRISONERS, "pris")],
    )
    return story, [record]


def _follow(*stories):
    lines = {s["id"]: s for s, _ in stories}
    records = {s["id"]: r for s, r in stories}
    held = [r for _, rs in stories for r in rs if r["kind"] == "agreement"]
    return follow(held, stories=lines, records=records, version="v")


def _withdrawn(text="Tarsian guns completed their withdrawal from the Kalin heights."):
    story = told(text, id="s3", day="2031-03-10")
    return story, [
        event(story, "withdrawal", type="RETREAT", actors=[TARSIA], day="2031-03-09"),
    ]


def test_a_provision_told_twice_is_one():
    line = _follow(_signed(), _signed(id="s2", day="2031-03-02"))
    assert [p["code"] for p in line["provisions"]] == ["withd", "pris"]
    assert [len(p["told_by"]) for p in line["provisions"]] == [2, 2]
    assert line["names"] == ["Doran ceasefire agreement"]
    assert [p["name"] for p in line["parties"]] == ["Velka", "Tarsia"]


def test_provisions_with_other_numbers_are_two():
    one, (first,) = _signed()
    story = told("The Doran ceasefire agreement provides for the release of 60 prisoners.", id="s2")
    other = agreement(
        story,
        "Doran ceasefire agreement",
        id="s2-g",
        provisions=[("the release of 60 prisoners", "pris")],
    )
    line = _follow((one, [first]), (story, [other]))
    assert [p["text"] for p in line["provisions"]] == [
        GUNS,
        PRISONERS,
        "the release of 60 prisoners",
    ]


def test_carrying_out_is_tied_to_its_provision():
    line = _follow(_signed(), _withdrawn())
    guns, prisoners = line["provisions"]
    (done,) = guns["implementation"]
    assert (done["level"], done["claim"], done["as_of"]) == ("full", "carried_out", "2031-03-09")
    assert "heigh" in done["why"]
    assert prisoners["implementation"] == []


def test_what_is_called_for_or_planned_carries_out_nothing():
    story, (planned,) = _withdrawn()
    planned["status"] = "planned"
    line = _follow(_signed(), (story, [planned]))
    assert line["provisions"][0]["implementation"] == []


def test_breach_and_its_denial_stand_beside_each_other():
    story = told(
        "Velka accused Tarsia of violating the Doran ceasefire agreement. "
        "Tarsia denied violating the ceasefire.",
        id="s2",
        day="2031-03-05",
    )
    records = [
        agreement(story, "Doran ceasefire agreement", id="s2-g", parties=[VELKA, TARSIA]),
        statement(
            story,
            "Tarsia of violating the Doran ceasefire agreement",
            by=VELKA,
            cue="accused",
            act="accusation",
            target=TARSIA,
        ),
    ]
    line = _follow(_signed(), (story, records))
    breach, denial = line["implementation"]
    assert (breach["claim"], breach["level"]) == ("breach", "minimum")
    assert breach["accused"]["name"] == "Tarsia"
    assert (denial["claim"], denial["according_to"]["name"]) == ("breach_denied", "Tarsia")
    assert line["status"] == "signed", "what a party alone claims changes no status"
    assert [t["what"] for t in line["timeline"]] == ["told as signed", "breach", "breach_denied"]


def test_a_story_that_says_only_the_ceasefire_is_taken_in():
    story = told("Lio Marr said the ceasefire was null and void.", id="s2", day="2031-03-12")
    marr = actor("Lio Marr", kind="person", capacity="Velkan president")
    said = statement(story, "the ceasefire was null and void", by=marr)
    talk = event(story, "ceasefire", type="AGREE", actors=[VELKA, TARSIA])
    line = _follow(_signed(), (story, [said, talk]))
    assert [(s["status"], bool(s["according_to"])) for s in line["statuses"]] == [
        ("signed", False),
        ("ended", True),
    ]
    assert line["status"] == "signed"


def test_a_later_ceasefire_of_others_is_not_taken_in():
    story = told("Oran said the ceasefire was null and void.", id="s2", day="2031-03-12")
    oran, moss = actor("Oran"), actor("Moss")
    said = statement(story, "the ceasefire was null and void", by=oran)
    talk = event(story, "ceasefire", type="AGREE", actors=[oran, moss])
    line = _follow(_signed(), (story, [said, talk]))
    assert [s["status"] for s in line["statuses"]] == ["signed"]


def test_stories_that_may_speak_of_it_share_a_key():
    _, records = _signed()
    later = told("Velka and Tarsia kept the ceasefire.", id="s2", day="2031-03-12")
    talk = event(later, "ceasefire", type="AGREE", actors=[VELKA, TARSIA])
    days = {"s1": "2031-03-01"}
    assert set(agreement_keys(records, days=days)) & set(story_keys(later, [talk]))
    assert story_keys(told("Velka and Tarsia played football.", id="s2"), [talk]) == ()


def test_an_agreement_says_where_it_is_named():
    story = told(
        "Velka said the Doran ceasefire agreement obliges both. Tarsia spoke of rain.", id="s2"
    )
    records = [
        agreement(story, "Doran ceasefire agreement", id="s2-g", parties=[VELKA, TARSIA]),
        statement(story, "the Doran ceasefire agreement obliges both", by=VELKA, id="s2-s"),
        statement(story, "of rain", by=TARSIA),
    ]
    assert _follow((story, records))["named_in"] == ["s2-s"]


@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(dice: random.Random):
    stories = [_signed(), _signed(id="s2", day="2031-03-02"), _withdrawn()]
    expected = _follow(*stories)
    dice.shuffle(stories)
    assert _follow(*stories) == expected


def test_what_a_provision_lists_is_several_provisions():
    text = (
        "The Doran Protocol provides for a ceasefire from 15 May, the exchange of prisoners "
        "and the withdrawal of heavy weapons."
    )
    story = told(text)
    words = text.removeprefix("The Doran Protocol ").removesuffix(".")
    record = agreement(story, "Doran Protocol", provisions=[(words, "withd")])
    line = _follow((story, [record]))
    assert [(p["text"], p["code"]) for p in line["provisions"]] == [
        ("a ceasefire from 15 May", "cease"),
        ("the exchange of prisoners", "pris"),
        ("the withdrawal of heavy weapons", "withd"),
    ]


def test_what_is_only_provided_for_is_not_carried_out():
    text = "The Doran Protocol provides for the withdrawal of heavy weapons from Kalin."
    story = told(text)
    words = "the withdrawal of heavy weapons from Kalin"
    record = agreement(story, "Doran Protocol", provisions=[(words, "withd")])
    told_as_done = event(story, "withdrawal", type="RETREAT")
    line = _follow((story, [record, told_as_done]))
    assert line["provisions"][0]["implementation"] == []


def test_done_and_not_done_is_a_dispute():
    story = told(
        "Tarsia said its artillery had completed its withdrawal from the Kalin heights. "
        "Velka said Tarsia had failed to withdraw its artillery from the Kalin heights.",
        id="s3",
        day="2031-03-10",
    )
    done = "its artillery had completed its withdrawal from the Kalin heights"
    undone = "Tarsia had failed to withdraw its artillery from the Kalin heights"
    records = [
        statement(story, done, by=TARSIA),
        statement(story, undone, by=VELKA),
        event(story, "withdrawal", type="RETREAT", actors=[TARSIA]),
        event(story, "withdraw its", type="RETREAT", actors=[TARSIA], status="denied"),
    ]
    line = _follow(_signed(), (story, records))
    (dispute,) = disagreed(line)
    assert dispute["of_kind"] == "occurrence"
    assert dispute["about"]["agreement"] == line["id"]
    assert [(s["party"]["name"], s["reading"]) for s in dispute["sides"]] == [
        ("Tarsia", "carried out"),
        ("Velka", "not carried out"),
    ]
    one_sided = _follow(_signed(), (story, records[:1] + records[2:3]))
    assert disagreed(one_sided) == ()


def test_the_name_and_the_date_are_those_that_most_tell():
    one = told("The Doran accord of 2 May was signed.", id="s1")
    stories = [
        (one, [agreement(one, "Doran accord", id="a", day="2030-05-02")]),
    ]
    for k in (2, 3):
        story = told("The Doran Memorandum holds.", id=f"s{k}", day="2031-03-05")
        stories.append(
            (story, [agreement(story, "Doran Memorandum", id=f"b{k}", day="2031-03-01")])
        )
    line = _follow(*stories)
    assert (line["name"], line["date"]["start"]) == ("Doran Memorandum", "2031-03-01")
    assert line["names"] == ["Doran accord", "Doran Memorandum"]
