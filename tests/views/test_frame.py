"""Frames of things: selections and their counts are those of counting one by one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from onrecord.store.workbench import Browsed
from onrecord.views import building, facets
from onrecord.views.frame import Asked, Frame, Row, empty
from onrecord.views.network import network
from onrecord.views.pairs import Vocabulary
from onrecord.views.timeline import timeline
from onrecord.views.worldmap import spots
from tests.serve import derived
from tests.serve.conftest import fill

ROWS = st.lists(
    st.builds(
        Row,
        number=st.integers(1, 40),
        first=st.sampled_from([None, "2026-03-01", "2026-03-02", "2026-05-09"]),
        last=st.none(),
        values=st.fixed_dictionaries(
            {},
            optional={
                "type": st.sampled_from([[("A", "A")], [("B", "B")]]),
                "actor": st.lists(st.sampled_from([("x", "X"), ("y", "Y"), ("z", "Z")])),
                "place": st.sampled_from([[("bonn", "bonn")], [("oslo", "oslo")]]),
            },
        ),
        weight=st.sampled_from([0.25, 0.5, 0.75]),
        point=st.sampled_from([None, (1.5, 2.25), (-3.0, 4.0)]),
    ),
    max_size=12,
)
ASKED = st.builds(
    Asked,
    values=st.fixed_dictionaries(
        {}, optional={"type": st.just(("A",)), "actor": st.sampled_from([("x",), ("x", "z")])}
    ),
    since=st.sampled_from([None, "2026-03-02"]),
    sure=st.sampled_from([None, 0.5]),
)


@given(ROWS, ROWS, st.sets(st.integers(1, 40)), ASKED)
def test_counts_are_those_of_counting(
    first: list[Row], then: list[Row], gone: set[int], asked: Asked
) -> None:
    held = {r.number: r for r in first}
    held = {n: r for n, r in held.items() if n not in gone} | {r.number: r for r in then}
    frame = empty().changed(first).changed(then, gone=gone)
    assert frame.numbers.tolist() == sorted(held)
    chosen = frame.select(asked)
    wanted = {n: r for n, r in held.items() if _fits(r, asked)}
    assert sorted(chosen.numbers(limit=None)) == sorted(wanted)
    for name in ("type", "actor", "place"):
        told = Counter(k for r in wanted.values() for k, _ in set(r.values.get(name, ())))
        assert {k: n for k, _, n in chosen.counts(name)} == told
        tally = chosen.tally(name)
        assert tally.values == len(told)
        assert [tally.of(k) for k in "xyz"] == ([told[k] for k in "xyz"])
        assert tally.top(1) == chosen.counts(name)[:1]
    days = [r.first for r in wanted.values() if r.first]
    assert sum(b.total for b in timeline(chosen, series="none", whole=True).bars) == len(days)
    assert sum(s.count for s in spots(chosen).spots) == sum(bool(r.point) for r in wanted.values())


def _fits(row: Row, asked: Asked) -> bool:
    for name, wanted in asked.values.items():
        if not {k for k, _ in row.values.get(name, ())} & set(wanted):
            return False
    if asked.since and not (row.first or "") >= asked.since:
        return False
    return asked.sure is None or row.weight >= asked.sure


@given(st.lists(st.text("abà ", max_size=4), unique=True), st.text("ab", min_size=1, max_size=3))
def test_names_with_a_part(names: list[str], part: str) -> None:
    held = Vocabulary()
    for name in names:
        held.code(f"id {name}", name)
    assert held.like(part) == [n for n, name in enumerate(held.folded) if part in name]


def test_the_network_leaves_out_who_acts_on_nobody() -> None:
    def row(number: int, by: str, to: str | None) -> Row:
        values = {"by": [(by, by)], "actor": [(a, a) for a in (by, to) if a], "quad": [("4", "4")]}
        if to:
            values["to"] = [(to, to)]
        return Row(number=number, first=None, last=None, values=values)

    frame = empty().changed([row(1, "a", "b"), row(2, "a", "b"), row(3, "c", None)])
    found = network(frame.select_all(), most=9)
    assert [n.key for n in found.nodes] == ["a", "b"]
    assert [(e.source, e.target, e.counts) for e in found.edges] == [("a", "b", {"4": 2})]
    assert found.actors == 3


def test_a_store_counted_at_once_is_as_counted_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    fill(path)
    derived.merge(path)
    with Browsed(path) as store:
        for kind in ("event", "actor", "dispute", "agreement"):
            ids = [line["id"] for line in _all(store, kind)]
            at_once = store.whole(kind, lambda all_, of=kind: building.merged(all_, of))
            by_line = empty().changed(facets.row_of(k, kind) for k in store.kept(kind, ids))
            _same(at_once, by_line)
            assert kind != "event" or len(at_once)
        said = store.statements(building.statements, homes={})
        _same(said, empty().changed(map(facets.row, store.held("statement", homes={}))))
        assert len(said)


def _all(store: Browsed, kind: str) -> list[dict[str, str]]:
    from onrecord.store import Filter

    return list(store.each(kind, Filter()))


def _same(a: Frame, b: Frame) -> None:
    for name in ("numbers", "first", "last", "weight", "size"):
        assert np.array_equal(getattr(a, name), getattr(b, name)), name
    assert set(a.pairs) == set(b.pairs)
    for name in a.pairs:
        assert _pairs(a, name) == _pairs(b, name), name


def _pairs(frame: Frame, name: str) -> list[tuple[int, str, str]]:
    held = frame.pairs[name]
    words = held.vocabulary
    return sorted(
        (int(row), words.keys[code], words.folded[code])
        for row, code in zip(held.rows, held.codes, strict=True)
    )
