"""How many an act killed and injured, as the story states it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.languages.phrases import lists
from onrecord.mentions.found import Mentions
from onrecord.records.event.counting import Counted, counted, withdrawn
from onrecord.records.event.draft import Draft


@dataclass(frozen=True, slots=True)
class Toll:
    """Whole numbers as stated, None where the text gives none."""

    killed: int | None = None
    injured: int | None = None


def toll(mentions: Mentions, drafts: Sequence[Draft], *, beside: Sequence[Draft] = ()) -> Toll:
    """The killed and injured of the act that `drafts` tell, from the first telling that counts.

    "killing four and wounding a dozen", "at least seven people died", "Six were shot dead". What
    an earlier version of a report said, as its correction tells, does not count. Where no telling
    counts them, the sentence after the first one may, if it tells no other of the acts `beside`:
    "A drone struck a fuel depot, the ministry said. Two guards were killed."
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
    if drafts and (killed is None or injured is None):
        here = _after(mentions, drafts, beside=beside)
        killed = here.get("killed") if killed is None else killed
        injured = here.get("injured") if injured is None else injured
    return Toll(killed, injured)


def _after(mentions: Mentions, drafts: Sequence[Draft], *, beside: Sequence[Draft]) -> Counted:
    """Those whom the sentence after the first telling counts, in its paragraph or the next."""
    following = min(d.sentence for d in drafts) + 1
    told = {d.sentence for d in beside if d not in drafts and not _harms(mentions.text, d)}
    if following >= len(mentions.sentences) or following in told:
        return {}
    sentence = mentions.sentences[following]
    if withdrawn(mentions.text, sentence=sentence):
        return {}
    return counted(mentions.text, sentence=sentence)


def _harms(text: str, draft: Draft) -> bool:
    """Whether a draft only tells that people were killed or hurt: "were killed"."""
    words = lists("events")["toll"]
    return draft.span.of(text).split()[-1].lower() in {*words["killed"], *words["injured"]}
