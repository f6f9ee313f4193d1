"""Attributions from mentions built by hand."""

from __future__ import annotations

import time

import pytest

from onrecord.records.attribution import Attribution
from onrecord.records.attribution.build import attributions
from tests.records.by_hand import said, story

KNOWN = {
    "Quito": {"kind": "state", "country": "ECU"},
    "Ms. Vela": {"kind": "person", "country": "ECU", "capacity": "minister"},
    "Chad": {"kind": "state", "country": "TCD"},
}


def steps(found: Attribution) -> list[tuple[str, str, str, str]]:
    return [(s.subject, s.relation, s.object, s.level) for s in found.chain]


def test_two_acts_are_two_records() -> None:
    text = "Quito holds Chad responsible for a cyberattack on its port, and for a smear campaign."
    found = attributions(story(text, known=KNOWN), done=(), version="v")
    assert [f.act and f.act.name for f in found] == [
        "a cyberattack on its port",
        "a smear campaign",
    ]
    assert all(f.attributing_actor and f.attributing_actor.name == "Quito" for f in found)
    assert steps(found[0])[0][1:] == ("attributed-to", "Chad", "state")


def test_group_alias_agency_state() -> None:
    text = (
        "Ms. Vela explained that the hack of the port in May was clearly attributed to the hacker "
        'collective "Grey Heron," known as "Quiet Loom," and to the responsibility of the Russian '
        "military intelligence service, the GRU."
    )
    content = text.removeprefix("Ms. Vela explained ").removesuffix(".")
    first = said(text, "explained", "Ms. Vela", content)
    (found,) = attributions(story(text, first, known=KNOWN), done=(), version="v")
    act = "the hack of the port in May"
    assert steps(found) == [
        (act, "attributed-to", "Grey Heron", "group"),
        ("Grey Heron", "alias-of", "Quiet Loom", "group"),
        ("Grey Heron", "attributed-to", "GRU", "agency"),
        ("GRU", "part-of", "Russia", "state"),
    ]
    assert found.attributing_actor is not None
    assert found.attributing_actor.name == "Ms. Vela"
    assert [w.of(text) for w in found.wording] == ["clearly attributed"]
    assert found.basis is None


def test_what_an_agency_is_part_of_may_come_from_the_list() -> None:
    text = "Quito blames the GRU for the hack of its port."
    (found,) = attributions(story(text, known=KNOWN), done=(), version="v")
    assert steps(found)[-1] == ("GRU", "part-of", "Russia", "state")
    assert found.basis is not None
    assert "list of agencies" in found.basis


def test_it_and_the_center_are_taken_up() -> None:
    text = (
        'Ms. Vela said so. The so-called "Storm 99" campaign is allegedly backed by "reliable '
        'information" that the Lima-based think tank "Center for Rivers" is behind it. The Center '
        "is also said to be supported by Russian military intelligence."
    )
    first = said(text, "said", "Ms. Vela", "so")
    (found,) = attributions(story(text, first, known=KNOWN), done=(), version="v")
    assert found.act is not None
    assert "Storm 99" in found.act.name
    assert steps(found)[0][1:] == ("attributed-to", "Center for Rivers", "group")
    assert steps(found)[1] == (
        "Center for Rivers",
        "sponsored-by",
        "Russian military intelligence",
        "agency",
    )
    words = [w.of(text) for w in found.wording]
    assert {"allegedly", "reliable information", "is behind"} <= set(words)
    assert found.basis == "reliable information"
    assert found.likelihood is None


def test_estimates_are_kept_apart() -> None:
    text = (
        "Ms. Vela said it was very likely that the Grey Heron group was behind the theft of data. "
        "Quito assesses with high confidence that the intrusion was carried out by Grey Heron."
    )
    first = said(
        text,
        "said",
        "Ms. Vela",
        "it was very likely that the Grey Heron group was behind the theft of data",
    )
    second = said(text, "assesses", "Quito", "that the intrusion was carried out by Grey Heron")
    found = attributions(story(text, first, second, known=KNOWN), done=(), version="v")
    assert [(f.likelihood, f.analytic_confidence) for f in found] == [
        ("very likely", None),
        (None, "high"),
    ]
    assert all(f.admiralty is None for f in found)


def test_unit_of_an_agency() -> None:
    text = (
        "Quito blames the group known as Grey Heron for the blast. The group is part of Bureau 9, "
        "a unit of the Reconnaissance General Bureau, North Korea's military intelligence agency."
    )
    (found,) = attributions(story(text, known=KNOWN), done=(), version="v")
    assert [s[1:3] for s in steps(found)] == [
        ("attributed-to", "Grey Heron"),
        ("part-of", "Bureau 9"),
        ("part-of", "Reconnaissance General Bureau"),
        ("part-of", "North Korea"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Chad denied that it was behind the attack on the port.",
        "Quito stopped short of blaming Chad for the attack.",
        "Quito did not blame Chad for the attack.",
        "No group has claimed responsibility for the blast.",
        "It is unclear who was behind the blast in Quito.",
        "Critics blamed Ms. Vela for the poor economy.",
        "Chad accused Quito of ingratitude.",
        "The work was carried out by a local firm.",
        "The report was attributed to a lack of sleep.",
    ],
)
def test_no_attribution(text: str) -> None:
    assert attributions(story(text, known=KNOWN), done=(), version="v") == ()


def test_who_claims_blames_himself() -> None:
    text = "The Grey Heron group claimed responsibility for the bombing of the mill."
    known = {"Grey Heron group": {"kind": "group"}}
    (found,) = attributions(story(text, known=known), done=(), version="v")
    assert found.attributing_actor is not None
    assert found.attributing_actor.name == "Grey Heron group"
    assert steps(found)[0][2] == "Grey Heron group"


