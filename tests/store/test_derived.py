"""Derived lines are found, listed in parts, counted; ids that are gone say where they went."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Connection

from onrecord.store import Filter, Store, derived
from onrecord.store.shelf import raw
from tests.stored import actor, document, event, lines, story


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "r.db", write=True) as held:
        yield held


def merged(id: str = "m1", day: str | None = "2021-01-11", **fields: object) -> dict:
    when = {"start": day, "end": day, "precision": "day", "basis": "stated"} if day else None
    return event(id, when=when) | {"counts": {"reports": 2, "independent": 1}} | fields


def put(c: Connection, value: dict, *, outlets: tuple[str, ...] = ("Example Times",)) -> None:
    rests = [f"{value['id']}-r", "s1"]
    derived.write(c, value, rests=rests, outlets=outlets, words=["talks in Ankara"])


def test_a_line_is_written_once_and_told_what_it_was(store: Store) -> None:
    with store._writing() as c:
        assert derived.write(c, merged()) == "added"
        assert derived.write(c, merged()) is None
        assert derived.write(c, merged(status="denied")) == "changed"
        assert derived.withdraw(c, "m1") == "event"
        assert derived.withdraw(c, "m1") is None


def test_what_is_written_looks_only_at_what_is_near(store: Store) -> None:
    def steps(c: Connection, do: Callable[[], object]) -> int:
        """The steps of SQLite's machine that it takes, in hundreds."""
        counted: list[int] = []
        raw(c).set_progress_handler(lambda: counted.append(1), 100)
        do()
        raw(c).set_progress_handler(None, 100)
        return len(counted)

    def change(c: Connection) -> None:
        dispute = {"id": "d1", "kind": "dispute", "about": {"events": ["m1"]}, "sides": []}
        derived.write(c, dispute, rests=["m1-r"])
        derived.withdraw(c, "d1")
        derived.write(c, {"id": "h1", "kind": "happening", "start": "2021-01-11", "end": None})
        derived.withdraw(c, "h1")
        derived.write(c, merged(status="denied"), rests=["m1-r"])
        derived.write(c, merged(), rests=["m1-r"])

    with store._writing() as c:
        change(c)
        few = steps(c, lambda: change(c))
        for n in range(400):
            derived.write(c, merged(f"m9{n}"), rests=[f"m9{n}-r"])
        assert steps(c, lambda: change(c)) < 2 * few + 20


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, True),
        ({"actor": "ERDOGAN"}, True),
        ({"actor": "erdoğan"}, True),
        ({"actor": "ankara"}, False),
        ({"place": "anka"}, True),
        ({"place": "erdo"}, False),
        ({"country": "tur"}, True),
        ({"country": "ARM"}, False),
        ({"type": "consult"}, True),
        ({"type": "meeting"}, True),
        ({"mode": "visit"}, False),
        ({"status": "Planned"}, True),
        ({"since": "2021-01-12"}, False),
        ({"until": "2021-01-11"}, True),
        ({"outlet": "Example Times"}, True),
        ({"outlet": "Example"}, False),
        ({"happening": "h1"}, True),
        ({"happening": "h2"}, False),
        ({"text": "talks"}, True),
        ({"text": "walks"}, False),
        ({"confidence": 0.9}, False),
        ({"disputed": True}, False),
        ({"story": "s1"}, True),
        ({"story": "s2"}, False),
    ],
)
def test_filters(store: Store, asked: dict, found: bool) -> None:
    with store._writing() as c:
        put(c, merged(happening="h1"))
    assert [v["id"] for v in store.derived("event", Filter(**asked)).lines] == ["m1"] * found
    assert store.count_derived("event", Filter(**asked)) == found
    assert store.count_derived("dispute", Filter(**asked)) == 0
    outlets = {"Example Times": 1} if found else {}
    assert store.facets("event", Filter(**asked))["outlet"] == outlets


@pytest.mark.parametrize("newest", [False, True])
def test_parts_of_a_list_make_the_whole(store: Store, newest: bool) -> None:
    days = ["2021-01-03", "2021-01-01", None, "2021-01-03", "2021-01-02", None]
    with store._writing() as c:
        for n, one in enumerate(days):
            put(c, merged(f"m{n}", one))
    whole = [v["id"] for v in store.derived("event", Filter(), newest=newest).lines]
    assert whole == (["m3", "m0", "m4", "m1"] if newest else ["m1", "m4", "m0", "m3"]) + [
        "m2",
        "m5",
    ]
    for size in (1, 2, 3, 6):
        got, after = [], None
        while True:
            part = store.derived("event", Filter(), limit=size, after=after, newest=newest)
            assert len(part.lines) <= size
            got += [v["id"] for v in part.lines]
            after = part.after
            if after is None:
                break
        assert got == whole
    assert [v["id"] for v in store.each("event", Filter(), limit=2)] == ["m1", "m4"]


