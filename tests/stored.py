"""Stories, records and documents as dicts, made by hand for tests of what comes after reading."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from onrecord.grouping import Scored
from onrecord.jsonlines import dumps
from onrecord.merging.derive import Stages
from onrecord.sources import Document

TEXT = "Talks will be held in Ankara, Erdoğan said. Talks ended in Zürich."


def document(data: bytes = b"page", *, name: str = "a.txt", media: str = "text") -> Document:
    """A page of some bytes."""
    return Document(name=name, media=media, data=data)


def story(id: str = "s1", text: str = TEXT, **fields: Any) -> dict[str, Any]:
    """A story line."""
    line = {
        "kind": "story",
        "id": id,
        "page": "a.txt",
        "url": None,
        "outlet": "Example Times",
        "title": "Talks in Ankara",
        "text": text,
        "language": "en",
        "published": {"date": "2021-01-10", "precision": "day", "basis": "metadata"},
        "updated": None,
        "byline": [],
        "sources": [],
        "section": "main",
        "duplicate_of": None,
        "pieces": [],
        "version": "v1",
    }
    return line | fields


def quote(text: str, words: str, role: str) -> dict[str, Any]:
    """Evidence for the first place of some words."""
    start = text.index(words)
    return {"role": role, "start": start, "end": start + len(words), "quote": words}


def actor(name: str, *, country: str | None = None, id: str | None = None) -> dict[str, Any]:
    """An actor reference."""
    return {"id": id or name.lower(), "name": name, "kind": "person", "country": country}


def event(id: str = "e1", of: dict[str, Any] | None = None, **fields: Any) -> dict[str, Any]:
    """An event line that rests on "Talks" in its story."""
    held = of or story()
    line = {
        "kind": "event",
        "id": id,
        "story": held["id"],
        "type": "CONSULT",
        "mode": "meeting",
        "contexts": ["diplomatic"],
        "status": "planned",
        "actors": [actor("Erdoğan", country="TUR")],
        "recipients": [],
        "when": {"start": "2021-01-11", "end": "2021-01-12", "precision": "day", "basis": "stated"},
        "where": {
            "name": "Ankara",
            "country": "TUR",
            "lat": 39.9,
            "lon": 32.9,
            "geonameid": 323786,
        },
        "venue": None,
        "killed": None,
        "injured": None,
        "topic": None,
        "agreement": None,
        "according_to": [],
        "mentions": [],
        "confidence": 0.8,
        "evidence": [quote(held["text"], "Talks", "trigger")],
        "version": "v1",
    }
    return line | fields


def lines(*values: dict[str, Any]) -> list[str]:
    """The values as JSON lines."""
    return [dumps(v) for v in values]


def alone() -> Stages:
    """Stages that join nothing: each event record is an event."""

    def merge(reports: list[dict[str, Any]], **_: Any) -> dict[str, Any]:
        (report,) = reports
        said = {"story": report["story"]["id"], "record": report["record"]["id"]}
        counts = {"reports": 1, "independent": 1, "outlets": 1}
        return report["record"] | {"reports": [said], "counts": counts}

    events = SimpleNamespace(
        Item=Only,
        item=lambda record, story, links: Only(id=record["id"]),
        keys=lambda item: (),
        compare=lambda a, b: Scored(score=0.0),
        THRESHOLD=0.5,
        merge=merge,
    )
    return Stages(events=events)


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """An item that is only an id."""

    id: str
