"""`onrecord demo` shows the record of every example page, in full, also in a pipe."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Call = Callable[..., Result]


@pytest.mark.usefixtures("stub")
def test_every_page_is_shown(call: Call, root: Path) -> None:
    done = call("demo")
    assert done.exit_code == 0
    for page in (root / "examples/pages").iterdir():
        assert f"── examples/{page.name}" in done.stdout
    assert "stories" in done.stdout.splitlines()[-2]
    assert "kept, not read: no reader for this language yet" in done.stdout
    assert "printed a second time on this page: read once" in done.stdout
    assert "\x1b" not in done.stdout
    assert "…" not in "".join(line for line in done.stdout.splitlines() if "trigger" in line)


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
