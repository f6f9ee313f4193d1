"""`accept`, `reject`, `correct`: what they say, keep and refuse; the lists follow."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from onrecord.store import Store
from tests.merging.stub_stages import STAGES
from tests.stored import document, event, lines, story

Call = Callable[..., Result]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("onrecord.merging.stages.load", lambda: STAGES)
    made = tmp_path / "r.db"
    with Store(made, write=True, stages=STAGES) as store:
        held = story("s1", "Talks ended in Oslo. Oslo was calm.")
        values = lines(held, event("e1", held), event("e2", held, type="ASSAULT", mode=None))
        store.add(document(b"one"), lines=values, version="v1", added="2026-06-01")
    return made


def ask(call: Call, path: Path, *words: str) -> list[dict[str, Any]]:
    done = call(*words, "--jsonl", "--store", path)
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def records(call: Call, path: Path) -> list[str]:
    return [r["id"] for r in ask(call, path, "events", "--records")]


def test_a_rejected_record_is_gone_until_undone(call: Call, path: Path) -> None:
    (told,) = ask(call, path, "reject", "e1", "--reason", "a match", "--by", "Ada")
    assert (told["verb"], told["by"], told["target"]) == ("reject", "Ada", "e1")
    assert told["at"] > "2026"
    assert records(call, path) == ["e2"]
    assert len(ask(call, path, "events")) == 1
    assert [r["id"] for r in ask(call, path, "story", "s1")][1:] == ["e2"]
    why = call("why", "e1", "--store", path).stdout
    assert "reject by Ada" in why
    assert "a match" in why
    gone = call("event", "e1", "--store", path)
    assert gone.exit_code == 1
    assert "The record e1 was rejected; `onrecord why e1` tells by whom." in gone.stderr
    assert call("undo", told["id"], "--store", path).exit_code == 0
    assert records(call, path) == ["e1", "e2"]


def test_a_corrected_record_shows_the_new_value_and_tells_the_old(call: Call, path: Path) -> None:
    said = call("correct", "e1", "killed=7", "--by", "Ada", "--store", path)
    assert (said.exit_code, said.stdout) == (0, "c1: killed of e1 was corrected.\n")
    line = next(r for r in ask(call, path, "events", "--records") if r["id"] == "e1")
    assert (line["killed"], line["corrected"]) == (7, {"killed": None})
    assert "corrected: killed was none" in call("story", "s1", "--store", path).stdout
    assert "killed: none, now 7" in call("why", "e1", "--store", path).stdout
    assert 7 in [e["killed"] for e in ask(call, path, "events")]
    marked = call("correct", "e1", "evidence.place=Oslo", "--store", path)
    assert marked.exit_code == 2
    assert "1: Talks ended in [Oslo]. Oslo was calm.; 2:" in marked.stderr
    ask(call, path, "correct", "e1", "evidence.place=Oslo", "--nth", "2")
    assert "place: none, now “Oslo”" in call("why", "e1", "--store", path).stdout


def test_an_accepted_record_changes_nothing_else(call: Call, path: Path) -> None:
    before = ask(call, path, "events", "--records")
    assert call("accept", "e2", "--store", path).stdout == "c1: e2 was found right.\n"
    assert ask(call, path, "events", "--records") == before
    assert call("undo", "c1", "--store", path).exit_code == 0
    assert call("undo", "c1", "--store", path).exit_code == 1


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("accept", "e9"), 1, "There is no record 'e9'; nothing was changed."),
        (("reject", "e9"), 1, "There is no record 'e9'; nothing was changed."),
        (("correct", "e9", "killed=1"), 1, "There is no record 'e9'; nothing was changed."),
        (("correct", "e1", "killed"), 2, "'killed' is no FIELD=VALUE; nothing was changed."),
        (("correct", "e1", "kiled=1"), 2, "'kiled' of an event cannot be corrected; what can:"),
        (("correct", "e1", "status=gone"), 2, "'gone' is no status of an event; it is one of"),
        (("correct", "e1", "killed=1", "--nth", "2"), 2, "Only evidence is marked anew"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    call: Call, path: Path, words: tuple[str, ...], status: int, told: str
) -> None:
    done = call(*words, "--store", path)
    assert (done.exit_code, done.stdout) == (status, "")
    assert done.stderr.startswith(f"onrecord: {told}")
    assert done.stderr.count("\n") == 1
