"""One actor in many stories is one, two of one name are two, and the reasons are said in words."""

from __future__ import annotations

import dataclasses
import json
import random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.linking import actors
from onrecord.linking.item import Item, absorb, load
from tests.linking.told import event, grouped, one, reference, story


def score(a: Item, b: Item) -> float:
    found = actors.compare(a, b)
    assert found == actors.compare(b, a)
    return found.score


def words(a: Item, b: Item) -> list[str]:
    return [r.words for r in actors.compare(a, b).reasons]


PRESIDENT = {"country": "ARM", "sector": "GOV", "capacity": "Armenian president"}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Ararat Petian", "Ararat Petyan"),
        ("Ararat Petian", "Mr. Ararat Petian"),
        ("Ararat S. Petian", "Ararat Petian"),
        ("Serguei Petian", "Sergey Petian"),
        ("Mohammed al-Zarif", "Muhammad Zarif"),
        ("Bill Hartnell", "William Hartnell"),
        ("A. Petian", "Ararat Petian"),
        ("Ararat Petrosjan", "Ararat Petrosian"),
    ],
)
def test_one_person_in_several_spellings_with_one_office(a: str, b: str) -> None:
    first, second = one(a, **PRESIDENT), one(b, **PRESIDENT)
    assert set(actors.keys(first)) & set(actors.keys(second))
    assert score(first, second) >= actors.THRESHOLD


def test_a_known_president_in_three_spellings() -> None:
    told = {"sector": "GOV", "capacity": "Azerbaijani president", "country": "AZE"}
    items = [one(n, **told) for n in ("Ilham Aliyev", "Ilham Aliev", "Aliyev")]
    items.append(one("Ilham Aliyev", capacity=None))
    assert {i.entity for i in items} == {"person:AZE-ilham-aliyev"}
    assert grouped(items) == [["Aliyev", "Ilham Aliev", "Ilham Aliyev"]]


def test_reasons_can_be_read() -> None:
    a = one("Ararat Petian", **PRESIDENT)
    b = one("Ararat Petyan", **PRESIDENT)
    assert words(a, b) == [
        "both president of Armenia",
        "'Ararat Petian' and 'Ararat Petyan': spellings of one name",
        "both of Armenia",
    ]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"country": "USA", "capacity": "senator"}, {"country": "GBR", "capacity": "minister"}),
        (
            {"capacity": "finance minister", "sector": "GOV"},
            {"capacity": "singer", "sector": "CVL"},
        ),
        ({"sector": "MED", "capacity": "journalist"}, {"sector": "MIL", "capacity": "general"}),
    ],
)
def test_two_people_of_one_name_stay_apart(a: dict[str, Any], b: dict[str, Any]) -> None:
    first, second = one("Martin Holler", **a), one("Martin Holler", **b)
    assert score(first, second) < actors.THRESHOLD


def test_a_frequent_name_alone_is_not_enough() -> None:
    assert score(one("John Smith", sector="GOV"), one("John Smith", sector="BUS")) < 0.3
    assert score(one("John Smith"), one("John Smith", country="USA")) < actors.THRESHOLD


def test_a_father_is_not_his_son() -> None:
    told = {"sector": "GOV", "capacity": "Azerbaijani president", "country": "AZE"}
    heydar, ilham = one("Heydar Aliyev", day="1999-05-01", **told), one("Ilham Aliyev", **told)
    assert score(heydar, ilham) == 0
    bare = one("Aliyev", day="1999-06-01", **told)
    assert grouped([heydar, ilham, bare]) == [["Aliyev", "Heydar Aliyev"], ["Ilham Aliyev"]]


def test_a_person_whose_office_changes_is_one() -> None:
    text = "Vartan Osk, then foreign minister, spoke."
    then = one("Vartan Osk", text=text, country="ARM", sector="GOV", capacity="foreign minister")
    now = one("Vartan Osk", country="ARM", sector="PTY", capacity="party leader", day="2022-03-01")
    assert (then.held, then.title, then.of, then.year) == (
        "then",
        "foreign minister",
        "country:ARM",
        None,
    )
    assert grouped([then, now]) == [["Vartan Osk"]]


def test_former_and_ex_are_not_holders() -> None:
    assert one("Ana Roy", country="FRA", capacity="former finance minister").held == "former"
    assert one("Ana Roy", country="FRA", capacity="ex-finance minister").held == "former"
    assert one("Ana Roy", country="FRA", capacity="president-elect").held == "elect"


