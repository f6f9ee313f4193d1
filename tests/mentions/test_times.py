"""Time expressions: what is one, its value against the story's day, its window, hostile texts."""

from __future__ import annotations

import hashlib
import importlib.util
import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.mentions import sentences, times
from onrecord.mentions.mention import Tag
from onrecord.mentions.times import Time
from onrecord.spans import Span

DAY = "2021-01-13"  # a Wednesday


def find(text: str, published: str | None = DAY, **more: int) -> tuple[Time, ...]:
    return times.find(text, sentences=sentences.split(text), published=published, **more)


def values(text: str, published: str | None = DAY) -> list[tuple[str, str | None]]:
    return [(t.span.of(text), t.value) for t in find(text, published)]


@pytest.mark.parametrize(
    ("text", "said", "value"),
    [
        ("They met on Wednesday.", "Wednesday", "2021-01-13"),
        ("They met on Thursday.", "Thursday", "2021-01-07"),
        ("They will meet on Thursday.", "Thursday", "2021-01-14"),
        ("She is expected to host both on Monday.", "Monday", "2021-01-18"),
        ("On Monday she is to host both.", "Monday", "2021-01-18"),
        ("It had been due to expire on Friday.", "Friday", "2021-01-08"),
        ('"We will return on Sunday," she said.', "Sunday", "2021-01-17"),
        ("He left last Monday.", "last Monday", "2021-01-11"),
        ("He arrives next Monday.", "next Monday", "2021-01-18"),
        ("The 10 November agreement held.", "10 November", "2020-11-10"),
        ("The statement of November 9 was read.", "November 9", "2020-11-09"),
        ("They met on Nov. 9, 2020.", "Nov. 9, 2020", "2020-11-09"),
        ("It began on 2020-11-09.", "2020-11-09", "2020-11-09"),
        ("It began on 09.11.2020.", "09.11.2020", "2020-11-09"),
        ("It began on 11/25/2020.", "11/25/2020", "2020-11-25"),
        ("He died on Tuesday, January 5, 2021.", "Tuesday, January 5, 2021", "2021-01-05"),
        ("They met on Sunday (10 January).", "Sunday (10 January)", "2021-01-10"),
        ("It struck in August 2024.", "August 2024", "2024-08"),
        ("It struck in December.", "December", "2020-12"),
        ("They resigned last month.", "last month", "2020-12"),
        ("It came early this week.", "early this week", "2021-W02"),
        ("They will vote next year.", "next year", "2022"),
        ("He left two years ago.", "two years ago", "2019"),
        ("He left 10 days ago.", "10 days ago", "2021-01-03"),
        ("It has run since 2004.", "2004", "2004"),
        ("War came in the 1990s.", "the 1990s", "199"),
        ("It began in the late 1970s.", "the late 1970s", "197"),
        ("Profit fell in the third quarter.", "the third quarter", "2020-Q3"),
        ("They fought in the winter of 1994.", "the winter of 1994", "1994-WI"),
        ("The raid came on Tuesday night.", "Tuesday night", "2021-01-12TNI"),
        ("He spoke this morning.", "this morning", "2021-01-13TMO"),
        ("It fell at 9:30 a.m.", "9:30 a.m.", "2021-01-13T09:30"),
        ("It fell at 1430 GMT on Monday.", "1430 GMT on Monday", "2021-01-11T14:30"),
        ("He left at 10 p.m. Tuesday.", "10 p.m. Tuesday", "2021-01-12T22:00"),
        ("He arrived over the weekend.", "the weekend", "2021-W01-WE"),
        ("It is recalled after 9/11.", "9/11", "2001-09-11"),
        ("The September 11 attacks changed it.", "September 11", "2001-09-11"),
        ("They fought for 24 hours.", "24 hours", "PT24H"),
        ("They fought for two and a half years.", "two and a half years", "P2Y6M"),
        ("A five-year plan was read.", "five-year", "P5Y"),
        ("It lasted several months.", "several months", "PXM"),
        ("They meet every Monday.", "every Monday", "XXXX-WXX-1"),
        ("It fell at 6pm on Monday.", "6pm on Monday", "2021-01-11T18:00"),
        ("He left on 10-Nov-2020.", "10-Nov-2020", "2020-11-10"),
        ("He left on 2020/11/10.", "2020/11/10", "2020-11-10"),
        ("He left on Christmas Eve.", "Christmas Eve", "2020-12-24"),
        ("He left on Tuesday of last week.", "Tuesday of last week", "2021-01-05"),
        ("He left on the night of January 6.", "the night of January 6", "2021-01-06TNI"),
        ("In March 15 people were killed.", "March", "2020-03"),
        ("They fled the 1990-91 war.", "1990-91", "1990"),
        ("He was sentenced in 1995 to 15 lashes.", "1995", "1995"),
        ("The visit is to last three days.", "three days", "P3D"),
        ("It came in the early hours of Tuesday.", "the early hours of Tuesday", "2021-01-12TMO"),
        ("He leaves the day after tomorrow.", "the day after tomorrow", "2021-01-15"),
        ("It grew in the first six months.", "the first six months", "P6M"),
        ("They are now at war.", "now", "PRESENT_REF"),
        ("It recently ended.", "recently", "PAST_REF"),
        ("It was signed in nineteen ninety-four.", "nineteen ninety-four", "1994"),
    ],
)
def test_value(text: str, said: str, value: str) -> None:
    assert values(text) == [(said, value)]


