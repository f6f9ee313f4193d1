from __future__ import annotations

import pytest

from onrecord.mentions.mention import Attributed, Same
from onrecord.records.event.build import events
from onrecord.records.statement.build import statements
from tests.records.events_by_hand import at, mentions, names, read, trigger, words

COUNCIL = (
    "Kazakh president Daniyar Seitkali on Wednesday chaired an online meeting of the council, a "
    "day ahead of a meeting with the leaders of Kyrgyzstan and Tajikistan.\n\n"
    "The meeting was attended by the Secretary of the Council Marat Ibraev, Minister of Foreign "
    "Affairs Aigerim Dosova and Minister of Defence Yerlan Kassenov."
)
PEOPLE = names(
    COUNCIL,
    PER=["Daniyar Seitkali", "Marat Ibraev", "Aigerim Dosova", "Yerlan Kassenov"],
    LOC=["Kyrgyzstan", "Tajikistan"],
)


def council() -> tuple:
    held = trigger(COUNCIL, "chaired an online meeting", "CONSULT", actor=["Daniyar Seitkali"])
    plan = trigger(
        COUNCIL, "meeting", "CONSULT", nth=1, status="planned", actor=["Daniyar Seitkali"]
    )
    told = trigger(COUNCIL, "was attended", "CONSULT", actor=["Marat Ibraev"])
    pairs = [Same(first=0, second=1, score=0.9), Same(first=0, second=2, score=0.9)]
    return read(COUNCIL, tags=PEOPLE, triggers=[held, plan, told], same=pairs)


def test_a_meeting_held_is_never_one_with_the_meeting_planned() -> None:
    found = council()
    assert sorted(e.status for e in found) == ["occurred", "planned"]


def test_those_who_attended_are_all_actors_with_their_offices() -> None:
    held = next(e for e in council() if e.status == "occurred")
    assert {a.name for a in held.actors} >= {
        "Daniyar Seitkali",
        "Marat Ibraev",
        "Aigerim Dosova",
        "Yerlan Kassenov",
    }
    assert "Minister of Defence" in {a.capacity for a in held.actors}


def test_a_venue_belongs_to_the_meeting_beside_it() -> None:
    by_status = {e.status: e for e in council()}
    assert by_status["occurred"].venue == "virtual"
    assert by_status["planned"].venue is None


def test_an_act_dated_after_the_story_has_not_occurred() -> None:
    text = "Envoys of Ghana and Togo hold talks in Lome on 20 March 2024."
    told = trigger(text, "hold talks", "CONSULT", actor=["Ghana", "Togo"])
    (event,) = read(text, tags=names(text, LOC=["Ghana", "Togo", "Lome"]), triggers=[told])
    assert event.status == "planned"
    assert event.when is not None
    assert event.when.start == "2024-03-20"


def test_a_noun_told_as_done_is_no_plan_for_the_day_beside_it() -> None:
    text = "Talks of the envoys in Lome on 20 March 2024 will go ahead in spite of the attack."
    told = trigger(text, "attack", "ASSAULT")
    (event,) = read(text, triggers=[told])
    assert event.status == "occurred"


def test_a_denial_does_not_outweigh_what_the_story_tells() -> None:
    text = (
        "Two women wounded in the shelling of Lome have died. Officials counted seven dead. "
        "Ghana denies that its army shelled Lome."
    )
    told = [trigger(text, "shelling", "ASSAULT"), trigger(text, "shelled", "ASSAULT")]
    found = read(text, triggers=told, same=[Same(first=0, second=1, score=0.99)])
    assert [e.status for e in found] == ["occurred"]


def test_a_record_that_rests_on_a_denial_alone_is_denied() -> None:
    text = "Ghana denies that its army shelled Lome."
    (event,) = read(text, triggers=[trigger(text, "shelled", "ASSAULT")])
    assert event.status == "denied"


@pytest.mark.parametrize(
    ("beside", "status"),
    [
        ("Nobody was hurt.", "occurred"),
        ("Togo denied that it had any drone there.", "alleged"),
    ],
)
def test_nothing_is_denied_without_a_word_of_denying(beside: str, status: str) -> None:
    text = f"Ghana called off talks, saying that it had shot down a drone on Sunday. {beside}"
    told = trigger(text, "shot down", "ASSAULT", status="denied")
    (shot,) = (e for e in read(text, triggers=[told]) if e.type == "ASSAULT")
    assert shot.status == status


