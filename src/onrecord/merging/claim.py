"""The claim: what one record holds to be so or not so, whose it is, and what it is about."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.merging.amounts import Amount
from onrecord.merging.party import Party

TOLD = frozenset({"stated", "resolved", "weekday"})
"""How a day is known where the text itself tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one record holds. `denies` says that it holds something not to be so.

    `nature`: told | blame | denial | name. `accused` are keys of the parties that are said to have
    done it, `accused_names` the stems of their names; `about` is what a legal standing is claimed
    for.
    `start`, `end`: days of the act, "" where not known; `day` is the story's. `whens` are those of
    each event told in it. `blames`: it says by name who did it. `answers`: the claim
    just before that a denial of "the accusation" or of "it" takes up.
    """

    id: str
    record: str
    form: str
    story: str
    day: str
    moment: str
    at: int
    till: int
    nature: str
    party: str
    party_name: str
    party_entry: str
    party_names: tuple[str, ...]
    official: bool
    other: bool
    outlet: bool
    denies: bool
    how: str
    cued: bool
    ahead: bool
    acts: tuple[str, ...]
    types: tuple[str, ...]
    accused: tuple[str, ...]
    accused_names: tuple[str, ...]
    names: tuple[str, ...]
    words: tuple[str, ...]
    amounts: tuple[Amount, ...]
    standing: tuple[tuple[str, str], ...]
    start: str
    end: str
    basis: str
    events: tuple[str, ...]
    whens: tuple[tuple[str, str, str], ...]
    blames: bool
    answers: str
    quote: str
    shown: str

    @property
    def side(self) -> Party:
        """Whose claim it is."""
        return Party(
            key=self.party,
            name=self.party_name,
            names=self.party_names,
            official=self.official,
            other=self.other,
        )
