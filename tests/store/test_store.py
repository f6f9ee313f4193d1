"""A store keeps what it was given, finds it again, and forgets what it is told to forget."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import UsageError
from onrecord.merging.derive import Stages
from onrecord.store import Filter, Standing, Store, TakenError
from onrecord.store.search import phrase
from tests.stored import TEXT, actor, document, event, lines, story


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "r.db", write=True, stages=Stages()) as held:
        yield held


def put(store: Store, *values: dict, data: bytes = b"page", version: str = "v1") -> None:
    store.add(document(data), lines=lines(*values), version=version, added="2026-01-01")


def ids(store: Store, **asked: object) -> list[str]:
    return [r["id"] for r in store.records(Filter(**asked))]


def test_what_went_in_comes_out(store: Store) -> None:
    put(store, story(), event())
    assert store.story("s1") == story()
    assert list(store.records(Filter())) == [event()]
    assert store.page(1) == document()


def test_the_same_page_twice_changes_nothing(store: Store) -> None:
    assert store.standing(document()) == Standing(version=None, removed=False)
    put(store, story(), event())
    assert store.standing(document(name="other-name.txt")).version == "v1"
    put(store, story(), event())
    assert store.counts() == {"page": 1, "story": 1, "event": 1}


def test_reading_again_replaces_what_the_older_version_found(store: Store) -> None:
    put(store, story(), event("old"))
    assert store.outdated("v2") == [1]
    put(store, story(), event("new"), version="v2")
    assert ids(store) == ["new"]
    assert store.outdated("v2") == []


def test_an_id_of_another_page_is_refused_and_nothing_is_written(store: Store) -> None:
    put(store, story(), event())
    with pytest.raises(TakenError):
        put(store, story("s2"), story("s1"), data=b"another page")
    assert store.counts() == {"page": 1, "story": 1, "event": 1}


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, True),
        ({"actor": "ERDOGAN"}, True),
        ({"actor": "erdoğan"}, True),
        ({"actor": "ankara"}, False),
        ({"country": "tur"}, True),
        ({"country": "ARM"}, False),
        ({"type": "consult"}, True),
        ({"type": "meeting"}, True),
        ({"type": "ASSAULT"}, False),
        ({"status": "Planned"}, True),
        ({"status": "occurred"}, False),
        ({"since": "2021-01-12"}, True),
        ({"since": "2021-01-13"}, False),
        ({"until": "2021-01-11"}, True),
        ({"until": "2021-01-10"}, False),
        ({"kinds": ("statement",)}, False),
        ({"story": "s1"}, True),
    ],
)
def test_filters(store: Store, asked: dict, found: bool) -> None:
    put(store, story(), event())
    assert ids(store, **asked) == (["e1"] if found else [])
    assert store.count(Filter(**asked)) == found


def test_a_filter_by_date_leaves_out_what_has_no_date(store: Store) -> None:
    put(store, story(), event(when=None))
    assert ids(store) == ["e1"]
    assert ids(store, since="1900-01-01") == []


def test_records_come_by_date_and_without_one_last(store: Store) -> None:
    when = {"start": "2020-05", "end": "2020-05", "precision": "month", "basis": "stated"}
    put(store, story(), event("none", when=None), event("late"), event("early", when=when))
    assert ids(store) == ["early", "late", "none"]
    assert [r["id"] for r in store.in_order_read(Filter())] == ["none", "late", "early"]


def test_search_finds_words_in_any_case_and_accents(store: Store) -> None:
    put(store, story(), event())
    hits, total = store.search("ZURICH erdogan")
    assert [h.story for h in hits] == ["s1"]
    assert total == 1
    assert store.search('"ended in"')[1] == 1
    assert store.search('"in ended"')[1] == 0
    assert store.search("anka*")[1] == 1
    assert [r["id"] for r in store.search_records("talks")] == ["e1"]


@pytest.mark.parametrize(
    "words", ["", '"', "AND", "a OR (b", "title:x", "*", "^x", "NEAR(a b)", "-x"]
)
def test_search_takes_any_words_as_words(store: Store, words: str) -> None:
    put(store, story())
    with suppress(UsageError):
        assert store.search(words)[1] in (0, 1)


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_no_words_break_the_question(words: str) -> None:
    try:
        asked = phrase(words)
    except UsageError:
        return
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE t USING fts5 (a)")
    clean = asked.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    base.execute("SELECT * FROM t WHERE t MATCH ?", [clean]).fetchall()
    base.close()


def test_a_removed_story_leaves_no_trace_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    secret = "Talks of Xylophonists in Quetzaltenango."
    with Store(path, write=True) as store:
        held = story("s1", secret, title="Xylophonists")
        copy = story("s2", secret, duplicate_of="s1")
        other = story("s3", TEXT)
        moved = event("gone", held)
        put(store, held, moved, copy, other, event("stays", other), data=secret.encode())
        removed = store.remove("s1")
        assert removed is not None
        assert removed.stories == ("s1", "s2")
        assert removed.records == 1
        assert store.story("s1") is None
        assert ids(store) == ["stays"]
        assert store.standing(document(secret.encode())).removed
        assert store.outdated("v2") == []
        assert store.search("xylophonists")[1] == 0
        assert list(store.check()) == []
    for file in tmp_path.iterdir():
        data = file.read_bytes().lower()
        assert b"xylophonist" not in data
        assert b"quetzaltenango" not in data


def test_removing_a_copy_removes_the_story_it_copies(store: Store) -> None:
    put(store, story("s1"), story("s2", duplicate_of="s1"))
    removed = store.remove("s2")
    assert removed is not None
    assert removed.stories == ("s1", "s2")


def test_removing_what_is_not_there(store: Store) -> None:
    assert store.remove("nothing") is None


@pytest.mark.parametrize(
    "text", ["half \ud800 pair", "nul \0 byte", "\u202eleft", "𝄞 clef", "\r\n"]
)
def test_odd_text_is_kept_exactly(store: Store, text: str) -> None:
    whole = "Talks " + text
    put(store, story(text=whole, title=text), event(of=story(text=whole)))
    assert store.story("s1") == story(text=whole, title=text)
    assert store.search("talks")[1] == 1
    assert list(store.check()) == []


def test_readers_read_while_somebody_writes(store: Store) -> None:
    put(store, story(), event())
    with Store(store.path) as reader:
        put(store, story("s2"), event("e2", story("s2")), data=b"two")
        assert reader.count(Filter()) == 2
        with pytest.raises(Exception, match="cannot be written"):
            reader.remove("s1")


def test_check_finds_a_text_that_was_changed(store: Store) -> None:
    put(store, story(), event())
    tamper(store, "UPDATE stories SET text = 'T' || text")
    faults = [(f.where, f.what.split(" ")[0]) for f in store.check()]
    assert ("story s1", "its") in faults
    assert ("event e1", "orphan:") in faults


def test_check_finds_evidence_that_does_not_stand_in_the_text(store: Store) -> None:
    put(store, story(), event())
    tamper(
        store, 'UPDATE records SET line = replace(line, \'"quote": "Talks"\', \'"quote": "Walks"\')'
    )
    assert any("are not 'Walks'" in f.what for f in store.check())


def test_check_finds_missing_evidence_rows(store: Store) -> None:
    put(store, story(), event())
    tamper(store, "DELETE FROM evidence")
    assert [f.what for f in store.check()] == ["has 1 pieces of evidence but 0 rows"]


def test_check_finds_a_broken_index(store: Store) -> None:
    put(store, story(), event())
    assert store.check_index() == []
    tamper(store, "INSERT INTO story_words (story_words) VALUES ('delete-all')")
    assert [f.where for f in store.check_index()] == ["index"]


def tamper(store: Store, statement: str) -> None:
    base = sqlite3.connect(store.path)
    with base:
        base.execute(statement)
    base.close()


def test_an_agreement_a_statement_and_an_attribution_are_found(store: Store) -> None:
    common = {"story": "s1", "confidence": 0.5, "version": "v1", "evidence": event()["evidence"]}
    said = {"kind": "statement", "id": "st", "act": "denial", "quote_type": "direct"}
    said |= {"certainty": "CT-", "speaker": actor("Gevorgyan", country="ARM")}
    agreed = {"kind": "agreement", "id": "ag", "stage": "ceasefire", "status": "signed"}
    agreed |= {"parties": [actor("Armenia", country="ARM")], "third_parties": []}
    agreed |= {"date": {"start": "2020-11-09", "end": "2020-11-09"}}
    blamed = {"kind": "attribution", "id": "at", "likelihood": None, "basis": "evidence"}
    blamed |= {"attributing_actor": actor("Germany", country="DEU")}
    blamed |= {"chain": [{"subject": "APT28", "relation": "part-of", "object": "GRU"}]}
    put(store, story(), *(r | common for r in (said, agreed, blamed)))
    assert ids(store, actor="gevorgyan", type="direct", status="CT-") == ["st"]
    assert ids(store, since="2021-01-10", until="2021-01-10", kinds=("statement",)) == ["st"]
    assert ids(store, country="ARM", until="2020") == []
    assert ids(store, country="ARM", until="2020-12-31") == ["ag"]
    assert ids(store, actor="gru") == ["at"]
    assert ids(store, actor="germany", country="DEU") == ["at"]
