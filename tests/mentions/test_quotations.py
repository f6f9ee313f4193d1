"""Quotations: all kinds of marks, nested, broken, unclosed, over paragraphs, and hostile texts."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.mentions.quotations import DEEPEST, find


def inner(text: str) -> list[str]:
    return [q.inner.of(text) for q in find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We agreed," she said. "It holds."', ["We agreed,", "It holds."]),
        ("“We agreed,” she said.", ["We agreed,"]),
        ("„Wir gehen“, sagte er.", ["Wir gehen"]),
        ("« Nous partons », dit-il.", ["Nous partons"]),
        ("»Ja«, sagte er.", ["Ja"]),
        ("”Ja”, sa han.", ["Ja"]),
        ("「我们同意」，他说。", ["我们同意"]),
        ("他说：“我们同意。”然后离开。", ["我们同意。"]),
        ('דובר צה"ל אמר: "נמשיך". מזכ"ל האו"ם שתק.', ["נמשיך"]),
        ("قال: «نتفق على ذلك».", ["نتفق على ذلك"]),
        ("„Zgoda”, powiedział.", ["Zgoda"]),
        ("``No one left,'' he said.", ["No one left,"]),
        ("The 'safe zone' of '98 wasn't the leaders' idea.", ["safe zone"]),
        ("The leaders' talks and the sides' demands didn't change.", []),
        ('The mast is 6\'2" tall and 40" wide.', []),
        ('" Yes , " he said . " No . "', ["Yes ,", "No ."]),
        ('There was "firm evidence" for this".', ["firm evidence"]),
        ('""', []),
        ('<tweet author="x" time="y">We go.</tweet>', []),
    ],
)
def test_marks(text: str, expected: list[str]) -> None:
    assert inner(text) == expected


def test_nested() -> None:
    text = "“We will ‘never’ go,” he said."
    assert [(q.inner.of(text), q.depth) for q in find(text)] == [
        ("We will ‘never’ go,", 0),
        ("never", 1),
    ]


def test_each_paragraph_of_a_speech_carries_on_the_one_before() -> None:
    text = 'He said: "We go on.\n\n"We stay.\n\n"They left," he said. "All."'
    quotations = find(text)
    assert [q.continues for q in quotations] == [None, 0, 1, None]
    assert [q.closed for q in quotations] == [False, False, True, True]


BROKEN = (
    '"They keep speaking of the so-called "Meadow Road", but nothing was agreed on it.\n\n'
    "For our side the return of the missing comes first.\n\n"
    'I would add that no paper will be signed. "If we agree on the missing, we will sign"\n\n'
    "The envoy left at noon."
)


def test_a_speech_goes_on_without_marks() -> None:
    outer = [q for q in find(BROKEN) if q.depth == 0]
    paragraphs = BROKEN.split("\n\n")
    assert [q.span.of(BROKEN) for q in outer] == paragraphs[:3]
    assert [q.continues for q in outer] == [None, 0, 2]
    assert [q.inner.of(BROKEN) for q in find(BROKEN) if q.scare] == ["Meadow Road"]


def test_a_reporters_own_words_do_not_carry_on() -> None:
    text = '"We will go on.\n\nThe envoy said we would hear more.\n\nHe left.'
    assert [q.span.of(text) for q in find(text)] == ['"We will go on.']


def test_a_closing_mark_alone_shows_that_the_speech_went_on() -> None:
    text = '"The sides will meet.\n\nThe talks are in May," the envoy said.'
    quotations = find(text)
    assert [q.span.of(text) for q in quotations][1] == 'The talks are in May,"'
    assert quotations[1].continues == 0


def test_a_forgotten_mark_ends_before_the_reporter_speaks() -> None:
    assert inner('"We agree, he said. "They do not."') == ["We agree,", "They do not."]


@pytest.mark.parametrize(
    ("text", "scare"),
    [
        ('The "Meadow Plan" was dropped.', True),
        ('"Not now," she said.', False),
        ('"Stop!"', False),
        ('He said the deal "will not hold".', False),
        ('The group, "Red Fox," denied it.', True),
        ('He said it was "a first step that all of us had asked for".', False),
    ],
)
def test_scare_quotes(text: str, scare: bool) -> None:
    assert [q.scare for q in find(text)] == [scare]


@pytest.mark.parametrize("piece", ['"', "'", "“", '"a ', ' "a"', '"a\n', '"a\nwe\n', "('"])
def test_noise_ends_soon(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    assert all(q.depth <= DEEPEST for q in find(text))


@given(st.text(alphabet="aI, .\n\"'“”‘’«»„", max_size=60))
def test_order_depth_and_bounds(text: str) -> None:
    quotations = find(text)
    for k, q in enumerate(quotations):
        assert q.inner in q.span
        assert q.inner.of(text).strip() == q.inner.of(text)
        assert q.continues is None or q.continues < k
        assert "\n" not in q.span.of(text) or q.span.end <= len(text)
    assert all(a.span.start <= b.span.start for a, b in pairwise(quotations))


def test_the_page_the_project_starts_from(shared: Path) -> None:
    text = next((shared / "pages").glob("000_*.txt")).read_text("utf-8")
    quotations = find(text)
    outer = [q for q in quotations if q.depth == 0][:4]
    assert [q.continues for q in outer] == [None, None, 1, 3]
    assert [q.inner.of(text).split()[0] for q in outer] == ["I", "The", "For", "I"]
    scare = {q.inner.of(text).strip(",") for q in quotations if q.scare}
    assert {"Meghri Corridor", "APT28", "Fancy Bear", "Storm 1516"} <= scare
