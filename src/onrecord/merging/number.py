"""The number of this way of merging: it differs wherever the code or data of merging differ.

A store keeps it, so that one that was merged otherwise is merged anew. It is made from the files
themselves, comments included: merging once too often costs minutes, once too few gives a wrong
record, and a number that is raised by hand is forgotten.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

ROOMS = ("merging", "linking", "stories", "languages", "ontology")
"""What decides which things are one: three rooms of code, and the words and tables they read."""

OTHER = ("__pycache__", "make", "gazetteer.bin")
"""What merging does not read there: the gazetteer is for placing mentions, before it."""


@lru_cache(maxsize=1)
def merging() -> str:
    """Eight hexadecimal digits.

    >>> len(merging()), merging() == merging()
    (8, True)
    """
    return digest(files("onrecord"))


def digest(package: Traversable) -> str:
    """The digits for a package that has these rooms: of the names and bytes of their files."""
    found = hashlib.sha256((package / "grouping.py").read_bytes())
    for room in ROOMS:
        for name, data in _read(package / room, room):
            found.update(f"\0{name}\0{len(data)}\0".encode())
            found.update(data)
    return found.hexdigest()[:8]


def _read(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for one in sorted(folder.iterdir(), key=lambda f: f.name):
        path = f"{name}/{one.name}"
        if one.name in OTHER:
            continue
        if one.is_dir():
            yield from _read(one, path)
        else:
            yield path, one.read_bytes()
