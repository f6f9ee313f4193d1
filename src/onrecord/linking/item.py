"""What must be remembered of a name to know its bearer again in another story."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

NAMES = 24
"""Written forms kept of one item, the first in order: more would say nothing new."""

Place = tuple[str, str, int, int, str]
"""Day, story, start, end and words of a mention; the day is "" where the story has no date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A name form with its context: many mentions in many stories make one item.

    `id` depends on what is compared only: name, kind, country, sector, office, year of the office,
    aliases. `names`, `first` and `last` gather what the stories add (see `absorb`).
    `kind` is person, office (its holder, not named), state, body, group, forces or bare (one word
    that may be anybody's). `land` is whose it is where no table knows the land. `title`, `of`
    and `held` are the office (see `offices.Office`), `year` the year of the story if the office is
    held then. `entity` is the id in the knowledge base, `candidates` are the ids that an alias
    claimed by several may stand for.
    """

    id: str
    kind: str
    name: str
    country: str | None = None
    sector: str | None = None
    land: str | None = None
    title: str | None = None
    of: str | None = None
    held: str | None = None
    year: int | None = None
    aliases: tuple[str, ...] = ()
    entity: str | None = None
    candidates: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    first: Place | None = field(default=None, compare=False)
    last: Place | None = field(default=None, compare=False)


def identify(*parts: Any, prefix: str = "n") -> str:
    """An id of one letter and 16 hexadecimal digits that depends on the parts only.

    >>> identify("person", "Ana Ruiz")
    'nca88fc3cef9532a0'
    """
    packed = json.dumps(parts, ensure_ascii=True, separators=(",", ":"))
    return prefix + hashlib.sha256(packed.encode("ascii")).hexdigest()[:16]


def absorb(a: Item, b: Item) -> Item:
    """One item of two with the same id: all written forms, the earliest and the latest place.

    The same whichever comes first, and however often.
    """
    if a.id != b.id:
        raise ValueError(f"Only items with one id are absorbed, got {a.id} and {b.id}.")
    places = [p for p in (a.first, a.last, b.first, b.last) if p is not None]
    return replace(
        a,
        names=tuple(sorted({*a.names, *b.names})[:NAMES]),
        first=min(places, key=earliest, default=None),
        last=max(places, key=latest, default=None),
    )


def earliest(place: Place) -> tuple[Any, ...]:
    """Sorts places by day, those without a day last."""
    return (place[0] or "9999", *place[1:])


def latest(place: Place) -> tuple[Any, ...]:
    """Sorts places by day, those without a day first."""
    return tuple(place)


def load(line: Mapping[str, Any]) -> Item:
    """The item that `dataclasses.asdict` and JSON made a line of.

    >>> load({"id": "n1", "kind": "state", "name": "Armenia", "names": ["Yerevan"]}).names
    ('Yerevan',)
    """
    known = {f.name for f in fields(Item)}
    given: dict[str, Any] = {
        k: tuple(v) if isinstance(v, list) else v for k, v in line.items() if k in known
    }
    return Item(**given)
