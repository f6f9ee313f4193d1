"""The merged record of the example crisis stays as right as it was: `[crisis]` in the floors."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FLOORS: dict[str, float] = tomllib.loads((ROOT / "evals/floors.toml").read_text("utf8"))["crisis"]


@pytest.fixture(scope="module")
def measured() -> dict[str, float]:
    """Some 45 s of CPU on 2026-11-27, nearly all of it the reading of 93 stories, twice."""
    from evals.crisis import verdict, world

    return verdict(world())[1]


@pytest.mark.parametrize("name", sorted(FLOORS))
def test_no_figure_of_the_crisis_drops(name: str, measured: dict[str, float]) -> None:
    assert measured[name] >= FLOORS[name]
