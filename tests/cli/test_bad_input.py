"""Bad input of every kind: one sentence about it, the rest is done, and nothing takes long."""

from __future__ import annotations

import gzip
import json
import os
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from onrecord.spans import quotes
from onrecord.store import Store

Call = Callable[..., Result]

GOOD = "Armenia met Erdoğan in Geneva on Sunday, officials told reporters at the palace. " * 3
LONG = 60
"""Seconds that no input here may take with the model left out, on the slowest of machines."""


@pytest.fixture
def extract(call: Call, tmp_path: Path, stub: None) -> Iterator[Callable[..., Outcome]]:
    """Extracts one file of the given bytes, beside a good one that must come through."""

    def run(name: str, data: bytes) -> Outcome:
        (tmp_path / name).write_bytes(data)
        (tmp_path / "zz-good.txt").write_text(GOOD)
        done = call("extract", tmp_path / name, tmp_path / "zz-good.txt")
        return Outcome(done, name)

    def late(*signalled: object) -> None:
        pytest.fail(f"this takes longer than {LONG} seconds")

    signal.signal(signal.SIGALRM, late)
    signal.alarm(LONG)
    yield run
    signal.alarm(0)


class Outcome:
    """What came of the bad file; the good one was read whatever happened."""

    def __init__(self, done: Result, name: str) -> None:
        values = [json.loads(line) for line in done.stdout.splitlines()]
        stories = [v for v in values if v["kind"] == "story"]
        assert stories[-1]["page"].endswith("zz-good.txt")
        self.stories = [s for s in stories if name in s["page"]]
        self.records = [v for v in values if v["kind"] != "story"]
        self.status = done.exit_code
        self.failures = [line for line in done.stderr.splitlines() if name in line]
        texts = {s["id"]: s["text"] for s in stories}
        for record in self.records:
            for e in record["evidence"]:
                place = {k: e[k] for k in ("start", "end", "quote")}
                assert quotes(texts[record["story"]], **place)
        assert self.status == (3 if self.failures else 0)
        assert not any("a fault of the program" in line for line in self.failures)

    def failed(self, words: str) -> None:
        """The file failed, for a reason with these words."""
        assert not self.stories
        assert len(self.failures) == 1
        assert words in self.failures[0]

    def kept(self) -> dict:
        """The file gave a story, or several; the longest one."""
        assert not self.failures
        return max(self.stories, key=lambda s: len(s["text"]))


Extract = Callable[[str, bytes], Outcome]


@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.jsonl"])
@pytest.mark.parametrize("data", [b"", b" \n\n\t "])
def test_empty(extract: Extract, name: str, data: bytes) -> None:
    extract(name, data).failed("empty")


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_binary(extract: Extract, name: str) -> None:
    outcome = extract(name, b"\x7fELF" + bytes(range(256)) * 400)
    assert outcome.failures
    assert not outcome.stories


def test_a_kind_of_file_that_is_not_read(extract: Extract) -> None:
    extract("a.docx", b"PK\x03\x04").failed("this kind of file is not read")


