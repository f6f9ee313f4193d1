"""Finds the places that a story names and says which place of the world each is."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.mentions.mention import Tag
from onrecord.mentions.places.place import Place
from onrecord.mentions.places.resolve import resolve
from onrecord.mentions.places.spot import spot


def find(text: str, *, names: Sequence[Tag] = ()) -> tuple[Place, ...]:
    """The places that `text` names, in text order, none overlapping another.

    Taken are the names that the model calls LOC, and names of countries, capitals and well-known
    regions that it says nothing of. A name that it calls a person or a body is never a place.

    >>> [(p.name, p.country) for p in find("He flew from Paris, Texas, to Mexico.")]
    [('Paris', 'USA'), ('Texas', 'USA'), ('Mexico', 'MEX')]
    """
    return resolve(text, spots=spot(text, names=names))
