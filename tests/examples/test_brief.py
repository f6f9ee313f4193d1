"""The brief in the docs: every note is used, and its words stand in a page of the corpus."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest


@pytest.fixture
def brief(root: Path) -> str:
    return (root / "docs" / "brief.md").read_text("utf-8")


def test_every_note_is_used_and_every_mark_has_a_note(brief: str) -> None:
    used = re.findall(r"\[\d+\]\(#n(\d+)\)", brief)
    notes = re.findall(r'^\| <a id="n(\d+)"></a>(\d+) \|', brief, re.MULTILINE)
    assert [n for n, shown in notes if n != shown] == []
    assert sorted(used, key=int) == [n for n, _ in notes]
    assert "not found" not in brief


def test_the_words_of_every_note_stand_in_the_corpus(brief: str, root: Path) -> None:
    pages = sorted((root / "examples" / "crisis" / "pages").iterdir())
    corpus = " ".join(" ".join(html.unescape(p.read_text("utf-8")).split()) for p in pages)
    corpus = corpus.casefold().replace('\\"', '"')
    words = re.findall(r"^\| <a id.*?\| “(.*?)” \|", brief, re.MULTILINE)
    assert len(words) == brief.count('<a id="n')
    assert [w for w in words if w.casefold() not in corpus] == []


def test_it_says_first_that_it_is_imaginary(brief: str) -> None:
    assert brief.split("\n\n")[1].startswith("**Everything in it is imaginary**")
