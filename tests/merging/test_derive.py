"""What is derived depends on the stories that are there, never on how they came."""

from __future__ import annotations

import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import OnRecordError, UsageError
from onrecord.store import Filter, Store
from tests.merging.stub_stages import STAGES
from tests.stored import actor, document, event, lines, quote, story

WORDS = ["talks", "ended", "shelling", "Zelin", "ceasefire", "signed", "bridge", "envoy"]
NAMES = ["Ana Ruiz", "Ruiz", "Bo Lind", "Lind", "Cy Ruiz", "Oslo"]


def some_page(seed: int) -> tuple[bytes, list[dict[str, Any]]]:
    """A page with one story and one to three events; few words and names, so that they meet."""
    rng = random.Random(seed)
    text = " ".join(rng.choices(WORDS, k=rng.randint(3, 6))) + f". Talks {seed % 7}."
    day = rng.choice(["2026-05-04", "2026-05-05", None])
    published = {"date": day, "precision": "day", "basis": "metadata"} if day else None
    held = story(f"s{seed}", text, published=published, outlet=rng.choice(["A", "B", "C"]))
    values = [held]
    for n in range(rng.randint(1, 3)):
        who = [named(held, rng.choice(NAMES), n) for _ in range(rng.randint(1, 2))]
        day = rng.choice(["2026-05-04", "2026-05-05"])
        when = {"start": day, "end": day, "precision": "day", "basis": "stated"}
        values.append(
            event(
                f"s{seed}-e{n}",
                held,
                actors=who,
                when=when,
                type=rng.choice(["CONSULT", "ASSAULT"]),
            )
        )
    if rng.random() < 0.3:
        values.append(agreement(held, rng.choice(["Geneva accord", "Geneva memorandum", "truce"])))
    return str(seed).encode(), values


def named(of: dict[str, Any], name: str, n: int) -> dict[str, Any]:

    last = name.rsplit(maxsplit=1)[-1]
    return actor(name, id=f"{of['id']}-{name}") | {"quote": last, "start": n, "end": n + 1}


def agreement(of: dict[str, Any], name: str) -> dict[str, Any]:
    return {
        "kind": "agreement", "id": f"{of['id']}-a", "story": of["id"], "name": name, "aliases": [],
        "same_because": [], "parties": [], "third_parties": [], "date": None, "status": "signed",
        "stage": None, "contested": False, "provisions": [], "confidence": 0.7, "version": "v1",
        "evidence": [quote(of["text"], "Talks", "name")],
    }  # fmt: skip


def add(store: Store, page: tuple[bytes, list[dict[str, Any]]], **more: Any) -> None:
    data, values = page
    store.add(document(data), lines=lines(*values), version="v1", added="2026-06-01", **more)


def opened(path: Path) -> Store:
    return Store(path, write=True, stages=STAGES)


def derived(store: Store) -> list[Any]:
    """All that is derived: lines, what they are found by, what stories are tied to."""
    base = sqlite3.connect(store.path)
    asked = (
        "SELECT id, kind, type, status, first_day, happening, reports, words, line FROM derived",
        "SELECT d.id, o.outlet FROM derived_outlets AS o JOIN derived AS d ON d.number = o.derived",
        "SELECT d.id, r.record FROM derived_rests AS r JOIN derived AS d ON d.number = r.derived",
        "SELECT d.id, p.role, p.actor, n.folded, p.country FROM derived_parties AS p"
        " JOIN derived AS d ON d.number = p.derived JOIN names AS n ON n.number = p.name",
        "SELECT id, copy_of, happening FROM stories",
        "SELECT number, id, time, keys, line, home, level FROM items",
        "SELECT * FROM keys",
        "SELECT * FROM edges",
        "SELECT * FROM uses",
    )
    found = [sorted(base.execute(a).fetchall(), key=repr) for a in asked]
    base.close()
    return found


def test_there_is_something_to_shuffle(tmp_path: Path) -> None:
    with opened(tmp_path / "r.db") as store:
        for seed in range(24):
            add(store, some_page(seed))
        events = store.derived("event", Filter()).lines
        assert max(e["counts"]["reports"] for e in events) > 2
        assert any(e["counts"]["independent"] < e["counts"]["reports"] for e in events)
        assert store.count_derived("happening", Filter()) > 1
        assert store.count_derived("agreement", Filter()) > 1
        linked = {a["id"] for e in events for a in e["actors"]}
        assert linked <= {a["id"] for a in store.derived("actor", Filter()).lines}
        assert store.decisions()


