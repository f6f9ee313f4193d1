"""The entry of an actor gathers its names and its offices with dates and words."""

from __future__ import annotations

import random

from onrecord.linking import entries
from tests.linking.told import one


def test_offices_carry_days_and_words() -> None:
    told = {"country": "ARM", "sector": "GOV", "capacity": "Armenian foreign minister"}
    text = "Armenian foreign minister Vartan Osk spoke."
    items = [
        one("Vartan Osk", id="s1", day="2006-02-01", text=text, **told),
        one("Vartan Osk", id="s2", day="2007-05-01", text=text, **told),
        one("Vartan Osk", id="s3", day="2012-01-01", country="ARM", capacity="former minister"),
    ]
    line = entries.actor(items, version="1")
    assert (line["kind"], line["type"], line["name"]) == ("actor", "person", "Vartan Osk")
    assert line["offices"] == [
        {
            "title": "foreign minister",
            "body": "country:ARM",
            "held": "now",
            "from": "2006-02-01",
            "to": "2007-05-01",
            "evidence": [
                {"story": "s1", "start": 26, "end": 36, "quote": "Vartan Osk"},
                {"story": "s2", "start": 26, "end": 36, "quote": "Vartan Osk"},
            ],
        },
        {
            "title": "minister",
            "body": "country:ARM",
            "held": "former",
            "from": None,
            "to": "2012-01-01",
            "evidence": [{"story": "s3", "start": 0, "end": 10, "quote": "Vartan Osk"}],
        },
    ]
    assert (line["first_seen"], line["last_seen"]) == ("2006-02-01", "2012-01-01")


def test_the_id_is_that_of_the_earliest_form_whatever_the_order() -> None:
    items = [
        one("Ararat Petian", id="s2", day="2021-02-01"),
        one("Ararat Petyan", id="s1", day="2021-01-01"),
        one("Ararat Petian", id="s3", day=None, country="ARM"),
    ]
    lines = []
    for seed in range(6):
        order = items[:]
        random.Random(seed).shuffle(order)
        lines.append(entries.actor(order, version="1"))
    assert all(line == lines[0] for line in lines)
    assert lines[0]["id"] == entries.identity([items[1]])
    assert lines[0]["id"] != entries.identity([items[0]])


def test_known_actors_have_the_id_of_the_table() -> None:
    line = entries.actor([one("Russia", "state", country="RUS", quote="Moscow")], version="1")
    assert (line["id"], line["name"], line["names"]) == (
        "country:RUS",
        "Russia",
        ["Moscow", "Russia"],
    )
    short = one("OSCE", "body", sector="IGO")
    assert entries.actor([short], version="1")["id"] == "body:osce"
    assert entries.name([short]) == "Organization for Security and Co-operation in Europe"


def test_candidates_of_a_claimed_alias_are_listed() -> None:
    line = entries.actor([one("Grizzly Steppe", "group", sector="CRM")], version="1")
    assert line["candidates"] == ["threat:apt28", "threat:apt29"]
    assert line["id"].startswith("a")


def test_an_office_told_without_its_body_is_that_of_the_one_body() -> None:
    told = {"sector": "GOV", "capacity": "Foreign Minister"}
    text = "Velmoran Foreign Minister Ana Roy spoke in Velmora."
    items = [
        one("Ana Roy", id="s1", day="2026-05-07", text=text, **told),
        one("Ana Roy", id="s2", day="2026-05-06", text="Foreign Minister Ana Roy spoke.", **told),
        one("Ana Roy", id="s3", day="2026-05-09", text="Foreign Minister Ana Roy spoke.", **told),
    ]
    assert [i.of for i in items] == ["land:velmora", None, None]
    (office,) = entries.actor(items, version="1")["offices"]
    assert (office["body"], office["from"], office["to"]) == (
        "land:velmora",
        "2026-05-06",
        "2026-05-09",
    )
