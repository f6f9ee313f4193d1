"""A page that is read again at its address with other words is a new version of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.sources import Document
from onrecord.store import Filter, Store, versions
from tests.merging.stub_stages import STAGES
from tests.stored import document, event, lines, story

ADDRESS = "https://example.org/news/1"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "r.db", write=True, stages=STAGES) as held:
        yield held


def put(store: Store, data: bytes, *values: dict, at: str = "2026-01-01") -> None:
    store.add(document(data), lines=lines(*values), version="v1", added=at)


def first(store: Store) -> None:
    held = story("s1", "Talks ended. Three died.", url=ADDRESS)
    put(store, b"one", held, event("e1", held), event("e2", held, killed=3))


def second(store: Store, **fields: object) -> None:
    held = story("s2", "Talks ended. Five died.", url=ADDRESS + "/", **fields)
    put(store, b"two", held, event("e3", held), event("e4", held, killed=5), at="2026-01-02")


def test_the_older_reading_is_put_away_and_its_records_withdrawn_or_confirmed(store: Store) -> None:
    first(store)
    last = store.last_change()
    second(store)
    assert store.story_ids() == ["s2"]
    assert [r["id"] for r in store.records(Filter())] == ["e3", "e4"]
    told = {(c["record"], c["what"]) for c in store.changes(last)}
    assert {("e1", "changed"), ("e2", "withdrawn"), ("e3", "added"), ("e4", "added")} <= told
    found = store.put_away("s1")
    assert found is not None
    assert found[0]["text"] == "Talks ended. Three died."
    assert [r["id"] for r in found[1]] == ["e1", "e2"]
    assert found[2] == ["s2"]
    (line,) = store.derived("event", Filter()).lines
    assert {r["record"] for r in line["reports"]} == {"e3", "e4"}
    assert list(store.check()) == []


def test_the_same_bytes_again_change_nothing(store: Store) -> None:
    first(store)
    second(store)
    first(store)
    assert store.story_ids() == ["s2"]


def test_the_version_with_the_later_date_counts_whatever_came_first(store: Store) -> None:
    second(store, updated="2021-01-12T10:00:00Z")
    first(store)
    assert store.story_ids() == ["s2"]
    assert store.put_away("s1") is not None


def test_a_line_with_the_same_id_and_address_is_a_new_version(store: Store) -> None:
    held = story("s1", "Talks ended. Three died.", url=ADDRESS)
    put(store, b"one", held, event("e1", held))
    again = story("s1", "Talks ended. Five died.", url=ADDRESS)
    put(store, b"two", again, event("e1", again, killed=5))
    found = store.story("s1")
    assert found is not None
    assert found["text"] == "Talks ended. Five died."
    assert [r["killed"] for r in store.records(Filter())] == [5]


def test_a_takedown_takes_older_versions_too(store: Store) -> None:
    first(store)
    second(store)
    assert store.remove("s2") is not None
    assert store.put_away("s1") is None
    assert store.standing(document(b"one")).removed
    assert store.standing(document(b"two")).removed
    assert store.count_derived("event", Filter()) == 0


@pytest.mark.parametrize(
    "url", ["https://example.org", "https://example.org/", "file:///a", "http://[", None]
)
def test_front_pages_and_files_have_no_versions(store: Store, url: str | None) -> None:
    for n in range(2):
        held = story(f"s{n}", f"Talks number {n} ended.", url=url)
        page = Document(name=f"{n}.html", media="html", data=b"%d" % n)
        store.add(page, lines=lines(held), version="v1", added="2026")
    assert store.story_ids() == ["s0", "s1"]


def test_an_older_page_is_not_read_again_by_a_new_version(store: Store) -> None:
    first(store)
    second(store)
    assert store.outdated("v2") == [2]


def test_revised_is_the_latest_date_that_a_page_says() -> None:
    assert versions.revised([story()]) == "2021-01-10"
    assert versions.revised([story(updated="2021-02-01"), story(published=None)]) == "2021-02-01"
