"""A store that cannot be used is said so in one sentence, and its file is as it was."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from onrecord.errors import StoreError
from onrecord.store import Filter, Store
from onrecord.store.connect import APPLICATION, faults, migrations
from tests.stored import document, event, lines, story


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "r.db"
    with Store(made, write=True) as store:
        store.add(document(), lines=lines(story(), event()), version="v1", added="2026-01-01")
    return made


def refused(path: Path, *, write: bool) -> str:
    """The sentence that opening gives; the file stays byte for byte the same."""
    before = hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b""
    with pytest.raises(StoreError) as caught, Store(path, write=write, wait=0.05) as store:
        list(store.records(Filter()))
        store.add(document(b"2"), lines=lines(story("s2")), version="v1", added="2026-01-01")
    if before:
        assert hashlib.sha256(path.read_bytes()).digest() == before
    told = str(caught.value)
    assert str(path) in told
    assert "\n" not in told
    return told


@pytest.mark.parametrize("write", [True, False])
def test_another_programs_database(tmp_path: Path, write: bool) -> None:
    path = tmp_path / "history.db"
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE visits (url)")
    base.close()
    assert "another program's database" in refused(path, write=write)


@pytest.mark.parametrize("write", [True, False])
def test_no_database_at_all(tmp_path: Path, write: bool) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam, " * 100)
    assert "not a store but some other file" in refused(path, write=write)


@pytest.mark.parametrize("write", [True, False])
def test_a_newer_store(path: Path, write: bool) -> None:
    base = sqlite3.connect(path)
    base.execute("PRAGMA journal_mode = DELETE")
    base.execute(f"PRAGMA user_version = {len(migrations()) + 1}")
    base.close()
    assert "newer onrecord" in refused(path, write=write)


def test_a_folder(tmp_path: Path) -> None:
    assert "is a folder" in refused(tmp_path, write=True)


def test_a_missing_store_is_not_made_by_reading(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    assert "no store" in refused(path, write=False)
    assert not path.exists()


def test_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    path.touch()
    assert "empty" in refused(path, write=False)
    with Store(path, write=True) as store:
        assert store.counts() == {"page": 0, "story": 0}


def test_a_locked_store(path: Path) -> None:
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        busy = pytest.raises(StoreError, match="Another process is writing")
        with busy, Store(path, write=True, wait=0.05) as store:
            store.remove("s1")
        with Store(path) as reader:
            assert reader.count(Filter()) == 1
    finally:
        writer.close()


def test_a_damaged_store(path: Path) -> None:
    base = sqlite3.connect(path)
    base.execute("PRAGMA journal_mode = DELETE")
    base.close()
    data = bytearray(path.read_bytes())
    for at in range(4096, len(data), 4096):
        data[at : at + 200] = b"\xff" * 200
    path.write_bytes(data)
    assert "damaged" in refused(path, write=False)


def test_a_disk_that_is_full(path: Path) -> None:
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from onrecord.errors import StoreError\n"
        "from onrecord.store import Store\n"
        "from tests.stored import document, lines, story\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (150_000, 150_000))\n"
        "try:\n"
        "    with Store(Path(sys.argv[1]), write=True) as store:\n"
        "        held = story('big', 'Talks ended. ' * 100_000)\n"
        "        store.add(document(b'big'), lines=lines(held), version='v1', added='2026')\n"
        "except StoreError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
    )
    assert "full or failing" in done.stdout, done.stderr
    with Store(path) as store:
        assert store.counts() == {"page": 1, "story": 1, "event": 1}
        assert list(store.check()) == []


@pytest.mark.parametrize(
    ("cause", "told"),
    [
        (sqlite3.OperationalError("database or disk is full"), "Make room"),
        (sqlite3.OperationalError("attempt to write a readonly database"), "cannot be written"),
        (PermissionError(13, "Permission denied"), "cannot be written"),
        (sqlite3.OperationalError("something new"), "cannot be used (something new)"),
    ],
)
def test_every_cause_has_its_sentence(cause: Exception, told: str) -> None:
    with pytest.raises(StoreError) as caught, faults(Path("r.db")):
        raise cause
    assert told in str(caught.value)


def test_a_store_on_a_medium_that_cannot_be_written(path: Path) -> None:
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        with Store(path) as store:
            assert store.count(Filter()) == 1
    finally:
        path.parent.chmod(0o755)


def test_the_tables_are_those_that_queries_expect(path: Path) -> None:
    from onrecord.store.schema import METADATA

    base = sqlite3.connect(path)
    for table in METADATA.sorted_tables:
        made = {row[1] for row in base.execute(f"PRAGMA table_info({table.name})")}
        assert made == {c.name for c in table.columns}, table.name
    assert base.execute("PRAGMA application_id").fetchone()[0] == APPLICATION
    base.close()


def test_a_migration_runs_on_a_store_that_has_records(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    more = [*migrations(), "ALTER TABLE pages ADD COLUMN feed TEXT;\n"]
    monkeypatch.setattr("onrecord.store.connect.migrations", lambda: more)
    with pytest.raises(StoreError, match="older version"):
        Store(path)
    with Store(path, write=True) as store:
        assert store.count(Filter()) == 1
    with Store(path) as store:
        assert store.count(Filter()) == 1


def test_a_migration_that_fails_changes_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = "CREATE TABLE extra (a);\nINSERT INTO nowhere VALUES (1);\n"
    more = [*migrations(), bad]
    with monkeypatch.context() as patch:
        patch.setattr("onrecord.store.connect.migrations", lambda: more)
        with pytest.raises(StoreError, match="no such table"):
            Store(path, write=True)
    with Store(path) as store:
        assert store.count(Filter()) == 1
    base = sqlite3.connect(path)
    assert not base.execute("SELECT 1 FROM sqlite_master WHERE name = 'extra'").fetchall()
    base.close()
