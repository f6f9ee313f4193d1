"""Who takes part in an event record, as far as reports are compared by it."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from onrecord.mentions.actors.polities import polities, root
from onrecord.merging.telling import TELLING
from onrecord.stories.words import stem, weight

NAMES = 3
"""Parties of a record that go into its keys."""


def called(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The telling words of the names of those who take part, as stems."""
    named = {
        word
        for side in ("actors", "recipients")
        for a in record[side]
        for word in a["name"].split()
        if word[:1].isupper()
    }
    found = {stem(w.removesuffix("'s").removesuffix("’s")) for w in named}
    return tuple(sorted(w for w in found if w and weight(w) > TELLING))


def undergo(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The last names of the persons to whom it is done, as stems; only whole names count."""
    named = (a["name"].split() for a in record["recipients"] if a["kind"] == "person")
    return tuple(sorted({stem(n[-1]) for n in named if len(n) > 1 and n[0][0].isupper()}))


def lands(record: Mapping[str, Any], text: str) -> frozenset[str]:
    """The roots of the names of those who take part that are lands which no table knows.

    "Sarkand attacked": it may have been read as a person.
    """
    who = (_bare(a["name"]) for side in ("actors", "recipients") for a in record[side])
    return frozenset(map(root, polities(text, {n for n in who if " " not in n})))


def land(place: str, text: str) -> bool:
    """Whether a place that no table knows is a land, or an adjective: "the Sarkandi army"."""
    if polities(text, [place]):
        return True
    same = (w for w in re.findall(rf"\b{re.escape(place[:4])}\w*", text) if root(w) == root(place))
    return " " not in place and any(len(w) < len(place) for w in same)


def people(record: Mapping[str, Any], lands: Collection[str]) -> tuple[tuple[str, ...], bool]:
    """The last names of the persons who take part, as stems, and whether one has more than that."""
    who = (a for side in ("actors", "recipients") for a in record[side])
    split = [_bare(a["name"]).split() for a in who if a["kind"] == "person"]
    split = [w for w in split if w and w[-1][:1].isupper() and root(w[-1]) not in lands]
    whole = any(len(w) > 1 and w[0][:1].isupper() for w in split)
    return tuple(sorted({stem(w[-1]) for w in split})), whole


def _bare(name: str) -> str:
    return name.removesuffix("'s").removesuffix("’s").rstrip("'’")


def persons(
    record: Mapping[str, Any], links: Mapping[str, str], lands: Collection[str]
) -> tuple[str, ...]:
    """The linked ids of the persons who take part."""
    who = (a for side in ("actors", "recipients") for a in record[side])
    persons = (a for a in who if a["kind"] == "person" and root(_bare(a["name"])) not in lands)
    return tuple(sorted({links.get(a["id"], a["id"]) for a in persons}))


def parties(record: Mapping[str, Any], links: Mapping[str, str]) -> tuple[str, ...]:
    """The linked ids of the named who take part, states and bodies before persons."""
    order = {"state": 0, "body": 1, "group": 2, "person": 3}
    named = {
        (order[a["kind"]], links.get(a["id"], a["id"]))
        for side in ("actors", "recipients")
        for a in record[side]
        if a["kind"] in order and a["name"][:1].isupper()
    }
    return tuple(sorted({i for _, i in sorted(named)[:NAMES]}))


def ids(references: Sequence[Mapping[str, Any]], links: Mapping[str, str]) -> tuple[str, ...]:
    """The linked ids of those who take part; "three people" could be any three."""
    kept = (a for a in references if a["kind"] != "population" or a["id"] in links)
    return tuple(sorted({links.get(a["id"], a["id"]) for a in kept}))
