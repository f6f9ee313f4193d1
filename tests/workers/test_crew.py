"""The crew keeps the order, survives what pages do to its processes, and ends them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.errors import Failed, OnRecordError
from onrecord.sources import Document
from onrecord.workers import Crew, read_all
from onrecord.workers.read import mismatch, written

STUB = "tests.stub_reader:load"


@pytest.fixture(autouse=True)
def _path(monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
    monkeypatch.setenv("PYTHONPATH", str(root))


def document(number: int, more: str = "") -> Document:
    text = f"Armenia met Georgia in City{number} on Sunday, officials told reporters there. {more}"
    return Document(name=f"{number}.txt", media="text", data=text.encode())


def some() -> Iterator[Document | Failed]:
    yield document(0, "This will TAKE LONG.")
    for number in range(1, 12):
        yield Failed("read", "x.pdf", "no") if number == 5 else document(number)
    yield document(12, "CRASH THE PROCESS")
    yield document(13)


def test_order_and_lines_do_not_depend_on_the_number_of_processes() -> None:
    found = []
    for jobs in (1, 3):
        with Crew(jobs=jobs, reader=STUB) as crew:
            found.append([(d and d.name, r) for d, r in read_all(some(), crew=crew)])
    assert found[0] == found[1]
    names = [read.page for _, read in found[0]]
    assert names == [f"{n}.txt" if n != 5 else "x.pdf" for n in range(14)]
    failed = [read.page for _, read in found[0] if read.failed]
    assert failed == ["x.pdf", "12.txt"]
    assert found[0][0][1].lines


def test_a_reader_that_cannot_start_ends_the_run() -> None:
    with Crew(jobs=1, reader="tests.stub_reader:nothing") as crew:
        with pytest.raises(OnRecordError, match="cannot be started"):
            crew.version()
        with pytest.raises(OnRecordError, match="AttributeError"):
            list(read_all([document(1)], crew=crew))


def test_stopping_early_ends_the_processes() -> None:
    with Crew(jobs=2, reader=STUB) as crew:
        reading = read_all((document(n, "TAKE LONG") for n in range(50)), crew=crew)
        next(reading)
        workers = list(crew._all)
        reading.close()
    assert workers
    assert all(w._process.poll() is not None for w in workers)


def test_version_is_that_of_the_reader() -> None:
    with Crew(jobs=1, reader=STUB) as crew:
        assert crew.version() == "0.0+stub"


def test_evidence_that_does_not_match_is_never_written() -> None:
    story = {"kind": "story", "id": "s", "text": "Talks ended."}
    good = {"role": "trigger", "start": 0, "end": 5, "quote": "Talks"}
    record = {"kind": "event", "id": "e", "story": "s", "evidence": [good]}
    assert len(list(written([story, record]))) == 2
    for change in (
        {"quote": "talks"},
        {"end": 6},
        {"start": -1},
        {"start": 5, "end": 5, "quote": ""},
    ):
        bad = record | {"evidence": [good | change]}
        assert mismatch(bad, text=story["text"]) is not None
        with pytest.raises(ValueError, match="does not stand"):
            list(written([story, bad]))