@pytest.mark.parametrize(
    "text",
    [
        "She may go; they march on. March for peace!",
        "The second man waited, the Sun said.",
        "He gave a minute account of it.",
        "Some 2000 soldiers and 1998 people fled.",
        "It cost $2000 and flew as Flight 1999.",
        "She is 44 years old, a 44-year-old mother in her 30s.",
        "They pay $5 a week.",
        "Bloody Sunday and the Sunday Times are names.",
        "The score was 14:30.",
        "On 31 February, at 25:00, on 2020-13-45.",
        "The Six-Day War ended; Midnight Oil sang on Christmas Island.",
        "The second straight night of talks on article 2023 and Vision 2030.",
        "Three-quarters of the food is gone.",
    ],
)
def test_no_time(text: str) -> None:
    assert values(text) == []


def test_relative_to_what_was_said_last() -> None:
    text = "The raid came on Monday. Two days earlier the truce ended. The next day they met."
    assert [t.value for t in find(text)] == ["2021-01-11", "2021-01-09", "2021-01-10"]


def test_a_weekday_stays_the_day_that_it_was() -> None:
    text = "He is to host both on Monday. They spoke of the Monday meeting. He left on Monday."
    assert [t.value for t in find(text)] == ["2021-01-18", "2021-01-18", "2021-01-11"]


def test_windows() -> None:
    text = "It ran on March 3-5, 2020, in the past two weeks and in the 1990s."
    windows = [(t.start, t.end, t.precision) for t in find(text)]
    assert windows == [
        ("2020-03-03", "2020-03-05", "day"),
        ("2020-12-30", "2021-01-13", "week"),
        ("1990-01-01", "1999-12-31", "year"),
    ]


STORY = (
    "The president on Sunday (10 January) held a meeting ahead of talks tomorrow.\n\n"
    "He on Monday is expected to host both to discuss the 10 November agreement.\n\n"
    "The statement of November 9 names no road."
)


def test_a_year_is_inferred_from_weekday_and_date() -> None:
    found = find(STORY, None, latest_year=2024)
    assert [t.value for t in found] == [
        "2021-01-10",
        "2021-01-11",
        "2021-01-11",
        "2020-11-10",
        "2020-11-09",
    ]
    assert {t.basis for t in found} == {"weekday"}
    assert found[0].candidates[:2] == ("2016-01-10", "2010-01-10")
    assert found[2].candidates[0] == "2016-01-11"


def test_nothing_is_inferred_from_nothing() -> None:
    found = find(
        "On Sunday (10 January) they met. The 10 November truce held. He left Monday.", None
    )
    assert [t.start for t in found] == [None, None, None]
    assert [t.value for t in found] == ["XXXX-01-10", "XXXX-11-10", "XXXX-WXX-1"]


