"""Review: decisions are kept with who and when, change what is shown, and can be taken back."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.store import Store
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
    assert "100%" in bench.get("/review").text


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
