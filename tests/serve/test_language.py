"""The interface in its languages: complete, and turned round where it is written so."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tests.serve.conftest import KEYS
from tests.serve.test_guard import PAGES


def speak(bench: TestClient, code: str) -> None:
    sent = {"value": code, "form_key": KEYS.form, "back": "/"}
    assert bench.post("/language", data=sent).status_code == 303


def test_every_text_is_translated(root: Path) -> None:
    words = [sys.executable, str(root / "web/catalogs.py"), "--check"]
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_german(bench: TestClient) -> None:
    speak(bench, "de")
    html = bench.get("/events").text
    assert '<html lang="de" dir="ltr"' in html
    assert "Ereignisse" in html
    assert "bestritten" in html
    assert "Türkei" in html


def test_the_browser_is_asked(bench: TestClient) -> None:
    assert "Ereignisse" in bench.get("/", headers={"accept-language": "de-CH"}).text


@pytest.mark.parametrize("page", PAGES)
def test_nothing_is_left_in_english_and_everything_turns(bench: TestClient, page: str) -> None:
    speak(bench, "ar-XB")
    html = bench.get(page).text
    assert 'dir="rtl"' in html
    told = re.sub(r"(?s)<head>.*?</head>|<code>.*?</code>|<bdi>.*?</bdi>|<kbd>.*?</kbd>", "", html)
    told = re.sub(r"(?s)<article class=\"text\".*?</article>|<blockquote.*?</blockquote>", "", told)
    told = re.sub(r"(?s)<h1 dir=\"auto\">.*?</h1>|<p dir=\"auto\">.*?</p>", "", told)
    told = re.sub(r"(?s)<span class=\"name\">.*?</span>|<button[^>]*lang=.*?</button>", "", told)
    told = re.sub(r"(?s)<td class=\"quote\">.*?</td>|<span class=\"quote\">.*?</span>", "", told)
    told = re.sub(r"(?s)<title>.*?</title>|<p class=\"quote\".*?</p>", "", told)
    words = re.sub(r"\u2067[^\u2069]*\u2069", "", re.sub(r"<[^>]*>", " ", told))
    left = [w for w in re.findall(r"[a-z]{4,}", words) if w != "meeting"]  # no mode of PLOVER
    assert left == []


def test_codes_are_told_in_the_language_too(bench: TestClient) -> None:
    bench.cookies.set("language", "ar-XB")
    assert r"\u2067" not in bench.get("/events").text
