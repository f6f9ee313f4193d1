"""A store as data frames; the notebook page of the docs runs."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import matplotlib as mpl
import pytest

import onrecord
from onrecord.exports import opened
from tests.exports.kept import fill


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return fill(tmp_path_factory.mktemp("opened") / "record.db")


def test_frames_have_types(path: Path) -> None:
    with onrecord.open(path) as record:
        frame = record.events(type="ASSAULT").to_pandas()
        assert len(frame) == len(record.events(type="ASSAULT")) == 2
        assert str(frame["killed"].dtype) == "Int64"
        assert frame["killed"].sum() == 7
        assert frame["date_start"].dt.year.tolist() == [2021, 2021]
        assert record.disputes().to_pandas().empty


@pytest.mark.parametrize(
    "name", ["events", "statements", "agreements", "attributions", "disputes", "actors", "places",
             "happenings", "stories"],
)  # fmt: skip
def test_every_question_can_be_looped_over_and_counted(path: Path, name: str) -> None:
    with onrecord.open(path) as record:
        lines = getattr(record, name)()
        assert len(list(lines)) == len(lines) == len(list(lines.rows()))
        assert len(lines.to_pandas()) == len(lines)


def test_files_are_those_of_export(path: Path, tmp_path: Path) -> None:
    with onrecord.open(path) as record:
        assert record.events().write(tmp_path / "e.geojson", of_format="geojson") == 2


def test_what_cannot_be_asked_is_said(path: Path) -> None:
    with onrecord.open(path) as record:
        with pytest.raises(onrecord.UsageError, match="colour cannot be asked"):
            record.events(colour="red")
        with pytest.raises(onrecord.UsageError, match="is no date"):
            record.events(since="soon")
    with pytest.raises(onrecord.StoreError):
        onrecord.open(path.parent / "no.db").events().to_pandas()


def test_without_pandas_it_says_what_to_do(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with (
        onrecord.open(path) as record,
        pytest.raises(onrecord.OnRecordError, match="pip install pandas"),
    ):
        record.events().to_pandas()


def test_the_notebook_page_runs(
    root: Path, path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mpl.use("Agg")
    monkeypatch.chdir(path.parent)
    told = (root / "docs/notebook.md").read_text("utf-8").replace('since="2026-05"', 'since="2021"')
    blocks = re.findall(r"^```python\n(.*?)^```$", told, re.DOTALL | re.MULTILINE)
    assert len(blocks) >= 6
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, "docs/notebook.md", "exec"), names)
    assert len(names["events"]) == 2
    assert len(names["by_day"]) == 1
    assert len(names["denials"]) == 1
    names["plt"].close("all")
    names["record"].close()


def test_the_public_name(path: Path) -> None:
    assert onrecord.open is opened.open_store
