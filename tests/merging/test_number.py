"""A store merged by other code or other words is told from one merged by these."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from onrecord.merging.number import ROOMS, digest, merging


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of what merging is made of."""
    made = tmp_path / "onrecord"
    source = Path(str(files("onrecord")))
    skip = shutil.ignore_patterns("__pycache__", "make", "gazetteer.bin")
    for room in ROOMS:
        shutil.copytree(source / room, made / room, ignore=skip)
    shutil.copy(source / "grouping.py", made)
    return made


@pytest.mark.parametrize(
    "changed",
    ["merging/events.py", "linking/offices.py", "stories/copies.py", "grouping.py",
     "languages/en/disputes.toml", "ontology/like_types.tsv"],
)  # fmt: skip
def test_it_differs_when_anything_that_merging_reads_does(package: Path, changed: str) -> None:
    assert digest(package) == merging()
    with (package / changed).open("a", encoding="utf-8") as out:
        out.write("\n# other\n")
    assert digest(package) != merging()


def test_it_does_not_depend_on_what_a_run_leaves_behind(package: Path) -> None:
    (package / "merging/__pycache__").mkdir()
    (package / "merging/__pycache__/events.pyc").write_bytes(b"x")
    assert digest(package) == merging()
    (package / "merging/events.py").rename(package / "merging/other.py")
    assert digest(package) != merging()
