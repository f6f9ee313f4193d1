"""The comparison with the golden files of the example crisis counts what it says it counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from evals import crisis_events, crisis_sides
from evals.compare import scores
from evals.crisis_golden import World
from evals.golden import Verdict

TEXTS = {
    "wire": "Shells hit Zelin on Monday, killing three. Marko Stanich said that Sarkand fired.",
    "print": "Shells hit Zelin on Monday, killing three. Colonel Stanich said so.",
    "state": "The shelling of Zelin is a lie, Belisk said. The ministers will meet on Friday.",
    "after": "The ministers met on Friday in response. Mayor Marko Stanich wept.",
}
SHELLS = {"wire": ["Shells hit"], "print": ["Shells hit"], "state": ["The shelling of Zelin"]}


def event(key: str, type_: str, status: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "type": type_, "status": status, **more}


CASE: dict[str, list[dict[str, Any]]] = {
    "story": [
        {"name": n, "file": f"pages/{n}.html", "starts": t[:10], "happening": h}
        | ({"copy_of": "wire"} if n == "print" else {})
        for (n, t), h in zip(TEXTS.items(), ["zelin", "zelin", "zelin", "talks"], strict=True)
    ],
    "event": [
        event("shells", "ASSAULT", "occurred|denied", killed=3, when="2026-05-04", reports=SHELLS),
        event("plan", "CONSULT", "planned", reports={"state": ["will meet"]}),
        event("talks", "CONSULT", "occurred", reports={"after": ["The ministers met"]}),
    ],
    "apart": [
        {
            "one": {"story": "state", "words": "will meet"},
            "other": {"story": "after", "words": "The ministers met"},
            "why": "a plan is no meeting",
        }
    ],
    "actor": [
        {"key": "colonel", "forms": ["Marko Stanich"], "of": ["wire"]},
        {"key": "mayor", "forms": ["Marko Stanich"], "of": ["after"]},
        {"key": "sarkand", "forms": ["Sarkand", "Belisk"]},
    ],
    "actor_apart": [{"one": "colonel", "other": "mayor", "why": "namesakes"}],
    "dispute": [
        {
            "key": "who",
            "kind": "responsibility|denial",
            "side": [
                {"party": "Stanich", "words": {"wire": ["Sarkand fired"]}},
                {"party": "Sarkand|Belisk", "words": {"state": ["is a lie"]}},
            ],
        }
    ],
    "outcome": [{"plan": "plan", "status": "occurred", "event": "talks"}],
    "response": [{"event": "talks", "to": "shells"}],
    "notice": [{"kind": "retraction", "story": "after", "takes_back": "wire"}],
    "agreement": [
        {
            "key": "truce",
            "names": ["Truce of May", "Zelin Accord"],
            "parties": ["Sarkand"],
            "date": "2026-05-14",
            "provision": [{"key": "fire", "words": "cease"}],
            "says": [
                {
                    "provision": "fire",
                    "level": "breach|none",
                    "by": "Sarkand",
                    "day": "2026-05-16",
                    "words": {"state": ["is a lie"]},
                }
            ],
        }
    ],
}


def record(kind: str, story: str, words: str, role: str, **more: Any) -> dict[str, Any]:
    start = TEXTS[story].index(words)
    spot = {"role": role, "start": start, "end": start + len(words), "quote": words}
    return {"kind": kind, "id": f"{story}-{words}", "story": story, "evidence": [spot], **more}


def told(story: str, words: str, type_: str, status: str) -> dict[str, Any]:
    return record("event", story, words, "trigger", type=type_, status=status, mentions=[])


READ: list[dict[str, Any]] = [
    *(
        {
            "kind": "story",
            "id": n,
            "page": f"x/pages/{n}.html",
            "text": t,
            "duplicate_of": None,
            "section": "main",
        }
        for n, t in TEXTS.items()
    ),
    told("wire", "Shells hit", "ASSAULT", "occurred"),
    told("print", "Shells hit", "ASSAULT", "occurred"),
    told("state", "The shelling of Zelin", "ASSAULT", "denied"),
    told("state", "will meet", "CONSULT", "planned"),
    told("after", "The ministers met", "CONSULT", "occurred"),
    record("statement", "wire", "Sarkand fired", "content"),
    record("statement", "state", "is a lie", "content"),
]


def merged(name: str, *records: str, **more: Any) -> dict[str, Any]:
    by_id = {x["id"]: x for x in READ}
    first = by_id[records[0]]
    return {
        "kind": "event",
        "id": name,
        "type": first["type"],
        "status": first["status"],
        "actors": [],
        "recipients": [],
        "when": {"start": "2026-05-04", "end": "2026-05-04"},
        "where": None,
        "venue": None,
        "killed": 3,
        "figures": [],
        "reports": [{"record": r, "story": by_id[r]["story"]} for r in records],
        "counts": {"independent": len(records)},
    } | more


SHELLED = ("wire-Shells hit", "print-Shells hit", "state-The shelling of Zelin")
RIGHT = [
    merged("m1", *SHELLED, counts={"independent": 2}),
    merged("m2", "state-will meet", outcome={"status": "occurred", "event": "m3"}),
    merged("m3", "after-The ministers met", response_to="m1"),
]


def measures(compare: Callable[..., Any], **lists: Any) -> tuple[dict[str, float], list[str]]:
    verdict = Verdict()
    compare(World(case=CASE, read=READ, **lists), verdict)
    return scores(verdict.counts), verdict.wrong


def test_right_events_are_all_right() -> None:
    said, wrong = measures(crisis_events.compare_events, events=RIGHT)
    assert (said["event.f1"], said["event.killed"], said["event.independent"]) == (100, 100, 100)
    assert not wrong


def test_an_event_in_two_parts_is_said_once_too_often() -> None:
    parts = [merged("m1", *SHELLED[:2]), merged("m4", SHELLED[2]), *RIGHT[1:]]
    said, wrong = measures(crisis_events.compare_events, events=parts)
    assert (said["event.precision"], said["event.recall"]) == (75, 100)
    assert "event again: shells" in " ".join(wrong)
    assert said["event.independent"] == 66.7


def test_a_plan_that_is_said_to_have_occurred_is_no_hit() -> None:
    lines = [RIGHT[0], RIGHT[1] | {"status": "occurred"}, RIGHT[2]]
    said, wrong = measures(crisis_events.compare_events, events=lines)
    assert said["event.recall"] == 66.7
    assert any(w.startswith("event.status: plan") for w in wrong)


def test_a_plan_merged_with_its_meeting() -> None:
    both = merged("m2", "state-will meet", "after-The ministers met")
    said, wrong = measures(crisis_events.compare_reports, events=[RIGHT[0], both])
    assert (said["merging.precision"], said["merging.recall"]) == (75, 100)
    assert "merged wrongly: plan in state, talks in after" in wrong
    assert measures(crisis_events.compare_apart, events=[both])[0] == {"apart": 0}
    assert measures(crisis_events.compare_apart, events=RIGHT)[0] == {"apart": 100}


def test_reports_that_were_not_read_count_end_to_end() -> None:
    world = World(case=CASE, read=[x for x in READ if x["id"] != SHELLED[2]], events=RIGHT)
    verdict = Verdict()
    crisis_events.compare_reports(world, verdict)
    said = scores(verdict.counts)
    assert (said["reports.recall"], said["merging.recall"]) == (33.3, 100)


def test_copies_by_their_family() -> None:
    lines = [{"id": n, "copy_of": None, "happening": "h"} for n in TEXTS]
    said, wrong = measures(crisis_events.compare_copies, stories=lines)
    assert said["copies.recall"] == 0
    assert wrong == ["copies missing: wire and print"]
    lines[0]["copy_of"] = "print"
    lines[3]["copy_of"] = "wire"
    said, wrong = measures(crisis_events.compare_copies, stories=lines)
    assert (said["copies.recall"], said["copies.precision"]) == (100, 33.3)
    world = World(case=CASE, read=READ, stories=lines)
    found = crisis_events.compare_happenings(world, Verdict())
    assert (found["happenings.precision"], found["happenings.recall"]) == (62.5, 100)


def actor(name: str, forms: list[str], *stories: str) -> dict[str, Any]:
    mentions = [{"story": s, "name": n} for s in stories for n in forms]
    return {"kind": "actor", "id": name, "name": forms[0], "names": forms, "mentions": mentions}


def test_namesakes_joined_and_a_government_in_parts() -> None:
    lines = [
        actor("a1", ["Marko Stanich"], "wire", "after"),
        actor("a2", ["Sarkand"], "wire"),
        actor("a3", ["Belisk"], "state"),
    ]
    verdict = Verdict()
    found = crisis_sides.compare_links(World(case=CASE, read=READ, actors=lines), verdict)
    assert (found["links.precision"], found["links.recall"]) == (75, 75)
    assert scores(verdict.counts)["link.apart"] == 0
    assert any("sarkand" in w for w in verdict.wrong)


@pytest.mark.parametrize(
    ("other", "hits"), [("state-is a lie", 1), ("wire-Sarkand fired", 0), ("nothing", 0)]
)
def test_a_dispute_has_two_golden_sides(other: str, hits: int) -> None:
    sides = [
        {"party": "Stanich", "position": "", "statements": ["wire-Sarkand fired"]},
        {"party": {"name": "Belisk"}, "position": "", "statements": [other]},
    ]
    line = {"kind": "dispute", "of_kind": "denial", "sides": sides}
    said, _ = measures(crisis_sides.compare_disputes, disputes=[line])
    assert said["dispute.precision"] == 100 * hits
    assert said.get("dispute.party", 0) == 100 * hits


def test_outcomes_and_responses() -> None:
    assert measures(crisis_sides.compare_outcomes, events=RIGHT)[0]["outcome.f1"] == 100
    assert measures(crisis_sides.compare_responses, events=RIGHT)[0]["response.f1"] == 100
    off = [RIGHT[0], RIGHT[1] | {"outcome": {"status": "called_off", "event": "m3"}}]
    said, wrong = measures(crisis_sides.compare_outcomes, events=off)
    assert (said["outcome.precision"], said["outcome.recall"]) == (0, 0)
    assert len(wrong) == 2
    turned = [RIGHT[0] | {"response_to": "m3"}, RIGHT[2] | {"response_to": None}]
    assert measures(crisis_sides.compare_responses, events=turned)[0]["response.f1"] == 0


def test_the_agreement_and_who_says_what() -> None:
    claim = {
        "as_of": "2026-05-16",
        "level": "none",
        "according_to": {"name": "Sarkand"},
        "record": "state-is a lie",
    }
    provision = {"text": "all fire is to cease", "deadline": None, "contested": False}
    line = {
        "id": "g1",
        "name": "the Truce of May",
        "aliases": [],
        "parties": [{"name": "Sarkand"}],
        "date": {"start": "2026-05-14", "end": None},
        "provisions": [provision | {"implementation": [claim, claim | {"level": "full"}]}],
    }
    said, wrong = measures(crisis_sides.compare_agreements, agreements=[line])
    assert (said["followed.precision"], said["followed.recall"]) == (50, 100)
    assert (said["agreement.names"], said["agreement.one"], said["agreement.date"]) == (
        50,
        100,
        100,
    )
    assert (said["followed.by"], said["followed.provision"], said["followed.day"]) == (
        100,
        100,
        100,
    )
    assert any("invented" in w for w in wrong)
    quoted = claim | {"record": "unknown", "story": "state", "quote": "a lie, Belisk said"}
    line["provisions"], line["implementation"] = [], [quoted]
    said, _ = measures(crisis_sides.compare_agreements, agreements=[line])
    assert (said["followed.f1"], said["followed.provision"]) == (100, 0)


def test_a_retraction_names_what_it_takes_back() -> None:
    for story, f1 in (("wire", 100), ("print", 0)):
        verdict = Verdict()
        said = [{"kind": "retraction", "story": "after", "takes_back": story}]
        crisis_sides.compare_notices(World(case=CASE, read=READ), said, verdict)
        assert scores(verdict.counts)["notice.f1"] == f1