def test_the_day_of_a_saying_is_not_that_of_what_is_said() -> None:
    text = "Rebels shelled the port on Monday, officials said on Wednesday."
    told = trigger(text, "shelled the port", "ASSAULT", actor=["Rebels"])
    (event,) = read(text, triggers=[told])
    assert event.when is not None
    assert event.when.start == "2024-03-11"


def day(text: str, words: str, kind: str, **more: str) -> tuple[str, str] | None:
    """The days of the one event of `kind` that the words tell."""
    found = read(text, triggers=[trigger(text, words, kind, **more)])
    (event,) = (e for e in found if e.type == kind)
    return (event.when.start, event.when.end) if event.when else None


def test_days_are_counted_back_from_another_act() -> None:
    text = "Ghana and Togo signed a truce on Thursday, ten days after the shelling of a port."
    assert day(text, "shelling", "ASSAULT") == ("2024-03-04", "2024-03-04")
    assert day(text, "signed", "SUPPORT") == ("2024-03-14", "2024-03-14")
    text = "The council met on Tuesday, a day after the raid on the port."
    assert day(text, "raid", "ASSAULT") == ("2024-03-11", "2024-03-11")


def test_what_has_no_day_of_its_own_has_that_of_the_lead() -> None:
    text = "Rebels shelled a port on Tuesday. The council condemned them."
    assert day(text, "condemned", "ACCUSE") == ("2024-03-12", "2024-03-12")


def test_a_dateline_is_no_day_of_a_plan() -> None:
    text = (
        "LOME, March 14 (Wire) - The envoys of Ghana and Togo are to meet on the bridge, which "
        "links the two banks, on Monday, both ministries said."
    )
    assert day(text, "are to meet", "CONSULT", status="planned") == ("2024-03-18", "2024-03-18")


def test_what_goes_on_reaches_to_the_day_of_its_story() -> None:
    text = "The army has been shelling the port since Monday, witnesses said."
    assert day(text, "shelling", "ASSAULT", status="ongoing") == ("2024-03-11", "2024-03-14")


def test_an_unsure_trigger_is_left_out() -> None:
    text = "The band met its fans."
    told = trigger(text, "met", "CONSULT", score=0.3)
    assert read(text, triggers=[told]) == ()


def test_plain_words_tell_an_act_that_the_model_missed() -> None:
    text = "Ghana accused Togo of shelling a village."
    first, second = read(text, tags=names(text, LOC=["Ghana", "Togo"]))
    assert (first.type, first.status) == ("ACCUSE", "occurred")
    assert (words(first, "actor"), words(first, "recipient")) == (["Ghana"], ["Togo"])
    assert (second.type, second.status) == ("ASSAULT", "alleged")


def test_the_passive_turns_the_sides() -> None:
    text = "The ambassador of Togo was summoned."
    (event,) = read(text, tags=names(text, LOC=["Togo"]))
    assert event.type == "ACCUSE"
    assert words(event, "actor") == []


def test_of_host_and_guest_the_guest_is_the_actor() -> None:
    text = "Ghana is expected to host Togo next week."
    (event,) = read(text, tags=names(text, LOC=["Ghana", "Togo"]))
    assert (event.type, event.mode, event.status) == ("CONSULT", "visit", "planned")
    assert (words(event, "actor"), words(event, "recipient")) == (["Togo"], ["Ghana"])


def test_a_pronoun_is_shown_by_the_name_it_stands_for() -> None:
    text = "President Ana Ruiz arrived late. She urged Togo to wait."
    told = trigger(text, "urged", "REQUEST", actor=["She"], recipient=["Togo"])
    (event,) = read(text, tags=names(text, PER=["Ana Ruiz"], LOC=["Togo"]), triggers=[told])
    assert words(event, "actor")[0] == "Ana Ruiz"
    assert event.actors[0].quote == "She"


