"""What `onrecord event` says of an event beside its reports."""

from __future__ import annotations

from onrecord.cli import event
from onrecord.views.words import tell
from tests import stored


def test_figures_and_answers_in_words() -> None:
    story = stored.story()
    line = stored.event(of=story) | {
        "according_to": [{"id": "a1", "name": "Oslo", "quote": "Oslo"}],
        "figures": [
            {"field": "killed", "value": 3, "as_of": "2026-05-04", "according_to": "a1"},
            {"field": "killed", "value": 5, "as_of": "2026-05-05", "according_to": None},
        ],
        "outcome": {"status": "called_off", "event": "m2"},
        "announced_by": ["m3"],
        "response_to": {
            "event": "m1",
            "words": [{"start": 0, "end": 11, "quote": "In response", "story": "s1"}],
        },
    }
    told = dict(event._more(line, tell(line), {"m2": "CONSULT · called off"}))
    assert told["killed"] == "3 (2026-05-04, Oslo), 5 (2026-05-05)"
    assert told["came to"] == "called off CONSULT · called off · m2"
    assert told["announced by"] == "m3"
    assert told["in response to"] == "m1 “In response”"
