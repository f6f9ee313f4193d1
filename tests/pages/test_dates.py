"""Dates as pages state and print them, in their own time zone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.pages import dates


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2021-01-10", "2021-01-10"),
        ("2021-01-10T18:20:00Z", "2021-01-10T18:20:00+00:00"),
        ("2021-01-10T18:20+04:00", "2021-01-10T18:20:00+04:00"),
        ("2021-01-10 18:20:33.123", "2021-01-10T18:20:33"),
        ("20210110", "2021-01-10"),
        ("Sun, 10 Jan 2021 18:20:00 -0600", "2021-01-10T18:20:00-06:00"),
        ("0001-01-01T00:00:00Z", None),
        ("2021-02-30", None),
        ("yesterday", None),
    ],
)
def test_stated(value: str, date: str | None) -> None:
    found = dates.stated(value)
    assert (found.date if found else None) == date


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Published 12 March 2022", "2022-03-12"),
        ("March 12th, 2022 at 6:05 pm", "2022-03-12T18:05:00"),
        ("Samstag, 12. März 2022, 14:05 Uhr", "2022-03-12T14:05:00"),
        ("12 de março de 2022", "2022-03-12"),
        ("le 1er mars 2022", "2022-03-01"),
        ("12 марта 2022 г.", "2022-03-12"),
        ("2022年3月12日", "2022-03-12"),
        ("٢٠٢٢/٠٣/١٢", "2022-03-12"),
        ("12.03.2022 14:05", "2022-03-12T14:05:00"),
        ("12 mars 2022", "2022-03-12"),
        ("12. marca 2022", "2022-03-12"),
        ("2022. március 12.", "2022-03-12"),
        ("12 Mart 2022", "2022-03-12"),
        ("The treaty of 2022 was signed", None),
    ],
)
def test_printed(text: str, date: str | None) -> None:
    found = dates.printed(text)
    assert (found.date if found else None) == date


def test_slashes_are_read_as_the_page_is() -> None:
    day, month = dates.printed("03/04/2021"), dates.printed("03/04/2021", day_first=False)
    assert day is not None
    assert month is not None
    assert (day.date, month.date) == ("2021-04-03", "2021-03-04")


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    dates.stated(text)
    dates.printed(text)