def test_one_act_told_twice_is_one_event_with_two_mentions() -> None:
    text = "Gunmen attacked a convoy on Monday. The attack killed six soldiers."
    first = trigger(text, "attacked", "ASSAULT", actor=["Gunmen"])
    second = trigger(text, "attack", "ASSAULT", nth=1, recipient=["six soldiers"])
    (event,) = read(text, triggers=[first, second])
    assert [m.sentence for m in sorted(event.mentions, key=lambda m: m.sentence)] == [0, 1]
    assert event.killed == 6


def test_the_next_sentence_may_count_the_dead() -> None:
    text = "A drone struck a depot on Monday. Two guards were killed. Rebels raided a camp."
    struck = trigger(text, "struck", "ASSAULT", actor=["drone"])
    raided = trigger(text, "raided", "ASSAULT", actor=["Rebels"])
    first, last = read(text, triggers=[struck, raided])
    assert (first.killed, last.killed) == (2, None)


def test_what_the_next_sentence_tells_of_another_act_is_not_counted() -> None:
    text = "A drone struck a depot on Monday. A raid on a camp killed two guards."
    struck = trigger(text, "struck", "ASSAULT", actor=["drone"])
    raid = trigger(text, "raid", "ASSAULT", recipient=["two guards"])
    first, last = read(text, triggers=[struck, raid])
    assert (first.killed, last.killed) == (None, 2)


def test_attacks_on_two_days_are_two() -> None:
    text = "Gunmen attacked a convoy on Monday. They attacked a village on 2 February 2024."
    first = trigger(text, "attacked", "ASSAULT", actor=["Gunmen"])
    second = trigger(text, "attacked", "ASSAULT", nth=1, actor=["Gunmen"])
    pairs = [Same(first=0, second=1, score=0.8)]
    assert len(read(text, triggers=[first, second], same=pairs)) == 2


def test_the_same_story_gives_the_same_bytes() -> None:
    assert [e.line() for e in council()] == [e.line() for e in council()]


def test_a_story_without_words_has_no_events() -> None:
    assert events(mentions(" \n", published=None), said=(), agreed=(), version="t") == ()


def test_who_blames_is_not_who_did_it() -> None:
    text = "Ghana holds Togo responsible for a cyberattack on its port."
    blame = trigger(text, "holds", "ACCUSE", mode="allege", actor=["Ghana"], recipient=["Togo"])
    act = trigger(text, "cyberattack", "COERCE", mode="cyber", actor=["Ghana"])
    found = read(text, tags=names(text, LOC=["Ghana", "Togo"]), triggers=[blame, act])
    done = next(e for e in found if e.type == "COERCE")
    assert done.actors == ()
    assert done.status == "occurred"


@pytest.mark.parametrize(
    ("text", "act", "kept"),
    [
        ("Ghana and Togo spoke for the first time since the shelling of Lome.", "shelling", []),
        ("Ghana holds the army responsible for the attack on Monday.", "attack on", []),
        ("Togo expelled two envoys under the pretext of an attack on its grid.", "attack on", []),
        ("Ghana has held Lome since shelling the town.", "shelling", ["Ghana"]),
        ("Togo fled since Ghana's attack.", "attack", ["Ghana"]),
    ],
)
def test_who_acts_before_a_word_that_leads_to_an_attack_did_not_attack(
    text: str, act: str, kept: list[str]
) -> None:
    who = "Ghana" if "Ghana" in text else "Togo"
    told = trigger(text, act, "ASSAULT", actor=[who])
    (done,) = (
        e
        for e in read(text, tags=names(text, LOC=["Ghana", "Togo", "Lome"]), triggers=[told])
        if e.type == "ASSAULT"
    )
    assert [a.name for a in done.actors] == kept


def test_a_signing_denied_is_not_one_with_a_signing_under_a_condition() -> None:
    text = (
        "It is not planned to sign any document in Lome. "
        "If both sides agree, it is possible to sign a joint statement."
    )
    found = read(text, tags=names(text, LOC=["Lome"]))
    assert [e.status for e in found if e.type == "SUPPORT"] == ["denied", "conditional"]
    assert all(e.actors == () for e in found if e.type == "SUPPORT")


