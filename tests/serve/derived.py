"""Derived lines by hand: what is made of the stories of `conftest.fill`."""

from __future__ import annotations

from pathlib import Path

from onrecord.store import Store, derived
from tests import stored
from tests.serve.conftest import TEXT


def merge(path: Path) -> None:
    """One event of two reports, with everything that can be tied to it, and the other kinds."""
    story = stored.story("s1", TEXT)
    reports = [
        {"story": "s1", "record": "e1", "independent": True, "copy_of": None},
        {"story": "s2", "record": "e3", "independent": False, "copy_of": "s1"},
    ]
    event = stored.event("m1", story, status="occurred") | {
        "actors": [stored.actor("Erdoğan", country="TUR", id="x1")],
        "recipients": [stored.actor("Oslo", country="NOR", id="x2")],
        "reports": reports,
        "counts": {"reports": 2, "independent": 1, "outlets": 2},
        "figures": [
            {"field": "killed", "value": v, "as_of": d, "according_to": "x2", "report": r}
            for v, d, r in ((7, "2021-01-12", "e3"), (3, "2021-01-11", "e1"))
        ],
        "differences": [
            {
                "field": "status",
                "values": [
                    {"value": "planned", "reports": ["e1"]},
                    {"value": "denied", "reports": ["e3"]},
                ],
            }
        ],
        "announced_by": ["m2"],
        "outcome": {"status": "occurred", "event": "m2"},
        "response_to": "m2",
        "first_seen": "2021-01-10",
        "last_seen": "2021-01-12",
        "happening": "h1",
    }
    other = stored.event("m2", story) | {"reports": [], "counts": {"reports": 1, "independent": 1}}
    dispute = {
        "kind": "dispute",
        "id": "d1",
        "about": {"text": "whether talks were held", "events": ["m1"], "agreement": "g1"},
        "of_kind": "denial",
        "rule": "denied",
        "status": "open",
        "confidence": 0.8,
        "sides": [
            {
                "party": "Ankara",
                "position": "they were",
                "reading": "carried out",
                "statements": ["t1"],
            },
            {"party": {"name": "Oslo", "country": "NOR"}, "position": "no", "statements": []},
        ],
        "reasons": [{"name": "x", "words": "one denies what the other says", "weight": 1.0}],
        "first_seen": "2021-01-10",
        "last_seen": "2021-01-11",
        "stories": ["s1"],
    }
    happening = {
        "kind": "happening",
        "id": "h1",
        "title": "Talks in Ankara",
        "start": "2021-01-10",
        "end": "2021-01-12",
        "stories": ["s1", "s2"],
        "outlets": ["Example Times", "Wire"],
        "events": ["m1", "m2"],
    }
    actor = {
        "kind": "actor",
        "id": "x1",
        "name": "Recep Tayyip Erdoğan",
        "names": ["Erdoğan", "Recep Tayyip Erdoğan"],
        "type": "person",
        "country": "TUR",
        "offices": [
            {"title": "president", "body": "Turkey", "from": "2014-08-28", "to": None},
            {"title": "mayor", "body": None, "from": "1994", "to": "1998"},
        ],
        "first_seen": "2021-01-10",
        "last_seen": "2021-01-10",
    }
    agreement = {
        "kind": "agreement",
        "id": "g1",
        "name": "Ankara accord",
        "names": ["Ankara accord", "January paper"],
        "parties": [stored.actor("Turkey", country="TUR", id="a3")],
        "third_parties": [],
        "date": None,
        "status": "signed",
        "stage": "ceasefire",
        "contested": False,
        "provisions": [
            {
                "text": "talks",
                "code": "CEA",
                "obligor": "Turkey",
                "deadline": "2021-02",
                "contested": True,
                "contested_by": [stored.actor("Oslo")],
                "implementation": [
                    {"as_of": "2021-01-12", "level": "minimum", "according_to": stored.actor("UN")}
                ],
            }
        ],
        "timeline": [
            {"as_of": "2021-01-12", "what": "breach", "provision": 0, "level": "none",
             "according_to": stored.actor("UN"), "quote": "broken", "record": "a1", "story": "s1"},
            {"as_of": "2021-01-13", "what": "told as signed", "provision": None, "level": None,
             "according_to": None, "quote": "signed", "record": "a1", "story": "s1"},
        ],
        "records": ["a1"],
        "stories": ["s1"],
    }  # fmt: skip
    at = "2021-01-13"
    for line in (dispute, happening, actor, agreement):
        line["version"] = "0.1.0+merging.1a2b3c4d"
    with Store(path, write=True) as store, store._writing() as c:
        derived.write(
            c, event, rests=["e1", "e3"], outlets=["Example Times", "Wire"], words=["Talks"]
        )
        derived.write(c, other, rests=["e2"], outlets=["Example Times"], words=["ended"])
        derived.write(c, dispute, rests=["t1", "e1"], outlets=["Wire"], words=["talks"])
        derived.write(c, happening, rests=["s1", "s2"], outlets=["Wire"], words=["talks"])
        derived.write(c, actor, words=["Erdoğan"])
        derived.write(c, agreement, rests=["a1"], outlets=["Wire"], words=["accord"])
        derived.decide(
            c, at=at, by="0.1.0+merging.1a2b3c4d", verb="merge", target="m1", score=0.83,
            reasons=[{"name": "day", "words": "the same day", "weight": 1.2}],
        )  # fmt: skip
        derived.move(c, "m0", ["m1"])
        derived.move(c, "m9", ["m1", "m2"])
        for kind, identity in (("event", "m1"), ("dispute", "d1"), ("actor", "x1")):
            derived.change(c, at=at, what="added", kind=kind, record=identity)
