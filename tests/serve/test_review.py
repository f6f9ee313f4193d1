"""Review: decisions are kept with who and when, change what is shown, and can be taken back."""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.serve.adding import Adding
from onrecord.serve.pages.add import pasted
from onrecord.sources import Document, Given
from onrecord.store import Store
from tests.conftest import HereCrew
from tests.serve.conftest import KEYS


def post(bench: TestClient, **fields: str) -> int:
    data = {"form_key": KEYS.form, "back": "/review", "by": "Ada"} | fields
    return bench.post("/review/decide", data=data).status_code


def target(html: str) -> str:
    found = re.search(r'name="target" value="(\w+)"', html)
    assert found
    return found[1]


def test_the_least_sure_comes_first_and_what_is_checked_does_not_come_again(
    bench: TestClient,
) -> None:
    first = target(bench.get("/review").text)
    assert first == "e2"
    assert post(bench, verb="accept", target=first) == 303
    assert target(bench.get("/review").text) != first
    assert "Ada" in bench.get("/review").text
    html = bench.get("/review").text
    assert "1 record was checked otherwise: that looks for faults, and measures nothing." in html
    assert "100%" not in html


def test_only_what_was_drawn_by_lot_is_measured(bench: TestClient) -> None:
    html = bench.get("/review?queue=chance").text
    assert 'name="drawn" value="lot"' in html
    first = target(html)
    assert 'name="drawn"' not in bench.get("/review?queue=sure").text
    assert 'name="drawn"' not in bench.get(f"/review?queue=chance&record={first}").text
    assert post(bench, verb="reject", target=first, drawn="lot") == 303
    html = bench.get("/review?queue=chance").text
    second = target(html)
    assert second != first
    assert post(bench, verb="accept", target=second, drawn="lot") == 303
    left = [t for t in ("e1", "e2", "e3", "t1", "a1", "b1") if t not in (first, second)]
    assert post(bench, verb="accept", target=left[0]) == 303
    html = bench.get("/review").text
    cells = re.findall(r'<td class="n">(\d+)</td><td class="n">(\d+)</td>', html)
    assert sum(int(right) for right, _ in cells) == 2  # by kind and by confidence
    assert sum(int(of) for _, of in cells) == 4
    assert "1 more was checked otherwise." in html


def test_words_are_marked_anew_and_chosen_where_they_stand_twice(
    bench: TestClient, shelf: Path
) -> None:
    html = bench.get("/review?record=e1").text
    assert 'value="evidence.trigger=Talks"' in html
    assert 'value="evidence.place"' in html
    assert '<option value="called_for">' in html
    field = "evidence.trigger=Talks"
    data = {"form_key": KEYS.form, "back": "/review?kind=event", "by": "Ada", "verb": "correct"}
    data |= {"target": "e1", "field": field, "value": "held"}
    assert bench.post("/review/decide", data=data).headers["location"] == "/review?kind=event"
    with Store(shelf) as store:
        record = store.record("e1")
        assert record is not None
        assert record["evidence"][0]["quote"] == "held"
    data |= {"field": "evidence.trigger=held", "value": "Talks"}
    asked = bench.post("/review/decide", data=data).headers["location"]
    assert asked.startswith("/review?record=e1&")
    html = bench.get(asked).text
    assert "These words stand in the story 2 times." in html
    assert 'name="nth" value="2" data-key="2"' in html
    assert "[Talks] ended" in html
    assert bench.post("/review/decide", data=data | {"nth": "2"}).status_code == 303
    with Store(shelf) as store:
        record = store.record("e1")
        assert record is not None
        assert record["evidence"][0]["start"] > 0
        assert list(store.check()) == []
    html = bench.get("/review?record=e1").text
    assert "trigger: “held”, now “Talks”" in html
    assert bench.post("/review/decide", data=data | {"value": "gibberish"}).status_code == 409


def test_a_rejected_record_is_found_where_it_was_decided(bench: TestClient) -> None:
    assert post(bench, verb="reject", target="t1", reason="nobody said it") == 303
    assert 'href="/statement/t1"' not in bench.get("/statements").text
    page = bench.get("/statement/t1").text
    assert "It is in no list and no count." in page
    assert "nobody said it" in page
    assert "Checked already" in bench.get("/review?record=t1").text
    assert post(bench, verb="reject", target="e3") == 303
    assert "It is in no list and no count." in bench.get("/event/e3").text


@pytest.mark.parametrize("kind", ["event", "statement", "agreement", "attribution"])
@pytest.mark.parametrize("queue", ["sure", "used", "chance"])
def test_queues(bench: TestClient, kind: str, queue: str) -> None:
    html = bench.get(f"/review?kind={kind}&queue={queue}").text
    assert {"event": "e", "statement": "t", "agreement": "a", "attribution": "b"}[kind] == target(
        html
    )[0]