def test_an_office_without_a_name_is_its_holder_only_where_there_is_one() -> None:
    office = one(
        "Armenian defence minister",
        country="ARM",
        sector="GOV",
        capacity="Armenian defence minister",
    )
    first = one("Davit Ton", country="ARM", sector="GOV", capacity="Armenian defense minister")
    second = one(
        "Suren Pap", country="ARM", sector="GOV", capacity="Minister of Defence of Armenia"
    )
    assert grouped([office, first]) == [["Davit Ton", "defence minister of Armenia"]]
    assert len(grouped([office, first, second])) == 3


def test_a_family_name_alone_is_nobody_elsewhere() -> None:
    bare = one("Petian")
    assert not actors.stands([bare])
    full = one("Ararat Petian", **PRESIDENT)
    assert grouped([bare, full]) == [["Ararat Petian"], ["Petian"]]
    of = story("s1", "Senator Petian spoke.")
    assert actors.items(of, [event(of, reference("Petian", capacity="senator"))]) == {}


def test_a_land_that_no_table_knows_is_told_by_its_offices() -> None:
    text = "Sarkand said that Sarkandi troops had left. Velmora's foreign minister Ana Roy agreed."
    of = story("s1", text)
    refs = [
        reference("Sarkand"),
        reference("Sarkandi troops", "group", sector="MIL"),
        reference("Ana Roy", capacity="foreign minister", sector="GOV"),
        reference("Velmora"),
    ]
    found = {i.name: i for i in actors.items(of, [event(of, *refs)]).values()}
    assert found["Sarkand"].kind == "state"
    assert found["armed forces of Sarkand"].land == "sarkand"
    assert found["Velmora"].kind == "bare"  # one "'s foreign minister" might be a person's
    told_elsewhere = one("Sarkand", text="Sarkand said no.")
    assert told_elsewhere.kind == "bare"
    assert grouped([found["Sarkand"], told_elsewhere]) == [["Sarkand"]]
    assert actors.stands([found["Sarkand"], told_elsewhere])


def test_ministries_of_a_land_that_no_table_knows() -> None:
    text = "The Ministry of Defence of the Republic of Sarkand spoke."
    long = one("Ministry of Defence of the Republic of Sarkand", "body", text=text, sector="GOV")
    text = "Sarkandi troops left, Sarkand's defence ministry said in Sarkand."
    short = one("Sarkand's Defence Ministry", "body", text=text, sector="GOV")
    assert grouped([long, short]) == [sorted([long.name, short.name])]


def test_a_mayor_is_not_a_colonel_of_the_same_name() -> None:
    items = [
        one("Marko Stan", sector="GOV", capacity="mayor"),
        one("Marko Stan", sector="MIL", capacity="colonel"),
        one("Colonel Marko Stan"),
    ]
    assert grouped(items) == [["Colonel Marko Stan", "Marko Stan"], ["Marko Stan"]]


def test_a_body_taken_for_a_person_once_is_still_one() -> None:
    assert grouped([one("Grey Heron"), one("Grey Heron", "group")]) == [["Grey Heron"]]
    assert one("VelGrid").kind == "body"
    assert score(one("Ana Roy", sector="GOV"), one("Ana Roy", "body", sector="BUS")) == 0


def test_a_bare_name_that_fits_two_is_left_alone() -> None:
    items = [
        one("Karen Roy", country="CAN", sector="GOV", capacity="minister"),
        one("Karen Roy", country="GBR", sector="GOV", capacity="ambassador"),
        one("Karen Roy"),
    ]
    assert len(grouped(items)) == 3


@pytest.mark.parametrize(
    ("name", "kind", "told", "entity"),
    [
        ("Russia", "state", {"country": "RUS", "quote": "Moscow"}, "country:RUS"),
        ("Russian officials", "group", {"country": "RUS", "sector": "GOV"}, "country:RUS"),
        ("Armenian side", "group", {"country": "ARM"}, "country:ARM"),
        (
            "Azerbaijani armed forces",
            "group",
            {"country": "AZE", "sector": "MIL"},
            "forces:AZE-MIL",
        ),
        ("Israeli police", "body", {"country": "ISR", "sector": "COP"}, "forces:ISR-COP"),
        ("OSCE", "body", {"sector": "IGO"}, "body:osce"),
        ("Taleban", "group", {"sector": "REB"}, "group:taliban"),
        (
            "State Department",
            "body",
            {"sector": "GOV", "country": "USA"},
            "body:department-of-state",
        ),
        ("Fancy Bear", "group", {"sector": "CRM"}, "threat:apt28"),
    ],
)
def test_known_actors_by_their_names(
    name: str, kind: str, told: dict[str, Any], entity: str
) -> None:
    assert one(name, kind, **told).entity == entity


