"""Lists: filters in the address, counts beside their values, and what is shown of how many."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from onrecord.store import Store
from tests import stored


def ids(html: str, kind: str) -> list[str]:
    return re.findall(rf'class="who" href="/{kind}/([^"]+)"', html)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", {"e1", "e2", "e3"}),
        ("?type=ASSAULT", {"e2"}),
        ("?type=consult&status=denied", {"e3"}),
        ("?type=ASSAULT&type=CONSULT&outlet=Wire", {"e3"}),
        ("?actor=erdogan&sure=0.8", {"e1", "e3"}),
        ("?country=TUR&since=2021-01-12&until=2021-01", {"e1", "e2", "e3"}),
        ("?since=2022", set()),
        ("?q=ended", {"e2"}),
        ("?place=ank&quad=4", {"e2"}),
        ("?type=nothing", set()),
    ],
)
def test_filters(bench: TestClient, asked: str, found: set[str]) -> None:
    answer = bench.get(f"/events{asked}")
    assert answer.status_code == 200
    assert set(ids(answer.text, "event")) == found


@pytest.mark.parametrize("asked", ["since=soon", "sure=high", "q=%22%22", "until=2021-13"])
def test_a_wrong_question_is_a_sentence(bench: TestClient, asked: str) -> None:
    answer = bench.get(f"/events?{asked}")
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_counts_stand_beside_the_values_and_do_not_count_their_own_filter(
    bench: TestClient,
) -> None:
    html = bench.get("/events?type=ASSAULT").text
    counts = dict(re.findall(r'name="type" value="(\w+)".*?<span class="n">(\d+)</span>', html))
    assert counts == {"CONSULT": "2", "ASSAULT": "1"}
    statuses = dict(re.findall(r'name="status" value="(\w+)".*?<span class="n">(\d+)</span>', html))
    assert statuses == {"occurred": "1"}


@pytest.mark.parametrize(
    ("page", "kind", "found"),
    [
        ("/statements?act=announcement", "statement", ["t1"]),
        ("/agreements?stage=ceasefire&country=TUR", "agreement", ["a1"]),
        ("/attributions?level=state&blamed=ruritania&actor=oslo", "attribution", ["b1"]),
    ],
)
def test_other_kinds(bench: TestClient, page: str, kind: str, found: list[str]) -> None:
    assert ids(bench.get(page).text, kind) == found


def test_what_is_written_is_seen_by_the_next_page(bench: TestClient, shelf: object) -> None:
    from pathlib import Path

    from onrecord.merging.derive import Stages
    from onrecord.store import Store
    from tests import stored

    assert len(ids(bench.get("/events").text, "event")) == 3
    story = stored.story("s9")
    with Store(Path(str(shelf)), write=True, stages=Stages()) as store:
        lines = stored.lines(story, stored.event("e9", story))
        store.add(stored.document(b"nine"), lines=lines, version="v1", added="2026-01-03")
    assert len(ids(bench.get("/events").text, "event")) == 4
    with Store(Path(str(shelf)), write=True, stages=Stages()) as store:
        store.remove("s9")
    assert len(ids(bench.get("/events").text, "event")) == 3


def test_pages_that_are_not_there(bench: TestClient) -> None:
    for page in ("/event/none", "/stories/none", "/statement/e1", "/nothing"):
        assert bench.get(page).status_code == 404


def test_stories_stand_by_day_or_as_they_were_added(shelf: Path, opened: Any) -> None:
    with Store(shelf, write=True) as store:
        for name, day in (("late", "2021-03-01"), ("early", "2020-01-01")):
            when = {"date": day, "precision": "day", "basis": "metadata"}
            line = stored.lines(stored.story(name, published=when))
            store.add(stored.document(name.encode()), lines=line, version="v1", added="2026-01-03")
    bench = opened(shelf)

    def order(page: str) -> list[str]:
        return [i for i in ids(bench.get(page).text, "stories") if i in ("late", "early")]

    assert order("/stories") == ["late", "early"]
    assert order("/stories?sort=added") == ["early", "late"]