@pytest.mark.parametrize("name", ["a.txt", "a.html.gz"])
def test_200_mb(extract: Extract, name: str) -> None:
    data = b"Talks ended in Geneva on Sunday. " * (200 * 2**20 // 33)
    extract(name, gzip.compress(data, 1) if name.endswith("gz") else data).failed("longer than")


def test_a_line_of_200_mb(extract: Extract) -> None:
    line = b'{"id": "x", "text": "' + b"Talks. " * (200 * 2**20 // 7) + b'"}\n'
    outcome = extract("a.jsonl", line + b'{"id": "y", "text": "Armenia met Georgia."}\n')
    assert [s["id"] for s in outcome.stories] == ["y"]
    assert "longer than" in outcome.failures[0]


@pytest.mark.parametrize("tag", ["div", "b", "table", "blockquote", "span"])
def test_deeply_nested_html(extract: Extract, tag: str) -> None:
    deep = f"<{tag}>" * 50_000 + f"<p>{GOOD}</p>" + f"</{tag}>" * 50_000
    outcome = extract("a.html", f"<html><body>{deep}</body></html>".encode())
    assert outcome.stories or outcome.failures


def test_truncated_gzip(extract: Extract) -> None:
    packed = gzip.compress(os.urandom(5000) + GOOD.encode() * 50)
    extract("a.html.gz", packed[: len(packed) // 2]).failed("ends too early")


def test_damaged_gzip(extract: Extract) -> None:
    packed = bytearray(gzip.compress(GOOD.encode() * 50))
    packed[20:30] = b"\xff" * 10
    extract("a.html.gz", bytes(packed)).failed("damaged")


@pytest.mark.parametrize("stated", ["utf-8", "no-such-encoding", "utf-16"])
def test_a_wrong_encoding(extract: Extract, stated: str) -> None:
    page = f'<meta charset="{stated}"><title>Müller</title><p>{GOOD}</p><p>Müller über Köln.</p>'
    story = extract("a.html", page.encode("latin-1", "replace")).kept()
    assert "Armenia met" in story["text"]


def test_lone_surrogates(extract: Extract) -> None:
    line = '{"id": "x\\udfff", "text": "Armenia met \\ud800 nobody. Armenia met Georgia."}'
    outcome = extract("a.jsonl", line.encode())
    assert outcome.kept()["text"] == "Armenia met \ud800 nobody. Armenia met Georgia."
    assert len(outcome.records) >= 1


def test_nul_bytes(extract: Extract) -> None:
    line = b'{"id": "x", "text": "Armenia met Georgia.\\u0000 Talks \\u0000ended."}'
    assert extract("a.jsonl", line).kept()["text"].count("\0") == 2


@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_nul_bytes_in_a_page(extract: Extract, name: str) -> None:
    outcome = extract(name, GOOD.encode().replace(b" met ", b" \0met "))
    assert outcome.stories or outcome.failures


@pytest.mark.parametrize("text", ["12345 67890 " * 100, "!!! ??? --- " * 100, "🙂 " * 200])
def test_no_letters_at_all(extract: Extract, text: str) -> None:
    outcome = extract("a.txt", text.encode())
    assert outcome.stories or outcome.failures
    assert all(r["story"] not in {s["id"] for s in outcome.stories} for r in outcome.records)


def test_another_language_is_kept_and_said_to_be_unread(
    call: Call, stub: None, tmp_path: Path
) -> None:
    text = (
        "Le président a déclaré dimanche que la réunion aurait lieu à Genève la semaine prochaine. "
    )
    (tmp_path / "a.txt").write_text(text * 5)
    done = call("extract", tmp_path / "a.txt")
    assert done.exit_code == 0
    story = json.loads(done.stdout)
    assert story["language"] == "fr"
    assert "1 story is kept but not read, in a language that is not read yet: fr 1." in done.stderr


def test_1_mb_without_a_full_stop(extract: Extract) -> None:
    story = extract("a.txt", b"talks between the ministers and " * 32_768).kept()
    assert len(story["text"]) > 1_000_000


@pytest.mark.parametrize("char", ["a", '"', "(", "<", "&", "“", " x", "\n"])
@pytest.mark.parametrize("name", ["a.txt", "a.html"])
def test_1_mb_of_one_character(extract: Extract, char: str, name: str) -> None:
    outcome = extract(name, (GOOD + char * (2**20 // len(char))).encode())
    assert outcome.stories or outcome.failures


def test_json_lines_with_broken_lines(extract: Extract) -> None:
    good = [json.dumps({"id": str(n), "text": f"Armenia met Georgia {n} times."}) for n in range(2)]
    bad = ['{"id": "x", "text": ', "[1, 2]", '{"id": "x"}', '{"id": "x", "text": 5}', "null"]
    bad += ['{"id": "0", "text": "Armenia met Georgia."}', "[" * 100_000]
    outcome = extract("a.jsonl", "\n".join([good[0], *bad, good[1]]).encode())
    assert [s["id"] for s in outcome.stories] == ["0", "1"]
    assert len(outcome.failures) == len(bad)
    assert "a.jsonl:2:" in outcome.failures[0]


def test_an_unreadable_file(extract: Extract, monkeypatch: pytest.MonkeyPatch) -> None:
    opens = Path.open

    def refuse(path: Path, mode: str = "r", *more: object, **options: object) -> object:
        if path.name == "a.txt" and mode == "rb":
            raise PermissionError(13, "Permission denied")  # the superuser would be let in
        return opens(path, mode, *more, **options)

    monkeypatch.setattr(Path, "open", refuse)
    extract("a.txt", GOOD.encode()).failed("permission")


def test_files_that_are_none(call: Call, stub: None, tmp_path: Path) -> None:
    (tmp_path / "nowhere.txt").symlink_to(tmp_path / "gone")
    (tmp_path / "loop").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "good.txt").write_text(GOOD)
    done = call("extract", tmp_path, tmp_path / "missing.txt")
    assert done.exit_code == 3
    assert json.loads(done.stdout.splitlines()[0])["kind"] == "story"
    assert "missing.txt: there is no such file or folder" in done.stderr
    assert "nowhere.txt" in done.stderr
    assert "pipe.txt" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_under_the_output(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    with Path("/dev/full").open("wb") as full:
        done = process("extract", tmp_path / "a.txt", stdout=full)
    assert done.returncode == 1
    assert (
        done.stderr == "onrecord: The output cannot be written in full: No space left on device.\n"
    )


def test_a_reader_that_stops_reading(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD * 100)
    done = subprocess.run(
        ["bash", "-c", f'"{sys.executable}" -c "$0" extract {tmp_path} | head -c 10', MAIN],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        check=False,
    )
    assert len(done.stdout) == 10
    assert done.stderr == ""


def test_a_full_disk_under_the_store(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    store = tmp_path / "r.db"
    assert process("add", tmp_path / "a.txt", "--store", store).returncode == 0
    (tmp_path / "b.txt").write_text(GOOD.replace("Geneva", "Riga") * 10_000)

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    done = process("add", tmp_path / "b.txt", "--store", store, before=small)
    assert done.returncode == 1
    assert "is full or failing" in done.stderr
    assert "Traceback" not in done.stderr
    assert process("doctor", "--store", store).returncode == 0


def test_a_locked_store(
    call: Call, stub: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(Store.__init__.__kwdefaults__, "wait", 0.1)
    (tmp_path / "a.txt").write_text(GOOD)
    path = tmp_path / "r.db"
    assert call("add", tmp_path / "a.txt", "--store", path).exit_code == 0
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    (tmp_path / "b.txt").write_text(GOOD.replace("Geneva", "Riga"))
    done = call("add", tmp_path / "b.txt", "--store", path)
    writer.close()
    assert done.exit_code == 1
    assert "Another process is writing to the store" in done.stderr


@pytest.mark.parametrize("words", [("add", "a.txt"), ("events",), ("doctor",), ("remove", "x")])
@pytest.mark.parametrize("kind", ["foreign", "text", "newer", "folder"])
def test_a_file_that_is_no_store(
    call: Call, stub: None, tmp_path: Path, words: tuple[str, ...], kind: str
) -> None:
    path = tmp_path / "r.db"
    if kind == "folder":
        path.mkdir()
    elif kind == "text":
        path.write_text("Dear Sir or Madam, " * 100)
    else:
        base = sqlite3.connect(path)
        base.execute("CREATE TABLE visits (url)")
        if kind == "newer":
            base.execute("PRAGMA application_id = 0x4F6E5263")
            base.execute("PRAGMA user_version = 99")
        base.close()
    (tmp_path / "a.txt").write_text(GOOD)
    names = [str(tmp_path / w) if w.endswith(".txt") else w for w in words]
    before = path.read_bytes() if path.is_file() else b""
    done = call(*names, "--store", path)
    assert done.exit_code == 1
    assert done.stderr.count("\n") == 1
    assert done.stderr.startswith("onrecord: ")
    assert (path.read_bytes() if path.is_file() else b"") == before


MAIN = "import onrecord.cli.reading as r; r.READER = 'tests.stub_reader:load'\n"
MAIN += "from onrecord.cli.main import main; main()"
ENVIRONMENT = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}


def process(
    *words: str | Path, stdout: object = subprocess.PIPE, before: Callable[[], None] | None = None
) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-c", MAIN, *map(str, words)],
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        env=ENVIRONMENT,
        preexec_fn=before,
        check=False,
    )