def test_a_seat_keeps_its_words() -> None:
    assert one("Russia", "state", country="RUS", quote="the Kremlin").names == ("Kremlin", "Russia")


def test_nobody_in_particular_gives_no_item() -> None:
    of = story("s1", "x")
    for name, kind in (
        ("gunmen", "group"),
        ("spokesman", "person"),
        ("two Israeli soldiers", "group"),
    ):
        assert (
            actors.items(of, [event(of, reference(name, kind, country="ISR", sector="MIL"))]) == {}
        )


def test_abbreviations_are_learned_inside_a_story() -> None:
    text = "The Movement for Orchard Renewal (MFOR) met. MFOR won."
    long = one("Movement for Orchard Renewal", "body", text=text, sector="PTY")
    assert long.aliases == ("MFOR",)
    assert grouped([long, one("MFOR", "body", sector="PTY")]) == [
        ["MFOR", "Movement for Orchard Renewal"]
    ]
    assert words(long, one("MFOR", "body"))[0] == (
        "a story calls 'Movement for Orchard Renewal' also 'MFOR'"
    )


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Russian Foreign Ministry", "Ministry of Foreign Affairs"),
        ("Ministry of Defence", "Defense Ministry"),
        ("Frente Popular Nacional", "National Popular Front"),
        ("Centre for Orchard Studies", "Center for Orchard Studies"),
    ],
)
def test_bodies_in_two_wordings(a: str, b: str) -> None:
    told: dict[str, Any] = {"country": "RUS", "sector": "GOV"}
    assert grouped([one(a, "body", **told), one(b, "body", **told)]) == [sorted((a, b))]


def test_a_ministry_is_its_countrys() -> None:
    told: dict[str, Any] = {"sector": "GOV"}
    a, b = (one("Foreign Ministry", "body", country=c, **told) for c in ("RUS", "ARM"))
    assert score(a, b) < 0.05
    of = story("s1", "The Foreign Ministry spoke.")
    assert actors.items(of, [event(of, reference("Foreign Ministry", "body", sector="GOV"))]) == {}


def test_threat_groups_never_merge_on_a_claimed_alias() -> None:
    claimed = one("Grizzly Steppe", "group", sector="CRM")
    assert claimed.entity is None
    assert claimed.candidates == ("threat:apt28", "threat:apt29")
    items = [claimed, one("APT28", "group", sector="CRM"), one("APT29", "group", sector="CRM")]
    assert len(grouped(items)) == 3


def test_a_claimed_alias_links_with_further_evidence() -> None:
    text = "Fancy Bear, also known as Grizzly Steppe, struck."
    assert one("Fancy Bear", "group", sector="CRM", text=text).entity == "threat:apt28"
    of = story("s1", "Grizzly Steppe is Fancy Bear.")
    both = [reference(n, "group", sector="CRM") for n in ("Grizzly Steppe", "Fancy Bear")]
    chain = [{"subject": both[0], "relation": "alias-of", "object": both[1], "level": "group"}]
    line = {"kind": "attribution", "id": "a1", "story": "s1", "chain": chain}
    assert {i.entity for i in actors.items(of, [line]).values()} == {"threat:apt28"}


def test_two_groups_do_not_merge_because_they_share_an_alias() -> None:
    a = one("Red Otter", "group", sector="CRM", text="Red Otter, also known as Waterfall, struck.")
    b = one(
        "Blue Heron", "group", sector="CRM", text="Blue Heron, also known as Waterfall, struck."
    )
    assert a.aliases == b.aliases == ("Waterfall",)
    assert score(a, b) < 0.5
    assert grouped([a, b]) == [["Blue Heron"], ["Red Otter"]]


