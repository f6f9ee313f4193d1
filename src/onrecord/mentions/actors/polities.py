"""Lands that no table knows, breakaway, old or imagined, told by the words around their names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from onrecord.languages.phrases import lists
from onrecord.mentions.actors.lexicon import first_names, heads, organisations, plain
from onrecord.ontology import countries, demonyms

MOST = 40
"""Names of a story that are looked at: keeps hostile texts cheap."""
LOOK = 60
"""Places of a name that are looked at."""
AROUND = 48
"""Characters before and after it."""
NAME = re.compile(r"[A-Z][^\W\d_]{3,}")


def root(word: str) -> str:
    """What the name of a land and the words made of it have in common, folded.

    >>> root("Velmora") == root("Velmoran"), root("Sarkandi"), root("Lusenian") == root("Lusenia")
    (True, 'sarkand', True)
    """
    folded = plain(word)
    for end in ("ians", "ian", "ans", "ia", "an", "ese", "ish", "is", "a", "i"):
        if folded.endswith(end) and len(folded) - len(end) >= 4:
            return folded.removesuffix(end)
    return folded


@lru_cache(maxsize=1)
def _phrases() -> dict[str, re.Pattern[str]]:
    """What may stand after a name, before it, and how a word made of it may end."""
    table = lists("bodies")["polity"]
    either = {
        name: "|".join(re.escape(w) for w in sorted(table[name], key=lambda w: (-len(w), w)))
        for name in ("has", "of", "at", "adjective")
    }
    return {
        "has": re.compile(rf" (?:[a-z]+ )?(?i:({either['has']}))\b"),
        "owns": re.compile(rf"['’]s (?:[a-z]+ )?(?i:({either['has']}))\b"),
        "of": re.compile(
            rf"(?i:\b(?:{either['of']})) of (?:the )?(?:Republic of |[A-Z]\w+ and )?$"
        ),
        "at": re.compile(rf"\b(?:{either['at']}) $"),
        "adjective": re.compile(rf"(?:{either['adjective']})$"),
    }


def polities(text: str, names: Iterable[str]) -> dict[str, str]:
    """The names that are lands, by their root: one of each, the shortest.

    It takes an adjective ("Velmoran troops"), an office "of" it, or two things that it owns, or one
    and a place ("in Velmora"). "Assad's army" alone is not enough, and what stands after a first
    name or a title is a person's.

    >>> text = "Sarkandi troops came. Assad's army fled. The parliament of Velmora met in Tarvin."
    >>> polities(text, ["Sarkand", "Assad", "Velmora", "Tarvin"])
    {'sarkand': 'Sarkand', 'velmor': 'Velmora'}
    """
    found: dict[str, str] = {}
    fitting = sorted({n for n in names if _may_be(n)}, key=lambda n: (len(n), n))
    for name in fitting[:MOST]:
        own = root(name)
        if own not in found and _shown(text, name=name) and not _person(text, name=name):
            same = (w for w in re.findall(rf"\b{name[: len(own)]}\w*", text) if root(w) == own)
            found[own] = min((name, *same), key=lambda w: (len(w), w))
    return found


def _may_be(name: str) -> bool:
    one = NAME.fullmatch(name) is not None
    known = countries.by_name(name) or demonyms.country_of(name) or name in first_names()
    return one and not known and root(name) not in _common()


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    """Roots of words of offices and bodies, which are no names: "the defence of the Republic"."""
    listed = (*lists("bodies")["kinds"]["words"], *lists("names")["honours"]["words"])
    return frozenset(map(root, [*heads(), *organisations(), *listed]))


def _shown(text: str, *, name: str) -> bool:
    """Whether the words around a name, and around those made of it, are those of a land."""
    said, own = _phrases(), len(root(name))
    owned, placed = set(), False
    for match in islice(re.finditer(rf"\b{re.escape(name[:own])}(\w*)", text), LOOK):
        after = text[match.end() : match.end() + AROUND]
        before = text[max(0, match.start() - AROUND) : match.start()]
        if said["adjective"].match(match[1]) and said["has"].match(after):
            return True
        if match[0] == name and not after.startswith("-"):
            if said["of"].search(before):
                return True
            owns = said["owns"].match(after)
            if owns:
                owned.add(owns[1].lower())
            placed = placed or (said["at"].search(before) is not None and not after.startswith("'"))
    return len(owned) > 1 or bool(owned and placed)


def _person(text: str, *, name: str) -> bool:
    """Whether a first name or a title stands before it: "Donald Trump", "Mrs. Clinton"."""
    titles = frozenset(lists("names")["honours"]["words"]) - frozenset(["republican", "democratic"])
    for match in islice(re.finditer(re.escape(name), text), LOOK):
        lead = re.search(r"\b([A-Z]\w+)\.? $", text[max(0, match.start() - 24) : match.start()])
        if lead and (lead[1] in first_names() or lead[1].lower() in titles):
            return True
    return False


def land_of(words: str, lands: Iterable[str]) -> str | None:
    """The root of the one land that words name or are made of: "Sarkand's defence ministry".

    >>> land_of("Ministry of Defence of the Republic of Sarkand", ["sarkand", "velmor"])
    'sarkand'
    """
    known = frozenset(lands)
    found = {root(m[0]) for m in NAME.finditer(re.sub(r"['’]s\b", "", words))} & known
    return next(iter(found)) if len(found) == 1 else None
