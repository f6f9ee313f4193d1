"""What people find of records: it is shown everywhere, kept, carried on, and can be taken back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import OnRecordError, UsageError
from onrecord.store import Filter, Store
from onrecord.store.reviewing import verdicts
from tests.merging.stub_stages import STAGES
from tests.stored import actor, document, event, lines, quote, story

ADDRESS = "https://example.org/news/1"
WHO = {"by": "Ada", "at": "2026-06-02"}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "r.db", write=True, stages=STAGES) as held:
        yield held


def put(store: Store, data: bytes, *values: dict[str, Any]) -> None:
    store.add(document(data), lines=lines(*values), version="v1", added="2026-01-01")


def whole(store: Store) -> list[Any]:
    """All that is shown and found of records."""
    base = sqlite3.connect(store.path)
    asked = (
        "SELECT * FROM records ORDER BY number",
        "SELECT record, role, folded, actor, country FROM parties ORDER BY 1, 2, 3, 4, 5",
        "SELECT * FROM evidence ORDER BY record, position",
        "SELECT id, line FROM derived ORDER BY id",
        "SELECT * FROM originals",
        "SELECT * FROM overlays",
    )
    found = [base.execute(a).fetchall() for a in asked]
    base.close()
    return found


def statement(identity: str, of: dict[str, Any]) -> dict[str, Any]:
    cue = quote(of["text"], "Talks", "cue")
    span = {k: cue[k] for k in ("start", "end", "quote")}
    return {
        "kind": "statement", "id": identity, "story": of["id"], "speaker": None, "cue": span,
        "content": [span], "quote_type": "indirect", "channel": None, "addressee": None,
        "act": "assertion", "target": None, "hedges": [], "certainty": "CT+", "nested_in": None,
        "continues": None, "confidence": 0.9, "evidence": [cue], "version": "v1",
    }  # fmt: skip


def talks(store: Store, name: str = "s1", text: str = "Talks ended. Ana Ruiz left Oslo.") -> None:
    held = story(name, text, url=ADDRESS)
    who = actor("Ana Ruiz", id=f"{name}-ruiz") | {"sector": None, "capacity": None}
    who |= {k: v for k, v in quote(text, "Ana Ruiz", "").items() if k != "role"}
    at = {k: v for k, v in quote(text, "Talks", "").items() if k != "role"}
    put(
        store,
        text.encode(),
        held,
        event(f"{name}-e1", held, killed=3, status="occurred", mentions=[{"sentence": 0} | at]),
        event(f"{name}-e2", held, actors=[who], status="planned"),
        statement(f"{name}-t", held),
    )


def test_a_rejected_record_is_in_no_list_and_comes_back(store: Store) -> None:
    talks(store)
    before = whole(store)
    told = store.reject("s1-e1", **WHO, reason="no talks")
    assert [r["id"] for r in store.in_order_read(Filter())] == ["s1-e2", "s1-t"]
    assert store.counts()["event"] == 1
    assert {r["id"] for r in store.search_records("talks")} == {"s1-e2", "s1-t"}
    with pytest.raises(OnRecordError, match="rejected already"):
        store.reject("s1-e1", **WHO)
    with pytest.raises(OnRecordError, match="was rejected; undo that first"):
        store.accept("s1-e1", **WHO)
    with pytest.raises(OnRecordError, match="was rejected; undo that first"):
        store.correct("s1-e1", "killed", 4, **WHO)
    why = store.why("s1-e1")
    assert why is not None
    assert [(d["verb"], d["reasons"][0]["words"]) for d in why["decisions"]] == [
        ("reject", "no talks")
    ]
    assert list(store.check()) == []
    assert store.check_index() == []
    assert [c["what"] for c in store.changes() if c["record"] == "s1-e1"] == ["added", "withdrawn"]
    store.undo(told["id"], **WHO)
    assert whole(store) == before
    assert store.check_index() == []


def test_the_number_of_a_rejected_record_may_be_taken_meanwhile(store: Store) -> None:
    talks(store)
    told = store.reject("s1-t", **WHO)
    talks(store, "s9", "Talks ended. Ana Ruiz left Rome.")
    store.undo(told["id"], **WHO)
    assert store.count(Filter()) == 3  # one address, two versions: the newer one's records
    assert list(store.check()) == []


def test_a_corrected_field_is_found_by_its_new_value(store: Store) -> None:
    talks(store)
    before = whole(store)
    told = store.correct("s1-e1", "status", "Denied", **WHO)
    assert [r["id"] for r in store.records(Filter(status="denied"))] == ["s1-e1"]
    assert store.count(Filter(status="occurred", kinds=("event",))) == 0
    again = store.correct("s1-e1", "when", "2026-05", **WHO)
    (line,) = store.records(Filter(since="2026-05-31"))
    assert line["corrected"].keys() == {"status", "when"}
    why = store.why("s1-e1")
    assert why is not None
    assert [d["after"] for d in why["decisions"] if d["verb"] == "correct"][1] == {
        "status": "denied"
    }
    for one in (again, told):
        store.undo(one["id"], **WHO)
    assert whole(store) == before
    assert list(store.check()) == []


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("kiled", "7", "'kiled' of an event cannot be corrected; what can: type, mode"),
        ("killed", "many", "is no number of people"),
        ("status", "done", "is no status of an event; it is one of occurred, ongoing"),
        ("status", "", "is never empty"),
        ("status", "occurred", "is that already"),
        ("type", "MEET", "is no type of an event; it is one of AGREE, CONSULT, SUPPORT, ..."),
        ("mode", "siege", "is no mode of an event; it is one of visit, third-party"),
        ("when", "2026-13-01", "is no date"),
        ("when", "2026-05-04/2026-05-01", "ends before it begins"),
        ("contexts", "legal, weather", "'weather' is no context of an event"),
        ("venue", "barn", "is no venue of an event; it is one of in_person, virtual, phone"),
        ("evidence.place", "Rome", "does not stand in the story's text"),
        ("evidence.cue", "said", "is no role of evidence here: trigger, actor"),
        ("evidence.trigger", "n", "stands in 2 places; say which: 1: Talks e"),
        ("evidence.trigger", "Talks", "is marked there already"),
    ],
)
def test_what_a_record_cannot_have_is_refused(
    store: Store, field: str, value: str, told: str
) -> None:
    talks(store)
    before = whole(store)
    with pytest.raises(UsageError, match=told) as caught:
        store.correct("s1-e1", field, value, **WHO)
    assert str(caught.value).endswith("nothing was changed.")
    assert whole(store) == before


def test_other_words_can_be_marked(store: Store) -> None:
    talks(store)
    before = whole(store)
    place = store.correct("s1-e1", "evidence.place", "Oslo", **WHO)
    line = store.record("s1-e1")
    assert line is not None
    assert line["where"]["name"] == "Oslo"
    assert line["evidence"][-1] == {"role": "place", "start": 27, "end": 31, "quote": "Oslo"}
    trigger = store.correct("s1-e1", "evidence.trigger", "left", **WHO)
    actor_ = store.correct("s1-e1", "evidence.actor", "Ana Ruiz", **WHO)
    line = store.record("s1-e1")
    assert line is not None
    assert [m["quote"] for m in line["mentions"]] == ["left"]
    assert line["actors"][-1]["id"] == "s1-ruiz"  # as the story's other event has her
    assert [r["id"] for r in store.records(Filter(text="left"))] == ["s1-e1"]
    assert list(store.check()) == []
    assert store.check_index() == []
    for one in (actor_, trigger, place):
        store.undo(one["id"], **WHO)
    assert whole(store) == before


def test_findings_hold_when_the_page_is_read_again(store: Store) -> None:
    talks(store)
    store.reject("s1-e1", **WHO)
    store.correct("s1-e2", "status", "denied", **WHO)
    before = whole(store)
    talks(store)
    assert whole(store) == before


def test_findings_go_along_to_a_new_version(store: Store) -> None:
    talks(store)
    first = store.reject("s1-e1", **WHO)
    store.correct("s1-e2", "status", "denied", **WHO)
    store.correct("s1-e2", "evidence.place", "Oslo", **WHO)
    accepted = store.accept("s1-t", **WHO)
    talks(store, "s2", "Talks ended. Ana Ruiz left for Oslo on a boat.")
    assert [r["id"] for r in store.in_order_read(Filter())] == ["s2-e2", "s2-t"]
    line = store.record("s2-e2")
    assert line is not None
    assert line["status"] == "denied"
    assert line["where"]["name"] == "Oslo"
    assert {d["id"]: d["now"] for d in verdicts(store)}[accepted["id"]] == "s2-t"
    assert list(store.check()) == []
    store.undo(first["id"], **WHO)
    assert store.record("s2-e1") is not None


def test_what_no_longer_applies_is_told(store: Store) -> None:
    talks(store)
    told = [
        store.reject("s1-e2", **WHO),
        store.correct("s1-e1", "status", "denied", **WHO),
        store.accept("s1-e1", **WHO),
    ]
    last = store.last_change()
    held = story("s2", "Talks of rain.", url=ADDRESS)
    put(store, b"two", held, statement("s2-t", held))
    gone = {c["record"] for c in store.changes(last) if c["of"] == "decision"}
    assert gone == {d["id"] for d in told}
    assert {d["now"] for d in verdicts(store)} == {None}
    assert [r["id"] for r in store.records(Filter())] == ["s2-t"]


def test_a_correction_that_the_new_version_makes_itself_no_longer_applies(store: Store) -> None:
    talks(store)
    told = store.correct("s1-e1", "killed", "5", **WHO)
    last = store.last_change()
    held = story("s2", "Talks ended. Six died.", url=ADDRESS)
    put(store, b"two", held, event("s2-e1", held, killed=6))
    line = store.record("s2-e1")
    assert line is not None
    assert line["killed"] == 6
    assert told["id"] in {c["record"] for c in store.changes(last) if c["of"] == "decision"}


def test_a_split_holds_for_the_new_version(store: Store) -> None:
    talks(store)
    held = story("s3", "Talks ended.", outlet="B")
    put(store, b"three", held, event("s3-e", held))
    (line,) = (e for e in store.derived("event", Filter()).lines if e["counts"]["reports"] > 1)
    told = store.split(line["id"], ["s3-e"], **WHO)
    talks(store, "s2", "Talks ended. Ana Ruiz left for Oslo.")
    homes = [{r["record"] for r in e["reports"]} for e in store.derived("event", Filter()).lines]
    assert {"s3-e"} in homes
    store.undo(told["id"], **WHO)
    homes = [{r["record"] for r in e["reports"]} for e in store.derived("event", Filter()).lines]
    assert {"s3-e"} not in homes


def test_a_merged_event_is_rejected_with_all_its_records(store: Store) -> None:
    for n, outlet in enumerate("AB"):
        held = story(f"s{n}", f"Talks ended, {outlet} says.", outlet=outlet)
        put(store, outlet.encode(), held, event(f"e{n}", held))
    before = whole(store)
    (line,) = store.derived("event", Filter()).lines
    with pytest.raises(UsageError, match=r"made of 2 records \(e0, e1\); correct the one"):
        store.correct(line["id"], "killed", "3", **WHO)
    told = store.reject(line["id"], **WHO)
    assert store.count_derived("event", Filter()) == 0
    assert store.count(Filter(kinds=("event",))) == 0
    store.undo(told["id"], **WHO)
    assert whole(store) == before
    found = store.derived("actor", Filter()).lines
    if found:
        with pytest.raises(UsageError, match="it can be split, not rejected"):
            store.reject(found[0]["id"], **WHO)
    assert store.accept(line["id"], **WHO)["target"] == line["id"]


def test_what_an_older_store_had_decided_is_shown_when_it_is_merged_anew(store: Store) -> None:
    talks(store)
    store.reject("s1-e2", **WHO)
    store.correct("s1-e1", "killed", "4", **WHO)
    want = whole(store)
    base = sqlite3.connect(store.path)  # as it was before records were shown corrected
    for record, line in base.execute("SELECT record, line FROM originals").fetchall():
        if record == "s1-e1":
            base.execute("UPDATE records SET line = ? WHERE id = ?", (line, record))
        else:
            copy = "SELECT number, ?, story, 'event', '', '', '', '', '', '', ? FROM originals"
            base.execute(f"INSERT INTO records {copy} WHERE record = ?", (record, line, record))
    base.execute("DELETE FROM originals")
    base.commit()
    base.close()
    store.remerge(at="2026-06-03")
    assert whole(store) == want
    assert store.check_index() == []


def test_a_removed_story_leaves_nothing_of_what_was_rejected(store: Store) -> None:
    held = story("s1", "Talks ended in Zembla.")
    put(store, b"one", held, event("e1", held, killed=7))
    store.correct("e1", "evidence.place", "Zembla", **WHO)
    store.reject("e1", **WHO)
    store.remove("s1")
    assert b"Zembla" not in store.path.read_bytes()
