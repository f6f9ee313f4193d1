"""Bytes from files, folders and standard input; what cannot be read is listed, never raised."""

from __future__ import annotations

import gzip
import io
import json
import os
from pathlib import Path

import pytest

from onrecord.errors import Failed
from onrecord.sources import Document, Given, bounded, read
from onrecord.sources.media import by_look

STORY = b"Talks ended in Riga on Sunday."


def names(found: list[Document | Failed]) -> list[str]:
    return [Path(one.name).name if isinstance(one, Document) else one.reason for one in found]


def test_folder_is_read_sorted_and_deep(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "a.html", "b/x.txt"):
        (tmp_path / name).write_bytes(STORY)
    assert names(list(read([str(tmp_path)]))) == ["a.html", "x.txt", "c.txt"]


def test_gzip_is_unpacked_and_named_as_given(tmp_path: Path) -> None:
    path = tmp_path / "a.html.gz"
    path.write_bytes(gzip.compress(b"<p>Talks ended.</p>"))
    (document,) = read([str(path)])
    assert document == Document(name=str(path), media="html", data=b"<p>Talks ended.</p>")


def test_two_gzip_members_are_one_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"Talks ") + gzip.compress(b"ended."))
    (document,) = read([str(tmp_path)])
    assert isinstance(document, Document)
    assert document.data == b"Talks ended."


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.pdf", STORY, "this kind of file is not read"),
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\n", "empty"),
        ("a.jsonl", b"\n\n", "empty"),
        ("a.txt.gz", gzip.compress(STORY * 1000)[:-40], "ends too early"),
        ("a.txt.gz", gzip.compress(STORY)[:12] + b"garbage" * 9, "gzip data"),
    ],
)
def test_bad_file_is_a_failure(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    (tmp_path / name).write_bytes(data)
    (failed,) = read([str(tmp_path / name)])
    assert isinstance(failed, Failed)
    assert failed.stage == "read"
    assert reason in failed.reason


def test_missing_file_and_broken_link(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")
    found = list(read([str(tmp_path / "no.txt"), str(tmp_path / "link.txt")]))
    assert [type(one) for one in found] == [Failed, Failed]


@pytest.mark.skipif(os.geteuid() == 0, reason="the root user may read everything")
def test_unreadable_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(STORY)
    path.chmod(0)
    (failed,) = read([str(path)])
    assert isinstance(failed, Failed)
    assert "permission" in failed.reason


def test_links_in_a_circle_end(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(STORY)
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "up").symlink_to(tmp_path)
    assert names(list(read([str(tmp_path)]))) == ["a.txt"]


def test_gzip_bomb_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt.gz"
    path.write_bytes(gzip.compress(b"a" * 30_000_000))
    with (
        path.open("rb") as stream,
        pytest.raises(bounded.UnreadableError, match="longer than 1 MiB"),
    ):
        bounded.whole(stream, limit=1024 * 1024)
    assert path.stat().st_size < 100_000


def test_200_megabytes_are_not_loaded(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)  # a hole: takes no room on disk
    (failed,) = read([str(path)])
    assert isinstance(failed, Failed)
    assert "longer than 64 MiB" in failed.reason


def test_broken_line_is_one_failure_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        b'{"id": "1", "text": "Talks."}',
        b'{"id": "2", "text"',
        b"",
        b'{"text": "More."}',
        b"7",
    ]
    path.write_bytes(b"\n".join(lines))
    found = list(read([str(path)]))
    assert [one.name if isinstance(one, Document) else one.page for one in found] == [
        f"{path}:{n}" for n in (1, 2, 4, 5)
    ]
    assert [type(one) for one in found] == [Document, Failed, Document, Failed]


def test_an_id_given_twice_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id": "1", "text": "Talks."}\n{"id": "1", "text": "Other talks."}\n')
    first, second = read([str(path)])
    assert isinstance(first, Document)
    assert isinstance(second, Failed)


def test_long_line_is_skipped_and_the_next_is_read() -> None:
    pieces = iter([b"x" * 40, b"y" * 40 + b"\nshort\n"])
    assert list(bounded.lines(pieces, limit=50)) == [(1, None), (2, b"short")]


def test_standard_input_is_told_by_its_look() -> None:
    assert [d.media for d in read(["-"], stdin=b"<html><p>Talks.") if isinstance(d, Document)] == [
        "html"
    ]
    lines = io.BytesIO(b'{"id": "1", "text": "Talks."}\n{"id": "2", "text": "More."}\n')
    assert [d.name for d in read(["-"], stdin=lines) if isinstance(d, Document)] == ["-:1", "-:2"]
    assert by_look("\ufeffTalks ended.".encode()) == "text"


def test_same_page_twice_is_told_apart_by_copy(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_bytes(STORY)
    assert [d.copy for d in read([str(tmp_path)]) if isinstance(d, Document)] == [0, 1]


def test_given_goes_with_every_document(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "1", "text": "Talks."}))
    given = Given(published="2021-01-10", outlet="The Courier")
    assert [d.given for d in read([str(tmp_path)], given=given) if isinstance(d, Document)] == [
        given
    ]
