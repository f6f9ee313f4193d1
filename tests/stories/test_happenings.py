"""Happenings: bounded in time, told in other words, dated or not, the same in any order."""

from __future__ import annotations

import json
import random
from dataclasses import asdict
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from onrecord.grouping import candidates, group
from onrecord.stories import happenings

SIGNED = "Ministers of Karsk and Velda signed a ceasefire in Port Anso on Sunday after nine days."
TRUCE = "A ceasefire signed by Karsk and Velda in Port Anso took hold overnight, ministers said."
STORM = "A storm tore roofs from farmhouses near Lake Minna and cut the power of 3,000 homes."
PLACES = ("Karsk", "Velda", "Port Anso")


def story(id: str, text: str, date: str | None = "2031-05-04", **fields: Any) -> happenings.Item:
    line = {"id": id, "text": text, "published": {"date": date} if date else None, **fields}
    names = [p for p in PLACES if p in text]
    return happenings.item(line, places=names)


def same(a: happenings.Item, b: happenings.Item) -> bool:
    found = bool(candidates([a, b], keys=happenings.keys))
    assert happenings.compare(a, b) == happenings.compare(b, a)
    return found and happenings.compare(a, b).score >= happenings.THRESHOLD


def test_two_reports_of_one_thing_are_together() -> None:
    assert same(story("a", SIGNED), story("b", TRUCE, "2031-05-05"))
    assert not same(story("a", SIGNED), story("b", STORM))


def test_the_reasons_are_names_words_and_time() -> None:
    told = happenings.compare(story("a", SIGNED), story("b", TRUCE, "2031-05-05")).reasons
    words = [r.words for r in told]
    assert "both name Karsk, Port Anso and Velda" in words
    assert any(w.startswith("both tell of ") and "ceasefire" in w for w in words)
    assert "a day apart" in words


def test_the_same_meeting_a_year_later_is_another() -> None:
    assert not same(story("a", SIGNED), story("b", SIGNED, "2032-05-04"))


def test_an_anniversary_is_another() -> None:
    text = "A year after Karsk and Velda signed a ceasefire in Port Anso, ministers laid wreaths."
    assert not same(story("a", SIGNED), story("b", text, "2032-05-04"))


def test_a_story_without_a_date_is_judged_by_the_rest() -> None:
    assert same(story("a", SIGNED), story("b", TRUCE, None))
    assert same(story("a", SIGNED, None), story("b", TRUCE, None))
    assert not same(story("a", SIGNED), story("b", STORM, None))


def test_a_month_alone_or_a_date_in_the_future_is_borne() -> None:
    assert same(story("a", SIGNED, "2031-05"), story("b", TRUCE, "2031-05-04"))
    assert not same(story("a", SIGNED, "2999-01-01"), story("b", TRUCE))


def test_the_line_has_the_most_central_title_and_an_id_from_the_earliest() -> None:
    members = [
        story("c", TRUCE, "2031-05-05", title="Ceasefire of Karsk and Velda holds", outlet="B"),
        story("a", SIGNED, "2031-05-06T10:00:00Z", title="Ceasefire signed", outlet="A"),
        story("b", STORM, None, title="Storm", outlet="A"),
    ]
    told = happenings.line(members, events=["m2", "m1"])
    assert told == happenings.line(reversed(members), events=["m1", "m2"])
    assert told["id"] == "hc"
    assert told["title"] != "Storm"
    assert (told["start"], told["end"]) == ("2031-05-05", "2031-05-06")
    assert told["stories"] == ["c", "a", "b"]
    assert (told["outlets"], told["events"]) == (["A", "B"], ["m1", "m2"])


def test_an_item_comes_back_from_json() -> None:
    one = story("a", SIGNED, title="Ceasefire")
    back = {
        k: tuple(v) if isinstance(v, list) else v
        for k, v in json.loads(json.dumps(asdict(one))).items()
    }
    assert happenings.Item(**back) == one


@given(st.text(max_size=100), st.text(max_size=100), st.text(max_size=12))
def test_any_two_texts_can_be_compared(a: str, b: str, date: str) -> None:
    told = happenings.compare(story("a", a, date), story("b", b))
    assert told == happenings.compare(story("b", b), story("a", a, date))
    assert 0 <= told.score <= 1


def test_groups_do_not_depend_on_arrival() -> None:
    chance = random.Random(2)
    words = f"{SIGNED} {TRUCE}".split()
    items = [
        story(f"s{n:03}", " ".join(chance.sample(words, 22)), f"2031-05-{4 + n % 3:02}")
        for n in range(40)
    ]
    pairs = candidates(items, keys=happenings.keys)
    by = {i.id: i for i in items}
    scores = {p: happenings.compare(by[p[0]], by[p[1]]).score for p in pairs}
    first = group(by, scores, threshold=happenings.THRESHOLD)
    chance.shuffle(items)
    assert group([i.id for i in items], scores, threshold=happenings.THRESHOLD) == first
