"""Whom a story's names are linked to, whichever of the names came first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from onrecord.grouping import Scored
from onrecord.merging.naming import Naming
from onrecord.store import Store
from onrecord.store.shelf import SqlShelf


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    id: str


def last(name: Name) -> str:
    return name.id.split()[-1]


STAGE = SimpleNamespace(
    Item=Name,
    items=lambda line, names: {n: Name(id=n) for n in names},
    keys=lambda name: (last(name),),
    compare=lambda a, b: Scored(score=0.9 if last(a) == last(b) else 0.0),
    THRESHOLD=0.5,
    absorb=lambda a, b: a,
    # A last name alone is nobody, unless its group has a whole name.
    stands=lambda names: any(" " in n.id for n in names),
)


def linked(naming: Naming, told: Sequence[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """To what each story's name is linked; a story is linked anew when its name has moved."""
    found: dict[str, dict[str, str]] = {}
    names = dict(told)
    for story, name in told:
        moved = naming.change([({"id": story}, [name])]).moved()  # type: ignore[list-item]
        for other in {story, *(s for s, n in names.items() if naming.hood.number(n) in moved)}:
            found[other] = naming.linked(other)
    return found


@pytest.mark.parametrize("name", ["Ruiz", "Karsk", "Loring", "Haal", "Osman", "Farid"])
def test_a_last_name_is_linked_once_somebody_has_it_in_full(tmp_path: Path, name: str) -> None:
    told = [("s1", name), ("s2", f"Ana {name}")]
    found: list[dict[str, dict[str, str]]] = []
    for order in (told, told[::-1]):
        with Store(tmp_path / f"{len(found)}.db", write=True) as store, store._writing() as c:
            kept: dict[str, Any] = {}
            ground: Any = SimpleNamespace(
                shelf=(shelf := SqlShelf(c)),
                members=shelf.members,
                uses=lambda kind, story, kept=kept: kept.get(story, {}),
                use=lambda kind, story, uses, kept=kept: kept.update({story: uses}),
            )
            found.append(linked(Naming("actor", STAGE, ground), order))
    one, other = found
    assert one == other
    assert set(one["s1"].values()) == set(one["s2"].values()) != set()
