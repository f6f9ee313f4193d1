"""The golden files say what stands on the pages, in the words of the record."""

from __future__ import annotations

import html
import json
from pathlib import Path
from typing import Any

import pytest
from evals.golden import load, places

from onrecord.ontology import plover

EXAMPLES = Path(__file__).parents[2] / "examples"
GOLDEN = sorted((EXAMPLES / "golden").glob("*.toml"))
SECTIONS = {"main", "teaser", "caption", "liveblog", "other"}
FIELDS = {
    "story": "name id section title outlet byline sources published language url starts ends lacks",
    "event": "story type mode status trigger actors recipients when basis venue place country"
    " killed injured agreement optional",
    "statement": "story name speaker said_by capacity cue content quote_type channel anonymity"
    " certainty act continues optional",
    "agreement": "story name aliases parties date status stage contested provisions optional",
    "attribution": "story actor act wording chain likelihood analytic_confidence",
    "never": "kind story type status trigger content chain section starts why",
}


def text_of(page: Path) -> str:
    """The page's characters, so far as words can be looked up in them."""
    data = page.read_bytes()
    if page.suffix == ".jsonl":
        return "\n".join(json.loads(line)["text"] for line in data.decode("utf8").splitlines())
    charset = "cp1252" if b"charset=windows-1252" in data else "utf8"
    text = data.decode(charset)
    for tag in ("<strong>", "</strong>"):
        text = text.replace(tag, "")
    return html.unescape(text)


@pytest.fixture(params=GOLDEN, ids=lambda p: p.stem)
def case(request: pytest.FixtureRequest) -> dict[str, Any]:
    """A golden file and its page's text."""
    golden = load(request.param)
    return golden | {"text": text_of(EXAMPLES / "pages" / golden["page"])}


def test_every_page_has_its_golden_file() -> None:
    pages = {p.stem for p in (EXAMPLES / "pages").iterdir()}
    assert len(pages) >= 10
    assert pages == {p.stem for p in GOLDEN}


def test_fields_are_known(case: dict[str, Any]) -> None:
    for kind, fields in FIELDS.items():
        for entry in case[kind]:
            assert set(entry) <= set(fields.split()), entry


def test_stories_are_referred_to_by_name(case: dict[str, Any]) -> None:
    names = {s["name"] for s in case["story"]}
    assert len(names) == len(case["story"])
    assert {s["section"] for s in case["story"]} <= SECTIONS
    for kind in ("event", "statement", "agreement", "attribution"):
        assert {e["story"] for e in case[kind]} <= names


def test_words_stand_on_the_page(case: dict[str, Any]) -> None:
    text = case["text"]
    for kind in ("event", "never"):
        for entry in case[kind]:
            for trigger in entry.get("trigger", []):
                assert trigger in text, trigger
    for entry in case["statement"]:
        assert places(text, entry["content"]), entry["content"]
        assert "cue" not in entry or any(c in text for c in entry["cue"].split("|")), entry["cue"]
    for entry in case["event"]:
        for key in ("actors", "recipients"):
            for name in entry.get(key, []):
                assert any(n in text for n in name.split("|")), name
    for entry in case["story"]:
        assert any(s in text for s in entry["starts"].split("|"))
        assert entry.get("ends", "") in text


def test_types_modes_and_statuses_are_those_of_the_codebook(case: dict[str, Any]) -> None:
    for entry in case["event"]:
        types = entry["type"].split("|")
        assert set(types) <= set(plover.TYPES)
        assert set(entry["status"].split("|")) <= set(plover.STATUSES)
        assert entry.get("mode") is None or entry["mode"] in plover.modes(types[0])


def test_continued_statements_exist(case: dict[str, Any]) -> None:
    names = {s["name"] for s in case["statement"] if "name" in s}
    assert {s["continues"] for s in case["statement"] if "continues" in s} <= names
