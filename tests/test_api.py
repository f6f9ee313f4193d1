"""The Python API: a page in, a reading out, failures as data."""

from __future__ import annotations

from pathlib import Path

import pytest

import onrecord
from onrecord import api
from tests.stub_reader import load

PAGE = "Armenia met Georgia in Geneva on Sunday, officials told reporters at the palace there."


@pytest.fixture(autouse=True)
def _stub(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "_reader", load)


def test_bytes_and_paths_give_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PAGE)
    held = [onrecord.read(given).stories[0] for given in (PAGE.encode(), path, str(path))]
    assert [s.text for s in held] == [PAGE] * 3
    assert held[0].id == held[1].id


def test_what_the_page_does_not_say_can_be_said() -> None:
    story = onrecord.read(
        PAGE.encode(), outlet="Example Times", url="https://e.org", published="2021-01-10"
    ).stories[0]
    assert (story.outlet, story.url) == ("Example Times", "https://e.org")
    assert story.published is not None
    assert story.published.date == "2021-01-10"


def test_failures_are_data() -> None:
    assert onrecord.read(b"").failed[0].stage == "read"
    assert onrecord.read("missing.txt").failed[0].page == "missing.txt"


def test_a_page_is_one_page(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "1", "text": "A."}\n{"id": "2", "text": "B."}\n')
    with pytest.raises(onrecord.UsageError, match="read_all"):
        onrecord.read(tmp_path / "a.jsonl")
    found = list(onrecord.read_all([tmp_path, "missing.txt"]))
    assert [r.stories[0].id for r in found[:2]] == ["1", "2"]
    assert found[2].failed