def test_anchor() -> None:
    def at(text: str, **more: Any) -> tuple[str | None, str]:
        made = times.anchor(text, sentences=sentences.split(text), **more)
        return (made.day.isoformat() if made.day else None, made.basis)

    assert at("KABUL, Jan. 5, 2020 (Reuters) - Gunmen killed five.") == ("2020-01-05", "dateline")
    assert at("KABUL, Jan 5 (Reuters) - Five died.", latest_year=2019) == ("2019-01-05", "dateline")
    assert at("On Tuesday, 5 March 2024, they met.") == ("2024-03-05", "stated")
    assert at("They met.", published="2021-01-13T18:20:00+04:00") == ("2021-01-13", "published")
    assert at("They met on Monday.") == (None, "unknown")
    born = "Born on Monday, 5 May 1950, he met her on Sunday (10 January). In 2022 he left."
    assert at(born) == ("2021-01-10", "weekday")


def test_neighbouring_dates_give_the_year() -> None:
    text = "They met on 5 March 2022. The 10 November deal held; on 7 March talks resumed."
    assert [t.value for t in find(text, None)] == ["2022-03-05", "2021-11-10", "2022-03-07"]


def test_a_guessed_year_says_so() -> None:
    guess = find("They met on 10 March.", None, latest_year=2023)[0]
    assert (guess.start, guess.basis) == ("2023-03-10", "unknown")
    assert guess.candidates == ("2022-03-10", "2021-03-10")


def test_both_readings_of_figures_are_kept() -> None:
    assert find("It began on 3/4/2020.")[0].candidates == ("2020-03-04",)


def test_tags_of_the_model_add_what_the_rules_pass_over() -> None:
    text = "Previously the daily talks failed."
    tags = (Tag(span=Span(0, 10), label="DATE"), Tag(span=Span(15, 20), label="SET"))
    assert times.find(text, sentences=[Span(0, len(text))], published=DAY) == ()
    found = times.find(text, sentences=[Span(0, len(text))], published=DAY, tags=tags)
    assert [(t.label, t.value) for t in found] == [("DATE", "PAST_REF"), ("SET", "XXXX-XX-XX")]


@pytest.mark.parametrize(
    "piece", ["9", "1 ", "99:", "Monday ", "last ", "two hundred ", "a.", "of the end ", "1990s"]
)
def test_noise_ends_soon(piece: str) -> None:
    find(piece * (20_000 // len(piece)))


WORDS = (
    "on Monday, 5 January 2021 ( ) last next two years ago a day earlier May 31 February 9:30 "
    "p.m. 99999 the 1990s since 0 early week 2.2.2022 and-half quarter ٣ ' 9999-12-31 2999 "
    "December century 400000 days decades later"
)


@given(
    st.lists(st.sampled_from(WORDS.split(" ")), max_size=12),
    st.sampled_from([DAY, None, "2999-12-31", "9999"]),
)
def test_any_words_give_times_in_order_with_real_windows(words: list[str], day: str | None) -> None:
    text = " ".join(words)
    found = find(text, day)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for t in found:
        assert (t.start is None) == (t.end is None)
        assert t.start is None or t.end is None or t.start[:10] <= t.end[:10]


def test_found_and_valued_on_timebank(shared: Path) -> None:
    """Floor on a fifth of the training part; measured 2026-11-24: 95.7 found, 85.2 value F1."""
    folder = shared / "score"
    spec = importlib.util.spec_from_file_location("mentions_scorer", folder / "mentions.py")
    assert spec is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(folder))
        scorer = importlib.util.module_from_spec(spec)
        assert spec.loader is not None
        spec.loader.exec_module(scorer)
    lines = (shared / "data" / "dates" / "timebank.jsonl").read_text("utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    part = [g for g in gold if int(hashlib.sha1(g["id"].encode()).hexdigest(), 16) % 5 == 1]
    said = {
        g["id"]: [
            {"type": "time", "start": t.span.start, "end": t.span.end, "value": t.value}
            for t in find(g["text"], g["published"])
        ]
        for g in part
    }
    figures = scorer.score(part, said)
    assert figures["time"][2] > 90
    assert figures["  value"][2] > 78