def test_many_mentions_are_one_item() -> None:
    items = [
        one("Ararat Petian", id=f"s{n}", day=f"2021-01-{n:02}", **PRESIDENT) for n in range(1, 20)
    ]
    assert len({i.id for i in items}) == 1


def test_absorbing_does_not_depend_on_order() -> None:
    items = [
        one("Russia", "state", id=f"s{n}", day=day, country="RUS", quote=quote)
        for n, (day, quote) in enumerate(
            [
                ("2021-01-03", "Moscow"),
                (None, "Kremlin"),
                ("2020-12-30", "Russia"),
                ("2021-02-01", "Moscow"),
            ]
        )
    ]
    results = set()
    for seed in range(10):
        order = items[:]
        random.Random(seed).shuffle(order)
        whole = order[0]
        for item in [*order, *order]:
            whole = absorb(whole, item)
        results.add(json.dumps(dataclasses.asdict(whole)))
    assert len(results) == 1
    assert (whole.first or ("",))[0] == "2020-12-30"
    assert (whole.last or ("",))[0] == "2021-02-01"
    assert whole.names == ("Kremlin", "Moscow", "Russia")


def test_absorbing_two_different_items_is_an_error() -> None:
    with pytest.raises(ValueError, match="one id"):
        absorb(one("Ana Roy"), one("Ana Ray"))


NAMES = st.sampled_from(
    [
        "Ilham Aliyev",
        "Ilham Aliev",
        "Aliyev",
        "I. Aliyev",
        "Heydar Aliyev",
        "John Smith",
        "Xi Jinping",
        "MFOR",
    ]
)
CONTEXT = st.fixed_dictionaries(
    {
        "country": st.sampled_from([None, "AZE", "CHN", "USA"]),
        "sector": st.sampled_from([None, "GOV", "MED"]),
        "capacity": st.sampled_from([None, "president", "former president", "journalist"]),
        "day": st.sampled_from([None, "1999-01-01", "2021-01-11"]),
        "kind": st.sampled_from(["person", "body", "group", "state", "unknown"]),
    }
)


def made(name: str, told: dict[str, Any]) -> Item | None:
    day, kind = told["day"], told["kind"]
    rest = {k: v for k, v in told.items() if k not in ("day", "kind")}
    of = story("s1", f"{name} spoke.", day=day)
    return next(iter(actors.items(of, [event(of, reference(name, kind, **rest))]).values()), None)


@given(NAMES, CONTEXT, NAMES, CONTEXT)
def test_comparing_is_symmetric_and_bounded(
    a: str, told: dict[str, Any], b: str, other: dict[str, Any]
) -> None:
    x, y = made(a, told), made(b, other)
    if x is None or y is None:
        return
    found = actors.compare(x, y)
    assert found == actors.compare(y, x)
    assert 0 <= found.score <= 1
    assert found.reasons
    assert load(json.loads(json.dumps(dataclasses.asdict(x)))) == x


def test_a_person_is_no_land() -> None:
    text = "Donald Trump left. Trumpian officials and the president of Trump Plaza came. Trump won."
    assert one("Trump", text=text).kind == "bare"


def test_one_letter_is_no_abbreviation() -> None:
    assert one("Wealth-X", "body", text="The firm Wealth-X (X.) spoke.").aliases == ()


def test_a_trackers_number_is_the_groups_own_and_another_name_is_not() -> None:
    text = 'Grey Heron, which we track as TS-19, struck. Grey Heron, also known as "Lantern Moth".'
    long = one("Grey Heron", "group", sector="CRM", text=text)
    assert long.aliases == ("Lantern Moth", "TS-19")
    assert score(long, one("TS-19", "group", sector="CRM")) >= actors.THRESHOLD
    assert score(long, one("Lantern Moth", "group")) < actors.THRESHOLD


@pytest.mark.parametrize(
    ("read", "name", "title"),
    [
        ("Minister of Defence Karim Dovlet", "Karim Dovlet", "defence minister"),
        ("Sarkand Karim Dovlet", "Karim Dovlet", None),
        ("H.E. Karim Dovlet", "Karim Dovlet", None),
        ("Prince Karim", "Prince Karim", None),
    ],
)
def test_what_was_read_into_a_name_is_parted(read: str, name: str, title: str | None) -> None:
    found = one(read, text=f"{read} spoke. Sarkandi troops left.")
    assert found.name == name
    if title:
        assert found.title == title
