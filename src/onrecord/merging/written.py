"""Writes the derived lines of groups that changed, each from all that is in its group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from onrecord.merging.deciding import name, went
from onrecord.merging.ground import Ground, Line
from onrecord.merging.naming import Names
from onrecord.merging.neighbourhood import Held, Neighbourhood, Regrouped

Stage = Any

HEADLINES = 20
"""Titles of a happening that search finds it by."""


class Lines:
    """Writes derived lines; keeps what it read of stories during one run."""

    def __init__(
        self, ground: Ground, hoods: Mapping[str, Neighbourhood[Any]], stages: Stage
    ) -> None:
        self.ground = ground
        self.hoods = hoods
        self.stages = stages
        self._stories: dict[str, Line | None] = {}
        self._records: dict[str, dict[str, Line]] = {}
        self._went: dict[str, tuple[str, ...]] = {}
        self._happenings: set[int] = set()

    def story(self, identity: str) -> Line | None:
        """A story's line, read once."""
        if identity not in self._stories:
            self._stories[identity] = self.ground.story(identity)
        return self._stories[identity]

    def record(self, held: Held) -> Line:
        """The record of an item, corrected."""
        assert held.story is not None
        if held.story not in self._records:
            found = self.ground.records(held.story)
            self._records[held.story] = {r["id"]: r for r in found}
        return self._records[held.story][held.id]

    def went(self, kind: str, found: Regrouped) -> None:
        """Withdraws the lines of groups that are no more."""
        for identity, to in went(kind, found).items():
            self.ground.withdraw(identity, to=to)

    def events(self, found: Regrouped, *, stories: Iterable[str]) -> None:
        """Writes the events that changed, and those that tell of stories that did."""
        groups = set(found.after)
        for story in stories:
            groups |= {h.group for h in self.ground.items("event", story)}
        for group in sorted(groups):
            members = self.ground.members(group)
            if members:
                self._event(group, members)

    def _event(self, group: int, members: Sequence[Held]) -> None:
        reports: list[dict[str, Any]] = []
        for held in members:
            story = self.story(str(held.story))
            assert story is not None
            copy_of, _ = self.ground.ties(story["id"])
            reports.append({"record": self.record(held), "story": story, "copy_of": copy_of})
        line = self.stages.events.merge(reports)
        happening = self._common(r["story"]["id"] for r in reports)
        line |= {"kind": "event", "id": name("event", group), "happening": happening}
        stories = {r["story"]["id"] for r in reports}
        self.ground.write(
            line,
            rests={h.id for h in members} | stories,
            outlets={r["story"]["outlet"] for r in reports if r["story"]["outlet"]},
            words=_words(reports),
        )

    def _common(self, stories: Iterable[str]) -> str | None:
        """The happening that most of these stories are of; of equally many the first by id."""
        found = Counter(h for s in stories if (h := self.ground.ties(s)[1]))
        return min(found, key=lambda h: (-found[h], h), default=None)

    def happenings(self, stories: Iterable[str]) -> None:
        """Writes the happenings of these stories."""
        groups = {h.group for s in stories for h in self.ground.items("happening", s)}
        for group in sorted(groups):
            members = self.ground.members(group)
            identity = name("happening", group)
            if len(members) < 2:
                self.ground.withdraw(identity)
                continue
            ids = [h.id for h in members]
            told = [s for i in ids if (s := self.story(i)) is not None]
            days = sorted(s["published"]["date"][:10] for s in told if s["published"])
            line = {
                "kind": "happening",
                "id": identity,
                "title": told[0]["title"],
                "start": days[0] if days else None,
                "end": days[-1] if days else None,
                "stories": ids,
                "outlets": sorted({s["outlet"] for s in told if s["outlet"]}),
                "events": sorted(self.ground.resting(ids, "event")),
                "counts": self._counts(ids),
            }
            self.ground.write(
                line,
                rests=ids,
                outlets=line["outlets"],
                words=[s["title"] for s in told if s["title"]][:HEADLINES],
            )

    def _counts(self, stories: Sequence[str]) -> dict[str, int]:
        copies = sum(self.ground.ties(s)[0] is not None for s in stories)
        return {"reports": len(stories), "independent": len(stories) - copies}

    def names(self, kind: str, names: Names, *, hood: Neighbourhood[Any]) -> None:
        """Writes the entries of actors or places that changed."""
        self.went(kind, names.found)
        stage = self.stages.actors if kind == "actor" else self.stages.places
        for group in sorted(names.groups(self.ground)):
            members = [hood.lane.make(h.line) for h in self.ground.members(group)]
            if members:
                line = stage.entry(members) | {"kind": kind, "id": name(kind, group)}
                self.ground.write(line, rests=(), words=[line["name"], *line["names"]])

    def agreements(self, found: Regrouped) -> None:
        """Writes the agreements that changed."""
        for group in sorted(found.after):
            members = self.ground.members(group)
            records = [self.record(h) for h in members]
            stories = [s for h in members if (s := self.story(str(h.story))) is not None]
            line = self.stages.agreements.entry(records)
            line |= {"kind": "agreement", "id": name("agreement", group)}
            self.ground.write(
                line,
                rests={h.id for h in members} | {s["id"] for s in stories},
                outlets={s["outlet"] for s in stories if s["outlet"]},
                words=[line["name"], *line.get("aliases", ())],
            )


def _words(reports: Sequence[Mapping[str, Any]]) -> list[str]:
    """What an event is found by: titles, and the words that its reports rest on."""
    found: dict[str, None] = {}
    for report in reports[:HEADLINES]:
        found.setdefault(report["story"]["title"] or "")
        for e in report["record"]["evidence"]:
            found.setdefault(e["quote"])
        for who in (*report["record"]["actors"], *report["record"]["recipients"]):
            found.setdefault(str(who.get("name") or ""))
    return list(found)