def test_facets_count_events_not_reports(store: Store) -> None:
    with store._writing() as c:
        put(c, merged("m1"), outlets=("A", "B"))
        put(c, merged("m2", "2021-02-01", status="occurred", mode=None), outlets=("B",))
    assert store.facets("event", Filter()) == {
        "type": {"CONSULT": 2},
        "mode": {"meeting": 1},
        "status": {"occurred": 1, "planned": 1},
        "country": {"TUR": 2},
        "outlet": {"B": 2, "A": 1},
        "month": {"2021-01": 1, "2021-02": 1},
    }
    narrowed = store.facets("event", Filter(outlet="A"), names=("status", "outlet"))
    assert narrowed == {"status": {"planned": 1}, "outlet": {"A": 1, "B": 1}}


def test_an_old_id_answers_with_where_it_went(store: Store) -> None:
    with store._writing() as c:
        put(c, merged("m2"))
        put(c, merged("m3"))
        derived.move(c, "m1", ["m0"])
        derived.move(c, "m0", ["m2"])
        derived.move(c, "m9", ["m2", "m3"])
    found = store.one("event", "m1")
    assert found is not None
    assert found.line is not None
    assert (found.line["id"], found.moved) == ("m2", ("m2",))
    split = store.one("event", "m9")
    assert split is not None
    assert (split.line, split.moved) == (None, ("m2", "m3"))
    assert store.one("event", "m7") is None
    assert store.one("dispute", "m2") is None
    of_record = store.one("event", "m2-r")
    assert of_record is not None
    assert of_record.moved == ("m2",)
    assert store.resting("m2-r") == [("event", "m2")]
    assert store.similar_derived("m") == ["m2", "m3"]


def test_a_dispute_marks_the_event_that_it_is_about(store: Store) -> None:
    side = {"party": actor("Oslo", country="NOR"), "statements": ["st1"], "position": "denies"}
    dispute = {"kind": "dispute", "id": "q1", "of_kind": "denial", "sides": [side]}
    dispute |= {"first_seen": "2021-01-11", "last_seen": "2021-01-12", "status": "open"}
    with store._writing() as c:
        put(c, merged("m1"))
        derived.write(c, dispute, rests=["m1-r", "st1"])
    assert store.count_derived("event", Filter(disputed=True)) == 1
    assert store.count_derived("dispute", Filter(type="denial", actor="oslo", country="NOR")) == 1
    with store._writing() as c:
        put(c, merged("m1", status="denied"))  # written anew, it is disputed still
    assert store.count_derived("event", Filter(disputed=True)) == 1
    with store._writing() as c:
        derived.withdraw(c, "q1")
    assert store.count_derived("event", Filter(disputed=True)) == 0


def test_reports_stand_beside_their_stories(store: Store) -> None:
    store.add(document(), lines=lines(story(), event()), version="v1", added="2026-01-01")
    said = {"story": "s1", "record": "e1", "independent": True, "copy_of": None}
    with store._writing() as c:
        put(c, merged("m77", reports=[said]))
    (report,) = store.reports("m77")
    assert (report.said, report.story, report.record) == (said, story(), event())


def test_decisions_and_changes_are_kept_in_order(store: Store) -> None:
    with store._writing() as c:
        derived.decide(c, at="2026-01-01", by="v1", verb="merge", target="m1", score=0.8)
        derived.decide(c, at="2026-01-02", by="somebody", verb="split", target="m1")
        derived.change(c, at="2026-01-01", what="added", kind="event", record="m1")
        derived.change(c, at="2026-01-02", what="changed", kind="event", record="m1")
    assert [d["verb"] for d in store.decisions("m1")] == ["split", "merge"]
    assert [d["id"] for d in store.decisions(by_person=True)] == ["c2"]
    assert [c["what"] for c in store.changes()] == ["added", "changed"]
    assert [c["seq"] for c in store.changes(1)] == [2]
