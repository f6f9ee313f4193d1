"""A retraction takes the records of a story back, whichever of the two comes first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from onrecord.errors import OnRecordError
from onrecord.merging import stages
from onrecord.store import Filter, Store
from onrecord.store.reviewing import verdicts
from tests.merging.stub_stages import STAGES
from tests.stored import document, event, lines, story

WHO = {"by": "Ada", "at": "2026-06-02"}
WITH = replace(STAGES, notices=stages.load().notices)


def wire() -> list[dict[str, Any]]:
    held = story(
        "s1",
        "Talks ended, sources say. The minister was sacked.",
        title="Minister sacked, sources say",
        published={"date": "2026-05-13", "precision": "day", "basis": "metadata"},
    )
    return [held, event("e1", held)]


def other() -> list[dict[str, Any]]:
    held = story("s2", "Talks ended in Rome.", title="Talks in Rome", outlet="Post")
    return [held, event("e2", held, type="ASSAULT")]


def notice() -> list[dict[str, Any]]:
    text = 'We retract the report ("Minister sacked, sources say") of 13 May.'
    day = {"date": "2026-05-14", "precision": "day", "basis": "metadata"}
    return [story("s3", text, title="Retraction", published=day)]


def told(store: Store) -> set[str]:
    """The records that count in an event."""
    return {r["record"] for e in store.each("event", Filter()) for r in e["reports"]}


@pytest.mark.parametrize("order", [(wire, other, notice), (notice, other, wire)])
def test_a_retracted_story_tells_no_event(tmp_path: Path, order: tuple[Any, ...]) -> None:
    with Store(tmp_path / "r.db", write=True, stages=WITH) as store:
        for page in order:
            data = page.__name__.encode()
            store.add(document(data), lines=lines(*page()), version="v1", added="2026-06-01")
        assert told(store) == {"e2"}
        found = {s["id"]: s["retracts"] for s in store.tied_stories(Filter())}
        assert found == {"s1": [], "s2": [], "s3": ["s1"]}
        (decision,) = (d for d in store.decisions("e1") if d["verb"] == "reject")
        with pytest.raises(OnRecordError, match="is what the story s3 says of another"):
            store.undo(decision["id"], **WHO)
        assert list(verdicts(store)) == []  # nobody found that: a notice says so
        store.remove("s3")
        assert told(store) == {"e1", "e2"}
