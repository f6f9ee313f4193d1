"""What people found of records in the workbench is a training set that `training/` reads."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from click.testing import Result

from onrecord.store import Store
from tests.exports.kept import TEXT, fill
from tests.stored import alone

NAMES = ("labels", "examples", "verdicts", "plan")


@pytest.fixture
def training(root: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[SimpleNamespace]:
    """The modules of `training/`, which is no package and whose names are plain."""
    monkeypatch.syspath_prepend(root / "training")
    before = set(sys.modules)
    yield SimpleNamespace(**{name: __import__(name) for name in NAMES})
    for name in set(sys.modules) - before:
        if str(root / "training") in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


Make = Callable[..., list[Any]]


@pytest.fixture
def made(training: SimpleNamespace, call: Callable[..., Result], tmp_path: Path) -> Make:
    """The examples of some decisions about records of a store, as the command exports them."""

    def make(*decisions: tuple[str, ...]) -> list[Any]:
        path, out = fill(tmp_path / "r.db"), tmp_path / "verdicts.jsonl"
        with Store(path, write=True, stages=alone()) as store:
            for verb, *more in decisions:
                getattr(store, verb)(*more, by="Ada", at="2026-11-27T10:00:00+00:00")
        done = call("export", "--store", path, "--format", "verdicts", "--out", out)
        assert done.exit_code == 0, done.output
        targets = {target for _, target, *_ in decisions}
        assert done.stdout == f"{len(targets)} verdicts written to {out}\n"
        return list(training.verdicts.verdicts(out))

    return make


def told(training: SimpleNamespace, example: Any, head: str) -> dict[str, str]:
    """The words that a head has a class for."""
    labels, p = example.labels[head], example.p
    return {
        TEXT[p.start[i] : p.end[i]]: training.labels.HEADS[head][labels[i]]
        for i in np.flatnonzero(labels != training.examples.SKIP)
    }


def test_an_accepted_event_teaches_its_words_only(training: SimpleNamespace, made: Make) -> None:
    (example,) = made(("accept", "e1"))
    assert example.set == "verdicts"
    assert told(training, example, "trigger") == {"attacked": "B-ASSAULT"}
    (trigger,) = example.triggers
    assert (trigger.type, trigger.mode, trigger.status) == ("ASSAULT", "aerial", "occurred")


def test_a_corrected_event_teaches_what_it_is(training: SimpleNamespace, made: Make) -> None:
    (example,) = made(("correct", "e1", "type", "COERCE"), ("correct", "e1", "status", "alleged"))
    assert told(training, example, "trigger") == {"attacked": "B-COERCE"}
    assert [(t.type, t.mode, t.status) for t in example.triggers] == [("COERCE", None, "alleged")]


def test_a_rejected_event_teaches_that_it_is_none(training: SimpleNamespace, made: Make) -> None:
    (example,) = made(("reject", "e1"), ("accept", "e2"))
    assert told(training, example, "trigger") == {"attacked": "O", "Talks": "B-CONSULT"}
    assert [t.type for t in example.triggers] == ["CONSULT"]


def test_statements(training: SimpleNamespace, made: Make) -> None:
    (example,) = made(("accept", "t1"))
    assert told(training, example, "cue") == {"said": "B-cue"}
    assert told(training, example, "content") == {"Talks": "B-content"}
    cue = example.cues[0][0]
    assert TEXT[example.p.start[cue] : example.p.end[cue]] == "said"
    linked = np.flatnonzero(example.heads >= 0)
    assert [TEXT[example.p.start[i] : example.p.end[i]] for i in linked] == ["Talks"]
    (example,) = made(("reject", "t1"))
    assert told(training, example, "cue") == {"said": "O"}
    assert told(training, example, "content") == {}
    assert not example.cues


def test_what_is_taken_back_and_what_rules_find_teaches_nothing(made: Make) -> None:
    assert made(("accept", "b1")) == []


def test_no_filter_goes_with_them(call: Callable[..., Result], tmp_path: Path) -> None:
    words = (
        "export",
        "--store",
        fill(tmp_path / "r.db"),
        "--format",
        "verdicts",
        "--actor",
        "Oslo",
    )
    done = call(*words, "--actor", "Oslo", "--out", tmp_path / "v.jsonl")
    assert done.exit_code == 2
    assert "no filter goes with them" in done.stderr
    assert not (tmp_path / "v.jsonl").exists()


def test_they_are_a_set_of_a_run(training: SimpleNamespace, made: Make) -> None:
    sets = {"verdicts": made(("accept", "e1"), ("accept", "t1"))}
    plan = training.plan.batches(sets, seed=1, budget=512, scale=1.0, epochs=training.plan.EPOCHS)
    windows = [window for batch in plan for window in batch]
    assert len(windows) == 2 * training.plan.EPOCHS["verdicts"]
    assert {w["set"] for w in windows} == {"verdicts"}
    assert sum(len(w["triggers"]) for w in windows) == training.plan.EPOCHS["verdicts"]
