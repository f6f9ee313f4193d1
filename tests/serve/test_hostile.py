"""Nothing in a story runs, and nothing breaks, whatever it is made of."""

from __future__ import annotations

import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from onrecord.serve.render import text as shown
from onrecord.views.margin import reading
from tests.serve.hostile import RUN, hostile, huge

PAGES = (
    "/", "/stories", "/stories/h1", "/events", "/event/h1e", "/statements", "/statement/h1t",
    "/sources", "/review", "/network", "/search?q=evil",
    "/actor/x%22%20onmouseover%3D%22window.ran%3D4",
)  # fmt: skip


class Tags(HTMLParser):
    """Collects what a browser would make of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts = 0
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script" and not dict(attrs).get("src", "").startswith("/static/"):
            self.wrong.append(str(attrs))
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.wrong.append(name)
            if name in ("href", "src", "action") and not re.match(r"[/#]|https?://", value or ""):
                self.wrong.append(f"{name}={value}")
        if tag in ("img", "iframe", "object", "embed", "base"):
            self.wrong.append(tag)


@pytest.fixture
def bad(shelf: Path, opened: Callable[..., TestClient]) -> TestClient:
    hostile(shelf)
    return opened(shelf)


@pytest.mark.parametrize("page", PAGES)
def test_nothing_in_a_story_becomes_markup(bad: TestClient, page: str) -> None:
    answer = bad.get(page)
    assert answer.status_code == 200
    assert RUN not in answer.text
    tags = Tags()
    tags.feed(answer.text)
    assert tags.wrong == []
    for code in "\x00\x07\x1b\u202e\u2066\ufeff":
        assert code not in answer.text


@pytest.mark.parametrize("asked", ["q", "actor", "place", "outlet", "sort", "from", "more", "type"])
def test_nothing_in_an_address_becomes_markup(bad: TestClient, asked: str) -> None:
    for value in (RUN, '"><b>', "\u202e\x00", "a" * 5000, "'", "*", "NEAR("):
        answer = bad.get("/events", params={asked: value})
        assert answer.status_code in (200, 400)
        assert RUN not in answer.text
        tags = Tags()
        tags.feed(answer.text)
        assert tags.wrong == []


def test_ten_megabytes(shelf: Path, opened: Callable[..., TestClient]) -> None:
    huge(shelf)
    bench = opened(shelf)
    first = bench.get("/stories/big")
    assert first.status_code == 200
    assert len(first.text) < 200_000
    last = bench.get("/stories/big?record=bige")
    assert 'href="#r-bige"' in last.text
    assert bench.get("/event/bige").status_code == 200
    assert bench.get("/stories/big?from=99999999999").status_code == 200


def test_offsets_are_code_points(bad: TestClient) -> None:
    html = bad.get("/stories/s1").text
    marked = re.findall(r'id="w-e2-\d"[^>]*>([^<]*)<', html)
    assert marked == ["المحادثات", "ended"]


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=8))
def test_pieces_are_the_text_and_marks_their_words(text: str, spans: list[tuple[int, int]]) -> None:
    evidence = [
        {"role": "trigger", "start": a, "end": a + n} for a, n in spans if n and a + n <= len(text)
    ]
    records = [{"id": f"r{i}", "kind": "event", "evidence": [e]} for i, e in enumerate(evidence)]
    read = reading(text, records)
    pieces = [piece for paragraph in read.paragraphs for piece in paragraph]
    assert "".join(p.text for p in pieces) == text
    for i, e in enumerate(evidence):
        words = "".join(p.text for p in pieces if f"r{i}" in p.records)
        assert words == text[e["start"] : e["end"]]
    assert all(text[p.start : p.start + len(p.text)] == p.text for p in pieces)


@given(st.text())
def test_shown_text_has_no_markup_of_its_own(text: str) -> None:
    html = str(shown(text))
    assert not re.search(r"<(?!/?span)", html)
    html.encode("utf-8")
