"""The page that the project starts from, read as facts: one test a fact.

The page is a web page saved as text; it lies beside the project, so these tests are skipped
where it is absent. Facts are looked up in the lines that `onrecord extract` prints.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from evals.examples import lines_of

Line = Mapping[str, Any]


@pytest.fixture(scope="module")
def lines(shared: Path) -> list[dict[str, Any]]:
    """What is printed for the page."""
    reader = pytest.importorskip("onrecord.reader", reason="the pipeline does not exist yet")
    try:
        loaded = reader.load()
    except (ImportError, FileNotFoundError) as missing:
        pytest.skip(f"the shipped model cannot be loaded: {missing}")
    return lines_of(shared / "pages" / "000_3e8c805fc8b4d935.txt", reader=loaded)


def stories(lines: list[dict[str, Any]], section: str) -> list[Line]:
    found = [x for x in lines if x["kind"] == "story" and x["section"] == section]
    return [x for x in found if x["duplicate_of"] is None]


def main_id(lines: list[dict[str, Any]]) -> str:
    (story,) = stories(lines, "main")
    return str(story["id"])


def teaser(lines: list[dict[str, Any]], about: str) -> Line:
    (story,) = [x for x in stories(lines, "teaser") if about in f"{x['title']}"]
    return story


def of(lines: list[dict[str, Any]], kind: str, story: str) -> list[Line]:
    return [x for x in lines if x["kind"] == kind and x["story"] == story]


def called(actors: Iterable[Line], words: str) -> bool:
    return any(words in f"{a['name']} / {a.get('quote')}" for a in actors)


def sides(event: Line) -> list[Line]:
    return [*event["actors"], *event["recipients"]]


def triggers(event: Line) -> str:
    spans = [*event["mentions"], *(e for e in event["evidence"] if e["role"] == "trigger")]
    return " / ".join(s["quote"] for s in spans)


def days(event: Line) -> tuple[str, str] | None:
    when = event["when"]
    return (when["start"][:10], when["end"][:10]) if when else None


def content(statement: Line) -> str:
    return " ".join(s["quote"] for s in statement["content"])


def saying(lines: list[dict[str, Any]], words: str) -> Line:
    """The one statement whose content holds the words."""
    (one,) = [x for x in lines if x["kind"] == "statement" and words in content(x)]
    return one


def council(lines: list[dict[str, Any]]) -> Line:
    """The meeting of the Security Council in the main story."""
    (one,) = [
        e
        for e in of(lines, "event", main_id(lines))
        if e["type"] == "CONSULT" and days(e) == ("2021-01-10", "2021-01-10")
    ]
    return one


def moscow(lines: list[dict[str, Any]]) -> Line:
    """The meeting of Putin, Pashinyan and Aliyev in the main story."""
    (one,) = [
        e
        for e in of(lines, "event", main_id(lines))
        if e["type"] == "CONSULT" and called(sides(e), "Pashinyan")
    ]
    return one


def pact(lines: list[dict[str, Any]]) -> Line:
    """The one agreement of the main story that has the two names."""
    (one,) = [
        a
        for a in of(lines, "agreement", main_id(lines))
        if any("10 November agreement" in n for n in (a["name"], *a["aliases"]))
    ]
    return one


# The page and its stories


def test_main_story_and_two_teasers_each_once(lines: list[dict[str, Any]]) -> None:
    assert len(stories(lines, "main")) == 1
    assert len(stories(lines, "teaser")) == 2
    assert teaser(lines, "Borrell") != teaser(lines, "Germany accuses")


def test_main_story_is_clean(lines: list[dict[str, Any]]) -> None:
    (story,) = stories(lines, "main")
    assert story["title"] == "Putin chairs meeting of Security Council ahead of Karabakh talks"
    assert story["text"].startswith("Russian president Vladimir Putin on Sunday (10 January)")
    assert story["text"].rstrip().endswith('on the results of the meeting"')
    for furniture in ("source:", "photo:", "Related articles", "Editor's choice", "Popular"):
        assert furniture not in story["text"]


def test_caption_is_a_story(lines: list[dict[str, Any]]) -> None:
    (story,) = stories(lines, "caption")
    assert "chaired a meeting of the National Security Council" in story["text"]


def test_source_line_is_outlet_and_sources(lines: list[dict[str, Any]]) -> None:
    (story,) = stories(lines, "main")
    assert story["outlet"] == "commonspace.eu"
    assert "kremlin.ru" in story["sources"]
    assert any("agencies" in s for s in story["sources"])


def test_copies_have_no_records(lines: list[dict[str, Any]]) -> None:
    copies = {x["id"] for x in lines if x["kind"] == "story" and x["duplicate_of"]}
    assert not [x for x in lines if x["kind"] != "story" and x["story"] in copies]


# The meeting of the Security Council


def test_council_met_on_10_january_2021(lines: list[dict[str, Any]]) -> None:
    meeting = council(lines)
    assert meeting["status"] == "occurred"
    assert called(meeting["actors"], "Putin")
    assert meeting["venue"] == "virtual"


def test_year_is_inferred_and_said_so(lines: list[dict[str, Any]]) -> None:
    assert council(lines)["when"]["basis"] == "weekday"


@pytest.mark.parametrize(
    ("name", "office"),
    [
        ("Patrushev", "Secretary of the Security Council"),
        ("Lavrov", "Minister of Foreign Affairs"),
        ("Shoigu", "Minister of Defense"),
        ("Bortnikov", "Director of the Federal Security Service"),
        ("Naryshkin", "Director of the Foreign Intelligence Service"),
    ],
)
def test_who_attended_with_office(lines: list[dict[str, Any]], name: str, office: str) -> None:
    (who,) = [a for a in sides(council(lines)) if name in a["name"]]
    assert office in (who["capacity"] or "")


def test_attendance_is_according_to_the_kremlin(lines: list[dict[str, Any]]) -> None:
    said = saying(of(lines, "statement", main_id(lines)), "the meeting was attended by")
    assert said["channel"]["kind"] == "official_statement"
    assert "Kremlin" in f"{said['speaker']['name']} {said['speaker']['quote']}"
    assert council(lines)["according_to"]


# The meeting in Moscow


def test_moscow_meeting_is_planned(lines: list[dict[str, Any]]) -> None:
    meeting = moscow(lines)
    assert meeting["status"] == "planned"
    assert days(meeting) == ("2021-01-11", "2021-01-11")
    for name in ("Putin", "Pashinyan", "Aliyev"):
        assert called(sides(meeting), name)


def test_moscow_meeting_has_its_place(lines: list[dict[str, Any]]) -> None:
    where = moscow(lines)["where"]
    assert (where["name"], where["country"]) == ("Moscow", "RUS")


def test_moscow_meeting_is_about_the_agreement(lines: list[dict[str, Any]]) -> None:
    assert moscow(lines)["agreement"] == pact(lines)["id"]


def test_nothing_planned_is_counted_as_done(lines: list[dict[str, Any]]) -> None:
    for event in of(lines, "event", main_id(lines)):
        if event["status"] in ("occurred", "ongoing"):
            assert days(event) != ("2021-01-11", "2021-01-11"), triggers(event)
            assert not called(sides(event), "Aliyev"), triggers(event)


# The agreement


def test_one_agreement_with_both_names(lines: list[dict[str, Any]]) -> None:
    agreement = pact(lines)
    names = [agreement["name"], *agreement["aliases"]]
    assert any("trilateral statement of November 9" in n for n in names)
    assert agreement["same_because"]


def test_its_parties(lines: list[dict[str, Any]]) -> None:
    for party in ("Armenia", "Azerbaijan"):
        assert called(pact(lines)["parties"], party)


def test_it_ended_the_karabakh_war(lines: list[dict[str, Any]]) -> None:
    agreement = pact(lines)
    provisions = " / ".join(p["text"] for p in agreement["provisions"])
    assert "Karabakh War" in provisions or agreement["stage"] == "ceasefire"


def test_it_is_contested(lines: list[dict[str, Any]]) -> None:
    assert pact(lines)["contested"]


def test_corridor_provision_is_denied_by_gevorgyan(lines: list[dict[str, Any]]) -> None:
    (corridor,) = [p for p in pact(lines)["provisions"] if "corridor" in p["text"].lower()]
    assert corridor["contested"]
    assert called(corridor["contested_by"], "Gevorgyan")


# What Gevorgyan said

PARAGRAPHS = (
    "according to the preliminary planned agenda",
    "constantly circulating the topic",
    "the return of the captives",
    "it is not planned to sign any document",
)


@pytest.mark.parametrize("words", PARAGRAPHS)
def test_each_paragraph_is_hers(lines: list[dict[str, Any]], words: str) -> None:
    said = saying(of(lines, "statement", main_id(lines)), words)
    assert "Gevorgyan" in said["speaker"]["name"]
    assert "spokesperson for the Armenian prime minister" in said["speaker"]["capacity"]
    assert said["quote_type"] == "direct"


@pytest.mark.parametrize("words", PARAGRAPHS)
def test_channel_is_facebook(lines: list[dict[str, Any]], words: str) -> None:
    channel = saying(of(lines, "statement", main_id(lines)), words)["channel"]
    assert channel["kind"] == "social_post"
    assert channel["span"] is None or "facebook" in channel["span"]["quote"]


@pytest.mark.parametrize(("one", "next_one"), list(pairwise(PARAGRAPHS)))
def test_paragraphs_are_tied(lines: list[dict[str, Any]], one: str, next_one: str) -> None:
    said = of(lines, "statement", main_id(lines))
    assert saying(said, next_one)["continues"] == saying(said, one)["id"]


def test_signing_is_denied(lines: list[dict[str, Any]]) -> None:
    signing = [e for e in of(lines, "event", main_id(lines)) if "sign any document" in triggers(e)]
    assert signing
    assert {e["status"] for e in signing} == {"denied"}


def test_joint_statement_is_conditional(lines: list[dict[str, Any]]) -> None:
    (story,) = stories(lines, "main")
    start = story["text"].index("If it is possible to reach")
    there = [
        e
        for e in of(lines, "event", main_id(lines))
        if e["type"] != "CONSULT"  # the meeting, which is planned, is named there too
        and any(t["start"] >= start for t in e["evidence"] if t["role"] == "trigger")
    ]
    assert there
    assert {e["status"] for e in there} == {"conditional"}


# Germany blames


def blames(lines: list[dict[str, Any]]) -> list[Line]:
    return of(lines, "attribution", teaser(lines, "Germany accuses")["id"])


def step(lines: list[dict[str, Any]], subject: str, target: str) -> Line:
    """The first attribution that ties the two, and the step itself under "step"."""
    for blame in blames(lines):
        for s in blame["chain"]:
            if subject.lower() in s["subject"].lower() and target in s["object"]:
                return {**blame, "step": s}
    raise AssertionError([b["chain"] for b in blames(lines)])


def test_air_traffic_attack_is_attributed_to_apt28(lines: list[dict[str, Any]]) -> None:
    blame = step(lines, "attack", "APT28")
    assert blame["step"]["relation"] == "attributed-to"
    assert any("clearly attributed" in w for w in blame["wording"])


def test_apt28_is_fancy_bear(lines: list[dict[str, Any]]) -> None:
    assert step(lines, "APT28", "Fancy Bear")["step"]["relation"] == "alias-of"


def test_apt28_is_of_the_gru(lines: list[dict[str, Any]]) -> None:
    assert step(lines, "APT28", "GRU")["step"]["level"] == "agency"


def test_gru_is_russia(lines: list[dict[str, Any]]) -> None:
    assert step(lines, "GRU", "Russia")["step"]["level"] == "state"


def test_storm_1516_is_attributed_to_the_center(lines: list[dict[str, Any]]) -> None:
    blame = step(lines, "Storm 1516", "Center for Geopolitical Expertise")
    for words in ("reliable information", "allegedly"):
        assert any(words in w for w in blame["wording"]), blame["wording"]


def test_center_is_sponsored_by_military_intelligence(lines: list[dict[str, Any]]) -> None:
    found = step(lines, "Center", "military intelligence")["step"]
    assert found["relation"] == "sponsored-by"


def test_germany_is_who_blames(lines: list[dict[str, Any]]) -> None:
    by = [b["attributing_actor"] for b in blames(lines) if b["attributing_actor"]]
    assert called(by, "German") or called(by, "Foreign")


def german(lines: list[dict[str, Any]]) -> list[Line]:
    return of(lines, "event", teaser(lines, "Germany accuses")["id"])


def test_cyberattack_of_august_2024(lines: list[dict[str, Any]]) -> None:
    attacks = [e for e in german(lines) if (e["type"], e["mode"]) == ("COERCE", "cyber")]
    when = [e["when"]["start"] for e in attacks if e["when"]]
    assert any(str(start).startswith("2024-08") for start in when)


def test_ambassador_was_summoned(lines: list[dict[str, Any]]) -> None:
    (summons,) = [e for e in german(lines) if "summoned" in triggers(e)]
    assert (summons["type"], summons["mode"], summons["status"]) == (
        "ACCUSE",
        "disapprove",
        "occurred",
    )
    assert called(summons["recipients"], "ambassador")


def test_spokesperson_is_quoted(lines: list[dict[str, Any]]) -> None:
    story = teaser(lines, "Germany accuses")["id"]
    said = saying(of(lines, "statement", story), "massive increase in threatening hybrid")
    assert said["quote_type"] == "direct"
    assert "Foreign Ministry" in f"{said['speaker']['name']} {said['speaker']['quote']}"


# Borrell


def test_borrell_said_disengagement_is_no_option(lines: list[dict[str, Any]]) -> None:
    story = teaser(lines, "Borrell")["id"]
    said = saying(of(lines, "statement", story), "disengagement is not an option")
    assert "Borrell" in said["speaker"]["name"]
    assert said["quote_type"] == "direct"


def test_borrell_underlined_the_peace_process(lines: list[dict[str, Any]]) -> None:
    story = teaser(lines, "Borrell")["id"]
    said = saying(of(lines, "statement", story), "will make every effort")
    assert "Borrell" in said["speaker"]["name"]


def test_borrell_spoke_to_parliament(lines: list[dict[str, Any]]) -> None:
    story = teaser(lines, "Borrell")["id"]
    said = of(lines, "statement", story)
    assert {s["channel"]["kind"] for s in said if s["channel"]} == {"parliament"}


# Evidence


def test_every_quote_stands_in_its_text(lines: list[dict[str, Any]]) -> None:
    texts = {x["id"]: x["text"] for x in lines if x["kind"] == "story"}
    for record in (x for x in lines if x["kind"] != "story"):
        assert record["evidence"]
        for e in record["evidence"]:
            assert texts[record["story"]][e["start"] : e["end"]] == e["quote"]
