"""Makes of many stories what they tell together; touches only what is near to what changed.

The order: copies, actors and places, happenings, agreements, events, disputes; then the lines of
all that changed, those of disputes last: they say which agreement they are about. Each step gives
the next what it changed. What comes out depends on the stories that are there and on what people
decided, not on the order in which they came.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.linking.references import references
from onrecord.merging import deciding
from onrecord.merging.at_issue import AtIssue
from onrecord.merging.consequences import Consequences
from onrecord.merging.contested import Contested
from onrecord.merging.deciding import name
from onrecord.merging.ground import Ground, Line
from onrecord.merging.naming import Naming
from onrecord.merging.neighbourhood import Neighbourhood, Regrouped, lane
from onrecord.merging.pointing import Pointing
from onrecord.merging.withdrawing import Withdrawing
from onrecord.merging.written import Lines, minutes

PART = 500
"""Stories whose names are taken in at once."""

SORTS = {"person": "people", "state": "places", "body": "bodies", "group": "bodies"}
"""What a happening's stage takes an actor of a kind for."""

Stage = Any
"""A module: see `grouping.Stage`."""

Again = Mapping[str, set[int]]
"""Items to be regrouped, by kind, because somebody joined or split them."""


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
    sources: Stage = None
    notices: Stage = None
    pointed: Stage = None


