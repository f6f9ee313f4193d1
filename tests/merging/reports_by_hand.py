"""Event reports made by hand: a story with one event record that rests on its words."""

from __future__ import annotations

from typing import Any

STATES = {"velmora": ("VEL-GOV", "Velmora"), "sarkand": ("SAR-GOV", "Sarkand")}
PLACES = {
    "Zelin": {"country": "VEL", "lat": 45.0, "lon": 30.0, "precision": "city"},
    "Ostrel": {"country": "VEL", "lat": 46.2, "lon": 30.5, "precision": "city"},
    "Port Amel": {"country": "LUS", "lat": 41.0, "lon": 20.0, "precision": "city"},
}


def actor(name: str) -> dict[str, Any]:
    identity, shown = STATES.get(name, (name, name.title()))
    return {
        "id": identity,
        "name": shown,
        "kind": "state",
        "country": identity[:3],
        "sector": "GOV",
        "capacity": None,
        "start": 0,
        "end": 1,
        "quote": shown[0],
    }


def report(
    number: int,
    text: str,
    trigger: str,
    *,
    published: str | None = "2026-05-04",
    day: str | None = None,
    type: str = "ASSAULT",
    mode: str | None = None,
    status: str = "occurred",
    actors: tuple[str, ...] = ("sarkand",),
    recipients: tuple[str, ...] = ("velmora",),
    place: str | None = None,
    outlet: str | None = None,
    copy_of: str | None = None,
    confidence: float = 0.8,
    title: str | None = None,
    **more: Any,
) -> dict[str, Any]:
    """A report as `merge` takes it: record, story and what it is a copy of."""
    start = text.index(trigger)
    quote = {"start": start, "end": start + len(trigger), "quote": trigger}
    story = {
        "kind": "story",
        "id": f"s{number:03}",
        "title": title,
        "text": text,
        "outlet": outlet or f"Outlet {number}",
        "published": {"date": published, "precision": "day", "basis": "url"} if published else None,
    }
    when = {"start": day, "end": day, "precision": "day", "basis": "stated"} if day else None
    record = {
        "kind": "event",
        "id": f"e{number:03}",
        "story": story["id"],
        "type": type,
        "mode": mode,
        "contexts": [],
        "status": status,
        "actors": [actor(a) for a in actors],
        "recipients": [actor(a) for a in recipients],
        "when": when,
        "where": {"name": place, "admin1": None, "geonameid": None} | PLACES[place]
        if place
        else None,
        "venue": None,
        "killed": None,
        "injured": None,
        "topic": None,
        "agreement": None,
        "according_to": [],
        "mentions": [{"sentence": 0} | quote],
        "confidence": confidence,
        "evidence": [{"role": "trigger"} | quote],
        "version": "test",
    }
    return {"record": record | more, "story": story, "copy_of": copy_of}
