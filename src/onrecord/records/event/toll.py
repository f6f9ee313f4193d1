"""How many an act killed and injured, as the story states it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.mentions.found import Mentions
from onrecord.records.event.counting import counted, withdrawn
from onrecord.records.event.draft import Draft


@dataclass(frozen=True, slots=True)
class Toll:
    """Whole numbers as stated, None where the text gives none."""

    killed: int | None = None
    injured: int | None = None


def toll(mentions: Mentions, drafts: Sequence[Draft]) -> Toll:
    """The killed and injured of the act that `drafts` tell, from the first telling that counts.

    "killing four and wounding a dozen", "at least seven people died", "Six were shot dead". What
    an earlier version of a report said, as its correction tells, does not count.
    """
    killed: int | None = None
    injured: int | None = None
    for draft in drafts:
        sentence = mentions.sentences[draft.sentence]
        if withdrawn(mentions.text, sentence=sentence):
            continue
        here = counted(mentions.text, sentence=sentence)
        killed = here.get("killed") if killed is None else killed
        injured = here.get("injured") if injured is None else injured
    return Toll(killed, injured)
