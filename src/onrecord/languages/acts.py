"""Words that tell acts: their lemmas, the verbs they are made of, and how near their senses are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

_TAIL = re.compile(r"(?:['’]s|['’]|n['’]t)$")
_VOWEL = re.compile(r"[aeiouy]")


@dataclass(frozen=True, slots=True)
class Act:
    """What is known of a word: the verbs it is made from or of, its senses and those above them.

    Senses are numbers with the rank of the sense among the word's own, the commonest being 1.
    """

    verbs: frozenset[str]
    senses: dict[int, int]
    above: dict[int, int]


@lru_cache(maxsize=1)
def _acts(language: str = "en") -> dict[str, Act]:
    lines = (files("onrecord.languages") / language / "acts.tsv").read_text("utf-8").splitlines()
    out = {}
    for line in lines[1:]:
        word, verbs, senses, above = (*line.split("\t"), "", "", "")[:4]
        out[word] = Act(frozenset(verbs.split()), _ranked(senses), _ranked(above))
    return out


def _ranked(cell: str) -> dict[int, int]:
    pairs = (part.split(":") for part in cell.split())
    return {int(sense): int(rank) for sense, rank in pairs}


@lru_cache(maxsize=1)
def _irregular(language: str = "en") -> dict[str, str]:
    lines = (files("onrecord.languages") / language / "irregular.tsv").read_text("utf-8")
    pairs = (line.partition("\t") for line in lines.splitlines()[1:])
    return {form: of for form, _, of in pairs}


@lru_cache(maxsize=1 << 16)
def lemma(word: str) -> str:
    """The word as a dictionary has it, in lower case: irregular forms by a table, others by rule.

    >>> [lemma(w) for w in ("killed", "Killing", "quakes", "shot", "talks", "denies", "Obama's")]
    ['kill', 'kill', 'quake', 'shoot', 'talk', 'deny', 'obama']
    """
    low = _TAIL.sub("", word.lower())
    if low in _irregular():
        return _irregular()[low]
    if low.endswith(("shes", "ches", "xes", "sses", "zzes")):
        return low[:-2]
    known = _acts()
    for ending, others in _ENDINGS:
        stem = low[: -len(ending)]
        if not low.endswith(ending) or len(stem) < 3 or not _VOWEL.search(stem):
            continue
        forms = [stem + other for other in others]
        if len(stem) > 3 and stem[-1] == stem[-2] and ending in ("ing", "ed"):
            forms.insert(0, stem[:-1])
        for form in forms:
            if form in known and (ending != "ing" or form in known[form].verbs):
                return form
        if (
            ending in ("ies", "es", "s")
            and not low.endswith(("ss", "us", "is"))
            and low not in known
        ):
            return stem + others[0]
    return low


_ENDINGS = (
    ("ies", ("y", "ie")),
    ("ied", ("y", "ie")),
    ("s", ("",)),
    ("es", ("",)),
    ("ed", ("e", "")),
    ("ing", ("e", "")),
)
"""Endings and what may stand in their place, in the order in which they are tried."""


def verbs(word: str) -> frozenset[str]:
    """The verbs that a lemma is or is made of; none for a word that is not known.

    >>> sorted(verbs("acquisition")), sorted(verbs("arrest")), sorted(verbs("earthquake"))
    (['acquire'], ['arrest'], [])
    """
    act = _acts().get(word)
    return act.verbs if act else frozenset()


@lru_cache(maxsize=1 << 18)
def near(a: str, b: str) -> tuple[float, float]:
    """How near two lemmas are in meaning, 0 to 1: by a sense in common, and by one above the other.

    The commoner the senses are for their words, the nearer: 1 for two first senses.

    >>> near("quake", "earthquake"), near("slay", "kill"), near("talk", "kill")
    ((1.0, 0.0), (0.0, 1.0), (0.0, 0.0))
    """
    one, other = _acts().get(a), _acts().get(b)
    if one is None or other is None:
        return 0.0, 0.0
    same = _nearest(one.senses, other.senses)
    over = max(_nearest(one.above, other.senses), _nearest(one.senses, other.above))
    return same, over


def _nearest(a: dict[int, int], b: dict[int, int]) -> float:
    shared = a.keys() & b.keys()
    return max((2.0 / (a[s] + b[s]) for s in shared), default=0.0)
