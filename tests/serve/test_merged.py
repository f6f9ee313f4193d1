"""Pages of what is made of many stories, over lines made by hand."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.store import Store
from tests import stored
from tests.serve.conftest import KEYS
from tests.serve.derived import merge
from tests.serve.test_guard import PAGES
from tests.serve.test_lists import ids

MERGED = (
    "/event/m1", "/disputes", "/dispute/d1", "/happenings", "/happening/h1", "/actors", "/actor/x1",
    "/agreement/g1", "/network", "/sources", "/review", "/add", "/why/m1",
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
    for words in (
        "Example Times",
        "Wire",
        "the same day",
        "whether talks were held",
        "83%",
        "copy",
    ):
        assert words in html
    assert html.index("<b>3</b></td>") < html.index("<b>7</b></td>")
    assert re.search(r'of <a href="/stories/s1"', html)
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


def test_actors_are_listed_by_the_events_they_take_part_in(merged: TestClient) -> None:
    html = merged.get("/actors").text
    assert '<a href="/events?actor=x1">1</a>' in html


def test_a_network_has_the_pair_and_its_table(merged: TestClient) -> None:
    html = merged.get("/network").text
    assert 'data-from="x1" data-to="x2"' in html
    done = "status=occurred&amp;status=ongoing"
    assert f"/events?{done}&amp;by=x1&amp;to=x2" in html
    assert set(ids(merged.get("/events?by=x1&to=x2").text, "event")) == {"m1"}


def test_a_dispute_shows_both_sides(merged: TestClient) -> None:
    assert 'href="/dispute/d1"' in merged.get("/agreement/g1").text
    html = merged.get("/dispute/d1").text
    assert 'href="/agreement/g1"' in html
    assert "carried out" in html
    assert html.count('class="side-of') == 2
    assert 'href="/event/m1"' in html
    assert 'href="/statement/t1"' in html


def test_what_an_event_may_be_joined_with_is_offered_in_words(merged: TestClient) -> None:
    html = merged.get("/event/m1").text
    assert re.search(r'<option value="m2">2021-01-11 to 2021-01-12 · Erdoğan · ', html)


def test_a_dispute_sets_claims_against_denials(merged: TestClient) -> None:
    html = merged.get("/disputes").text
    versus = html[html.index('<div class="versus">') :]
    assert versus.index("Ankara") < versus.index("Oslo")


def test_where_reports_differ_is_marked_in_words(merged: TestClient) -> None:
    html = merged.get("/event/m1").text
    table = html[html.index('<table class="differ">') : html.index("</table>")]
    assert re.findall(r'<b class="other"><bdi>(.*?)</bdi></b>', table) == ["planned", "denied"]


def test_why_two_reports_are_one_event_is_told_in_whole_words(
    tmp_path: Path, opened: Callable[..., TestClient]
) -> None:
    text = "Shells hit the bus station of Zelin on Monday, killing three people."
    when = {"start": "2026-05-04", "end": "2026-05-04", "precision": "day", "basis": "stated"}
    path = tmp_path / "r.db"
    with Store(path, write=True) as store:
        for n, outlet in enumerate(("Northwire", "Chronicle"), 1):
            told = stored.story(f"s{n}", f"{text} Residents of {outlet} wept.", outlet=outlet)
            event = stored.event(
                f"e{n}",
                stored.story(f"s{n}"),
                type="ASSAULT",
                mode="heavy-weapons",
                status="occurred",
                actors=[],
                recipients=[stored.actor("bus", id="bus-d1b16f")],
                when=when,
                killed=3,
                mentions=[stored.quote(told["text"], "Shells hit", "trigger") | {"sentence": 0}],
                evidence=[stored.quote(told["text"], "Shells hit", "trigger")],
            )
            page = stored.document(outlet.encode(), name=f"{n}.txt")
            store.add(page, lines=stored.lines(told, event), version="v1", added="2026-05-05")
    bench = opened(path)
    (event_id,) = set(ids(bench.get("/events").text, "event"))
    html = bench.get(f"/why/{event_id}").text
    assert "Northwire" in html
    assert "Chronicle" in html
    assert html.count("<mark>Shells hit</mark>") == 2
    told = re.findall(r'<span class="told"><bdi>(.*?)</bdi>', html)
    assert any("Zelin" in words for words in told)
    assert "bus-d1b16f" not in html
    assert bench.get("/why/nothing").status_code == 404


def test_disputes_and_merged_events_are_checked_too(merged: TestClient) -> None:
    html = merged.get("/review?kind=dispute").text
    assert 'name="target" value="d1"' in html
    assert "they were" in html
    assert 'href="#field"' not in html
    sent = {"form_key": KEYS.form, "target": "d1", "verb": "accept", "back": "/review", "by": "Ada"}
    assert merged.post("/review/decide", data=sent).status_code == 303
    assert "Nothing is left to check" in merged.get("/review?kind=dispute").text
    assert merged.get("/review?record=m1").headers["location"] == "/event/m1"
    sent |= {"target": "m1", "back": "/event/m1"}
    assert merged.post("/review/regroup", data=sent).status_code == 303
    assert "accept" in merged.get("/event/m1").text
