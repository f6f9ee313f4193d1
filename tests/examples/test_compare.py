"""The comparison counts what is found, missing, invented and forbidden."""

from __future__ import annotations

from typing import Any

from evals.compare import compare, scores

TEXT = "Norway and Chad will meet on Friday. Norway did not sign the pact, its envoy said."


def spot(role: str, words: str) -> dict[str, Any]:
    start = TEXT.index(words)
    return {"role": role, "start": start, "end": start + len(words), "quote": words}


def event(words: str, *, status: str, plover: str = "CONSULT") -> dict[str, Any]:
    return {
        "kind": "event",
        "story": "s",
        "type": plover,
        "mode": None,
        "status": status,
        "actors": [{"name": "Norway", "quote": "Norway"}],
        "recipients": [],
        "when": {"start": "2024-05-03", "end": "2024-05-03"},
        "where": None,
        "venue": None,
        "killed": None,
        "injured": None,
        "agreement": None,
        "mentions": [],
        "evidence": [spot("trigger", words)],
    }


STORY = {"kind": "story", "id": "s", "section": "main", "duplicate_of": None, "text": TEXT}
MEETING = {
    "story": "main",
    "type": "CONSULT",
    "status": "planned",
    "trigger": ["will meet"],
    "actors": ["Norway", "Chad"],
    "when": "2024-05-03",
}
CASE: dict[str, Any] = {
    "case": "one",
    "page": "one.txt",
    "story": [{"name": "main", "section": "main", "starts": "Norway and Chad"}],
    "event": [MEETING],
    "statement": [],
    "agreement": [],
    "attribution": [],
    "never": [
        {"kind": "event", "story": "main", "type": "SUPPORT", "status": ["occurred"],
         "trigger": ["sign the pact"], "why": "It was not signed."},
    ],
}  # fmt: skip


def test_found_and_fields() -> None:
    got = scores(compare(CASE, [STORY, event("will meet", status="planned")]).counts)
    assert got["event.precision"] == got["event.recall"] == 100.0
    assert got["event.status"] == got["event.when"] == 100.0
    assert got["event.actors"] == 50.0
    assert got["never"] == 100.0


def test_a_plan_told_as_done_costs() -> None:
    got = scores(compare(CASE, [STORY, event("will meet", status="occurred")]).counts)
    assert got["event.status"] == 0.0
    assert got["event.happened.precision"] == 0.0


def test_invented_and_forbidden() -> None:
    signed = event("sign the pact", status="occurred", plover="SUPPORT")
    verdict = compare(CASE, [STORY, event("will meet", status="planned"), signed])
    got = scores(verdict.counts)
    assert got["event.precision"] == 50.0
    assert got["never"] == 0.0
    assert any("It was not signed." in w for w in verdict.wrong)


def test_optional_counts_neither_way() -> None:
    case = CASE | {"event": [MEETING | {"optional": True}], "never": []}
    with_it = compare(case, [STORY, event("will meet", status="planned")]).counts
    without = compare(case, [STORY]).counts
    assert with_it["event", "said"] == without["event", "gold"] == 0


def test_missing_story_is_counted() -> None:
    got = scores(compare(CASE, []).counts)
    assert got["story.recall"] == 0.0
    assert got["event.recall"] == 0.0
