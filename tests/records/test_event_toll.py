from __future__ import annotations

import pytest

from onrecord.records.event.counting import counted, withdrawn
from onrecord.records.event.numbers import number
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
        # an age, a day, a weapon is no count
        ("Private Oleg Marchenko, 22, was killed by a mine on Friday.", None, None),
        ("Anna Weiss, 29, and Paul Huber, 34, were killed in the ambush.", None, None),
        ("The mayor (61) was shot dead outside his home.", None, None),
        ("They marked the day of May 3, when farmers were killed by guards.", None, None),
        ("They marked the day of May 3, when a farmer was killed by guards.", 1, None),
        ("On 16 May, when the convoy was hit, drivers were killed.", None, None),
        ("Those two rockets that killed our children came from the north.", None, None),
        ("Three gunmen stormed the hotel, killing guests.", None, None),
        ("Three gunmen stormed the hotel, killing a guard and wounding two.", 1, 2),
        ("Two drones hit the depot and wounded nobody.", None, None),
        ("Flight 17 was hit and all on board were killed.", None, None),
        ("No one was killed in the shelling.", None, None),
        # the form of the verb
        ("Two guards were killed and three civilians were seriously wounded.", 2, 3),
        ("Two servicemen were wounded when a drone struck a checkpoint.", None, 2),
        ("Seventeen people were killed and 40 others injured when a bus was hit.", 17, 40),
        ("An explosion left 21 people dead and 33 hurt, a doctor said.", 21, 33),
        ("Shells fell on a market, killed eleven people and wounded more than thirty.", 11, 30),
        ("Police shot dead one protester and injured several others.", 1, None),
        ("The raid wounded 5, two of them seriously.", None, 5),
        ("A suicide bomber killed himself and five others.", 5, None),
        ("The strike claimed the lives of at least nine villagers.", 9, None),
        ("The bodies of six miners were found.", 6, None),
        ("A gunman opened fire, killing seven children, two teachers and a guard.", 10, None),
        ("Two guards and three clerks were killed.", 5, None),
        ("Gunmen killed two guards and three clerks were wounded.", 2, 3),
        # tolls, and counts that only add to one
        ("The toll rose to six after two of the injured died in hospital.", 6, None),
        ("The number of dead rose to five on Thursday after a man died.", 5, None),
        ("A woman died of her wounds, bringing the death toll to seven.", 7, None),
        ("Two more people died overnight, bringing the death toll to seven.", 7, None),
        ("The death toll from Monday's strike has risen from 12 to 19.", 19, None),
        ("The number of wounded now stands at more than 30.", None, 30),
        ("A bomb killed four soldiers, bringing the toll this week to nine.", 4, None),
        ("It brought to eight the number of people killed in the strike.", 8, None),
        ("A death toll of 15 was given by the hospital.", 15, None),
        ("Three of the eight wounded died later.", None, None),
        ("Seven people have now died of the attack.", 7, None),
        ("The death toll from the shelling of the bus station in Zelin rose to five.", 5, None),
    ],
)
def test_figures_go_with_their_verbs(said: str, killed: int | None, injured: int | None) -> None:
    toll = counted(said, sentence=Span(0, len(said)))
    assert (toll.get("killed"), toll.get("injured")) == (killed, injured)


def test_what_is_taken_back() -> None:
    said = "An earlier version of this report said that 12 people were killed."
    assert withdrawn(said, sentence=Span(0, len(said)))
    said = "The police said that 12 people were killed."
    assert not withdrawn(said, sentence=Span(0, len(said)))


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
