"""Documents to stories: ids, languages, lines of JSON Lines, copies."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import Failed
from onrecord.sources import Document, Given
from onrecord.stories import SECTIONS, Story, read

PAGE = b"Talks end in Riga\n\nThe talks ended on Sunday, the ministry said. Nobody won.\n"


def line(**fields: object) -> Document:
    return Document(name="a.jsonl:1", media="story", data=json.dumps(fields).encode())


def stories(document: Document) -> tuple[Story, ...]:
    found = read(document)
    assert not isinstance(found, Failed), found
    return found


def test_a_line_is_passed_through_untouched() -> None:
    text = "  Talks\u00a0ended.\r\n\r\n\u201cNobody won,\u201d he said.\x00 "
    (story,) = stories(
        line(id="x-1", text=text, title="T", published="2021-01-10", url="u", outlet="o")
    )
    assert (story.text, story.id, story.title, story.url, story.outlet) == (
        text,
        "x-1",
        "T",
        "u",
        "o",
    )
    assert (story.section, story.page, story.language) == ("main", "a.jsonl:1", "en")
    assert story.published is not None
    assert story.published.date == "2021-01-10"


@given(st.text(min_size=1).filter(lambda text: any(char.isalpha() for char in text)))
@settings(max_examples=60, deadline=None)
def test_any_text_of_a_line_is_kept(text: str) -> None:
    (story,) = stories(line(id="1", text=text))
    assert story.text == text


def test_lone_surrogates_survive() -> None:
    (story,) = stories(
        Document(name="a.jsonl:1", media="story", data=b'{"id":"1","text":"Talks \\ud800 ended."}')
    )
    assert story.text == "Talks \ud800 ended."


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"id": "1"}, '"text"'),
        ({"id": "1", "text": 7}, '"text"'),
        ({"id": ["1"], "text": "Talks."}, '"id"'),
        ({"id": True, "text": "Talks."}, '"id"'),
        ({"id": "1", "text": "Talks.", "published": 2021}, '"published"'),
        ({"id": "1", "text": "12 + 30 = 42"}, "no text"),
    ],
)
def test_a_wrong_line_is_a_failure(fields: dict[str, object], reason: str) -> None:
    failed = read(line(**fields))
    assert isinstance(failed, Failed)
    assert reason in failed.reason


def test_a_number_is_kept_as_id() -> None:
    assert stories(line(id=7, text="Talks ended."))[0].id == "7"


def test_ids_depend_on_content_and_not_on_the_name() -> None:
    one = stories(Document(name="a.txt", media="text", data=PAGE))
    two = stories(Document(name="b/c.txt", media="text", data=PAGE))
    copy = stories(Document(name="b/c.txt", media="text", data=PAGE, copy=1))
    assert [s.id for s in one] == [s.id for s in two]
    assert {s.id for s in one}.isdisjoint(s.id for s in copy)


def test_what_the_caller_says_fills_gaps_only() -> None:
    said = Given(published="2022-03-13", outlet="The Courier", url="https://x.org/1")
    (story,) = stories(Document(name="a.txt", media="text", data=PAGE, given=said))
    assert story.published is not None
    assert (story.published.date, story.published.basis) == ("2022-03-13", "given")
    assert (story.outlet, story.url) == ("The Courier", "https://x.org/1")
    dated = PAGE.replace(b"\n\nThe", b"\n12 March 2022\n\nThe")
    (story,) = stories(Document(name="a.txt", media="text", data=dated, given=said))
    assert story.published is not None
    assert (story.published.date, story.published.basis) == ("2022-03-12", "visible")


@pytest.mark.parametrize(
    ("data", "language"),
    [
        ("Die Minister trafen sich am Sonntag in Riga und sprachen über die Grenze.", "de"),
        ("Министры встретились в воскресенье в Риге и обсудили границу.", "ru"),
        ("اجتمع الوزراء يوم الأحد في الرياض وناقشوا مسألة الحدود بين البلدين.", "ar"),
        ("長官らは日曜日にリガで会談し、国境について話し合った。", "ja"),
    ],
)
def test_another_language_is_a_story(data: str, language: str) -> None:
    (story,) = stories(Document(name="a.txt", media="text", data=data.encode()))
    assert (story.language, story.text) == (language, data)


def test_sections_are_those_of_the_contract() -> None:
    assert SECTIONS == ("main", "teaser", "caption", "liveblog", "other")


def test_plain_text_loads_no_html_stack() -> None:
    code = (
        "import sys; from onrecord.sources import Document; from onrecord.stories import read;"
        f"read(Document(name='a', media='text', data={PAGE!r}));"
        "print([m for m in ('lxml', 'trafilatura', 'py3langid') if m in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert out.stdout.strip() == "[]"