@pytest.mark.parametrize("seed", range(6))
def test_the_order_of_arrival_does_not_matter(tmp_path: Path, seed: int) -> None:
    pages = [some_page(n) for n in range(24)]
    with opened(tmp_path / "a.db") as store:
        for page in pages:
            add(store, page, merge=False)
        assert store.waiting() == 24
        store.settle(at="2026-06-01")
        assert store.waiting() == 0
        whole = derived(store)
    random.Random(seed).shuffle(pages)
    with opened(tmp_path / "b.db") as store:
        for page in pages:
            add(store, page)
        assert derived(store) == whole


@pytest.mark.parametrize("seed", range(4))
def test_what_went_leaves_no_trace(tmp_path: Path, seed: int) -> None:
    with opened(tmp_path / "a.db") as store:
        for n in range(16):
            add(store, some_page(n))
        whole = derived(store)
    pages = [some_page(n) for n in range(24)]
    random.Random(seed).shuffle(pages)
    with opened(tmp_path / "b.db") as store:
        for page in pages:
            add(store, page)
        for n in range(16, 24):
            store.remove(f"s{n}")
        assert derived(store) == whole


def test_merging_anew_gives_the_same(tmp_path: Path) -> None:
    with opened(tmp_path / "r.db") as store:
        for seed in range(24):
            add(store, some_page(seed))
        before, seq = derived(store), store.changes()[-1]["seq"]
        assert store.remerge(at="2026-07-01") == 24
        assert derived(store) == before
        assert store.changes(seq) == []
        assert store.merged_by() is not None


