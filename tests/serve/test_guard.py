"""Nobody gets in without the link, nothing inline runs, and looking changes nothing."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from onrecord.errors import UsageError
from onrecord.serve.run import bind
from tests.serve.conftest import BASE, KEYS

PAGES = (
    "/", "/stories", "/stories/s1", "/events", "/event/e1", "/statements", "/statement/t1",
    "/agreements", "/agreement/a1", "/attributions", "/attribution/b1", "/search?q=talks",
)  # fmt: skip


@pytest.mark.parametrize("page", [*PAGES, "/nothing", "/language"])
def test_without_the_cookie_nothing_is_shown(
    shelf: Path, opened: Callable[..., TestClient], page: str
) -> None:
    client = opened(shelf, enter=False)
    assert client.get(page).status_code in (401, 403)
    assert client.post(page).status_code in (401, 403)
    assert "Erdo" not in client.get(page).text


def test_the_link_sets_a_cookie_and_leads_on_without_the_token(
    shelf: Path, opened: Callable[..., TestClient]
) -> None:
    client = opened(shelf, enter=False)
    answer = client.get(f"/events?type=CONSULT&token={KEYS.token}")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/events?type=CONSULT"
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert KEYS.token not in cookie
    assert client.get("/events").status_code == 200


@pytest.mark.parametrize("token", ["", "wrong", "öpen", KEYS.session])
def test_a_wrong_token_is_refused_even_with_the_cookie(bench: TestClient, token: str) -> None:
    assert bench.get("/", params={"token": token}).status_code == 403


def test_the_link_never_leads_to_another_host(
    shelf: Path, opened: Callable[..., TestClient]
) -> None:
    client = opened(shelf, enter=False)
    for path in ("//evil.example/x", "/\\evil.example", "///evil.example"):
        answer = client.get(f"{BASE}{path}?token={KEYS.token}")
        assert re.match(r"/[^/\\]", answer.headers["location"])


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8123", "127.0.0.1.evil.example", ""]
)
def test_another_host_name_is_refused(bench: TestClient, host: str) -> None:
    assert bench.get("/", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("page", [*PAGES, "/nothing", "/static/style.css"])
def test_every_answer_has_the_strict_headers(bench: TestClient, page: str) -> None:
    headers = bench.get(page).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_inline_and_nothing_comes_from_elsewhere(bench: TestClient, page: str) -> None:
    html = bench.get(page).text
    assert bench.get(page).status_code == 200
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:", html)
    assert not re.search(r"""(?:src|href|action)=["'](?:https?:)?//""", html)


def test_looking_changes_nothing(shelf: Path, opened: Callable[..., TestClient]) -> None:
    before = hashlib.sha256(shelf.read_bytes()).hexdigest()
    client = opened(shelf)
    for page in PAGES:
        client.get(page)
    assert hashlib.sha256(shelf.read_bytes()).hexdigest() == before


def test_a_form_without_its_key_or_from_elsewhere_is_refused(bench: TestClient) -> None:
    assert bench.post("/theme", data={"value": "dark"}).status_code == 403
    good = {"value": "dark", "form_key": KEYS.form, "back": "/events"}
    answer = bench.post("/theme", data=good)
    assert (answer.status_code, answer.headers["location"]) == (303, "/events")
    own = {"origin": "null", "sec-fetch-site": "same-origin"}  # as Chromium sends it
    assert bench.post("/theme", data=good, headers=own).status_code == 303
    for header in (
        {"sec-fetch-site": "cross-site"},
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "null", "sec-fetch-site": "cross-site"},
    ):
        assert bench.post("/theme", data=good, headers=header).status_code == 403


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::", "example.org"])
def test_only_the_loopback_is_bound(host: str) -> None:
    with pytest.raises(UsageError):
        bind(host, 0)
