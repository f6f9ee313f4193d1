"""What all tests share: the data beside the project, where it is."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

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


@pytest.fixture
def stub(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands read with `stub_reader` instead of the model."""
    monkeypatch.setattr("onrecord.cli.reading.READER", "tests.stub_reader:load")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
