"""Commands that ask the store: complete for machines, readable and harmless for people."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from onrecord.cli import output
from onrecord.store import Store
from tests.stored import alone, document, event, lines, story

Call = Callable[..., Result]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "r.db"
    with Store(made, write=True, stages=alone()) as store:
        for n in range(60):
            held = story(f"s{n}")
            some = lines(held, event(f"e{n}", held, status="planned" if n % 2 else "occurred"))
            page = document(str(n).encode())
            store.add(page, lines=some, version="v1", added="2026-01-01", merge=False)
        store.settle(at="2026-01-01")
    return made


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(output, "on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "120")


def test_machine_output_is_complete(call: Call, path: Path) -> None:
    assert len(call("events", "--store", path, "--jsonl").stdout.splitlines()) == 60
    assert len(json.loads(call("events", "--store", path, "--json").stdout)) == 60
    assert len(call("events", "--store", path).stdout.splitlines()) == 61
    piped = call("events", "--records", "--store", path).stdout.splitlines()
    assert len(piped) == 61
    assert piped[1].endswith("s0")


@pytest.mark.usefixtures("terminal")
def test_a_table_on_a_terminal_is_cut_and_says_so(call: Call, path: Path) -> None:
    done = call("events", "--records", "--store", path)
    assert "40 of 60 events shown; --limit 0 shows all." in done.stderr
    assert "s39" in done.stdout
    assert "s40" not in done.stdout
    assert len(call("events", "--store", path, "--jsonl").stdout.splitlines()) == 60
    assert "s59" in call("events", "--records", "--store", path, "--limit", "0").stdout
    merged = call("events", "--store", path)
    assert "40 of 60 events shown; --limit 0 shows all." in merged.stderr
    assert merged.stdout.count("1 report") == 40


@pytest.mark.parametrize("wide", [60, 80, 120, 200])
@pytest.mark.usefixtures("terminal")
def test_ids_are_whole_on_every_terminal(
    call: Call, path: Path, wide: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(wide))
    events = json.loads(call("events", "--json", "--store", path).stdout)
    told = call("events", "--limit", "0", "--store", path).stdout
    assert all(e["id"] in told for e in events)
    assert max(map(len, told.splitlines())) <= wide


def test_a_limit_that_is_asked_for_is_kept_and_said(call: Call, path: Path) -> None:
    done = call("events", "--store", path, "--jsonl", "--limit", "2")
    assert len(done.stdout.splitlines()) == 2
    assert "2 of 60 events shown" in done.stderr
    assert len(call("events", "--store", path, "--jsonl", "--limit", "0").stdout.splitlines()) == 60


def test_filters_reach_the_store(call: Call, path: Path) -> None:
    words = ("--actor", "erdogan", "--country", "tur", "--type", "meeting", "--status", "planned")
    done = call(
        "events", "--store", path, *words, "--since", "2021", "--until", "2021-01", "--jsonl"
    )
    assert len(done.stdout.splitlines()) == 30
    assert call("events", "--store", path, "--until", "2020", "--jsonl").stdout == ""


@pytest.mark.parametrize("command", ["events", "statements", "agreements", "attributions"])
def test_nothing_found_is_no_fault(call: Call, path: Path, command: str) -> None:
    done = call(command, "--store", path, "--actor", "nobody")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert done.stderr == f"No {command} found.\n"
    assert call(command, "--store", path, "--actor", "nobody", "--json").stdout == "[]\n"


def test_wrong_calls(call: Call, path: Path) -> None:
    assert call("events", "--store", path, "--since", "yesterday").exit_code == 2
    assert call("events", "--store", path, "--json", "--jsonl").exit_code == 2
    assert call("search", "--store", path, "?!").exit_code == 2
    assert call("nonsense").exit_code == 2


def test_the_store_named_by_the_environment(
    call: Call, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ONRECORD_STORE", str(path))
    assert len(call("events", "--jsonl").stdout.splitlines()) == 60
    monkeypatch.delenv("ONRECORD_STORE")
    done = call("events")
    assert done.exit_code == 1
    assert "There is no store at" in done.stderr


def test_story(call: Call, path: Path) -> None:
    told = call("story", "s1", "--store", path).stdout
    assert "Talks will be held in Ankara, Erdoğan said." in told
    assert "CONSULT (meeting) · planned" in told
    values = [
        json.loads(v) for v in call("story", "s1", "--jsonl", "--store", path).stdout.splitlines()
    ]
    assert [v["id"] for v in values] == ["s1", "e1"]
    missing = call("story", "s", "--store", path)
    assert missing.exit_code == 1
    assert "Ids that begin so: s0, s1, s2, s3, s4" in missing.stderr


@pytest.mark.usefixtures("terminal")
def test_story_marks_the_evidence_on_a_terminal(call: Call, path: Path) -> None:
    assert "marked:" in call("story", "s1", "--store", path).stdout


def test_search(call: Call, path: Path) -> None:
    assert call("search", "Zürich", "--limit", "1", "--store", path).stdout.startswith("Talks in")
    found = call("search", "talks", "--store", path, "--jsonl").stdout.splitlines()
    kinds = [json.loads(line)["kind"] for line in found]
    assert kinds == ["story"] * 60 + ["event"] * 60
    none = call("search", "nowhere", "--store", path)
    assert (none.exit_code, none.stdout) == (0, "")


def test_remove(call: Call, path: Path) -> None:
    done = call("remove", "s1", "--store", path)
    assert done.stdout == "Removed the story s1 and 1 record.\n"
    assert call("remove", "s1", "--store", path).exit_code == 1
    assert 'e1"' not in call("events", "--jsonl", "--store", path).stdout
    assert call("remove", "s1", "--store", path.parent / "none.db").exit_code == 1
    assert not (path.parent / "none.db").exists()


@pytest.mark.usefixtures("stub")
def test_doctor(call: Call, path: Path) -> None:
    done = call("doctor", "--store", path)
    assert done.exit_code == 0
    assert "60 stories" in done.stdout
    assert done.stdout.endswith("No faults: every quotation stands in its text.\n")
    tamper(path, "UPDATE stories SET text = replace(text, 'Talks', 'Walks') WHERE id = 's5'")
    done = call("doctor", "--store", path)
    assert done.exit_code == 1
    assert "fault: event e5: the words under trigger 0..5 are not 'Talks'" in done.stdout
    assert "fault: story s5" in done.stdout


@pytest.mark.usefixtures("stub")
def test_doctor_without_a_store(call: Call, path: Path) -> None:
    done = call("doctor")
    assert done.exit_code == 0
    assert "There is no store yet" in done.stdout
    assert call("doctor", "--store", path.parent / "none.db").exit_code == 1


def tamper(path: Path, statement: str) -> None:
    import sqlite3

    base = sqlite3.connect(path)
    with base:
        base.execute(statement)
    base.close()


HOSTILE = "\x1b]0;owned\x07\x1b[2J\u202egnp.exe\x9b31m\r"


@pytest.mark.parametrize("words", [("events",), ("story", "s1"), ("search", "talks"), ("doctor",)])
@pytest.mark.parametrize("on", [True, False])
@pytest.mark.usefixtures("stub")
def test_nothing_in_a_text_is_obeyed_by_the_terminal(
    call: Call, tmp_path: Path, words: tuple[str, ...], on: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "on_terminal", lambda: on)
    path = tmp_path / "h.db"
    held = story(text=f"Talks {HOSTILE}", title=HOSTILE, outlet=HOSTILE, byline=[HOSTILE])
    bad = {"id": "x", "name": HOSTILE, "kind": "person", "country": None}
    where = {"name": HOSTILE, "country": None}
    some = lines(held, event("e1", held, actors=[bad], where=where, status=HOSTILE))
    with Store(path, write=True) as store:
        store.add(document(), lines=some, version="v1", added="2026-01-01")
    out = call(*words, "--store", path).output
    assert not any(c in out for c in "\x1b\x07\u202e\x9b\r")


def test_json_cannot_move_a_terminal_or_break_a_line(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "h.db"
    held = story(text=f"Talks {HOSTILE}\u2028\x85 \ud800")
    with Store(path, write=True) as store:
        store.add(document(), lines=lines(held), version="v1", added="2026-01-01")
    out = call("story", "s1", "--jsonl", "--store", path).stdout
    assert len(out.splitlines()) == 1
    assert json.loads(out) == held
    assert not any(c in out for c in "\x1b\x07\u202e\x9b\r\ud800")
