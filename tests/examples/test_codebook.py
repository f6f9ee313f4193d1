"""The codebook defines every type, mode, status and field that a record can have."""

from __future__ import annotations

import ast
import dataclasses
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.linking import entries, places
from onrecord.mentions.actors.reference import ActorReference
from onrecord.merging import disputes, followed, merged
from onrecord.ontology import plover
from onrecord.ontology.tables import rows
from onrecord.records.agreement import kind as agreement
from onrecord.records.attribution import kind as attribution
from onrecord.records.event.kind import STATUSES, Event, When, Where
from onrecord.records.evidence import ROLES
from onrecord.records.statement import kind as statement
from onrecord.store import derived
from onrecord.stories import happenings
from onrecord.stories.story import SECTIONS, Story

TEXT = (Path(__file__).parents[2] / "docs/codebook.md").read_text("utf8")
# What a record holds for the program and does not print.
HIDDEN = {"text", "named", "via"}
CLASSES = (
    Event,
    When,
    Where,
    statement.Statement,
    agreement.Agreement,
    attribution.Attribution,
    ActorReference,
    Story,
)


def section(title: str) -> str:
    """The part of the codebook under a heading of the second level."""
    return TEXT.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


@pytest.mark.parametrize("type_", plover.TYPES)
def test_types_and_modes(type_: str) -> None:
    part = re.split(r"\n\*\*|\n####? ", section("Event").split(f"\n**{type_}** (", 1)[1])[0]
    intensity = float(part.split(")", 1)[0])
    assert intensity == plover.intensity(type_)
    assert tuple(re.findall(r"^\| `([a-z-]+)` \|", part, re.MULTILINE)) == plover.modes(type_)


@pytest.mark.parametrize("class_", CLASSES, ids=lambda c: c.__name__)
def test_fields(class_: type) -> None:
    names = {f.name for f in dataclasses.fields(class_)}
    known = set(re.findall(r"[a-z_0-9]+", " ".join(re.findall(r"`[^`]+`", TEXT))))
    hidden = set() if class_ is Story else HIDDEN
    assert names - hidden <= known


@pytest.mark.parametrize(
    ("title", "values"),
    [
        ("Event", STATUSES),
        ("Event", plover.CONTEXTS),
        ("Statement", statement.ACTS),
        ("Statement", statement.CERTAINTIES),
        ("Agreement", agreement.STATUSES),
        ("Agreement", agreement.STAGES),
        ("Attribution", attribution.RELATIONS),
        ("Attribution", attribution.LEVELS),
        ("Actor reference", tuple(row["code"] for row in rows("sectors.tsv"))),
        ("Story", SECTIONS),
        ("What all records share", tuple(r for roles in ROLES.values() for r in roles)),
    ],
)
def test_values(title: str, values: tuple[str, ...]) -> None:
    part = section(title)
    assert not [v for v in values if f"`{v}`" not in part]


def subsection(title: str) -> str:
    """The part about a line that is made of many stories, and what all of these share."""
    many = section("Made of many stories")
    shared, rest = many.split("\n### ", 1)
    if title == "Merged event":  # it has an event's own fields
        shared += section("Event") + section("What all records share")
    return shared + ("\n### " + rest).split(f"\n### {title}\n", 1)[1].split("\n### ", 1)[0]


def written(function: object) -> Iterator[str]:
    """The fields that a function writes: the keys of the dicts that its source spells out."""
    tree = ast.parse(inspect.getsource(function))  # type: ignore[arg-type]
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            for key in node.keys:
                if isinstance(key, ast.Constant) and isinstance(key.value, str):
                    yield key.value


@pytest.mark.parametrize(
    ("title", "functions"),
    [
        ("Merged event", (merged.merge, merged._figures, merged._differences)),
        ("Happening", (happenings.line,)),
        ("Actor", (entries.actor, entries.offices)),
        ("Place", (places.entry,)),
        ("Agreement followed", (followed.follow, followed._entry, followed._statuses)),
        ("Dispute", (disputes._line, disputes._sides)),
        ("Decision", (derived.decide,)),
        ("Change", (derived.changes,)),
    ],
)
def test_fields_made_of_many_stories(title: str, functions: tuple[object, ...]) -> None:
    told = set(re.findall(r"[a-z_0-9]+", " ".join(re.findall(r"`[^`]+`", subsection(title)))))
    fields = {f for function in functions for f in written(function)} - {"kind"}
    assert len(fields) > 4
    assert fields <= told


@pytest.mark.parametrize(
    ("title", "values"),
    [
        ("Actor", (*entries.TYPES, "unknown")),
        ("Decision", (*derived.PERSONAL, "merge", "link")),
    ],
)
def test_values_made_of_many_stories(title: str, values: tuple[str, ...]) -> None:
    part = subsection(title)
    assert not [v for v in values if f"`{v}`" not in part]
