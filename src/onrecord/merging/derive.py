"""Makes of many stories what they tell together; touches only what is near to what changed.

The order: copies, actors and places, happenings, agreements, events, what ties events, disputes,
agreements followed. Each step gives the next what it changed. What comes out depends on the stories
that are there and on what people decided, not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from onrecord.merging import deciding, written
from onrecord.merging.deciding import name
from onrecord.merging.ground import Ground, Line
from onrecord.merging.naming import Names, Naming
from onrecord.merging.neighbourhood import Neighbourhood, Regrouped, lane

UNDATED = 2**40
"""Minutes: what has no date comes last, and gives a group its id only if nothing else does."""

MERGING = "1"
"""The number of this way of merging. A store that was merged by another is to be merged again."""

Stage = Any
"""A module: see `grouping.Stage`."""

Told = tuple[Line, list[Line]]
"""A story and its records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """The modules that compare; a stage that is None is left out."""

    copies: Stage = None
    happenings: Stage = None
    actors: Stage = None
    places: Stage = None
    agreements: Stage = None
    events: Stage = None
    outcomes: Stage = None
    disputes: Stage = None
    followed: Stage = None


class Derivation:
    """One run over what changed: see `derive`."""

    def __init__(self, ground: Ground, *, stages: Stages) -> None:
        self.ground = ground
        self.stages = stages
        s = ground.shelf
        self.hoods: dict[str, Neighbourhood[Any]] = {
            kind: Neighbourhood(lane(kind, stage), s)
            for kind, stage in (
                ("copy", stages.copies),
                ("happening", stages.happenings),
                ("agreement", stages.agreements),
                ("event", stages.events),
            )
            if stage is not None
        }
        self.naming = {
            kind: Naming(kind, stage, ground)
            for kind, stage in (("actor", stages.actors), ("place", stages.places))
            if stage is not None
        }
        self.lines = written.Lines(ground, self.hoods, stages)

    def run(self, stories: Iterable[str]) -> None:
        """Derives anew what the stories of these ids touch: ones that came, changed or went."""
        here: dict[str, Told] = {}
        gone: list[str] = []
        for identity in sorted(set(stories)):
            story = self.ground.story(identity)
            if story is None or story["duplicate_of"]:
                gone.append(identity)
            else:
                here[identity] = (story, self.ground.records(identity))
        copied = self._copies(here, gone)
        relinked = self._names(here, gone)
        told = here | self._told(relinked - here.keys())
        happened = self._happenings(told, gone)
        agreed = self._records("agreement", told, gone)
        merged = self._records("event", told, gone)
        self.lines.agreements(agreed)
        self.lines.events(merged, stories=copied | set(here) | happened)
        self.lines.happenings(set(here) | happened)

    def _told(self, stories: Iterable[str]) -> dict[str, Told]:
        found = {}
        for identity in sorted(stories):
            story = self.ground.story(identity)
            if story is not None and not story["duplicate_of"]:
                found[identity] = (story, self.ground.records(identity))
        return found

    def _copies(self, here: Mapping[str, Told], gone: list[str]) -> set[str]:
        """The stories whose original is another one now."""
        hood = self.hoods.get("copy")
        if hood is None:
            return set()
        put = [(self.stages.copies.item(s), minutes(s), i) for i, (s, _) in here.items()]
        found = hood.change(put, drop=gone)
        deciding.decide("copy", found, hood=hood, ground=self.ground)
        changed = set()
        groups = set(found.after) | self._homes("copy", here)
        for group in sorted(groups):
            members = [hood.lane.make(h.line) for h in self.ground.members(group)]
            if not members:
                continue
            original = self.stages.copies.original(members).id
            for one in members:
                of = original if one.id != original else None
                if self.ground.tie(one.id, "copy_of", of):
                    changed.add(one.id)
        return changed

    def _homes(self, kind: str, stories: Iterable[str]) -> set[int]:
        """The groups that the items of these stories belong to."""
        return {h.group for s in stories for h in self.ground.items(kind, s)}

    def _names(self, here: Mapping[str, Told], gone: list[str]) -> set[str]:
        """The stories with a name that is linked to another entry now."""
        relinked: set[str] = set()
        for kind, naming in self.naming.items():
            names: Names = naming.change(here, gone)
            deciding.decide(kind, names.found, hood=naming.hood, ground=self.ground)
            moved = names.moved()
            relinked |= self.ground.users(moved)
            self.lines.names(kind, names, hood=naming.hood)
        return relinked

    def linked(self, kind: str, story: str) -> dict[str, str]:
        """The entries of a story's actors or places by their id in the story."""
        naming = self.naming.get(kind)
        return naming.linked(story) if naming else {}

    def _happenings(self, told: Mapping[str, Told], gone: list[str]) -> set[str]:
        """The stories that belong to another happening now."""
        hood = self.hoods.get("happening")
        if hood is None:
            return set()
        put = [
            (
                self.stages.happenings.item(
                    story,
                    actors=sorted(set(self.linked("actor", i).values())),
                    places=sorted(set(self.linked("place", i).values())),
                ),
                minutes(story),
                i,
            )
            for i, (story, _) in told.items()
        ]
        found = hood.change(put, drop=gone)
        deciding.decide("happening", found, hood=hood, ground=self.ground)
        self.lines.went("happening", found)
        changed = set()
        for group in sorted(set(found.after) | self._homes("happening", told)):
            members = self.ground.members(group)
            of = name("happening", group) if len(members) > 1 else None
            for one in members:
                if self.ground.tie(one.id, "happening", of):
                    changed.add(one.id)
        return changed

    def _records(self, kind: str, told: Mapping[str, Told], gone: list[str]) -> Regrouped:
        """Takes in the records of a kind, links them, and regroups around them."""
        hood = self.hoods.get(kind)
        if hood is None:
            return Regrouped()
        stage = self.stages.events if kind == "event" else self.stages.agreements
        put: list[tuple[Any, int, str | None]] = []
        drop: list[str] = []
        for identity in gone:
            drop += [h.id for h in self.ground.items(kind, identity)]
        for identity, (story, records) in told.items():
            links = {**self.linked("actor", identity), **self.linked("place", identity)}
            items = [stage.item(r, story, links) for r in records if r["kind"] == kind]
            put += [(item, minutes(story), identity) for item in items]
            now = {item.id for item in items}
            drop += [h.id for h in self.ground.items(kind, identity) if h.id not in now]
        found = hood.change(put, drop=drop)
        deciding.decide(kind, found, hood=hood, ground=self.ground)
        self.lines.went(kind, found)
        return found


def derive(ground: Ground, stories: Iterable[str], *, stages: Stages) -> None:
    """Derives anew what stories touch that came, changed or went, and writes what differs."""
    Derivation(ground, stages=stages).run(stories)


def minutes(story: Mapping[str, Any]) -> int:
    """When a story was published, in minutes since 1970; `UNDATED` where it does not say.

    >>> minutes({"published": {"date": "1970-01-02"}}), minutes({"published": None}) == UNDATED
    (1440, True)
    """
    date = str((story.get("published") or {}).get("date") or "")
    for text in (date, f"{date}-01", f"{date}-01-01"):
        try:
            when = datetime.fromisoformat(text)
        except ValueError:
            continue
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return int(when.timestamp() // 60)
    return UNDATED
