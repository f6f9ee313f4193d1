"""A store with stories, records of each kind and what is made of them, by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from onrecord.store import Store
from tests.stored import actor, alone, document, event, lines, quote, story

TEXT = "Oslo attacked Riga in Ankara, Erdoğan said 🕊. Talks ended; the attack killed 7."
HOSTILE = "</script><script>alert('x')</script>\"'><img src=x onerror=alert(1)>\x00\u202e=1+1"


def full(name: str, **fields: Any) -> dict[str, Any]:
    """An actor with all that a reader gives it."""
    rest = {"sector": None, "capacity": None, "start": 0, "end": 4, "quote": TEXT[:4]}
    return actor(name, **fields) | rest


def attribution(id: str, story: str, **fields: Any) -> dict[str, Any]:
    """An attribution by Oslo, in two steps."""
    line = {
        "kind": "attribution",
        "id": id,
        "story": story,
        "act": {"name": "the attack", "event": None},
        "chain": [
            {
                "subject": "the attack",
                "relation": "attributed-to",
                "object": "Fancy Crab",
                "level": "group",
            },
            {
                "subject": "Fancy Crab",
                "relation": "part-of",
                "object": "Ruritania",
                "level": "state",
            },
        ],
        "attributing_actor": full("Oslo", country="NOR"),
        "basis": None,
        "wording": ["is behind"],
        "likelihood": "likely",
        "analytic_confidence": "high",
        "admiralty": None,
        "confidence": 0.8,
        "evidence": [quote(TEXT, "said", "wording")],
        "version": "v1",
    }
    return line | fields


def statement(id: str, story: str) -> dict[str, Any]:
    """A denial by Erdoğan."""
    span = {k: v for k, v in quote(TEXT, "Talks", "cue").items() if k != "role"}
    return {
        "kind": "statement",
        "id": id,
        "story": story,
        "speaker": full("Erdoğan", country="TUR") | {"anonymity": "named", "resolved_via": "name"},
        "cue": span,
        "content": [span],
        "quote_type": "indirect",
        "channel": None,
        "addressee": None,
        "act": "denial",
        "target": None,
        "hedges": [],
        "certainty": "CT-",
        "nested_in": None,
        "continues": None,
        "confidence": 0.7,
        "version": "v1",
        "evidence": [quote(TEXT, "said", "cue"), quote(TEXT, "Talks", "content")],
    }


def fill(path: Path, *, hostile: bool = False) -> Path:
    """Two stories with three events, a statement and two attributions, merged one by one."""
    named = HOSTILE if hostile else "Talks in Ankara"
    outlet = HOSTILE if hostile else "Example Times"
    url = f"https://e.org/{HOSTILE}" if hostile else "https://e.org/1"
    first = story("s1", TEXT, title=named, outlet=outlet, byline=["Elena Borg"], url=url)
    second = story("s2", TEXT, url="javascript:alert(1)", published=None, outlet=None, title=None)
    who = full(HOSTILE if hostile else "Oslo", country="NOR", id="oslo")
    ends = {"actors": [who], "recipients": [full("Riga", country="LVA")]}
    attack = quote(TEXT, "attacked", "trigger")
    kinds = {"type": "ASSAULT", "mode": "aerial", "status": "occurred"}
    with Store(path, write=True, stages=alone()) as store:
        some = [
            event("e1", first, **ends, **kinds, killed=7, evidence=[attack]),
            event("e2", first, where=None, when=None),
            statement("t1", "s1"),
            attribution("b1", "s1"),
        ]
        store.add(document(b"1"), lines=lines(first, *some), version="v1", added="2026-01-01")
        some = [
            event("e3", second, **ends, **kinds, evidence=[attack]),
            attribution("b2", "s2", attributing_actor=None, analytic_confidence=None),
        ]
        store.add(document(b"2"), lines=lines(second, *some), version="v1", added="2026-01-02")
    return path
