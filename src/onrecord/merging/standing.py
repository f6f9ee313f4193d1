"""What legal standing is claimed: in force, void, occupied, annexed, unlawful."""

from __future__ import annotations

import re
from functools import lru_cache

from onrecord.languages.phrases import Phrases, lists

Standing = tuple[str, str]
"""The standing and the words that claim it."""


@lru_cache(maxsize=1)
def _phrases() -> Phrases:
    return Phrases(lists("disputes")["standing"])


def standings(text: str) -> tuple[Standing, ...]:
    """The standings that a text claims, in text order.

    >>> standings("the flight was humanitarian and so not a violation of the embargo")
    (('lawful', 'not a violation'),)
    """
    found = [(h.label, text[h.span.start : h.span.end].lower()) for h in _phrases().find(text)]
    found += [("lacks", m[0].lower()) for m in _there_is_no().finditer(text)]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1)
def _there_is_no() -> re.Pattern[str]:
    """'There is no Kalin corridor in the protocol.'"""
    of = "|".join(lists("disputes")["there_is_no"]["of"])
    return re.compile(
        rf"\bthere (?:is|was) no [^.;]{{2,60}}? in (?:the|this) (?:{of})\b", re.IGNORECASE
    )


def opposed(a: tuple[Standing, ...], b: tuple[Standing, ...]) -> tuple[str, str] | None:
    """The two standings, one of each, that cannot both hold; None where all can.

    >>> opposed((("in_force", "still binding"),), (("void", "is dead"),))
    ('in_force', 'void')
    """
    table = lists("disputes")["against"]
    for one, _ in a:
        for other, _ in b:
            if other in table.get(one, ()) or one in table.get(other, ()):
                return one, other
    return None
