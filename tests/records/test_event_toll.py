from __future__ import annotations

import pytest

from onrecord.records.event.toll import counted, number
from onrecord.spans import Span


@pytest.mark.parametrize(
    ("said", "killed", "injured"),
    [
        ("A bomb went off, killing four people and wounding a dozen.", 4, 12),
        ("At least seven people died and 23 were injured in the blast.", 7, 23),
        ("Gunmen killed six soldiers and wounded eleven others.", 6, 11),
        ("Six were shot dead.", 6, None),
        ("More than 1,700 people have been killed since 2004.", 1700, None),
        ("Twenty-six soldiers were killed in April 1996.", 26, None),
        ("Two hundred and five people were wounded.", None, 205),
        ("The shelling lasted 3 hours.", None, None),
        ("Soldiers killed in 2003 were remembered.", None, None),
    ],
)
def test_figures_go_with_their_verbs(said: str, killed: int | None, injured: int | None) -> None:
    toll = counted(said, sentence=Span(0, len(said)))
    assert (toll.killed, toll.injured) == (killed, injured)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        (["three"], (3, 1)),
        (["forty-two", "men"], (42, 1)),
        (["two", "thousand", "and", "six"], (2006, 4)),
        (["2", "million"], (2_000_000, 2)),
        (["a", "hundred"], (100, 2)),
        (["and"], None),
        ([], None),
    ],
)
def test_number_words(words: list[str], value: tuple[int, int] | None) -> None:
    assert number(words) == value
