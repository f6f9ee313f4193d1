"""Commands over what many stories tell together: readable for people, complete for machines."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from onrecord.exports.icews import COLUMNS
from onrecord.store import Store
from tests.merging.stub_stages import STAGES
from tests.stored import actor, document, event, lines, quote, story

Call = Callable[..., Result]


def named(name: str, of: str) -> dict[str, Any]:
    told = {"quote": name, "start": 0, "end": len(name), "sector": "GOV", "capacity": None}
    return actor(name, id=f"{of}-{name}", country="NOR") | told


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("onrecord.merging.stages.load", lambda: STAGES)
    made = tmp_path / "r.db"
    with Store(made, write=True, stages=STAGES) as store:
        for n, outlet in enumerate(("Times", "Post")):
            text = f"Talks ended in Zelin. Ana Ruiz, {outlet} says, left the accord."
            held = story(f"s{n}", text, outlet=outlet, title=f"Talks, says {outlet}")
            killed = {"killed": n + 3, "status": "occurred"}
            values = [held, event(f"e{n}", held, actors=[named("Ana Ruiz", held["id"])], **killed)]
            agreed = [quote(text, "accord", "name")]
            values.append(
                {
                    "kind": "agreement",
                    "id": f"g{n}",
                    "story": held["id"],
                    "name": "Zelin accord",
                    "aliases": [],
                    "same_because": [],
                    "parties": [],
                    "third_parties": [],
                    "date": None,
                    "status": "signed",
                    "stage": None,
                    "contested": False,
                    "provisions": [{"text": "all fire ceases", "implementation": []}],
                    "confidence": 0.7,
                    "version": "v1",
                    "evidence": agreed,
                }
            )
            data = outlet.encode()
            store.add(document(data), lines=lines(*values), version="v1", added="2026-06-01")
    return made


def ask(call: Call, path: Path, *words: str) -> list[dict[str, Any]]:
    done = call(*words, "--jsonl", "--store", path)
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def only(call: Call, path: Path) -> dict[str, Any]:
    (line,) = ask(call, path, "events")
    return line


def test_events_count_what_happened_not_who_told_it(call: Call, path: Path) -> None:
    assert only(call, path)["counts"]["reports"] == 2
    told = call("events", "--store", path).stdout
    assert "2 reports" in told
    assert len(ask(call, path, "events", "--records")) == 2
    for words in (
        ("--outlet", "Post"),
        ("--place", "ankara"),
        ("--text", "talks"),
        ("--mode", "meeting"),
    ):
        assert len(ask(call, path, "events", *words)) == 1
    assert ask(call, path, "events", "--outlet", "Other") == []
    assert call("events", "--records", "--disputed", "--store", path).exit_code == 2


def test_event_shows_reports_beside_each_other(call: Call, path: Path) -> None:
    line = only(call, path)
    told = call("event", line["id"], "--store", path).stdout
    assert told.count("Talks ended in Zelin.") == 2
    assert "Times" in told
    assert "Post" in told
    kinds = [v["kind"] for v in ask(call, path, "event", line["id"])]
    assert kinds == ["event", "event", "event"]
    of_record = call("event", "e0", "--store", path)
    assert f"e0 is now part of {line['id']}." in of_record.stderr
    missing = call("event", line["id"][:4], "--store", path)
    assert missing.exit_code == 1
    assert f"Ids that begin so: {line['id']}" in missing.stderr


def test_stories_tell_copies_and_happenings(call: Call, path: Path) -> None:
    found = ask(call, path, "stories")
    assert [s["id"] for s in found] == ["s0", "s1"]
    assert {s["happening"] for s in found} == {only(call, path)["happening"]}
    assert "text" not in found[0]
    assert ask(call, path, "stories", "--outlet", "Post", "--since", "2021")[0]["id"] == "s1"
    assert ask(call, path, "stories", "--until", "2020") == []
    assert ask(call, path, "stories", "--copies-of", "s0") == []
    assert len(ask(call, path, "stories", "--text", "talks", "--limit", "1")) == 1
    happening = found[0]["happening"]
    assert len(ask(call, path, "stories", "--happening", happening)) == 2
    assert "Talks, says Times" in call("stories", "--store", path).stdout


def test_actor_by_name_and_by_id(call: Call, path: Path) -> None:
    line = ask(call, path, "actor", "ana ruiz")[0]
    assert line["kind"] == "actor"
    assert ask(call, path, "actor", line["id"])[0] == line
    told = call("actor", line["id"], "--store", path).stdout
    assert "1 event, the latest first:" in told
    assert call("actor", "nobody", "--store", path).exit_code == 1
    assert len(ask(call, path, "events", "--actor", line["id"])) == 1


def test_agreement_and_timeline(call: Call, path: Path) -> None:
    line = ask(call, path, "agreement", "Zelin accord")[0]
    assert line["told"] == ["s0", "s1"]
    told = call("agreement", line["id"], "--store", path).stdout
    assert "1. all fire ceases" in told
    assert ask(call, path, "timeline", "--agreement", line["id"]) == []
    assert len(ask(call, path, "timeline", "--actor", "ruiz")) == 1
    assert "CONSULT (meeting), occurred" in call("timeline", "--store", path).stdout
    wrong = call("timeline", "--agreement", line["id"], "--actor", "ruiz", "--store", path)
    assert wrong.exit_code == 2
    assert "Nothing found" in call("timeline", "--since", "2030", "--store", path).stderr


def test_disputes(call: Call, path: Path) -> None:
    assert ask(call, path, "disputes") == []
    assert call("disputes", "--store", path).stderr == "No disputes found.\n"


def test_why_split_and_undo(call: Call, path: Path) -> None:
    line = only(call, path)
    told = call("why", line["id"], "--store", path).stdout
    assert "2 records, joined from a score of 0.6 on" in told
    pair = told.partition("1.00")[2]
    assert pair.index("Times, 2021-01-10: Talks ended in Zelin. e0") < pair.index("Post, ")
    (why,) = ask(call, path, "why", "e1")
    assert why["id"] == line["id"]
    assert why["decisions"][0]["verb"] == "merge"
    done = call("split", line["id"], "e1", "--by", "somebody", "--store", path)
    assert done.exit_code == 0
    decision = done.stdout.partition(":")[0]
    assert len(ask(call, path, "events")) == 2
    (why,) = ask(call, path, "why", decision)
    assert why["decisions"][0]["by"] == "somebody"
    assert "split by somebody" in call("why", decision, "--store", path).stdout
    assert call("undo", decision, "--store", path).exit_code == 0
    assert only(call, path) == line
    assert call("why", "nothing", "--store", path).exit_code == 1
    assert call("undo", "c999", "--store", path).exit_code == 1
    assert call("split", line["id"], "--store", path.parent / "none.db").exit_code == 1


def test_join(call: Call, path: Path) -> None:
    call("split", only(call, path)["id"], "--store", path)
    one, other = (e["id"] for e in ask(call, path, "events"))
    done = call("join", one, other, "--by", "somebody", "--jsonl", "--store", path)
    assert json.loads(done.stdout)["verb"] == "join"
    assert len(only(call, path)["reports"]) == 2


def test_changes_after_a_number(call: Call, path: Path) -> None:
    found = ask(call, path, "changes")
    assert {c["what"] for c in found} >= {"added", "changed"}
    last = found[-1]["seq"]
    assert ask(call, path, "changes", "--since", str(last)) == []
    assert "No changes." in call("changes", "--since", str(last), "--store", path).stderr
    told = call("changes", "--store", path).stdout.splitlines()
    assert told[-1].split()[0] == str(last)
    assert any("CONSULT (meeting) · occurred" in row for row in told)


def test_remerge_mends_a_store_of_an_older_version(
    call: Call, path: Path, monkeypatch: pytest.MonkeyPatch, stub: None
) -> None:
    line = only(call, path)
    monkeypatch.setattr("onrecord.store.deciding.BY", "9.9+merging.99999999")
    monkeypatch.setattr("onrecord.store.explain.BY", "9.9+merging.99999999")
    for words in (("split", line["id"]), ("why", line["id"]), ("join", line["id"], "m1")):
        done = call(*words, "--store", path)
        assert done.exit_code == 1
        assert "merged by another version" in done.stderr
    monkeypatch.setattr("onrecord.store.BY", "9.9+merging.99999999")
    assert "`onrecord remerge` merges it anew" in call("doctor", "--store", path).stdout
    done = call("remerge", "--store", path)
    assert done.stdout.startswith("2 stories merged anew")
    assert call("why", line["id"], "--store", path).exit_code == 0
    assert only(call, path)["reports"] == line["reports"]


def test_the_table_of_events_counts_events(call: Call, path: Path, tmp_path: Path) -> None:
    out = tmp_path / "events.tab"
    done = call("export", "--format", "icews", "--out", out, "--store", path)
    assert done.stdout == f"1 rows written to {out}\n"
    (row,) = csv.DictReader(out.read_text("utf-8").splitlines(), delimiter="\t")
    assert tuple(row) == COLUMNS
    assert row["Event Date"] == "2021-01-11"
    assert (row["CAMEO Code"], row["Quad Class"], row["Intensity"]) == ("04", "1", "1.0")
    assert (row["Source Name"], row["Source Country"]) == ("Ana Ruiz", "Norway")
    assert (row["Reports"], row["City"], row["Country"]) == ("2", "Ankara", "Turkey")
    none = call("export", "--format", "icews", "--status", "denied", "--out", out, "--store", path)
    assert none.stdout.startswith("0 rows")
