"""The measuring itself: mismatches count, ceilings are ceilings, the speed texts are fixed."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from evals import speed
from evals.product import children, mismatches, resident
from evals.run import below

STORY = {"kind": "story", "id": "s", "text": "Talks ended in Riga."}


def event(**more: Any) -> dict[str, Any]:
    evidence = [{"role": "trigger", "start": 6, "end": 11, "quote": "ended"}]
    return {"kind": "event", "story": "s", "evidence": evidence, **more}


def test_true_quotes_are_no_mismatch() -> None:
    assert mismatches([STORY, event()]) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        {"evidence": [{"role": "trigger", "start": 6, "end": 11, "quote": "begun"}]},
        {"evidence": []},
        {"actors": [{"name": "Riga", "start": 0, "end": 4, "quote": "Riga"}]},
    ],
)
def test_mismatches_are_found_anywhere(wrong: dict[str, Any]) -> None:
    assert mismatches([STORY, event(**wrong)]) == 1


def test_floors_and_ceilings() -> None:
    floors = {"events.typed": 60.0, "speed.megabytes": 1000.0}
    assert below("events.typed", 59.9, floors)
    assert not below("events.typed", 60.0, floors)
    assert below("speed.megabytes", 1000.1, floors)
    assert not below("speed.megabytes", 600.0, floors)
    assert below("evidence.events", 1, floors)
    assert not below("places.found", 1.0, floors)


def test_speed_texts_are_the_same_each_time() -> None:
    pages = Path(__file__).parents[2] / "examples/pages"
    made = [list(speed.stories(pages, count=3, words=100)) for _ in range(2)]
    digests = {hashlib.sha256(json.dumps(m).encode()).hexdigest() for m in made}
    assert len(digests) == 1
    assert all(100 <= len(s["text"].split()) < 160 for s in made[0])


def test_memory_of_this_process_is_seen() -> None:
    import os

    assert os.getpid() in children(os.getpid())
    if Path("/proc/self/statm").exists():
        assert resident(os.getpid()) > 1
