"""Why two things were joined, in words that a person reads: whole words and names, no stems or ids.

Comparing works on word stems and ids ("grei, heron", "a17c52b0e09da7e6b"); who asks why reads
"Grey, Heron" and "Sarkand".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.stories.words import stems
from onrecord.views.visible import one_line

STEMMED = ("trigger", "beside", "story", "names", "words", "content")
"""Reasons whose words are stems."""

ID = re.compile(r"\b[aphmgdo][0-9a-f]{16}\b")
LOCAL = re.compile(r"(?<![\w-])([^\W_][\w-]*)-[0-9a-f]{6}\b")
"""An actor that is not linked: its name and a hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """One reason: its name, its words, and its weight; `share` is the weight as a share of the
    heaviest beside it, from 0 to 1."""

    name: str
    words: str
    weight: float
    share: float


def because(
    reasons: Iterable[Mapping[str, Any]],
    *,
    called: Callable[[str], str | None],
    spelled: Mapping[str, str] | None = None,
) -> list[Because]:
    """Reasons for people; ids become what `called` says, stems what `spelled` has for them.

    >>> told = [{"name": "names", "words": "grei, heron", "weight": 2.0},
    ...         {"name": "sides", "words": "a00000000000000ff, bus-d1b16f", "weight": -1.0}]
    >>> for one in because(told, called={"a00000000000000ff": "Oslo"}.get,
    ...                    spelled=spellings(["Grey Heron", "a heron"])):
    ...     print(one.name, one.words, one.weight, one.share)
    names Grey, heron 2.0 1.0
    sides Oslo, bus -1.0 0.5
    """
    found = [
        (
            one_line(str(r.get("name") or "")),
            one_line(str(r.get("words") or "")),
            float(r.get("weight") or 0),
        )
        for r in reasons
    ]
    heaviest = max((abs(weight) for _, _, weight in found), default=0) or 1
    out = []
    for name, words, weight in found:
        told = ID.sub(lambda m: called(m[0]) or m[0], words)
        told = LOCAL.sub(lambda m: called(m[0]) or m[1].replace("-", " "), told)
        if spelled and name in STEMMED:
            told = _WORD.sub(lambda m: spelled.get(m[0], m[0]), told)
        elif spelled and name == "accused":
            told = _IN_BRACKETS.sub(lambda m: f"({_begins(m[1], spelled)})", told)
        told = _ONE_DAY.sub("a day apart", told).replace("0 days apart", "on the same day")
        share = round(abs(weight) / heaviest, 3)
        out.append(Because(name=name, words=told, weight=weight, share=share))
    return out


def spellings(texts: Iterable[str]) -> dict[str, str]:
    """For each stem the spelling that the texts have most often, of equals the first.

    >>> spellings(["Shells hit Zelin. The shells fell."])["shell"]
    'shells'
    >>> spellings(["Parties met", "parties meet"])["parti"]
    'parties'
    """
    seen: dict[str, Counter[str]] = {}
    for text in texts:
        for stem, start, end in stems(text):
            seen.setdefault(stem, Counter())[text[start:end].removesuffix("'s")] += 1
    out = {}
    for stem, forms in seen.items():
        common = forms.most_common(1)[0][0]
        small = common[:1].lower() + common[1:]
        out[stem] = small if small in forms else common
    return out


def _begins(stem: str, spelled: Mapping[str, str]) -> str:
    """The shortest spelling that begins as a stem does, else the stem."""
    fits = [w for w in spelled.values() if w.lower().startswith(stem)]
    return min(fits, key=lambda w: (len(w), w), default=stem)


_IN_BRACKETS = re.compile(r"\((\w+)\)")
_ONE_DAY = re.compile(r"\b1 days apart\b")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
