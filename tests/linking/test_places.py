"""Places are one by GeoNames id, else by name, country, region and point."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.grouping import candidates, group
from onrecord.linking import places
from onrecord.linking.places import Item


def place(name: str, country: str | None = None, **more: Any) -> Item:
    found = places.item({"name": name, "country": country, **more})
    assert found is not None
    return found


def grouped(items: list[Item]) -> int:
    by_id = {i.id: i for i in items}
    pairs = candidates(items, keys=places.keys)
    scores = {(a, b): places.compare(by_id[a], by_id[b]) for a, b in pairs}
    settled = {p: s.score for p, s in places.settle(by_id, scores).items()}
    return len(group(by_id, settled, threshold=places.THRESHOLD))


def test_one_geonames_id_is_one_place_under_any_name() -> None:
    a, b = (
        place("Stepanakert", "AZE", geonameid=586523),
        place("Khankendi", "AZE", geonameid=586523),
    )
    assert a.id == b.id
    assert places.absorb(a, b) == places.absorb(b, a)
    assert places.absorb(a, b).names == ("Khankendi", "Stepanakert")


@pytest.mark.parametrize(
    ("a", "b", "count"),
    [
        (place("Springfield", "USA", geonameid=1), place("Springfield", "USA", geonameid=2), 2),
        (place("Goris", "ARM"), place("Goris", "ARM", geonameid=174895), 1),
        (place("Tripoli", "LBY"), place("Tripoli", "LBN"), 2),
        (place("Korvash"), place("Korvash", None, lat=1.0, lon=1.0), 1),
        (
            place("Kirovsk", "RUS", admin1="Murmansk"),
            place("Kirovsk", "RUS", admin1="Leningrad"),
            2,
        ),
        (
            place("Aleksandrovka", "UKR", lat=50.0, lon=30.0),
            place("Aleksandrovka", "UKR", lat=47.0, lon=38.0),
            2,
        ),
        (place("St. Petersburg", "RUS"), place("Saint Petersburg", "RUS"), 1),
        (place("Goris"), place("Meghri"), 2),
    ],
)
def test_pairs(a: Item, b: Item, count: int) -> None:
    assert grouped([a, b]) == count


def test_a_name_without_country_that_fits_two_is_left_alone() -> None:
    assert grouped([place("Tripoli", "LBY"), place("Tripoli", "LBN"), place("Tripoli")]) == 3


def test_an_entry_takes_the_best_known() -> None:
    items = [place("Goris", "ARM"), place("Goris", "ARM", geonameid=174895, lat=39.5, lon=46.3)]
    for order in itertools.permutations(items):
        line = places.entry(order, version="1")
        assert (line["id"], line["kind"], line["lat"]) == ("place:174895", "place", 39.5)


def test_nothing_is_no_place() -> None:
    assert places.item({"name": None}) is None
    assert places.item({"name": " "}) is None


WHERE = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Goris", "Gorís", "Tripoli", "St Petersburg"]),
        "country": st.sampled_from([None, "ARM", "LBY"]),
        "admin1": st.sampled_from([None, "Syunik"]),
        "geonameid": st.sampled_from([None, 1, 2]),
        "lat": st.sampled_from([None, 39.5]),
        "lon": st.sampled_from([None, 46.3]),
    }
)


@given(WHERE, WHERE)
def test_comparing_is_symmetric(a: dict[str, Any], b: dict[str, Any]) -> None:
    x, y = places.item(a), places.item(b)
    assert x is not None
    assert y is not None
    assert places.compare(x, y) == places.compare(y, x)
    assert 0 <= places.compare(x, y).score <= 1
