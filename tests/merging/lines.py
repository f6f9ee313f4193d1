"""Record lines written by hand, shaped as `onrecord extract` prints them."""

from __future__ import annotations

from typing import Any

Line = dict[str, Any]


def actor(name: str, *, country: str | None = None, kind: str = "state", **more: Any) -> Line:
    """An actor reference; the words are the name."""
    sector = more.pop("sector", "GOV" if kind == "state" else None)
    return {
        "id": name.lower().replace(" ", "-"),
        "name": name,
        "kind": kind,
        "country": country,
        "sector": sector,
        "capacity": more.get("capacity"),
        "start": more.get("start", 0),
        "end": more.get("start", 0) + len(name),
        "quote": name,
    }


def told(text: str, id: str = "s1", day: str | None = "2031-03-04", **more: Any) -> Line:
    """A story line."""
    published = {"date": day, "precision": "day", "basis": "stated"} if day else None
    return {
        "kind": "story",
        "id": id,
        "page": f"{id}.txt",
        "url": more.get("url"),
        "outlet": more.get("outlet", "The Meridian"),
        "title": more.get("title"),
        "text": text,
        "published": published,
        "duplicate_of": None,
    }


def quoted(text: str, words: str) -> Line:
    """A span: the first place of some words."""
    start = text.index(words)
    return {"start": start, "end": start + len(words), "quote": words}


def statement(story: Line, words: str, *, by: Line | None, cue: str = "said", **more: Any) -> Line:
    """A statement whose content is `words`."""
    span = quoted(story["text"], words)
    return {
        "kind": "statement",
        "id": more.get("id", f"{story['id']}-{span['start']}"),
        "story": story["id"],
        "speaker": by,
        "cue": quoted(story["text"], cue) if cue else None,
        "content": [span],
        "quote_type": "indirect",
        "act": more.get("act", "assertion"),
        "target": more.get("target"),
        "certainty": more.get("certainty", "CT+"),
        "evidence": [span | {"role": "content"}],
    }


def event(story: Line, words: str, *, type: str = "ASSAULT", **more: Any) -> Line:
    """An event told by `words`."""
    span = quoted(story["text"], words)
    day = more.get("day")
    when = {"start": day, "end": day, "precision": "day", "basis": "resolved"} if day else None
    return {
        "kind": "event",
        "id": more.get("id", f"{story['id']}-e{span['start']}"),
        "story": story["id"],
        "type": type,
        "mode": None,
        "status": more.get("status", "occurred"),
        "actors": more.get("actors", []),
        "recipients": more.get("recipients", []),
        "when": when,
        "where": None,
        "killed": more.get("killed"),
        "injured": more.get("injured"),
        "agreement": more.get("agreement"),
        "according_to": more.get("according_to", []),
        "mentions": [span | {"sentence": 0}],
        "evidence": [span | {"role": "trigger"}],
    }


def attribution(story: Line, words: str, *, by: Line | None, accused: str, act: str) -> Line:
    """Blame for `act` on `accused`, in `words`."""
    span = quoted(story["text"], words)
    step = {"subject": act, "relation": "attributed-to", "object": accused, "level": "group"}
    return {
        "kind": "attribution",
        "id": f"{story['id']}-a{span['start']}",
        "story": story["id"],
        "act": {"name": act, "event": None},
        "chain": [step],
        "attributing_actor": by,
        "wording": [words],
        "evidence": [span | {"role": "wording"}],
    }


def agreement(story: Line, name: str, **more: Any) -> Line:
    """An agreement record; `provisions` are words of the text, with a code where given."""
    text = story["text"]
    provisions = [
        quoted(text, words)
        | {
            "text": words,
            "code": code,
            "obligor": None,
            "deadline": None,
            "contested": False,
            "contested_by": [],
            "implementation": [],
        }
        for words, code in more.get("provisions", ())
    ]
    day = more.get("day")
    return {
        "kind": "agreement",
        "id": more.get("id", f"{story['id']}-g"),
        "story": story["id"],
        "name": name,
        "aliases": more.get("aliases", []),
        "same_because": [],
        "parties": more.get("parties", []),
        "third_parties": [],
        "date": {"start": day, "end": day, "precision": "day", "basis": "stated"} if day else None,
        "status": more.get("status"),
        "stage": more.get("stage", "ceasefire"),
        "contested": False,
        "provisions": provisions,
        "evidence": [quoted(text, name) | {"role": "name"}],
    }