def test_decisions_are_exported_with_the_text(bench: TestClient) -> None:
    post(bench, verb="accept", target="e2")
    post(bench, verb="reject", target="t1", reason="nobody said it")
    rows = [json.loads(line) for line in bench.get("/review/verdicts.jsonl").text.splitlines()]
    assert {(r["verdict"], r["record"]["id"], r["by"]) for r in rows} == {
        ("accept", "e2", "Ada"),
        ("reject", "t1", "Ada"),
    }
    for row in rows:
        for e in row["record"]["evidence"]:
            assert row["text"][e["start"] : e["end"]] == e["quote"]


def test_decisions_can_be_taken_back(bench: TestClient, shelf: Path) -> None:
    post(bench, verb="accept", target="e2")
    post(bench, verb="correct", target="e2", field="status", value="denied")
    with Store(shelf) as store:
        last = {d["verb"]: d for d in store.decisions()}
    assert last["correct"]["after"] == {"status": "denied"}
    assert last["correct"]["at"] > "2026"
    for verb in ("correct", "accept"):
        assert post(bench, verb="undo", target=last[verb]["id"]) == 303
        assert post(bench, verb="undo", target=last[verb]["id"]) == 409
    assert bench.get("/review/verdicts.jsonl").text == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"verb": "accept", "target": "none"},
        {"verb": "reject", "target": "none"},
        {"verb": "correct", "target": "e1", "field": "nothing", "value": "x"},
        {"verb": "undo", "target": "c99"},
        {"verb": "undo", "target": "x"},
        {"verb": "join", "target": "m1", "other": "m2"},
        {"verb": "burn", "target": "e1"},
    ],
)
def test_a_decision_that_cannot_be_is_a_sentence(bench: TestClient, fields: dict[str, str]) -> None:
    assert post(bench, **fields) == 409


def test_adding_pasted_text_and_dropped_files(
    bench: TestClient, shelf: Path, wait: Callable[[], str]
) -> None:
    text = "Armenia met Erdoğan on Sunday, and the talks were long. 🕊"
    sent = {"form_key": KEYS.form, "text": text, "title": "Met <b>", "published": "2026-03-04"}
    assert bench.post("/add", data=sent, files={"none": ("", b"")}).status_code == 303
    files = [
        ("files", ("../../a.txt", b"Talks in Ankara\n\nPutin met Biden in Geneva.\n")),
        ("files", ("b.pdf", b"%PDF-1.4")),
    ]
    answer = bench.post("/add", data={"form_key": KEYS.form}, files=files)
    assert answer.status_code == 303
    html = wait()
    assert "Met &lt;b&gt;" in html
    assert "b.pdf" in html
    assert "1 failed" in html
    with Store(shelf) as store:
        texts = [store.story(i)["text"] for i in store.story_ids()]
    assert text in texts
    assert 'href="/stories/' in html


def test_a_stopped_job_keeps_what_is_stored_and_says_what_is_left(tmp_path: Path) -> None:
    """What waits is not begun, what is under way is finished, the rest is given again."""
    with Store(tmp_path / "r.db", write=True):
        pass
    first, go_on = threading.Event(), threading.Event()
    texts = ["Putin met Biden.", "Armenia met Russia.", "Oslo met Rome."]
    pages = [pasted(t, title=t, given=Given()) for t in texts]

    def slowly() -> Iterator[Document]:
        yield pages[0]
        first.set()
        assert go_on.wait(5)
        yield from pages[1:]

    adding = Adding(tmp_path / "r.db", crew=HereCrew)
    try:
        adding.submit("slow", slowly(), total=3)
        adding.submit("waits", iter(pages), total=3)
        assert first.wait(5)
        adding.stop(2)
        adding.stop(1)
        assert [j.state for j in adding.jobs()] == ["stopped", "stopping"]
        go_on.set()
        adding.submit("again", iter(pages), total=3)
        until(lambda: adding.jobs()[0].state == "done")
        again, waits, slow = adding.jobs()
        assert (slow.state, slow.added, slow.left) == ("stopped", 1, 2)
        assert (waits.state, waits.added, waits.left) == ("stopped", 0, 3)
        assert (again.added, again.there, again.left) == (2, 1, 0)
        adding.resume(1)
        assert len(adding.jobs()) == 3  # what was dropped cannot be asked for again
    finally:
        adding.close()


def until(holds: Callable[[], bool]) -> None:
    for _ in range(500):
        if holds():
            return
        time.sleep(0.01)
    raise AssertionError("never")


@pytest.mark.parametrize("sent", [{"text": "  "}, {"text": "a", "published": "soon"}])
def test_adding_nothing_or_nonsense_is_a_sentence(bench: TestClient, sent: dict[str, str]) -> None:
    answer = bench.post("/add", data={"form_key": KEYS.form} | sent)
    assert answer.status_code == 400


@pytest.fixture
def wait(bench: TestClient) -> Callable[[], str]:
    """Waits until everything that was given is read, and gives the jobs' HTML."""
    import time

    def until() -> str:
        for _ in range(200):
            html = bench.get("/add/jobs").text
            if "hx-get" not in html:
                return html
            time.sleep(0.02)
        raise AssertionError("still reading")

    return until