class Derivation:
    """One run over what changed: see `derive`."""

    def __init__(self, ground: Ground, *, stages: Stages) -> None:
        self.ground = ground
        self.stages = stages
        self.hoods: dict[str, Neighbourhood[Any]] = {
            kind: Neighbourhood(lane(kind, stage), ground.shelf)
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
        self._linked: dict[str, dict[str, str]] = {}
        self.lines = Lines(ground, stages=stages, linked=self.linked)
        self.consequences = Consequences(
            ground, stages.outcomes, hood=self.hoods.get("event"), merged=self.lines.merged
        )
        self.lines.told = self.consequences.told
        self.pointing = Pointing(ground, stages.pointed, lines=self.lines)
        self.lines.pointing = self.pointing.stories
        self.withdrawing = Withdrawing(ground, stages.notices, lines=self.lines)
        self.contested = Contested(ground, stages.disputes, lines=self.lines, linked=self.linked)
        self.at_issue = AtIssue(ground, lines=self.lines)

    def run(self, stories: Iterable[str], *, again: Again | None = None) -> None:
        """Derives anew what the stories of these ids touch: ones that came, changed or went."""
        forced = again or {}
        here: list[str] = []
        gone: list[str] = []
        changed = set(stories)
        taken = self.withdrawing.change(changed)
        self.lines.forget(taken)
        for identity in sorted(changed | taken):
            story = self.ground.story(identity)
            (gone if story is None or story["duplicate_of"] else here).append(identity)
        copied = self._copies(here, gone, forced.get("copy", set()))
        told = sorted({*here, *self._names(here, gone, forced)})
        happened = self._happenings(told, gone, forced.get("happening", set()))
        near = sorted({*told, *happened})
        agreed = self._records("agreement", near, gone, forced.get("agreement", set()))
        merged = self._records("event", told, gone, forced.get("event", set()))
        pointed = self.pointing.change(told, gone)
        own = self._homes("agreement", told)
        self.lines.again("agreement", {*agreed.after, *own, *pointed})
        stories = {*told, *copied, *happened, *self._moved(merged)}
        groups = {*merged.after, *self._homes("event", stories)}
        vanished = [name("event", g) for g in merged.before if g not in merged.after]
        ties = self.consequences.change(groups, vanished=vanished)
        self.lines.again("event", groups | ties)
        self.lines.again("happening", self._homes("happening", {*told, *happened}))
        disputes, no_more = self.contested.change(told, gone, merged=merged)
        self.lines.write()
        self.at_issue.write(disputes, gone=no_more)

    def _moved(self, found: Regrouped) -> set[str]:
        """The stories of records that are in another event now: what answers them says so."""
        was = {n: g for g, ns in found.before.items() for n in ns}
        moved = [n for g, ns in found.after.items() for n in ns if was.get(n) != g]
        return {str(h.story) for h in self.ground.shelf.held(moved).values()}

    def _told(self, stories: Iterable[str]) -> Iterator[tuple[Line, list[Line]]]:
        for identity in stories:
            story = self.lines.story(identity)
            if story is not None and not story["duplicate_of"]:
                yield story, list(self.lines.records(identity).values())

    def _copies(self, here: Sequence[str], gone: Sequence[str], again: set[int]) -> set[str]:
        """The stories whose original is another one now."""
        hood = self.hoods.get("copy")
        if hood is None:
            return set()
        stage = self.stages.copies
        put = ((stage.item(s), minutes(s), s["id"]) for s, _ in self._told(here))
        found = hood.change(put, drop=gone, again=again)
        deciding.decide("copy", found, hood=hood, ground=self.ground)
        changed = set()
        for group in sorted({*found.after, *self._homes("copy", here)}):
            members = [hood.lane.make(h.line) for h in self.ground.members(group)]
            original = stage.original(members).id if members else None
            for one in members:
                of = original if one.id != original else None
                if self.ground.tie(one.id, "copy_of", of):
                    changed.add(one.id)
        return changed

    def _homes(self, kind: str, stories: Iterable[str]) -> set[int]:
        """The groups that the items of these stories belong to."""
        return self.ground.homes(kind, stories)

    def _names(self, here: Sequence[str], gone: Sequence[str], again: Again) -> set[str]:
        """The stories with a name that is linked to another entry now."""
        relinked: set[str] = set()
        for kind, naming in self.naming.items():
            parts = [here[at : at + PART] for at in range(0, len(here), PART)] or [()]
            for number, part in enumerate(parts):
                first = number == 0
                names = naming.change(
                    self._told(part),
                    gone=gone if first else (),
                    again=again.get(kind, set()) if first else set(),
                )
                deciding.decide(kind, names.found, hood=naming.hood, ground=self.ground)
                relinked |= self.ground.users(names.moved())
                self.lines.went(kind, names.found)
                self.lines.again(kind, names.groups(self.ground))
        self._linked.clear()
        return relinked

    def linked(self, story: str) -> dict[str, str]:
        """The entries of a story's actors and places by their id in the story."""
        if story not in self._linked:
            if len(self._linked) > PART:
                self._linked.clear()
            found: dict[str, str] = {}
            for naming in self.naming.values():
                found |= naming.linked(story)
            self._linked[story] = found
        return self._linked[story]

    def _happenings(self, told: Sequence[str], gone: Sequence[str], again: set[int]) -> set[str]:
        """The stories that belong to another happening now."""
        hood = self.hoods.get("happening")
        if hood is None:
            return set()
        put = (
            (self._happening(story, records), minutes(story), story["id"])
            for story, records in self._told(told)
        )
        found = hood.change(put, drop=gone, again=again)
        deciding.decide("happening", found, hood=hood, ground=self.ground)
        self.lines.went("happening", found)
        changed = set()
        for group in sorted({*found.after, *self._homes("happening", told)}):
            members = self.ground.members(group)
            of = name("happening", group) if len(members) > 1 else None
            for one in members:
                if self.ground.tie(one.id, "happening", of):
                    changed.add(one.id)
        return changed

    def _happening(self, story: Line, records: Sequence[Line]) -> Any:
        names: dict[str, set[str]] = {"people": set(), "places": set(), "bodies": set()}
        for record in records:
            for who in references(record):
                sort = SORTS.get(str(who.get("kind")))
                if sort and who.get("name"):
                    names[sort].add(who["name"])
            if (record.get("where") or {}).get("name"):
                names["places"].add(record["where"]["name"])
        return self.stages.happenings.item(story, **{k: sorted(v) for k, v in names.items()})

    def _records(
        self, kind: str, told: Sequence[str], gone: Sequence[str], again: set[int]
    ) -> Regrouped:
        """Takes in the records of a kind, links them, and regroups around them."""
        hood = self.hoods.get(kind)
        if hood is None:
            return Regrouped()
        drop = {h.id for s in (*gone, *told) for h in self.ground.items(kind, s)}
        put: list[tuple[Any, int, str | None]] = []
        for story, records in self._told(told):
            links = self.linked(story["id"])
            put += [
                (self._record(record, story, records, links), minutes(story), story["id"])
                for record in records
                if record["kind"] == kind
            ]
        found = hood.change(put, drop=sorted(drop - {i.id for i, _, _ in put}), again=again)
        deciding.decide(kind, found, hood=hood, ground=self.ground)
        self.lines.went(kind, found)
        return found

    def _record(
        self, record: Line, story: Line, records: Sequence[Line], links: Mapping[str, str]
    ) -> Any:
        if record["kind"] == "event":
            return self.stages.events.item(record, story, links)
        happening = self.ground.ties(story["id"])[1]
        return self.stages.agreements.item(
            story, record, records=records, ids=links, happening=happening
        )


def derive(
    ground: Ground, stories: Iterable[str], *, stages: Stages, again: Again | None = None
) -> None:
    """Derives anew what stories touch that came, changed or went, and writes what differs."""
    Derivation(ground, stages=stages).run(stories, again=again)