def test_passive_names_the_accuser() -> None:
    text = "Chad was accused by Quito of shelling a mill near the border."
    (found,) = attributions(story(text, known=KNOWN), done=(), version="v")
    assert found.attributing_actor is not None
    assert found.attributing_actor.name == "Quito"
    assert steps(found)[0] == (
        "shelling a mill near the border",
        "attributed-to",
        "Chad",
        "state",
    )


def test_act_from_a_sentence_before() -> None:
    text = "Gunmen killed six in an attack on a convoy. Quito blamed fighters linked to Grey Heron."
    (found,) = attributions(story(text, known=KNOWN), done=(), version="v")
    assert found.act is not None
    assert found.act.name == "an attack on a convoy"
    assert steps(found)[0][2:] == ("fighters linked to Grey Heron", "group")


def test_two_who_blame_are_two_records() -> None:
    text = "Quito blamed Chad for the blast. Ms. Vela blamed Grey Heron for the blast."
    found = attributions(story(text, known=KNOWN), done=(), version="v")
    assert [f.attributing_actor and f.attributing_actor.name for f in found] == [
        "Quito",
        "Ms. Vela",
    ]


def test_the_state_in_islamic_state_is_none() -> None:
    text = "Quito blamed Islamic State for the bombing."
    (found,) = attributions(story(text, known=KNOWN), done=(), version="v")
    assert steps(found)[0][2:] == ("Islamic State", "group")


@pytest.mark.parametrize(
    "noise", ["blamed ", "closely ", "was attributed to ", '"', "known as ", ", a unit of the GRU"]
)
def test_noise_takes_linear_time(noise: str) -> None:
    text = "Quito blames Chad for the blast. " + noise * (30_000 // len(noise))
    mentions = story(text, known=KNOWN)
    start = time.perf_counter()
    attributions(mentions, done=(), version="v")
    assert time.perf_counter() - start < 8


def test_what_somebody_is_said_to_have_tried() -> None:
    text = 'Ms. Vela said that Chad had attempted "to influence the election" of last year.'
    content = 'that Chad had attempted "to influence the election" of last year'
    mentions = story(text, said(text, "said", "Ms. Vela", content), known=KNOWN)
    (found,) = attributions(mentions, done=(), version="v")
    assert found.act is not None
    assert found.act.name.startswith("attempted")
    assert steps(found)[0][1:] == ("attributed-to", "Chad", "state")
    assert attributions(story(text, known=KNOWN), done=(), version="v") == ()
    harmless = "Ms. Vela said that Chad had tried to open a school."
    told = said(harmless, "said", "Ms. Vela", "that Chad had tried to open a school")
    assert attributions(story(harmless, told, known=KNOWN), done=(), version="v") == ()


def test_an_official_is_of_the_country_of_the_others_who_blame() -> None:
    known = {
        "Quito": {"kind": "state", "country": "ECU", "sector": "GOV"},
        "The ministry spokesperson": {"sector": "GOV"},
    }
    text = "Quito blamed Chad for the blast. The ministry spokesperson blamed Chad for the hack."
    found = attributions(story(text, known=known), done=(), version="v")
    assert [f.attributing_actor and f.attributing_actor.country for f in found] == ["ECU", "ECU"]


@pytest.mark.parametrize(
    ("text", "act", "chain", "confidence"),
    [
        (
            'Quito assesses with moderate confidence that Amber Gull, which it tracks as "TA-88," '
            "is behind the intrusion at the mill.",
            "the intrusion at the mill",
            [("attributed-to", "Amber Gull"), ("alias-of", "TA-88")],
            "moderate",
        ),
        (
            "Quito blames a group called Red Fen for the hack of 3 May. Red Fen, which it said "
            "acts for the GRU, is small.",
            "the hack of 3 May",
            [("attributed-to", "Red Fen"), ("attributed-to", "GRU"), ("part-of", "Russia")],
            None,
        ),
        (
            "Quito attributed the breach, with low confidence, to a cluster it tracks as UNC41.",
            "the breach",
            [("attributed-to", "UNC41")],
            "low",
        ),
        (
            "Quito said the attack of 7 May was very likely the work of the group Stone Martin.",
            "the attack of 7 May",
            [("attributed-to", "group Stone Martin")],
            None,
        ),
        (
            "The port was hit by a cyberattack. Quito attributed it to Frost Owl. We do so with "
            "high confidence, it said.",
            "a cyberattack",
            [("attributed-to", "Frost Owl")],
            "high",
        ),
        (
            "Quito accused Chad of being behind the bomb threats.",
            "the bomb threats",
            [("attributed-to", "Chad")],
            None,
        ),
    ],
)
def test_groups_by_other_names(
    text: str, act: str, chain: list[tuple[str, str]], confidence: str | None
) -> None:
    (found,) = attributions(story(text, known=KNOWN), done=(), version="v")
    assert found.act is not None
    assert found.act.name == act
    assert [(relation, name) for _, relation, name, _ in steps(found)] == chain
    assert found.analytic_confidence == confidence
    assert found.attributing_actor is not None
    assert found.attributing_actor.name == "Quito"


def test_a_unit_of_an_agency() -> None:
    text = (
        "Quito attributed the hack of the port to the hacker group Cold Bay, which is part of Unit "
        "2915 of the Russian military intelligence service, the GRU."
    )
    (found,) = attributions(story(text, known=KNOWN), done=(), version="v")
    assert [(relation, name) for _, relation, name, _ in steps(found)] == [
        ("attributed-to", "hacker group Cold Bay"),
        ("part-of", "Unit 2915"),
        ("part-of", "GRU"),
        ("part-of", "Russia"),
    ]
