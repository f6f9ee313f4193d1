"""Whether a date is that of the act, or that of the sentence which looks back on it."""

from __future__ import annotations

from typing import Any

import pytest

from onrecord.merging.dating import borrowed, known, opening, ordinal


def at(text: str, words: str) -> dict[str, Any]:
    start = text.index(words)
    return {"start": start, "end": start + len(words), "quote": words}


@pytest.mark.parametrize(
    ("text", "trigger", "time"),
    [
        ("Norland recalled its envoy on Monday in response to the raid.", "raid", "Monday"),
        ("The ferry sailed on Sunday, three days after both sides signed.", "signed", "Sunday"),
        ("Nine people have died of the attack, a doctor said on Friday.", "the attack", "Friday"),
    ],
)
def test_the_day_is_another_acts(text: str, trigger: str, time: str):
    record = {"evidence": [{"role": "time", **at(text, time)}]}
    assert borrowed(record, at(text, trigger), text=text)


@pytest.mark.parametrize(
    ("text", "trigger", "time"),
    [
        ("Monday's raid killed two.", "raid", "Monday"),
        ("They fled after the raid of 4 May and came back.", "raid", "4 May"),
        ("The talks were held on Tuesday in Oslo.", "talks", "Tuesday"),
        ("Police opened fire on Tuesday.", "opened fire", "Tuesday"),
    ],
)
def test_the_day_is_its_own(text: str, trigger: str, time: str):
    record = {"evidence": [{"role": "time", **at(text, time)}]}
    assert not borrowed(record, at(text, trigger), text=text)


def test_an_act_named_as_known():
    text = "The harbour was closed after the raid."
    assert known(at(text, "raid"), text=text)
    assert not known(at(text, "closed"), text=text)


def test_which_of_several_rounds():
    text = "A third round of talks ended without a word."
    assert ordinal(at(text, "round of talks"), text=text) == "third"
    assert ordinal(at(text, "ended"), text=text) is None


def test_a_dateline_is_no_part_of_the_story():
    text = "HARWICK, Norland, May 4 (Coastwire) - A ferry sank."
    assert text[opening(text) :] == "A ferry sank."
    assert opening("The party (PFN) - a small one - won.") == 0
