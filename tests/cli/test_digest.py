"""The end of the demo: what a store tells in short, in words, whatever is missing in it."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

from rich.console import Console

from onrecord.cli import digest
from onrecord.store import Report
from tests.stored import actor, event, story

WHERE = Path("a store.db")


class Held:
    """A store that holds the lines given."""

    path = WHERE

    def __init__(self, **lines: list[dict[str, Any]]) -> None:
        self.lines = lines

    def counts(self) -> dict[str, int]:
        return {"page": 1, "story": 2, "event": 3}

    def each(self, kind: str, asked: object) -> list[dict[str, Any]]:
        return self.lines.get(kind, [])

    def reports(self, identity: str) -> list[Report]:
        wire, copy = story("s1"), story("s2", outlet="Another Paper")
        said = {"independent": True, "copy_of": None}
        copied = {"independent": False, "copy_of": "s1"}
        return [
            Report(said=said, story=wire, record=event("e1", wire)),
            Report(said=copied, story=copy, record=event("e2", copy)),
        ]


def merged(id: str, **fields: Any) -> dict[str, Any]:
    counts = {"reports": 2, "independent": 1, "outlets": 2}
    line = event(id) | {"counts": counts, "figures": [], "differences": [], "outcome": None}
    return line | {"status": "occurred", **fields}


def printed(**lines: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    console = Console(file=out, width=80, soft_wrap=True, color_system=None)
    digest.show(console, Held(**lines))  # type: ignore[arg-type]
    return out.getvalue()


def test_an_empty_store() -> None:
    shown = printed()
    assert "0 events" in shown
    assert "Disputed" not in shown
    assert "onrecord event " not in shown


def test_reports_and_copies() -> None:
    shown = printed(event=[merged("m1")])
    assert "CONSULT (meeting) · occurred · 2021-01-11" in shown
    assert "1 independent source, 2 printings · m1" in shown
    assert "● Example Times, 2021-01-10: Talks will be held in Ankara, Erdoğan said." in shown
    assert "= Another Paper, 2021-01-10 (copy): Talks will" in shown
    assert "onrecord why m1 --store 'a store.db'" in shown


def test_what_did_not_happen_is_not_told_most_often() -> None:
    plan = merged("m2", status="planned", outcome={"status": "called_off", "event": "m1"})
    shown = printed(event=[plan])
    assert "independent source" not in shown
    assert "planned · 2021-01-11 to 2021-01-12 · Erdoğan · Ankara, TUR ⇒ called off" in shown


def test_both_sides_of_a_dispute() -> None:
    sides = [
        {"party": actor("Oslo"), "stance": "claims", "position": "it fired", "stories": ["a"]},
        {"party": actor("Riga"), "stance": "denies", "position": "no", "stories": ["a", "b"]},
    ]
    dispute = {"id": "d1", "of_kind": "legal_status", "about": {"text": "the shot"}, "sides": sides}
    shown = printed(dispute=[dispute])
    assert "legal status “the shot”" in shown
    assert "claims  Oslo: “it fired”" in shown
    assert "denies  Riga: “no”" in shown


def test_the_agreement_that_most_is_said_of() -> None:
    said = {
        "as_of": "2026-05-16",
        "claim": "breach",
        "level": "minimum",
        "according_to": actor("Oslo"),
        "quote": "broken",
    }
    provision = {"text": "a ceasefire", "implementation": [said] * 5}
    of = {"kind": "agreement", "status": "in_force", "stories": ["a"], "date": None}
    much = of | {"id": "g1", "name": "Accord", "names": ["Accord", "Pact"], "provisions": []}
    much |= {"parties": [actor("Oslo")], "provisions": [provision]}
    shown = printed(agreement=[much, of | {"id": "g2", "name": "Other", "provisions": []}])
    assert "Accord · in force · Oslo" in shown
    assert "also called: “Pact”" in shown
    assert "2026-05-16 breach according to Oslo: “broken”" in shown
    assert "and 2 claims more" in shown
    assert "Other" not in shown


def test_a_figure_is_told_once_from_its_first_day_on() -> None:
    told = [
        {"field": "killed", "value": v, "as_of": day, "according_to": None, "report": "r1"}
        for v, day in ((5, "2021-01-12"), (3, "2021-01-11"), (5, "2021-01-13"))
    ]
    values = [{"value": v, "reports": ["r1"]} for v in (3, 5)]
    differ = [{"field": "killed", "values": values}, {"field": "status", "values": values}]
    shown = printed(event=[merged("m1", figures=told, differences=differ)])
    assert "figures: killed 3 (2021-01-11), 5 (2021-01-12)\n" in shown
    assert "differ in: status: 3 (1) | 5 (1)\n" in shown
