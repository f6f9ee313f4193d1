"""Whether the date of an event record is that of its act, or of another act in the sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from onrecord.languages.acts import lemma
from onrecord.languages.phrases import lists

DATELINE = re.compile(r"[A-Z]{3}[^\n()]{0,60}\([^\n()]{2,40}\) ?[-–—]{1,2} ")
"""What opens an agency's story: "OSTREL, Velmora, May 4 (Northwire) - "."""
BY = 45
"""Code points between a trigger and a date that is surely its own."""
RIGHT_BESIDE = 4
"""Code points between a date and the act that it stands right before: "Monday's shelling"."""


def opening(text: str) -> int:
    """Where the dateline ends: its words are of no act.

    >>> opening("OSTREL, Velmora, May 4 (Northwire) - A blast"), opening("A blast")
    (37, 0)
    """
    found = DATELINE.match(text)
    return found.end() if found else 0


def dated(record: Mapping[str, Any], trigger: Mapping[str, Any]) -> bool:
    """Whether the words of the date stand by the trigger, and not by another act.

    "Early on Thursday, ten days after the shelling of a bus station, they signed a ceasefire":
    Thursday is not the day of the shelling.
    """
    return min((_gap(e, trigger) for e in _times(record)), default=0) <= BY


def borrowed(record: Mapping[str, Any], trigger: Mapping[str, Any], *, text: str) -> bool:
    """Whether the date is another act's: that of the sentence which looks back on this one.

    "Velmora expelled two diplomats on Monday in response to the cyberattack": an act that is named
    as known has the day that follows it, or stands right before it ("Monday's cyberattack", "the
    cyberattack of 7 May"). "Observers took up their post on Sunday, three days after both sides
    signed": what stands after "after" has no day from before it.
    """
    times = _times(record)
    if not times:
        return False
    back = known(trigger, text=text)
    return not any(_own(e, trigger, back=back, text=text) for e in times)


def _own(time: Mapping[str, Any], trigger: Mapping[str, Any], *, back: bool, text: str) -> bool:
    if time["start"] >= trigger["end"]:
        between = text[trigger["end"] : time["start"]]
        return not back or (len(between) <= BY and not _breaks().search(between))
    between = text[time["end"] : trigger["start"]]
    if _hinges().search(between):
        return False
    return not back or len(between) <= RIGHT_BESIDE


BEFORE, HELD = 20, 90
"""Code points before a trigger in which its number is looked for; before "will be held"."""


def ordinal(trigger: Mapping[str, Any], *, text: str) -> str | None:
    """Which of several alike acts it is: "a second round of talks", "their third meeting".

    >>> text = "The second round of talks between the two sides will be held in Geneva."
    >>> ordinal({"start": 48, "end": 60}, text=text)
    'second'
    """
    words = text[trigger["start"] : trigger["end"]].lower().split()
    back = HELD if words and words[-1] in lists("acts")["held"] else BEFORE
    found = _ordinals().search(text, max(0, trigger["start"] - back), trigger["end"])
    return found[1].lower() if found else None


def _times(record: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [e for e in record["evidence"] if e["role"] == "time"]


def _gap(time: Mapping[str, Any], trigger: Mapping[str, Any]) -> int:
    return int(max(trigger["start"] - time["end"], time["start"] - trigger["end"]))


def known(trigger: Mapping[str, Any], *, text: str) -> bool:
    """Whether a trigger is a noun that the story names as known: "the shelling", "its attack"."""
    start, end = trigger["start"], trigger["end"]
    if _determiner().match(text, start, end):
        return True
    words = _determiner().finditer(text, max(0, start - 20), start)
    return any(m.end() == start for m in words)


def general(trigger: Mapping[str, Any], *, text: str) -> bool:
    """Whether a trigger is a plural that names no particular acts: "has never carried out attacks".

    >>> text = "It has never carried out attacks on networks; the attacks of May were not its own."
    >>> [general({"start": s, "end": s + 7}, text=text) for s in (25, 50)]
    [True, False]
    """
    word = text[trigger["start"] : trigger["end"]].split(maxsplit=1)[0].lower()
    plural = word.endswith("s") and not word.endswith("ss") and lemma(word) != word
    before = text[max(0, trigger["start"] - 12) : trigger["start"]].split()
    counted = before and (before[-1].isdigit() or before[-1].lower() in lists("acts")["numbers"])
    return plural and not counted and not known(trigger, text=text)


@lru_cache(maxsize=1)
def _determiner() -> re.Pattern[str]:
    words = "|".join(lists("acts")["determiners"])
    return re.compile(rf"\b(?:{words})\s+", re.IGNORECASE)


@lru_cache(maxsize=1)
def _ordinals() -> re.Pattern[str]:
    words = "|".join(lists("acts")["ordinals"])
    return re.compile(rf"\b({words}) (?:{'|'.join(lists('acts')['counted'])})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _hinges() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lists('acts')['hinges'])})\b", re.IGNORECASE)


@lru_cache(maxsize=1)
def _breaks() -> re.Pattern[str]:
    return re.compile(rf"[,;.]|\b(?:{'|'.join(lists('acts')['hinges'])})\b", re.IGNORECASE)
