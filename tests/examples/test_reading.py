"""The example pages are read as well as before: floors per measure, in evals/floors.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from evals.compare import scores
from evals.examples import verdict

ROOT = Path(__file__).parents[2]
FLOORS: dict[str, float] = tomllib.loads((ROOT / "evals/floors.toml").read_text("utf8"))["examples"]


@pytest.fixture(scope="module")
def measured() -> Any:
    """What was counted on the example pages, with the shipped model."""
    reader = pytest.importorskip("onrecord.reader", reason="the pipeline does not exist yet")
    try:
        loaded = reader.load()
    except (ImportError, FileNotFoundError) as missing:
        pytest.skip(f"the shipped model cannot be loaded: {missing}")
    return verdict(reader=loaded)


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_no_score_below_its_floor(measured: Any, name: str) -> None:
    score = scores(measured.counts)[name]
    kind = name.split(".", maxsplit=1)[0]
    wrong = [w for w in measured.wrong if f" {kind}" in w]
    assert score >= FLOORS[name], "\n".join(wrong)
