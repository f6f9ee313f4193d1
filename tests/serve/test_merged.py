"""Pages of what is made of many stories, over lines made by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.serve.derived import merge
from tests.serve.test_guard import PAGES
from tests.serve.test_lists import ids

MERGED = (
    "/event/m1", "/disputes", "/dispute/d1", "/happenings", "/happening/h1", "/actors", "/actor/x1",
    "/agreement/g1", "/network", "/sources", "/review", "/add",
)  # fmt: skip


@pytest.fixture
def merged(shelf: Path, opened: Callable[..., TestClient]) -> TestClient:
    merge(shelf)
    return opened(shelf)


@pytest.mark.parametrize("page", [*PAGES, *MERGED])
def test_every_page_answers(merged: TestClient, page: str) -> None:
    answer = merged.get(page)
    if page.startswith("/event/e") or page == "/agreement/a1":
        assert answer.status_code == 307
        return
    assert answer.status_code == 200
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|Undefined", answer.text)


def test_events_are_those_merged_and_count_their_reports(merged: TestClient) -> None:
    html = merged.get("/events").text
    assert set(ids(html, "event")) == {"m1", "m2"}
    assert "2 reports" in html
    assert set(ids(merged.get("/events?disputed=yes").text, "event")) == {"m1"}
    assert set(ids(merged.get("/events?outlet=Wire&actor=erdogan").text, "event")) == {"m1"}
    assert set(ids(merged.get("/events?q=ended").text, "event")) == {"m2"}
    assert "<bdi>Erdoğan</bdi>" in html  # a filter's value as it is written, not folded


def test_an_event_tells_reports_figures_differences_and_why(merged: TestClient) -> None:
    html = merged.get("/event/m1").text
    for words in ("Example Times", "Wire", "the same day", "whether talks were held", "83%"):
        assert words in html
    assert html.index("<b>3</b></td>") < html.index("<b>7</b></td>")
    assert re.search(r'a copy of <a href="/stories/s1"', html)
    assert "<mark>Talks</mark>" in html


def test_ids_that_went_lead_on(merged: TestClient) -> None:
    answer = merged.get("/event/m0")
    assert (answer.status_code, answer.headers["location"]) == (307, "/event/m1")
    several = merged.get("/event/m9")
    assert several.status_code == 200
    assert ids(several.text, "event") == []
    assert 'href="/event/m1"' in several.text
    assert merged.get("/event/e1").headers["location"] == "/event/m1"


def test_an_actor_has_offices_and_deeds(merged: TestClient) -> None:
    html = merged.get("/actor/x1").text
    assert "2014-08-28" in html
    assert 'href="/event/m1"' in html
    assert 'href="/statement/t1"' in html  # by its name: extracted statements are not linked


def test_a_network_has_the_pair_and_its_table(merged: TestClient) -> None:
    html = merged.get("/network").text
    assert 'data-from="x1" data-to="x2"' in html
    assert "/events?by=x1&amp;to=x2" in html
    assert set(ids(merged.get("/events?by=x1&to=x2").text, "event")) == {"m1"}


def test_a_dispute_shows_both_sides(merged: TestClient) -> None:
    assert 'href="/dispute/d1"' in merged.get("/agreement/g1").text
    html = merged.get("/dispute/d1").text
    assert 'href="/agreement/g1"' in html
    assert "carried out" in html
    assert html.count('class="side-of') == 2
    assert 'href="/event/m1"' in html
    assert 'href="/statement/t1"' in html