def test_reading_again_replaces_what_was_derived(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as store:
        for n in range(12):
            add(store, some_page(n))
        whole = derived(store)
    with opened(tmp_path / "b.db") as store:
        for n in range(12):
            data, values = some_page(n)
            fewer = [
                values[0],
                *(v | {"type": "COERCE"} for v in values[1:] if v["kind"] == "event"),
            ]
            add(store, (data, fewer))
        assert derived(store) != whole
        for n in range(12):
            add(store, some_page(n))
        assert derived(store) == whole


def two_reports(store: Store) -> str:
    """Two stories that tell one event; gives back its id."""
    for n, outlet in enumerate("AB"):
        held = story(f"s{n}", f"Talks ended in Zelin, {outlet} says.", outlet=outlet)
        add(
            store,
            (outlet.encode(), [held, event(f"e{n}", held, actors=[named(held, "Ana Ruiz", 0)])]),
        )
    (line,) = store.derived("event", Filter()).lines
    assert line["counts"] == {"reports": 2, "independent": 2, "outlets": 2}
    return str(line["id"])


def test_a_split_holds_and_can_be_undone(tmp_path: Path) -> None:
    with opened(tmp_path / "r.db") as store:
        target = two_reports(store)
        before = derived(store)
        told = store.split(target, ["e1"], by="somebody", at="2026-06-02")
        assert (told["verb"], told["by"], len(told["after"])) == ("split", "somebody", 2)
        assert store.count_derived("event", Filter()) == 2
        store.remerge(at="2026-06-03")
        assert store.count_derived("event", Filter()) == 2
        store.remove("s1")
        held = story("s1", "Talks ended in Zelin, B says.", outlet="B")
        values = [held, event("e1", held, actors=[named(held, "Ana Ruiz", 0)])]
        add(store, (b"B again", values))
        assert store.count_derived("event", Filter()) == 2
        store.undo(told["id"], by="somebody", at="2026-06-04")
        assert derived(store) == before
        assert "undo" in [d["verb"] for d in store.decisions(target)]
        with pytest.raises(OnRecordError, match="undone already"):
            store.undo(told["id"], by="somebody", at="2026-06-04")


def test_a_join_holds_and_the_old_id_says_where_it_went(tmp_path: Path) -> None:
    with opened(tmp_path / "r.db") as store:
        for n, day in enumerate(("2026-05-04", "2026-05-20")):
            held = story(f"s{n}", f"Talks number {n} ended.")
            when = {"start": day, "end": day, "precision": "day", "basis": "stated"}
            add(store, (b"%d" % n, [held, event(f"e{n}", held, when=when)]))
        before = derived(store)
        one, other = (e["id"] for e in store.derived("event", Filter()).lines)
        told = store.join(one, other, by="somebody", at="2026-06-02")
        (line,) = store.derived("event", Filter()).lines
        assert told["after"] == [line["id"]]
        old = other if line["id"] == one else one
        found = store.one("event", old)
        assert found is not None
        assert found.moved == (line["id"],)
        store.remerge(at="2026-06-03")
        assert store.count_derived("event", Filter()) == 1
        store.undo(told["id"], by="somebody", at="2026-06-04")
        assert derived(store) == before
        with pytest.raises(OnRecordError, match="only things of one kind"):
            store.join(one, store.derived("actor", Filter()).lines[0]["id"], by="x", at="2026")


def test_undoing_a_merge_of_the_program_bars_it(tmp_path: Path) -> None:
    with opened(tmp_path / "r.db") as store:
        target = two_reports(store)
        merged = next(d for d in store.decisions(target) if d["verb"] == "merge")
        assert merged["score"] == 1.0
        assert merged["pair"] == ["e0", "e1"] or merged["pair"] == ["e1", "e0"]
        assert merged["reasons"][0]["name"] == "words"
        undone = store.undo(merged["id"], by="somebody", at="2026-06-02")
        assert store.count_derived("event", Filter()) == 2
        store.remerge(at="2026-06-03")
        assert store.count_derived("event", Filter()) == 2
        assert undone["undoes"] == merged["id"]


def test_a_rejected_record_is_in_nothing_derived(tmp_path: Path) -> None:
    with opened(tmp_path / "r.db") as store:
        target = two_reports(store)
        before = derived(store)
        told = store.reject("e1", by="somebody", at="2026-06-02", reason="no such meeting")
        (line,) = store.derived("event", Filter()).lines
        assert [r["record"] for r in line["reports"]] == ["e0"]
        assert store.record("e1") is None
        assert [r["id"] for r in store.records(Filter())] == ["e0"]
        read = store.extracted("e1")
        assert read is not None
        assert told["before"] == read
        store.undo(told["id"], by="somebody", at="2026-06-03")
        assert derived(store) == before
        assert store.record("e1") == read
        assert target == store.derived("event", Filter()).lines[0]["id"]


def test_a_corrected_field_stands_in_what_is_derived(tmp_path: Path) -> None:
    with opened(tmp_path / "r.db") as store:
        two_reports(store)
        told = store.correct("e0", "killed", 7, by="somebody", at="2026-06-02")
        assert (told["before"], told["after"]) == ({"killed": None}, {"killed": 7})
        line = store.derived("event", Filter()).lines[0]
        record = store.record("e0")
        assert record is not None
        assert (record["killed"], record["corrected"]) == (7, {"killed": None})
        read = store.extracted("e0")
        assert read is not None
        assert read["killed"] is None
        assert line["killed"] == 7
        with pytest.raises(UsageError, match="cannot be corrected"):
            store.correct("e0", "kiled", 7, by="somebody", at="2026")


def test_changes_tell_what_came_changed_and_went(tmp_path: Path) -> None:
    with opened(tmp_path / "r.db") as store:
        target = two_reports(store)
        told = [(c["what"], c["of"]) for c in store.changes() if c["record"] == target]
        assert told == [("added", "event"), ("changed", "event")]
        last = store.changes()[-1]["seq"]
        store.remove("s0")
        what = {(c["record"], c["what"]) for c in store.changes(last)}
        assert ("e0", "withdrawn") in what


def test_nothing_that_is_not_there_can_be_split(tmp_path: Path) -> None:
    with opened(tmp_path / "r.db") as store:
        target = two_reports(store)
        for call in (
            lambda: store.split("m0000000000000000", by="x", at="2026"),
            lambda: store.split(target, ["e9"], by="x", at="2026"),
            lambda: store.split(target, ["e0", "e1"], by="x", at="2026"),
            lambda: store.undo("c99", by="x", at="2026"),
            lambda: store.undo("nonsense", by="x", at="2026"),
            lambda: store.reject("e9", by="x", at="2026"),
        ):
            with pytest.raises(OnRecordError):
                call()
        assert store.count_derived("event", Filter()) == 1
