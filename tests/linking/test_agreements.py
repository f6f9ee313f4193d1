"""One agreement under several names and dates is one; two of the same parties stay two."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.grouping import candidates, group
from onrecord.linking import agreements
from onrecord.linking.agreements import Item
from tests.linking.told import reference, story


def told(
    name: str,
    *,
    id: str = "",
    day: str | None = "2020-11-20",
    date: str | None = None,
    parties: tuple[str, ...] = (),
    candidates: list[str] | None = None,
    **more: Any,
) -> Item:
    """The item of an agreement between states, given by country code."""
    of = story("s" + (id or name), day=day)
    when = {"start": date, "end": date, "precision": "day"} if date else None
    if when and candidates:
        when["candidates"] = candidates  # type: ignore[assignment]
    record = {
        "kind": "agreement",
        "id": id or f"{name} {day}",
        "name": name,
        "aliases": more.pop("aliases", []),
        "date": when,
        "parties": [reference(code, "state", country=code) for code in parties],
    }
    return agreements.item(of, record, **more)


def groups(*items: Item) -> list[list[str]]:
    by_id = {i.id: i for i in items}
    pairs = candidates(items, keys=agreements.keys)
    scores = {(a, b): agreements.compare(by_id[a], by_id[b]) for a, b in pairs}
    settled = {p: s.score for p, s in agreements.settle(by_id, scores).items()}
    return sorted(
        sorted(by_id[i].names[0] for i in ids)
        for ids in group(by_id, settled, threshold=agreements.THRESHOLD)
    )


BOTH = ("ARM", "AZE")


def test_two_dates_of_one_night_are_one_agreement() -> None:
    one = told("10 November agreement", date="2020-11-10", parties=BOTH)
    two = told("trilateral statement of November 9", date="2020-11-09", parties=BOTH)
    assert len(groups(one, two)) == 1
    words = [r.words for r in agreements.compare(one, two).reasons]
    assert any("signed at night is dated both ways" in w for w in words)
    assert any(w == "the same parties: country:ARM, country:AZE" for w in words)


@pytest.mark.parametrize(
    ("a", "b", "count"),
    [
        (
            told("Minsk agreement", day="2015-03-01", parties=("RUS", "UKR")),
            told("Minsk agreements", day="2021-05-01", parties=("RUS", "UKR")),
            1,
        ),
        (told("Geneva accord", day="2012-07-01"), told("Geneva accord", day="2026-05-01"), 2),
        (
            told("Geneva Memorandum", id="1"),
            told("Geneva Memorandum of 13 May", id="2", date="2020-05-13"),
            1,
        ),
        (told("Minsk agreement"), told("Dayton agreement"), 2),
        (told("Iran nuclear deal", id="1"), told("Iranian nuclear deal", id="2"), 1),
        (
            told("9 May truce", id="1", date="2020-05-09", parties=BOTH),
            told("truce", id="2", date="2020-06-20", parties=BOTH),
            2,
        ),
        (
            told(
                "14 May Protocol",
                id="1",
                date="2022-05-14",
                candidates=["2026-05-14"],
                parties=BOTH,
            ),
            told("14 May Protocol", id="2", date="2020-05-14", parties=BOTH),
            1,
        ),
        (
            told("truce", id="1", date="2020-05-09", parties=BOTH),
            told("ceasefire", id="2", date="2020-05-09", parties=("IND", "PAK")),
            2,
        ),
    ],
)
def test_pairs(a: Item, b: Item, count: int) -> None:
    assert len(groups(a, b)) == count


def test_the_ceasefire_is_the_nearest_before_the_story() -> None:
    first = told("ceasefire", id="1", day="2020-10-11", date="2020-10-10", parties=BOTH)
    second = told("truce", id="2", day="2020-10-27", date="2020-10-26", parties=BOTH)
    bare = told("ceasefire", id="3", day="2020-10-29", parties=BOTH)
    early = told("ceasefire", id="4", day="2020-10-14", parties=BOTH)
    assert groups(first, second, bare, early) == [
        ["ceasefire", "ceasefire"],
        ["ceasefire", "truce"],
    ]


def test_the_ceasefire_of_others_stays_apart() -> None:
    dated = told("ceasefire", id="1", date="2020-11-10", parties=BOTH)
    other = told("ceasefire", id="2", parties=("IND", "PAK"))
    assert len(groups(dated, other)) == 2


def test_the_same_happening_speaks_for_it() -> None:
    dated = told("ceasefire", id="1", date="2020-11-10", parties=BOTH, happening="h1")
    near, far = (told("truce", id="2", happening=h) for h in ("h1", "h2"))
    assert agreements.compare(dated, near).score > agreements.compare(dated, far).score


def test_a_link_across_stories_replaces_names() -> None:
    of = story("s1")
    party = reference("Sarkand", "person")
    record = {
        "kind": "agreement",
        "id": "g",
        "name": "pact",
        "aliases": [],
        "date": None,
        "parties": [party],
    }
    assert agreements.item(of, record).parties == ("land:sarkand",)
    assert agreements.item(of, record, ids={party["id"]: "a1"}).parties == ("a1",)


ITEMS = st.builds(
    told,
    st.sampled_from(
        ["ceasefire", "Geneva Memorandum", "14 May Protocol", "Memorandum of 13/14 May", "treaty"]
    ),
    id=st.sampled_from(["1", "2"]),
    day=st.sampled_from([None, "2020-02-29", "2020-12-31"]),
    date=st.sampled_from([None, "2020-02-29", "2020-05-14"]),
    parties=st.sampled_from([(), ("ARM",), BOTH]),
)


@given(ITEMS, ITEMS)
def test_comparing_is_symmetric_and_keys_never_fail(a: Item, b: Item) -> None:
    assert agreements.compare(a, b).score == agreements.compare(b, a).score
    assert 0 <= agreements.compare(a, b).score <= 1
    assert all(isinstance(k, str) for k in agreements.keys(a))
