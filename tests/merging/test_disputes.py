"""Disputes: which claims cannot both hold, and which only sound so."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from onrecord.grouping import candidates
from onrecord.merging import disputes
from onrecord.merging.claims import claims
from tests.merging.lines import actor, attribution, event, statement, told

VELKA, TARSIA = actor("Velka"), actor("Tarsia")
ARMY = actor("Velkan army", kind="body", sector="MIL")
MINISTRY = actor("Tarsian defence ministry", kind="body", sector="GOV")
HOSPITAL = actor("hospital", kind="body", sector="NGO")

CLAIM = "The Velkan army accused Tarsian gunners of shelling the port of Kalin."
DENIAL = "The Tarsian defence ministry denied that its forces had fired on Kalin."


def _shelling(id="s1", day="2031-03-04"):
    story = told(CLAIM, id=id, day=day)
    words = "Tarsian gunners of shelling the port of Kalin"
    gunners = actor("Tarsian gunners", kind="group", sector="MIL")
    return story, [
        statement(story, words, by=ARMY, cue="accused", act="accusation", target=gunners)
    ]


def _denial(id="s2", day="2031-03-05", text=DENIAL, words="that its forces had fired on Kalin"):
    story = told(text, id=id, day=day)
    return story, [
        statement(story, words, by=MINISTRY, cue="denied", act="denial", certainty="CT-")
    ]


def _lines(*stories, merged=None):
    held = [c for story, records in stories for c in disputes.items(story, records)]
    pairs = candidates(held, keys=disputes.keys) | set(
        disputes.same_event(held, merged=merged or {})
    )
    found = disputes.clashes(held, pairs=pairs, merged=merged)
    return disputes.assemble(found, held=held, merged=merged, version="v")


def test_a_denial_meets_the_claim_of_another_story():
    (line,) = _lines(_shelling(), _denial())
    assert line["kind"] == "dispute"
    assert line["of_kind"] == "denial"
    assert [s["party"]["name"] for s in line["sides"]] == ["Velkan army", MINISTRY["name"]]
    assert [s["stance"] for s in line["sides"]] == ["claims", "denies"]
    assert line["first_seen"] == "2031-03-04"
    assert line["last_seen"] == "2031-03-05"
    assert all(s["statements"] for s in line["sides"])
    assert any("accused" in r["words"] for r in line["reasons"])


def test_a_claim_and_its_denial_side_by_side():
    story = told(f"{CLAIM} {DENIAL}")
    records = [
        statement(
            story,
            "Tarsian gunners of shelling the port of Kalin",
            by=ARMY,
            cue="accused",
            act="accusation",
            target=actor("Tarsian gunners", kind="group", sector="MIL"),
        ),
        statement(
            story,
            "that its forces had fired on Kalin",
            by=MINISTRY,
            cue="denied",
            act="denial",
            certainty="CT-",
        ),
    ]
    assert len(_lines((story, records))) == 1


def test_a_denial_without_a_statement_stands_by_its_words():
    story = told(f"{CLAIM} Tarsia denied shelling the port.")
    _, (claim,) = _shelling()
    (line,) = _lines((story, [claim]))
    assert line["sides"][1]["party"]["name"] == "Tarsia"
    assert line["sides"][1]["statements"] == []
    (place,) = line["sides"][1]["evidence"]
    assert story["text"][place["start"] : place["end"]] == "shelling the port"


def test_neither_confirmed_nor_denied_is_no_denial():
    text = "The Tarsian defence ministry neither confirmed nor denied that it fired on Kalin."
    assert _lines(_shelling(), _denial(text=text, words="that it fired on Kalin")) == ()


def test_no_dispute_of_a_party_with_itself():
    story = told("The Velkan army denied shelling the port of Kalin.", id="s2")
    own = statement(
        story, "shelling the port of Kalin", by=ARMY, cue="denied", act="denial", certainty="CT-"
    )
    assert _lines(_shelling(), (story, [own])) == ()


def test_another_place_months_later_is_another_thing():
    assert _lines(_shelling(), _denial(day="2031-06-05")) == ()


def test_a_denial_by_one_who_was_not_accused_answers_nothing():
    story = told("Norway's army denied that its soldiers had fired on Kalin.", id="s2")
    norway = actor("Norway's army", country="NOR", kind="body", sector="MIL")
    words = "that its soldiers had fired on Kalin"
    denial = statement(story, words, by=norway, cue="denied", act="denial", certainty="CT-")
    assert _lines(_shelling(), (story, [denial])) == ()


def test_rejecting_an_offer_denies_nothing():
    story = told("The Tarsian defence ministry rejected a truce in Kalin.", id="s2")
    refusal = statement(
        story, "a truce in Kalin", by=MINISTRY, cue="rejected", act="refusal", certainty="CT-"
    )
    assert _lines(_shelling(), (story, [refusal])) == ()


def test_denied_involvement_is_about_responsibility():
    text = (
        "Velka blamed Grey Heron for the attack on the grid. "
        "Grey Heron denied any involvement in the attack on the grid."
    )
    story = told(text)
    heron = actor("Grey Heron", kind="group", sector="CRM")
    words = "any involvement in the attack on the grid"
    (line,) = _lines(
        (
            story,
            [
                attribution(
                    story, "blamed", by=VELKA, accused="Grey Heron", act="the attack on the grid"
                ),
                statement(story, words, by=heron, cue="denied", act="denial", certainty="CT-"),
            ],
        )
    )
    assert line["of_kind"] == "responsibility"
    assert line["sides"][0]["attributions"]


def _blame(text, *, id, wording, by, accused, day):
    story = told(text, id=id)
    said = attribution(story, wording, by=by, accused=accused, act="the attack on the Kalin dam")
    said["act"]["event"] = f"{id}-e"
    return story, [said, event(story, "attack", id=f"{id}-e", day=day)]


def test_two_accused_of_one_act():
    front = actor("Oran Front", kind="group", sector="REB")
    one = _blame(
        "Velka blamed Tarsia for the attack on the Kalin dam.",
        id="s1",
        wording="blamed",
        by=VELKA,
        accused="Tarsia",
        day="2031-03-04",
    )
    more = {"id": "s2", "wording": "claimed", "by": front, "accused": "Oran Front"}
    text = "The Oran Front claimed responsibility for the attack on the Kalin dam."
    (line,) = _lines(one, _blame(text, day="2031-03-04", **more))
    assert line["of_kind"] == "responsibility"
    assert line["rule"] == "blamed"
    assert _lines(one, _blame(text, day="2031-02-20", **more)) == (), "another attack"


def test_two_outsiders_blame_different_gangs():
    """That is another dispute than whether the state behind one of them did it."""
    firms = [actor(f"{n} Labs", kind="body", sector="BUS") for n in ("Orrin", "Pell")]
    text = "{} blamed {} for the attack on the Kalin dam."
    told_ = [
        _blame(
            text.format(firm["name"], gang),
            id=f"s{i}",
            wording="blamed",
            by=firm,
            accused=gang,
            day="2031-03-04",
        )
        for i, (firm, gang) in enumerate(zip(firms, ("Grey Otter", "Night Wasp"), strict=True))
    ]
    (line,) = _lines(*told_)
    assert (line["of_kind"], line["rule"]) == ("responsibility", "culprits")


def test_whether_a_meeting_took_place():
    story = told(
        "The two ministers met in Doran, the Velkan foreign ministry said. "
        "The Tarsian defence ministry said no such meeting took place."
    )
    ministry = actor("Velkan foreign ministry", kind="body", sector="GOV")
    met = event(story, "met", type="CONSULT", actors=[TARSIA, VELKA], according_to=[ministry])
    met["according_to"][0]["start"] = story["text"].index("Velkan")
    words = "no such meeting took place"
    (line,) = _lines((story, [met, statement(story, words, by=MINISTRY, cue="", certainty="CT-")]))
    assert line["of_kind"] == "occurrence"


def test_figures_of_two_parties_on_one_day():
    text = (
        "At least 12 people were killed in Kalin, the hospital said. The army said 5 people died."
    )
    story = told(text)
    (line,) = _lines(
        (
            story,
            [
                statement(story, "At least 12 people were killed in Kalin", by=HOSPITAL),
                statement(story, "5 people died", by=ARMY),
            ],
        )
    )
    assert line["of_kind"] == "numeric"
    assert [s["values"] for s in line["sides"]] == [[("killed", 12, 10**9)], [("killed", 5, 5)]]


def test_a_figure_that_fits_the_bound_of_the_other_is_none():
    text = (
        "At least 12 people were killed in Kalin, the hospital said. The army said 14 people died."
    )
    story = told(text)
    records = [
        statement(story, "At least 12 people were killed in Kalin", by=HOSPITAL),
        statement(story, "14 people died", by=ARMY),
    ]
    assert _lines((story, records)) == ()


def _count(n, *, id, day, by):
    story = told(f"{by['name']} said {n} people were killed by shells in Kalin.", id=id, day=day)
    words = f"{n} people were killed by shells in Kalin"
    return story, [
        statement(story, words, by=by),
        event(story, "killed", id=f"{id}-e", day="2031-03-04"),
    ]


def test_figures_that_grew_over_days_are_no_dispute():
    one = _count(3, id="s1", day="2031-03-04", by=HOSPITAL)
    two = _count(7, id="s2", day="2031-03-07", by=ARMY)
    merged = {"s1-e": "m", "s2-e": "m"}
    assert _lines(one, two, merged=merged) == ()
    fell = _count(2, id="s2", day="2031-03-07", by=ARMY)
    assert [x["of_kind"] for x in _lines(one, fell, merged=merged)] == ["numeric"]


def test_a_party_that_changes_its_figure_is_no_dispute():
    one = _count(7, id="s1", day="2031-03-04", by=ARMY)
    two = _count(3, id="s2", day="2031-03-04", by=ARMY)
    assert _lines(one, two, merged={"s1-e": "m", "s2-e": "m"}) == ()


def test_legal_standing():
    story = told(
        "Velka said the Kalin accord was null and void. Tarsia said the accord remains in force."
    )
    (line,) = _lines(
        (
            story,
            [
                statement(story, "the Kalin accord was null and void", by=VELKA),
                statement(story, "the accord remains in force", by=TARSIA),
            ],
        )
    )
    assert line["of_kind"] == "legal_status"


def test_two_days_for_one_event():
    def of(day, id, by):
        story = told(f"{by['name']} said shells fell on Kalin on {day}.", id=id)
        words = f"shells fell on Kalin on {day}"
        return story, [
            statement(story, words, by=by),
            event(story, "shells", id=f"{id}-e", day=day),
        ]

    one, two = of("2031-03-02", "s1", VELKA), of("2031-03-04", "s2", TARSIA)
    (line,) = _lines(one, two, merged={"s1-e": "m", "s2-e": "m"})
    assert line["of_kind"] == "timing"
    assert line["about"]["events"] == ["m"]
    same = of("2031-03-02", "s2", TARSIA)
    assert _lines(one, same, merged={"s1-e": "m", "s2-e": "m"}) == ()


def test_a_person_may_say_that_it_is_no_dispute():
    held = [c for s in (_shelling(), _denial()) for c in disputes.items(*s)]
    found = disputes.clashes(held, pairs=candidates(held, keys=disputes.keys))
    (line,) = disputes.assemble(found, held=held)
    assert disputes.assemble(found, held=held, rejected=[line["id"]]) == ()


@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(dice: random.Random):
    stories = [
        _shelling(),
        _denial(),
        _denial(id="s3", day="2031-03-06"),
        _count(3, id="s4", day="2031-03-04", by=HOSPITAL),
        _count(9, id="s5", day="2031-03-04", by=ARMY),
    ]
    expected = _lines(*stories)
    assert len(expected) >= 1
    dice.shuffle(stories)
    assert _lines(*stories) == expected


def test_claims_have_the_ids_of_their_records_and_compare_the_same_both_ways():
    one, two = _shelling(), _denial()
    (a,), (b,) = claims(*one), claims(*two)
    assert a.record == one[1][0]["id"]
    assert disputes.compare(a, b) == disputes.compare(b, a)
    assert disputes.compare(a, b).score >= disputes.THRESHOLD


def test_each_says_that_the_other_did_it():
    story = told(
        "Velka said that Tarsian troops had opened fire on its patrol. "
        "Tarsia said that Velkan troops had fired first."
    )
    troops = actor("Tarsian troops", kind="group", sector="MIL")
    others = actor("Velkan troops", kind="group", sector="MIL")
    fired = event(story, "opened fire", actors=[troops], id="f", day="2031-03-04")
    first = event(story, "fired first", actors=[others], id="g", day="2031-03-04")
    (line,) = _lines(
        (
            story,
            [
                statement(story, "that Tarsian troops had opened fire on its patrol", by=VELKA),
                statement(story, "that Velkan troops had fired first", by=TARSIA),
                fired,
                first,
            ],
        )
    )
    assert (line["of_kind"], line["rule"]) == ("responsibility", "each_other")


def test_two_tellings_of_one_claim_make_one_dispute():
    blame = told("Velka blamed Tarsia for the attack on Monday.", id="s3", day="2031-03-05")
    said = attribution(blame, "blamed", by=ARMY, accused="Tarsia", act="the attack on Monday")
    struck = event(blame, "attack", id="x", day="2031-03-04")
    said["act"]["event"] = "x"
    answer = told("Tarsia denied the attack.", id="s4", day="2031-03-05")
    denial = statement(answer, "the attack", by=TARSIA, cue="denied", act="denial", certainty="CT-")
    claim_story, (claim,) = _shelling()
    shelled = event(claim_story, "shelling", id="y", day="2031-03-04")
    together = told(f"{blame['text']} {answer['text']}", id="s3", day="2031-03-05")
    denial["story"] = "s3"
    for part in (denial["content"][0], denial["cue"], denial["evidence"][0]):
        shift = len(blame["text"]) + 1
        part["start"] += shift
        part["end"] += shift
    lines = _lines((claim_story, [claim, shelled]), _denial(), (together, [said, struck, denial]))
    assert len(lines) == 1
    assert {s["party"]["name"] for s in lines[0]["sides"]} >= {"Velkan army", "Tarsia"}


def test_what_an_agreement_provides_or_not():
    one = told("Velka said the Doran memorandum obliged Tarsia to reopen the Kalin road.", id="s1")
    two = told("Tarsia said there is no Kalin road in the memorandum.", id="s2", day="2031-03-05")
    (line,) = _lines(
        (
            one,
            [
                statement(
                    one, "the Doran memorandum obliged Tarsia to reopen the Kalin road", by=VELKA
                )
            ],
        ),
        (two, [statement(two, "there is no Kalin road in the memorandum", by=TARSIA)]),
    )
    assert line["of_kind"] == "legal_status"


def test_crowds_by_the_police_and_by_those_who_called_them():
    story = told(
        "Organisers said 6,000 people marched in Kalin. The police put the crowd at 2,500.",
    )
    organisers = actor("organisers", kind="group", sector="CVL")
    march = event(story, "marched", type="PROTEST", id="m")
    said = statement(story, "6,000 people marched in Kalin", by=organisers)
    claims_ = disputes.items(story, [said, march])
    assert [c.amounts for c in claims_] == [(("people", 6000, 6000),), (("people", 2500, 2500),)]
    assert [c.form for c in claims_] == ["statement", "text"]


def test_no_proof_of_an_act_does_not_deny_it():
    text = "The Tarsian defence ministry said there was no proof that it fired on Kalin."
    words = "there was no proof that it fired on Kalin"
    story = told(text, id="s2", day="2031-03-05")
    said = statement(story, words, by=MINISTRY, certainty="CT-")
    assert _lines(_shelling(), (story, [said])) == ()


def test_two_names_for_one_thing():
    story = told("The strait, which Velka calls the Kalin and Tarsia the Oran, was closed.")
    (line,) = _lines((story, [event(story, "closed", actors=[VELKA, TARSIA])]))
    assert (line["of_kind"], line["rule"]) == ("name", "called")
    assert [s["party"]["name"] for s in line["sides"]] == ["Velka", "Tarsia"]
    places = [e for s in line["sides"] for e in s["evidence"]]
    assert [story["text"][e["start"] : e["end"]] for e in places] == ["the Kalin", "the Oran"]


def test_one_name_for_two_things_is_no_dispute():
    story = told("The operation, which Velka calls a success and Velka calls a triumph, ended.")
    assert _lines((story, [event(story, "ended", actors=[VELKA])])) == ()
