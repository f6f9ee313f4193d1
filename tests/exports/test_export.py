"""Exports are complete, say how many rows they have, anchor their evidence, and run nothing."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import Result

from onrecord.exports.csv import STARTS, cell
from onrecord.exports.rows import columns
from onrecord.store import Store
from tests.stored import actor, document, event, lines, story

Call = Callable[..., Result]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "r.db"
    with Store(made, write=True) as store:
        for n in range(3):
            held = story(f"s{n}")
            killed = event(f"e{n}", held, killed=n, actors=[actor("=cmd()"), actor("Türkiye")])
            some = lines(held, killed) if n else lines(held)
            store.add(document(str(n).encode()), lines=some, version="v1", added="2026-01-01")
    return made


def rows_of(call: Call, path: Path, of_format: str, *words: str) -> tuple[Path, int]:
    out = path.parent / f"out.{of_format}"
    done = call("export", "--store", path, "--format", of_format, "--out", out, *words)
    assert done.exit_code == 0, done.output
    return out, int(done.stdout.split(" rows written to ")[0])


def test_jsonl_has_stories_and_records_with_selectors(call: Call, path: Path) -> None:
    out, rows = rows_of(call, path, "jsonl")
    values = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [v["id"] for v in values] == ["s0", "s1", "e1", "s2", "e2"]
    assert rows == 5
    found = values[2]["evidence"][0]
    assert found["selector"] == [
        {"type": "TextPositionSelector", "start": 0, "end": 5},
        {
            "type": "TextQuoteSelector",
            "exact": "Talks",
            "prefix": "",
            "suffix": " will be held in Ankara, Erdoğan",
        },
    ]


def test_a_filter_leaves_out_stories_without_a_record_asked_for(call: Call, path: Path) -> None:
    out, rows = rows_of(call, path, "jsonl", "--actor", "turkiye")
    assert rows == 4
    assert '"s0"' not in out.read_text("utf-8")


@pytest.mark.parametrize(
    ("kind", "rows"), [(None, 2), ("event", 2), ("statement", 0), ("story", 3), ("evidence", 2)]
)
@pytest.mark.parametrize("of_format", ["csv", "parquet"])
def test_every_kind_has_its_rows_and_columns(
    call: Call, path: Path, of_format: str, kind: str | None, rows: int
) -> None:
    out, told = rows_of(call, path, of_format, *(["--kind", kind] if kind else []))
    assert told == rows
    if of_format == "csv":
        with out.open(newline="", encoding="utf-8") as file:
            reader = csv.DictReader(file)
            assert len(list(reader)) == rows
            assert reader.fieldnames == list(columns(kind))
    else:
        table = pq.read_table(out)
        assert table.num_rows == rows
        assert table.column_names == list(columns(kind))


def test_csv_keeps_numbers_and_defuses_formulas(call: Call, path: Path) -> None:
    out, _ = rows_of(call, path, "csv", "--kind", "event")
    with out.open(newline="", encoding="utf-8") as file:
        row = next(csv.DictReader(file))
    assert row["actors"] == "'=cmd(); Türkiye"
    assert row["killed"] == "1"
    assert row["place_lat"] == "39.9"
    assert json.loads(row["evidence"])[0]["selector"][1]["exact"] == "Talks"


def test_parquet_has_types(call: Call, path: Path) -> None:
    out, _ = rows_of(call, path, "parquet", "--kind", "event")
    (row, _) = pq.read_table(out).to_pylist()
    assert row["killed"] == 1
    assert row["place_lat"] == 39.9
    assert row["actors"] == "=cmd(); Türkiye"
    assert row["topic"] is None


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("before", ["", " ", "\u00a0"])
def test_no_cell_begins_as_a_formula(start: str, before: str) -> None:
    assert cell(f"{before}{start}1+1").startswith("'")


@pytest.mark.parametrize("value", [-5, -0.5, 0, True, "Talks - ended", "5 - 3"])
def test_what_is_no_formula_stays(value: object) -> None:
    assert cell(value) == value


@pytest.mark.parametrize("of_format", ["jsonl", "csv", "parquet"])
def test_odd_characters_do_not_stop_an_export(call: Call, tmp_path: Path, of_format: str) -> None:
    path = tmp_path / "odd.db"
    held = story(text="Talks \ud800 \0 end.\r\nA\tB", title="\ud800\0")
    with Store(path, write=True) as store:
        store.add(document(), lines=lines(held, event("e", held)), version="v", added="2026")
    assert rows_of(call, path, of_format)[1] == (2 if of_format == "jsonl" else 1)
    rows_of(call, path, of_format, "--kind", "story")
    rows_of(call, path, of_format, "--kind", "evidence")


def test_a_file_that_cannot_be_written_is_as_it_was(call: Call, path: Path) -> None:
    done = call("export", "--store", path, "--format", "csv", "--out", path.parent / "no" / "x.csv")
    assert done.exit_code == 1
    assert "cannot be written" in done.stderr
    done = call("export", "--store", path, "--format", "csv", "--out", path.parent)
    assert done.exit_code == 1


def test_an_export_that_fails_midway_leaves_the_old_file(
    call: Call, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, _ = rows_of(call, path, "csv")
    before = out.read_bytes()

    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("onrecord.exports.csv.cell", fail)
    done = call("export", "--store", path, "--format", "csv", "--out", out)
    assert done.exit_code == 1
    assert "No space left on device" in done.stderr
    assert out.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir() if p.name.startswith(".")) == []


def test_the_same_store_gives_the_same_bytes(call: Call, path: Path) -> None:
    for of_format in ("jsonl", "csv", "parquet"):
        first = rows_of(call, path, of_format)[0].read_bytes()
        assert rows_of(call, path, of_format)[0].read_bytes() == first
