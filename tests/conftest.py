"""What all tests share: the data beside the project, where it is."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli.main import onrecord
from onrecord.sources import Document
from onrecord.workers import Read
from onrecord.workers.work import one
from tests.stub_reader import load

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder `../shared` with corpora and scorers; the test is skipped where it is absent."""
    folder = ROOT.parent / "shared"
    if not folder.is_dir():
        pytest.skip("../shared is absent: the corpora are not part of the project")
    return folder


@pytest.fixture(autouse=True)
def _own_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees the user's store or settings, or writes to them."""
    for name in list(os.environ):
        if name.startswith("ONRECORD_"):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data-home"))


class HereCrew:
    """As `onrecord.workers.Crew`, in this process: quicker, and coverage sees it."""

    jobs = 1

    def __init__(self, *, mentions: bool = False) -> None:
        self.mentions = mentions
        self.reader = load()

    def __enter__(self) -> HereCrew:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def version(self) -> str:
        return self.reader.version

    def read(self, document: Document) -> Read:
        return one(self.reader, document, mentions=self.mentions)


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands read in this process, with `stub_reader` instead of the model."""

    def crew(*, jobs: int, mentions: bool = False) -> HereCrew:
        return HereCrew(mentions=mentions)

    monkeypatch.setattr("onrecord.cli.reading.crew", crew)


@pytest.fixture
def stub_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands read in real processes, with `stub_reader` instead of the model."""
    monkeypatch.setattr("onrecord.cli.reading.READER", "tests.stub_reader:load")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


@pytest.fixture
def call() -> Callable[..., Result]:
    """Runs a command in this process: `call("events", "--jsonl").stdout`."""

    def run(*words: str | Path, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(onrecord, [str(w) for w in words], input=stdin)

    return run
