"""Whether an act is told as done, going on, planned, denied, conditional or only alleged."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.languages.phrases import lists
from onrecord.records.event.clause import Clause

SPOKEN = frozenset({"AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"})
"""Types whose act is the saying itself: "will not meet them" is a refusal that did occur."""
DENIAL = "denial"
"""The rule by which a party's denial is read: its word against what else the story tells."""
PENNED = frozenset({"AGREE", "SUPPORT", "CONCEDE"})
"""Spoken types that may also be done with a pen or a vote, and so be planned or not be done."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the words around a trigger say of its status, and by which rule."""

    status: str
    rule: str


def _any(words: list[str]) -> str:
    longest = sorted(words, key=lambda w: (-len(w), w))
    return "|".join(re.escape(w).replace(r"\ ", " ") for w in longest)


@lru_cache(maxsize=1)
def _cues() -> dict[str, re.Pattern[str]]:
    """Each list as a pattern over plain lower-case words; "n't" ends a word."""
    return {
        name: re.compile(rf"(?:(?<!\w)|(?=n't))(?:{_any(words)})(?!\w)")
        for name, words in lists("events").items()
        if isinstance(words, list)
    }


@lru_cache(maxsize=1)
def _held() -> re.Pattern[str]:
    return re.compile(rf"(.*)\b(?:{_any(lists('events')['holding'])})\b[^,]{{0,40}}$")


@lru_cache(maxsize=1)
def _called_off() -> re.Pattern[str]:
    words = _any(lists("events")["called_off"])
    return re.compile(rf"^[^;]{{0,80}}?\b(?:was|were|been|is|be)\s(?:\w+ly\s)?(?:{words})\b")


@lru_cache(maxsize=1)
def _obliged() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_any(lists('events')['obliging'])}) (?:\S+ ){{0,4}}to$")


def deniable(words: str, *, done: bool) -> bool:
    """Whether plain lower-case words may deny anything at all, of what is told as done with words.

    >>> deniable("they called off talks.", done=False), deniable("they called it off.", done=True)
    (True, False)
    """
    return bool(_cues()["disbelieved" if done else "denying"].search(words))


def read(clause: Clause, *, kind: str) -> Reading | None:
    """The status that the clause of a trigger states, None where it states none.

    "It is not planned to sign any document" is a signing denied; "if the sides agree, a statement
    will be signed" is conditional; "accused Oran of shelling the port" makes the shelling alleged.

    >>> from onrecord.records.event.clause import clause
    >>> from onrecord.spans import Span
    >>> said = "The two ministers did not meet in Athens."
    >>> read(clause(said, sentence=Span(0, 41), trigger=Span(26, 30)), kind="CONSULT")
    Reading(status='denied', rule='negation')
    """
    if kind in SPOKEN:
        return _spoken(clause) if kind in PENNED else _set_down(clause)
    return _named(clause) if clause.noun else _done(clause)


def _done(clause: Clause) -> Reading | None:
    """The status of an act told by a verb: "will withdraw", "did not fire"."""
    cues = _cues()
    left = cues["anyway"].sub("", clause.left)
    near = _last(left, 4)
    here = f"{_last(left, 6)} {clause.inside}"
    if cues["alleged"].search(_last(left, 5)):
        return Reading("alleged", "alleged")
    if cues["denials"].search(near) or _inner(clause.inside, "denials"):
        return Reading("denied", DENIAL)
    if cues["negations"].search(near) or _inner(clause.inside, "negations"):
        # "Sarkand had not handed over everybody": most it had.
        partly = cues["in_part"].search(_first(clause.right, 3))
        return Reading("occurred", "in part") if partly else Reading("denied", "negation")
    if cues["conditions"].search(left):
        return Reading("conditional", "if")
    if cues["may"].search(_last(left, 3)):
        return Reading("conditional", "may")
    # "The army would continue to operate in the West Bank".
    if cues["keeping_on"].search(f"{_last(left, 2)} {clause.inside}"):
        return Reading("ongoing", "ongoing")
    if cues["planned"].search(here) or _obliged().search(left):
        # "It is unclear whether he will hold a summit": no plan yet.
        doubt = cues["unsure"].search(left)
        return Reading("conditional", "whether") if doubt else Reading("planned", "planned")
    if cues["reported"].search(f"{near} {clause.inside}"):
        told = bool(cues["conditions"].search(f"{clause.sentence} {clause.right}"))
        return Reading("conditional" if told else "planned", "would")
    if cues["ongoing"].search(near):
        return Reading("ongoing", "ongoing")
    return None


