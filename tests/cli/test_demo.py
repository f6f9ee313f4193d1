"""`onrecord demo` shows the record of every example page, in full, also in a pipe."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Call = Callable[..., Result]


@pytest.mark.slow
@pytest.mark.usefixtures("stub")
def test_every_page_is_shown_and_the_crisis_kept_apart(
    call: Call, root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ONRECORD_STORE", str(tmp_path / "own.db"))
    done = call("demo")
    assert done.exit_code == 0, done.output
    pages, crisis = done.stdout.split("── examples/crisis: ", 1)
    for page in (root / "examples/pages").iterdir():
        assert f"── examples/{page.name}" in pages
    assert re.search(r"^14 pages, \d+ stories: \d+ events, ", pages, re.MULTILINE)
    assert "kept, not read: no reader for this language yet" in pages
    assert "printed a second time on this page: read once" in pages
    assert "\x1b" not in done.stdout
    assert "…" not in "".join(line for line in pages.splitlines() if "trigger" in line)
    assert re.search(r"^79 pages, 93 stories: \d+ tellings of \d+ events, ", crisis, re.MULTILINE)
    store = tmp_path / "data-home/onrecord/demo.db"
    assert crisis.splitlines()[-1].strip().startswith(f"onrecord serve --store {store} ")
    event = re.search(r"onrecord event (\S+) --store", crisis)
    assert event is not None
    assert call("event", event[1], "--store", store).exit_code == 0
    assert not (tmp_path / "own.db").exists()
    # The second run finds the pages there.
    assert call("demo", "--store", store).stdout == done.stdout


def test_machine_output_makes_no_store(call: Call, tmp_path: Path) -> None:
    assert call("demo", "--json", "--jsonl", "--store", tmp_path / "a.db").exit_code == 2
    assert not (tmp_path / "a.db").exists()


@pytest.mark.usefixtures("stub")
def test_machine_output_is_that_of_extract(call: Call, root: Path) -> None:
    shown = call("demo", "--jsonl").stdout
    read = call("extract", root / "examples/pages").stdout
    here = f"{root}/examples/pages/"
    assert shown == read.replace(here, "examples/")
    assert len(json.loads(call("demo", "--json").stdout)) == len(shown.splitlines())


@pytest.mark.usefixtures("stub")
def test_examples_that_are_missing_are_said_to_be(
    call: Call, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("onrecord.cli.pages.files", lambda _: tmp_path)
    monkeypatch.setattr("onrecord.cli.pages.__file__", str(tmp_path / "a/b/c/pages.py"))
    done = call("demo")
    assert done.exit_code == 1
    assert "example pages are missing" in done.stderr
