"""The example crisis: each golden file's words stand in the stories, each page says what it is."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from evals.crisis_golden import load

CRISIS = Path(__file__).parents[2] / "examples/crisis"
CASE = load(CRISIS / "golden")
STORIES = {g["name"]: g for g in CASE["story"]}
KEYS = {g["key"]: g for g in CASE["event"]}
PAGES = sorted(p for f in ("pages", "again") for p in (CRISIS / f).iterdir())


@cache
def text(name: str) -> str:
    """The words of the page, or of the line, that a golden story stands on."""
    raw = (CRISIS / STORIES[name]["file"]).read_text("utf8")
    if STORIES[name]["file"].endswith("jsonl"):
        texts = [json.loads(line)["text"] for line in raw.splitlines()]
        return next(t for t in texts if STORIES[name]["starts"] in t)
    return html.unescape(re.sub(r"<script.*?</script>|<[^>]+>", "", raw, flags=re.DOTALL))


def quoted() -> Iterator[tuple[str, str]]:
    """Each golden file's words with the story that they are to stand in."""
    for name, story in STORIES.items():
        yield name, story["starts"]
    told: list[dict[str, Any]] = [e["reports"] for e in CASE["event"]]
    told += [side["words"] for d in CASE["dispute"] for side in d["side"]]
    told += [s["words"] for a in CASE["agreement"] for s in a["says"]]
    told += [{n: [w]} for r in CASE["response"] for n, w in r["words"].items()]
    told += [{n["story"]: [n["words"]]} for n in CASE["notice"]]
    told += [{e[k]["story"]: [e[k]["words"]]} for e in CASE["apart"] for k in ("one", "other")]
    told += [{n: a["forms"]} for a in CASE["actor"] for n in a.get("of", [])]
    for entry in told:
        for name, words in entry.items():
            for one in words:
                yield name, one


def test_the_words_stand_there() -> None:
    assert [(n, w) for n, w in quoted() if w not in text(n)] == []


def test_keys_lead_somewhere() -> None:
    assert len(KEYS) == len(CASE["event"])
    assert len(STORIES) == len(CASE["story"])
    actors = {g["key"] for g in CASE["actor"]}
    assert {e[k] for e in CASE["actor_apart"] for k in ("one", "other")} <= actors
    named = {k for g in CASE["outcome"] for k in (g["plan"], *g.get("event", g["plan"]).split("|"))}
    named |= {g[k] for g in CASE["response"] for k in ("event", "to")}
    named |= {g["event"] for g in CASE["dispute"] if "event" in g}
    assert named <= KEYS.keys()
    stories = {n for e in CASE["event"] for n in (*e["reports"], *e.get("may", ()))}
    stories |= {g[k] for g in CASE["story"] for k in ("copy_of", "version_of") if k in g}
    assert stories <= STORIES.keys()
    assert not [k for k, e in KEYS.items() if {*e["reports"]} & {*e.get("may", ())}]


def test_its_size() -> None:
    assert len(STORIES) == 90
    assert {g["file"] for g in CASE["story"]} == {f"{p.parent.name}/{p.name}" for p in PAGES}


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_each_page_says_that_its_outlet_is_imaginary(page: Path) -> None:
    words = page.read_text("utf8")
    if page.suffix == ".jsonl":
        assert all(json.loads(line)["imaginary"] is True for line in words.splitlines())
    else:
        assert "imaginary" in words