def _named(clause: Clause) -> Reading | None:
    """The status of an act told by a noun: "planned talks", "no meeting was held"."""
    cues = _cues()
    left = cues["anyway"].sub("", clause.left)
    held = _held().search(left)
    near = _last(left, 3)
    if cues["alleged"].search(near):
        return Reading("alleged", "alleged")
    if _called_off().search(clause.rest):
        return Reading("denied", "called off")
    if clause.known:
        return None  # "was not responsible for the boycott"
    if cues["denials"].search(_last(left, 5)):
        return Reading("denied", DENIAL)
    if _NONE.search(near) or (held and cues["negations"].search(_last(held[1], 4))):
        return Reading("denied", "negation")
    if cues["may"].search(near):
        return Reading("conditional", "may")
    if held and cues["conditions"].search(held[1]):
        return Reading("conditional", "if")
    if cues["planned"].search(near) or _inner(clause.inside, "planned"):
        return Reading("planned", "planned")
    if held and cues["planned"].search(_last(held[1], 5)):
        return Reading("planned", "held")
    if held and cues["reported"].search(_last(held[1], 3)):
        return Reading("planned", "would")
    # "The strike will last 48 hours": told before, it may go on already.
    if cues["after"].search(_first(clause.right, 4)) and not (
        clause.pointing and clause.right.startswith(_LASTS)
    ):
        return Reading("planned", "after")
    # "The second round of talks with Iran is underway".
    if cues["going_on"].search(clause.right) or cues["ongoing"].search(_last(left, 2)):
        return Reading("ongoing", "ongoing")
    return None


def _spoken(clause: Clause) -> Reading | None:
    """The status of a signing, a deal, a concession: "failed to reach an agreement"."""
    cues = _cues()
    left = cues["anyway"].sub("", clause.left)
    near = f"{_last(left, 5)} {clause.inside}"
    if not cues["deeds"].search(f"{clause.inside} {_last(left, 2)}"):
        return _set_down(clause)
    if cues["negations"].search(near):
        return Reading("denied", "negation")
    if cues["conditions"].search(f"{clause.left} {clause.inside}"):
        return Reading("conditional", "if")
    if cues["may"].search(near) or _MAY_BE.match(clause.right):
        return Reading("conditional", "may")
    return _set_down(clause)


def _set_down(clause: Clause) -> Reading | None:
    cues = _cues()
    near = f"{_last(clause.left, 4)} {clause.inside}"
    if cues["set_down"].search(near):
        return Reading("planned", "set down")
    return None


_NONE = re.compile(r"(?:\bno|\bwithout|\bnot any|\bnot a|n't (?:a|any))(?: \S+)?$")
_LASTS = "will last"
_MAY_BE = re.compile(r"(?:\S+ ){0,6}(?:may|might|could) be\b")


def _inner(inside: str, cue: str) -> bool:
    """Whether a cue stands inside the trigger itself, not as its last word."""
    first = inside.rpartition(" ")[0]
    return bool(first) and bool(_cues()[cue].search(first))


def _first(words: str, count: int) -> str:
    return " ".join(words.split()[:count])


def _last(words: str, count: int) -> str:
    return " ".join(words.split()[-count:])
