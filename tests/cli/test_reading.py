"""`extract` and `add`: what goes to which stream, what is kept, which status they end with."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from onrecord.store import Filter, Store

Call = Callable[..., Result]

PAGE = """Leaders meet in Geneva

10 January 2021

Armenia met Erdoğan on Sunday in the capital, officials in Geneva told reporters at the palace.
"We talked for hours about the border," said Pashinyan after the meeting behind closed doors.

Germany blamed Russia for the attack on the airport. Lavrov will meet Borrell next week to discuss
the Geneva accord, according to the ministry that spoke to reporters on Sunday.
"""
RUSSIAN = "Президент заявил в воскресенье, что встреча состоится в Москве на следующей неделе.\n"
MAIN = "import onrecord.cli.reading as r; r.READER = 'tests.stub_reader:load'\n"
MAIN += "from onrecord.cli.main import main; main()"


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    folder = tmp_path / "pages"
    folder.mkdir()
    (folder / "a.txt").write_text(PAGE)
    (folder / "b.pdf").write_bytes(b"%PDF")
    (folder / "c.txt").write_text(RUSSIAN * 5)
    (folder / "d.txt").write_text(PAGE.replace("Geneva", "Vienna"))
    return folder


def values(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.usefixtures("stub")
def test_extract_prints_lines_and_nothing_else(call: Call, pages: Path) -> None:
    done = call("extract", pages)
    kinds = [v["kind"] for v in values(done.stdout)]
    one = ["story", "event", "event", "statement", "agreement", "attribution"]
    assert kinds == [*one, "story", *one]
    assert done.exit_code == 3
    assert "1 story is kept but not read" in done.stderr
    assert "1 input failed:" in done.stderr
    assert "b.pdf: this kind of file is not read" in done.stderr


@pytest.mark.usefixtures("stub")
def test_extract_ends_with_0_where_all_was_read(call: Call, pages: Path) -> None:
    done = call("extract", pages / "a.txt", "--mentions")
    assert done.exit_code == 0
    assert done.stderr == ""
    assert {v["kind"] for v in values(done.stdout)} >= {"story", "event", "mention"}


@pytest.mark.usefixtures("stub")
def test_extract_reads_standard_input_and_takes_what_the_page_does_not_say(call: Call) -> None:
    words = ("--published", "2020-02-02", "--outlet", "Example Times", "--url", "https://e.org/1")
    done = call("extract", "-", *words, stdin=PAGE.replace("10 January 2021", "").encode())
    story = values(done.stdout)[0]
    assert story["page"] == "-"
    assert story["outlet"] == "Example Times"
    assert story["url"] == "https://e.org/1"
    assert story["published"]["date"] == "2020-02-02"


@pytest.mark.usefixtures("stub")
@pytest.mark.parametrize("words", [("extract",), ("extract", "-", "--published", "soon"), ("add",)])
def test_a_wrong_call_ends_with_2(call: Call, words: tuple[str, ...], tmp_path: Path) -> None:
    more = ("--store", tmp_path / "r.db") if words[0] == "add" else ()
    done = call(*words, *more, stdin=b"")
    assert done.exit_code == 2
    assert done.stderr.startswith("onrecord: ")


@pytest.mark.usefixtures("stub_processes")
def test_the_number_of_processes_does_not_change_a_byte(pages: Path) -> None:
    for number in range(12):
        (pages / f"x{number:02}.txt").write_text(PAGE.replace("Geneva", f"City{number}"))
    outs = [run("extract", "--jobs", jobs, pages) for jobs in "13"]
    assert outs[0].stdout == outs[1].stdout
    assert outs[0].stderr == outs[1].stderr
    assert len(outs[0].stdout.splitlines()) == 14 * 6 + 1


@pytest.mark.usefixtures("stub_processes")
def test_a_page_that_ends_its_process_fails_alone(pages: Path) -> None:
    (pages / "b.pdf").unlink()
    (pages / "a2.txt").write_text(PAGE + "CRASH THE PROCESS")
    (pages / "a3.txt").write_text(PAGE + "RAISE A FAULT")
    done = run("extract", "--jobs", "2", pages)
    assert done.returncode == 3
    assert len(values(done.stdout)) == 13
    told = done.stderr.splitlines()
    assert any("a2.txt: the reading process ended (signal 9)" in line for line in told)
    assert any("a3.txt: a fault of the program, ValueError: asked to" in line for line in told)


@pytest.mark.usefixtures("stub")
def test_add_twice_changes_nothing(call: Call, pages: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    first = call("add", pages, "--store", path)
    assert first.exit_code == 3
    assert first.stdout.startswith("3 pages added, 1 failed.")
    before = sqlite_dump(path)
    second = call("add", pages, pages / "a.txt", "--store", path)
    assert second.stdout.startswith("0 pages added, 4 there already, 1 failed.")
    assert sqlite_dump(path) == before


@pytest.mark.usefixtures("stub")
def test_add_takes_the_same_bytes_once(call: Call, pages: Path, tmp_path: Path) -> None:
    (pages / "copy.txt").write_text(PAGE)
    done = call("add", pages / "a.txt", pages / "copy.txt", "--store", tmp_path / "r.db")
    assert done.exit_code == 0
    assert done.stdout.startswith("1 page added, 1 there already.")


@pytest.mark.usefixtures("stub")
def test_add_leaves_out_what_was_removed(call: Call, pages: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    call("add", pages / "a.txt", "--store", path)
    with Store(path) as store:
        story = store.story_ids()[0]
    assert call("remove", story, "--store", path).exit_code == 0
    done = call("add", pages / "a.txt", "--store", path)
    assert "1 left out after a takedown" in done.stdout
    assert call("story", story, "--store", path).exit_code == 1


@pytest.mark.usefixtures("stub")
def test_reread_reads_what_an_older_version_read(
    call: Call, pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "r.db"
    call("add", pages / "a.txt", pages / "d.txt", "--store", path)
    assert call("add", "--reread", "--store", path).stdout.startswith("0 pages read again")
    monkeypatch.setattr("tests.stub_reader.StubReader.version", "9.9")
    (pages / "a.txt").unlink()  # the store has the bytes
    assert call("add", "--reread", "--store", path).stdout.startswith("2 pages read again")
    with Store(path) as store:
        assert store.outdated("9.9") == []


@pytest.mark.usefixtures("stub")
def test_reread_of_named_pages_takes_what_is_now_said_of_them(
    call: Call, pages: Path, tmp_path: Path
) -> None:
    path = tmp_path / "r.db"
    call("add", pages / "a.txt", "--store", path)
    done = call("add", "--reread", pages / "a.txt", "--outlet", "Example Times", "--store", path)
    assert done.stdout.startswith("1 page read again")
    with Store(path) as store:
        story = store.story(store.story_ids()[0])
        assert story is not None
        assert story["outlet"] == "Example Times"


@pytest.mark.usefixtures("stub")
def test_an_id_that_another_page_has_is_a_failure(call: Call, tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    for number, text in enumerate(("Armenia met Erdoğan.", "Lavrov met Borrell.")):
        (tmp_path / f"{number}.jsonl").write_text(json.dumps({"id": "x", "text": text}))
    assert call("add", tmp_path / "0.jsonl", "--store", path).exit_code == 0
    done = call("add", tmp_path / "1.jsonl", "--store", path)
    assert done.exit_code == 3
    assert "has a story 'x' with another text" in done.stderr


@pytest.mark.usefixtures("stub_processes")
def test_ctrl_c_says_what_is_kept(pages: Path, tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    fill(pages)
    process = start("add", "--jobs", "1", pages, "--store", path)
    wait_for(path, pages=3)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert out == ""
    assert err.strip().endswith(f"stored in {path}. Run the same command to go on.")
    resumed(path, pages)


@pytest.mark.usefixtures("stub_processes")
def test_kill_9_in_the_middle_of_add_loses_no_page_that_was_stored(
    pages: Path, tmp_path: Path
) -> None:
    path = tmp_path / "r.db"
    fill(pages)
    process = start("add", "--jobs", "2", pages, "--store", path)
    wait_for(path, pages=4)
    process.kill()
    process.communicate(timeout=30)
    with Store(path) as store:
        assert store.counts()["page"] >= 4
        assert list(store.check()) == []
    resumed(path, pages)


def fill(pages: Path) -> None:
    (pages / "b.pdf").unlink()
    for number in range(20):
        slow = PAGE.replace("Geneva", f"City{number}") + "\nThis will TAKE LONG to read.\n"
        (pages / f"x{number:02}.txt").write_text(slow)


def wait_for(path: Path, *, pages: int) -> None:
    """Waits until that many pages are stored, half a minute at most."""
    for _ in range(600):
        time.sleep(0.05)
        try:
            base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
            number = base.execute("SELECT count(*) FROM pages").fetchone()[0]
            base.close()
        except sqlite3.OperationalError:
            continue
        if number >= pages:
            return
    raise AssertionError("nothing was stored")


def resumed(path: Path, pages: Path) -> None:
    """The same command again stores the rest, and the store is sound."""
    for slow in pages.glob("x1*.txt"):
        slow.unlink()  # half of them: the test need not wait for all
    done = run("add", "--jobs", "2", pages, "--store", path)
    assert done.returncode == 0
    assert " there already" in done.stdout
    with Store(path, write=True) as store:
        assert list(store.check()) == []
        assert store.check_index() == []
        assert store.count(Filter(kinds=("event",))) == 2 * (store.counts()["page"] - 1)


def sqlite_dump(path: Path) -> list[str]:
    base = sqlite3.connect(path)
    dump = list(base.iterdump())
    base.close()
    return dump


def start(*words: str | Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", MAIN, *map(str, words)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    process = start(*words)
    out, err = process.communicate(timeout=120)
    return subprocess.CompletedProcess(words, process.returncode, out, err)
