"""Places are found, told apart by their surroundings, and never taken from a person's name."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.mentions.mention import Tag
from onrecord.mentions.places import Place, find
from onrecord.spans import Span


def tag(text: str, words: str, label: str = "LOC") -> Tag:
    at = text.index(words)
    return Tag(span=Span(at, at + len(words)), label=label)


def only(text: str, *names: Tag) -> dict[str, Place]:
    return {p.span.of(text): p for p in find(text, names=names)}


def test_the_name_after_the_comma_decides() -> None:
    text = "He was held in Paris, Texas, after the raid."
    found = only(text, tag(text, "Paris"), tag(text, "Texas"))
    assert (found["Paris"].country, found["Paris"].admin1) == ("USA", "Texas")
    assert found["Texas"].precision == "admin1"


def test_a_press_abbreviation_is_a_state() -> None:
    text = "Workers in Springfield, Ill., struck."
    found = only(text, tag(text, "Springfield"), tag(text, "Ill."))
    assert found["Springfield"].admin1 == "Illinois"


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Russian troops entered Georgia from Abkhazia; Tbilisi protested.", "GEO"),
        ("Officials from Alabama and Florida met in Georgia near Atlanta.", "USA"),
    ],
)
def test_georgia_by_its_neighbours(text: str, country: str) -> None:
    names = [tag(text, w) for w in ("Georgia", "Atlanta", "Alabama", "Florida") if w in text]
    assert only(text, *names)["Georgia"].country == country


def test_a_town_of_the_story_outweighs_a_larger_one_abroad() -> None:
    text = "Ukraine said shells hit Donetsk. The Ukrainian army left."
    assert only(text, tag(text, "Donetsk"))["Donetsk"].country == "UKR"


def test_no_place_inside_a_person_or_body() -> None:
    text = "Jack London met the Bank of England in Chad."
    found = only(text, tag(text, "Jack London", "PER"), tag(text, "Bank of England", "ORG"))
    assert "London" not in found
    assert "England" not in found


def test_adjectives_are_places_only_before_land() -> None:
    text = "Near the Turkish border the Turkish minister spoke."
    assert [p.span.start for p in find(text)] == [9]


def test_us_as_modifier_is_no_place() -> None:
    text = "The U.S. ambassador left the U.S. on Monday."
    assert [p.span.start for p in find(text)] == [29]


def test_an_unknown_village_is_kept_without_country() -> None:
    text = "Fighting reached Xorvunkal on Monday."
    place = only(text, tag(text, "Xorvunkal"))["Xorvunkal"]
    assert (place.country, place.precision) == (None, "unknown")


def test_an_unknown_village_takes_the_country_written_after_it() -> None:
    text = "Fighting reached Xorvunkal, Sudan, on Monday."
    found = only(text, tag(text, "Xorvunkal"), tag(text, "Sudan"))
    assert found["Xorvunkal"].country == "SDN"


def test_a_small_place_needs_something_that_speaks_for_its_country() -> None:
    tag = Tag(span=Span(15, 21), label="LOC")
    alone = find("Shells fell on Tarvin at dawn.", names=[tag])[0]
    assert (alone.country, alone.lat, alone.geonameid) == (None, None, None)
    told = find("Shells fell on Tarvin at dawn, British police said.", names=[tag])[0]
    assert told.country == "GBR"


def test_web_addresses_are_no_places() -> None:
    text = "See https://example.org/syria-talks-resume now."
    assert only(text, tag(text, "syria")) == {}


def test_a_region_without_one_country() -> None:
    place = only("Envoys toured the Middle East.")["Middle East"]
    assert (place.country, place.precision) == (None, "region")


@given(st.text(alphabet="AaBb .,-'’\n(U.S)é", max_size=200))
def test_spans_are_in_order_and_apart(text: str) -> None:
    found = find(text)
    for first, second in itertools.pairwise(found):
        assert first.span.end <= second.span.start


@pytest.mark.parametrize("piece", ["a", '"', "(", "A ", "A.", "US "])
def test_long_monotony_takes_no_time(piece: str) -> None:
    began = time.perf_counter()
    find(piece * 100_000)
    assert time.perf_counter() - began < 5