def test_who_only_tells_of_a_meeting_is_not_at_it() -> None:
    text = (
        "Kofi Adu and Yao Mensah will meet in Accra on Friday. Ama Boateng, a spokeswoman, said "
        "the meeting would be short."
    )
    first = trigger(text, "meet", "CONSULT", status="planned", actor=["Kofi Adu", "Yao Mensah"])
    second = trigger(text, "meeting", "CONSULT", status="planned", actor=["Ama Boateng"])
    said = Attributed(
        source=at(text, "Ama Boateng"),
        cue=at(text, "said"),
        contents=(at(text, "the meeting would be short"),),
        score=0.9,
    )
    found = mentions(
        text,
        tags=names(text, PER=["Kofi Adu", "Yao Mensah", "Ama Boateng"], LOC=["Accra"]),
        triggers=[first, second],
        same=[Same(first=0, second=1, score=0.95)],
        attributed=[said],
    )
    told = statements(found, version="t")
    (event,) = events(found, said=told, agreed=(), version="t")
    assert {a.name for a in event.actors} == {"Kofi Adu", "Yao Mensah"}
    assert [a.name for a in event.according_to] == ["Ama Boateng"]


def test_who_is_named_makes_the_phrase_for_them_superfluous() -> None:
    text = "The foreign ministers met. Kofi Adu and Yao Mensah talked for an hour."
    first = trigger(text, "met", "CONSULT", actor=["foreign ministers"])
    second = trigger(text, "talked", "CONSULT", actor=["Kofi Adu", "Yao Mensah"])
    (event,) = read(
        text,
        tags=names(text, PER=["Kofi Adu", "Yao Mensah"]),
        triggers=[first, second],
        same=[Same(first=0, second=1, score=0.95)],
    )
    assert sorted(a.name for a in event.actors) == ["Kofi Adu", "Yao Mensah"]


@pytest.mark.parametrize("nobody", ["each other", "214"])
def test_words_that_name_nobody_are_no_side(nobody: str) -> None:
    text = f"Togo accused {nobody} on Monday."
    told = trigger(text, "accused", "ACCUSE", actor=["Togo"], recipient=[nobody])
    (event,) = read(text, tags=names(text, LOC=["Togo"]), triggers=[told])
    assert event.recipients == ()


def test_an_office_set_off_by_commas_is_its_holder() -> None:
    text = "The President of Togo, Kofi Adu, met Yao Mensah."
    told = trigger(text, "met", "CONSULT", actor=["President of Togo", "Yao Mensah"])
    tags = names(text, PER=["Kofi Adu", "Yao Mensah"], LOC=["Togo"])
    (event,) = read(text, tags=tags, triggers=[told])
    assert {a.name for a in event.actors} == {"Kofi Adu", "Yao Mensah"}


def test_by_leads_to_who_did_it() -> None:
    text = "The raid, condemned by Ghana on Monday, went on."
    told = trigger(text, "condemned", "ACCUSE")
    (event,) = read(text, tags=names(text, LOC=["Ghana"]), triggers=[told])
    assert (words(event, "actor"), words(event, "recipient")) == (["Ghana"], [])


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("A bomb went off in Kasheba, 40 km south of Goma.", "COD"),
        ("A bomb went off in Kasheba while the ministers of both sides sat in Geneva.", None),
    ],
)
def test_only_a_place_beside_it_says_where_an_unknown_one_lies(
    text: str, country: str | None
) -> None:
    told = trigger(text, "bomb went off", "ASSAULT", place=["Kasheba"])
    (event,) = read(text, tags=names(text, LOC=["Kasheba", "Goma", "Geneva"]), triggers=[told])
    assert event.where is not None
    assert (event.where.name, event.where.country) == ("Kasheba", country)


def test_a_word_made_of_a_land_is_no_place() -> None:
    text = "A bomb went off in the Sarkandi city of Dzhemal."
    told = trigger(text, "bomb went off", "ASSAULT", place=["Sarkandi"])
    (event,) = read(text, tags=names(text, LOC=["Dzhemal"]), triggers=[told])
    assert event.where is not None
    assert event.where.name == "Dzhemal"
