"""A reader for tests: real pages and stories, records by plain rules instead of a model."""

from __future__ import annotations

import os
import re
import signal
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord import stories
from onrecord.errors import Failed
from onrecord.sources import Document
from onrecord.stories import Story

VERSION = "0.0+stub"


def evidence(text: str, role: str, found: re.Match[str], group: str) -> dict[str, Any]:
    """A piece of evidence for a group of a match."""
    start, end = found.span(group)
    return {"role": role, "start": start, "end": end, "quote": text[start:end]}


def actor(text: str, found: re.Match[str], group: str) -> dict[str, Any]:
    """An actor reference for a group of a match."""
    e = evidence(text, "actor", found, group)
    country = {"Armenia": "ARM", "Erdoğan": "TUR"}.get(found[group])
    return {
        "id": f"actor-{found[group].lower()}",
        "name": found[group],
        "kind": "person",
        "country": country,
        "sector": None,
        "capacity": None,
        "start": e["start"],
        "end": e["end"],
        "quote": e["quote"],
    }


def events(story: Story) -> Iterator[dict[str, Any]]:
    """`A met B` occurred, `A will meet B` is planned."""
    pattern = r"\b(?P<a>\w{1,40}) (?P<t>met|will meet) (?P<b>\w{1,40})"
    for n, found in enumerate(re.finditer(pattern, story.text)):
        day = story.published.date[:10] if story.published else None
        when = {"start": day, "end": day, "precision": "day", "basis": "published"}
        trigger = evidence(story.text, "trigger", found, "t")
        yield {
            "kind": "event",
            "id": f"{story.id}-e{n}",
            "story": story.id,
            "type": "CONSULT",
            "mode": "meeting",
            "contexts": [],
            "status": "occurred" if found["t"] == "met" else "planned",
            "actors": [actor(story.text, found, "a")],
            "recipients": [actor(story.text, found, "b")],
            "when": when if day else None,
            "where": None,
            "venue": None,
            "killed": None,
            "injured": None,
            "topic": None,
            "agreement": None,
            "according_to": [],
            "mentions": [{"sentence": 0} | {k: trigger[k] for k in ("start", "end", "quote")}],
            "confidence": 0.9,
            "evidence": [
                trigger,
                evidence(story.text, "actor", found, "a"),
                evidence(story.text, "recipient", found, "b"),
            ],
            "version": VERSION,
        }


def statements(story: Story) -> Iterator[dict[str, Any]]:
    """`"Words," said A`."""
    pattern = r'"(?P<c>[^"]{1,2000}),?" (?P<v>said) (?P<a>\w+)'
    for n, found in enumerate(re.finditer(pattern, story.text)):
        roles = {"content": "c", "cue": "v", "speaker": "a"}
        held = [evidence(story.text, role, found, group) for role, group in roles.items()]
        spans = {e["role"]: {k: e[k] for k in ("start", "end", "quote")} for e in held}
        speaker = {"anonymity": "named", "resolved_via": "name"}
        yield {
            "kind": "statement",
            "id": f"{story.id}-s{n}",
            "story": story.id,
            "speaker": actor(story.text, found, "a") | speaker,
            "cue": spans["cue"],
            "content": [spans["content"]],
            "quote_type": "direct",
            "channel": None,
            "addressee": None,
            "act": "assertion",
            "target": None,
            "hedges": [],
            "certainty": "CT+",
            "nested_in": None,
            "continues": None,
            "confidence": 0.8,
            "evidence": held,
            "version": VERSION,
        }


def agreements(story: Story) -> Iterator[dict[str, Any]]:
    """`the X accord`."""
    for n, found in enumerate(re.finditer(r"the (?P<n>\w+ accord)", story.text)):
        yield {
            "kind": "agreement",
            "id": f"{story.id}-a{n}",
            "story": story.id,
            "name": found["n"],
            "aliases": [],
            "same_because": [],
            "parties": [],
            "third_parties": [],
            "date": None,
            "status": "signed",
            "stage": None,
            "contested": False,
            "provisions": [],
            "confidence": 0.7,
            "evidence": [evidence(story.text, "name", found, "n")],
            "version": VERSION,
        }


def attributions(story: Story) -> Iterator[dict[str, Any]]:
    """`A blamed B`."""
    pattern = r"\b(?P<a>\w{1,40}) (?P<w>blamed) (?P<b>\w{1,40})"
    for n, found in enumerate(re.finditer(pattern, story.text)):
        step = {"subject": "attack", "relation": "attributed-to", "object": found["b"]}
        roles = {"wording": "w", "actor": "a", "object": "b"}
        yield {
            "kind": "attribution",
            "id": f"{story.id}-b{n}",
            "story": story.id,
            "act": {"name": "attack", "event": None},
            "chain": [step | {"level": "state"}],
            "attributing_actor": actor(story.text, found, "a"),
            "basis": None,
            "wording": [found["w"]],
            "likelihood": None,
            "analytic_confidence": None,
            "admiralty": None,
            "confidence": 0.7,
            "evidence": [evidence(story.text, r, found, g) for r, g in roles.items()],
            "version": VERSION,
        }


@dataclass(frozen=True)
class StubReading:
    """As `Reading`, with records that are dicts already."""

    stories: tuple[Story, ...]
    failed: tuple[Failed, ...] = ()
    unread: tuple[Story, ...] = ()

    def lines(self, *, mentions: bool = False) -> Iterator[dict[str, Any]]:
        """The JSON Lines objects."""
        for story in self.stories:
            yield story.line(VERSION)
            if story in self.unread or story.duplicate_of:
                continue
            for kind in (events, statements, agreements, attributions):
                yield from kind(story)
            if mentions:
                for found in re.finditer(r"(?P<n>[A-Z]\w+)", story.text):
                    place = {k: v for k, v in evidence("", "", found, "n").items() if k != "role"}
                    place["quote"] = found["n"]
                    yield {"kind": "mention", "story": story.id, "type": "name"} | place


class StubReader:
    """Reads documents without a model; some words in a page make it misbehave."""

    version = os.environ.get("STUB_VERSION", VERSION)

    def read(self, document: Document) -> StubReading:
        """The stories and records of one page."""
        if b"CRASH THE PROCESS" in document.data:
            os.kill(os.getpid(), signal.SIGKILL)
        if b"RAISE A FAULT" in document.data:
            raise ValueError("asked to")
        if b"TAKE LONG" in document.data:
            time.sleep(0.3)
        found = stories.read(document)
        if isinstance(found, Failed):
            return StubReading((), (found,))
        unread = tuple(s for s in found if s.language != "en" and not s.duplicate_of)
        return StubReading(found, (), unread)


def load() -> StubReader:
    """The factory that the reading processes call."""
    return StubReader()
