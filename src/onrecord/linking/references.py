"""The actors of one story as its records name them: each with all that they say of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

REFERENCE = frozenset(
    {"id", "name", "kind", "country", "sector", "capacity", "start", "end", "quote"}
)
CALLED = (
    r"\s*,?\s*\(?(?:which is |who are |is )?"
    r"(?:also|otherwise|formerly|previously|better|sometimes)?"
    r"\s*(?:known|called|tracked|referred to|identified) as\s+(?:the\s+)?[\"“']?"
)
TRACKED = (
    r"\s*,?\s*\(?(?:which|whom|that) [\w ]{1,30}?"
    r"(?:tracks?|calls?|names?|knows?|dubs?|refers? to)(?: as)? [\"“']?"
)
NAME = r"((?:[A-Z][\w\-.’']*|\d+)(?: (?:[A-Z][\w\-.’']*|of|the|and|for|\d+))*)"
BRACKET = r"\s*\((?:the |or |aka |a\.k\.a\. |formerly )?[\"“]?([A-Z][\w.\-/&]{1,11})[\"”]?[);,]"
MOST = 40
"""Places of an office and of a name that are held against each other."""
LONGEST = 200
"""Characters of a name that is looked for in the text: keeps hostile texts cheap."""


OFFICE_OF = re.compile(r"((?:\w+ )(?:[\w-]+ ){0,3}?of (?:the )?(?:Republic of )?[A-Z]\w+),? $")
AFTER = tuple(re.compile(p) for p in (BRACKET, CALLED + NAME, TRACKED + NAME))
AROUND = 120
"""Characters beside a name that are looked at."""


@dataclass(slots=True, kw_only=True)
class Told:
    """An actor of a story and everything that its records say of it."""

    id: str
    name: str
    kind: str
    country: str | None = None
    sector: str | None = None
    capacity: str | None = None
    quotes: set[str] = field(default_factory=set)
    aliases: set[str] = field(default_factory=set)
    start: int = 0
    end: int = 0
    quote: str = ""


def references(line: Any) -> Iterator[Mapping[str, Any]]:
    """All actor references in a record, at any depth."""
    if isinstance(line, Mapping):
        if line.keys() >= REFERENCE:
            yield line
            return
        for key in sorted(line):
            yield from references(line[key])
    elif isinstance(line, list):
        for one in line:
            yield from references(one)


def told(story: Mapping[str, Any], records: Iterable[Mapping[str, Any]]) -> dict[str, Told]:
    """The actors of a story by their id in it, in order of that id."""
    text: str = story.get("text") or ""
    found: dict[str, Told] = {}
    lines = list(records)
    for line in lines:
        for ref in references(line):
            _add(found, ref)
    for actor in found.values():
        actor.aliases |= _called(text, actor)
    for line in lines:
        if line.get("kind") == "attribution":
            _alias_of(found, line)
    return {key: found[key] for key in sorted(found)}


def _add(found: dict[str, Told], ref: Mapping[str, Any]) -> None:
    actor = found.get(ref["id"])
    if actor is None:
        actor = found[ref["id"]] = Told(
            id=ref["id"],
            name=ref["name"],
            kind=ref["kind"],
            country=ref["country"],
            sector=ref["sector"],
            start=ref["start"],
            end=ref["end"],
            quote=ref["quote"],
        )
    actor.quotes.add(ref["quote"])
    actor.country = actor.country or ref["country"]
    actor.sector = actor.sector or ref["sector"]
    if ref["capacity"]:
        actor.capacity = max(actor.capacity or "", ref["capacity"], key=lambda c: (len(c), c))
    best = (actor.name not in actor.quote, actor.start, actor.end)
    if (actor.name not in ref["quote"], ref["start"], ref["end"]) < best:
        actor.start, actor.end, actor.quote = ref["start"], ref["end"], ref["quote"]


def _called(text: str, actor: Told) -> set[str]:
    """Other names that the text gives: "... in Europe (OSCE)", "APT28, also known as Sofacy"."""
    if (
        actor.kind not in ("body", "group", "unknown")
        or not actor.name
        or len(actor.name) > LONGEST
    ):
        return set()
    found: set[str] = set()
    for at in spots(text, actor.name):
        end = at + len(actor.name)
        after = text[end : end + AROUND]
        for pattern in AFTER:
            match = pattern.match(after)
            if match:
                found.add(match[1].rstrip("."))
    short = {q for q in actor.quotes if re.fullmatch(r"[A-Z][A-Z0-9.\-&]{1,9}", q)}
    letters = {n: re.sub(r"\W", "", n) for n in found | short}
    return {
        n for n, own in letters.items() if n != actor.name and len(own) > 1 and own[0].isalpha()
    }


def _alias_of(found: dict[str, Told], line: Mapping[str, Any]) -> None:
    """Takes the names that a chain of blame ties by "alias-of" to each of the two."""
    for step in line.get("chain") or ():
        sides = [step.get("subject"), step.get("object")]
        if step.get("relation") != "alias-of" or not all(isinstance(s, Mapping) for s in sides):
            continue
        for own, other in (sides, sides[::-1]):
            if own.get("id") in found and other.get("name") != own.get("name"):
                found[own["id"]].aliases.add(other["name"])


def beside(text: str, capacity: str, name: str) -> tuple[str, str]:
    """The word before an office and what it is "of" after it, where it stands beside the name.

    >>> beside("Ann Lee, then foreign minister, left.", "foreign minister", "Ann Lee")
    ('then', '')
    >>> beside("the Foreign Minister of Velmora, Ana Roy, and", "Foreign Minister", "Ana Roy")
    ('the', 'Velmora')
    """
    at = _beside(text, capacity, name) if capacity else -1
    if at < 0:
        return "", ""
    lead = text[max(0, at - 24) : at].split()
    after = re.match(r" of (?:the )?(?:Republic of )?([A-Z]\w+)", text[at + len(capacity) :][:60])
    return (lead[-1].strip(",(") if lead else ""), (after[1] if after else "")


def _beside(text: str, capacity: str, name: str) -> int:
    """Where an office stands nearest to the last word of a name, at most 80 characters off."""
    last = name.rsplit(maxsplit=1)[-1] if name.strip() else ""
    held, names = spots(text, capacity), spots(text, last)
    near = [(abs(n - at), at) for at in held for n in names if abs(n - at) <= 80]
    return min(near)[1] if near else (held[0] if held else -1)


def spots(text: str, words: str) -> list[int]:
    """The first places where words stand.

    >>> spots("ab ab", "ab")
    [0, 3]
    """
    found: list[int] = []
    at = text.find(words) if words else -1
    while at >= 0 and len(found) < MOST:
        found.append(at)
        at = text.find(words, at + 1)
    return found


def told_of(text: str, name: str) -> str | None:
    """The words before a name that end with whom an office may be of.

    >>> told_of("Then the Foreign Minister of Velmora, Ana Roy, spoke.", "Ana Roy")
    'Then the Foreign Minister of Velmora'
    """
    if not name or len(name) > LONGEST:
        return None
    for at in spots(text, name):
        match = OFFICE_OF.search(text[max(0, at - AROUND) : at])
        if match:
            return match[1]
    return None
