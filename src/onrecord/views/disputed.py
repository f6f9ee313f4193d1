"""A dispute's sides as a page sets them out: what is claimed on one side, denied on the other."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from onrecord.views.visible import one_line

DENIED = ("denial", "occurrence")
"""Kinds of disputes in which all who claim claim the same."""

TOLD = ("statements", "events", "attributions")
"""Records that a side may rest on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One party of a side: its name, its actor's id if it is linked, what it says, how that is
    read where it is about an agreement ("carried out in part"), and the records that say so, each
    wording once: (words, records)."""

    name: str
    actor: str | None
    position: str
    reading: str
    said: tuple[tuple[str, tuple[Mapping[str, Any], ...]], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A side: `stance` is claims or denies, and those who take it, the most quoted first."""

    stance: str
    voices: tuple[Voice, ...]

    @property
    def names(self) -> str:
        """Who takes the side."""
        return ", ".join(dict.fromkeys(v.name for v in self.voices if v.name))

    @property
    def position(self) -> str:
        """The first thing said on the side."""
        return next((v.position for v in self.voices if v.position), "")

    def beyond(self, about: str) -> str:
        """The first thing said on the side, "" where one of them says what it is about.

        >>> voice = Voice(name="Oslo", actor=None, position="that shells hit it",
        ...               reading="", said=())
        >>> side = Side(stance="claims", voices=(voice,))
        >>> side.beyond("shells hit it"), side.beyond("nothing hit it")
        ('', 'that shells hit it')
        """
        told = [v.position for v in self.voices if v.position]
        return "" if any(_alike(p, about) for p in told) else next(iter(told), "")


def _alike(one: str, other: str) -> bool:
    a, b = ({*_WORD.findall(text.casefold())} - _SMALL for text in (one, other))
    return bool(a) and len(a & b) >= 0.8 * max(len(a), len(b))


_SMALL = frozenset({"that", "the", "a", "an"})
_WORD = re.compile(r"\w+")


def set_out(
    dispute: Mapping[str, Any], records: Mapping[str, Mapping[str, Any]] | None = None
) -> list[Side]:
    """The sides next to each other. Where something is denied, those who deny stand together, and
    those who claim it; who blames different actors or gives other numbers is a side each.

    >>> sides = [{"party": {"name": n}, "stance": s, "position": p} for n, s, p in (
    ...     ("Oslo", "claims", "it was so"), ("Riga", "denies", "no"), ("Bonn", "claims", "yes"))]
    >>> told = {"of_kind": "denial", "sides": sides}
    >>> [(s.stance, s.names, s.position) for s in set_out(told)]
    [('claims', 'Oslo, Bonn', 'it was so'), ('denies', 'Riga', 'no')]
    >>> [s.names for s in set_out(told | {"of_kind": "responsibility"})]
    ['Oslo', 'Riga', 'Bonn']
    """
    voices = [
        (str(s.get("stance") or ""), _voice(s, records or {})) for s in dispute.get("sides") or ()
    ]
    stances = {stance for stance, _ in voices}
    together = {"denies"} if "claims" in stances else set()
    if dispute.get("of_kind") in DENIED and "denies" in stances:
        together.add("claims")
    out: dict[tuple[str, int], list[Voice]] = {}
    for number, (stance, voice) in enumerate(voices):
        out.setdefault((stance, -1 if stance in together else number), []).append(voice)
    return [Side(stance=stance, voices=tuple(some)) for (stance, _), some in out.items()]


def _voice(side: Mapping[str, Any], records: Mapping[str, Mapping[str, Any]]) -> Voice:
    party = side.get("party")
    name = party.get("name") if isinstance(party, Mapping) else party
    position = side.get("position")
    said: dict[str, list[Mapping[str, Any]]] = {}
    for key in TOLD:
        for held in side.get(key) or ():
            record = records.get(held if isinstance(held, str) else held.get("id") or "")
            if record is not None:
                said.setdefault(_words(record), []).append(record)
    return Voice(
        name=one_line(str(name or "")),
        actor=party.get("id") if isinstance(party, Mapping) else None,
        position=one_line(position) if isinstance(position, str) else "",
        reading=str(side.get("reading") or ""),
        said=tuple((words, tuple(found)) for words, found in said.items()),
    )


def _words(record: Mapping[str, Any]) -> str:
    """The words of a record that a side is quoted with."""
    roles = {"statement": ("content",), "event": ("trigger",), "attribution": ("wording",)}
    wanted = roles.get(str(record.get("kind")), ("provision",))
    return " … ".join(_quotes(record.get("evidence") or (), wanted))


def _quotes(evidence: Iterable[Mapping[str, Any]], roles: tuple[str, ...]) -> list[str]:
    return [one_line(str(e["quote"])) for e in evidence if e["role"] in roles][:3]
