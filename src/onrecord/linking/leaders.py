"""Heads of state and government as the tables give them, found by name, office, country and day."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from onrecord.linking import spelling
from onrecord.linking.known import slug
from onrecord.ontology.tables import rows

FULL = frozenset(["same", "spelling", "middle"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Leader:
    """Somebody who held a high office at least from `start` to `seen` (ISO days)."""

    id: str
    name: str
    country: str
    title: str
    start: str
    seen: str


@lru_cache(maxsize=1)
def leaders() -> tuple[Leader, ...]:
    """All leaders that the table knows.

    >>> [(one.name, one.start) for one in leaders() if one.id == "person:AZE-ilham-aliyev"]
    [('Ilham Aliyev', '2003-10-31')]
    """
    found = []
    for row in rows("leaders.tsv"):
        words = spelling.words_of(row["name"])
        own = slug(" ".join((words[0], words[-1]) if len(words) > 2 else words))
        found.append(
            Leader(
                id=f"person:{row['country']}-{own}",
                name=row["name"],
                country=row["country"],
                title=row["title"],
                start=row["from"],
                seen=row["seen"],
            )
        )
    return tuple(found)


@lru_cache(maxsize=1)
def _by_end() -> dict[str, tuple[Leader, ...]]:
    found: dict[str, list[Leader]] = {}
    for leader in leaders():
        names = spelling.parts(leader.name)
        for word in {spelling.sound(names[0]), spelling.sound(names[-1])}:
            found.setdefault(word, []).append(leader)
    return {word: tuple(all_) for word, all_ in found.items()}


def leader(name: str, *, title: str | None, country: str | None, day: str) -> Leader | None:
    """The one leader whom a name with its office, country and day can mean, else None.

    A full name needs no more than a country that does not differ; a family name alone needs the
    office and a day in which it was surely held.

    >>> leader("Aliev", title="president", country=None, day="2021-01-10").name
    'Ilham Aliyev'
    >>> leader("Aliyev", title="president", country="AZE", day="1999-05-01") is None
    True
    >>> leader("Aliyev", title=None, country="AZE", day="2021-01-10") is None
    True
    """
    words = spelling.parts(name)
    near = {
        one
        for word in ((words[0], words[-1]) if words else ())
        for one in _by_end().get(spelling.sound(word), ())
        if country in (None, one.country)
    }
    found: dict[str, Leader] = {}
    for one in sorted(near, key=lambda one: (one.id, one.start, one.seen)):
        alike = spelling.likeness(name, one.name, country=one.country)
        if alike is None:
            continue
        held = title == one.title and bool(day) and one.start <= day <= one.seen
        full = alike.grade in FULL and len(words) > 1 and not spelling.common(name)
        if full or (held and alike.grade in FULL | {"family", "language", "initials"}):
            found.setdefault(one.id, one)
    return next(iter(found.values())) if len(found) == 1 else None
