"""Retractions and corrections: which records of earlier stories a notice takes back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from onrecord.merging.ground import Ground, Line
from onrecord.merging.neighbourhood import WINDOW
from onrecord.merging.numbering import number
from onrecord.merging.shelf import Held
from onrecord.merging.written import Lines, minutes


class Withdrawing:
    """The notices of a store, and what they take back. `stage` has `notices` and what finds the
    stories that they mean: see `stories.notices` and `stories.taken_back`."""

    def __init__(self, ground: Ground, stage: Any, *, lines: Lines) -> None:
        self.ground = ground
        self.stage = stage
        self.lines = lines

    def change(self, stories: Iterable[str]) -> set[str]:
        """Takes in stories that came, changed or went; gives back the stories, among them or not,
        of which other records are taken back now than before."""
        if self.stage is None:
            return set()
        again: set[str] = set()
        for identity in sorted(set(stories)):
            line = self.lines.story(identity)
            here = line if line is not None and not line["duplicate_of"] else None
            again |= self._renew(identity, here)
        changed: set[str] = set()
        for notice in sorted(again):
            changed |= self.ground.take_back(notice, self._taken(notice))
        return changed

    def _renew(self, identity: str, line: Line | None) -> set[str]:
        """Remembers a story by its names and its notices; the notices to be looked at again."""
        found: set[str] = set()
        keys: set[str] = set()
        for stage in ("named", "notice"):
            for held in self.ground.items(stage, identity):
                self.ground.shelf.drop(held)
                if stage == "notice":
                    found.add(identity)
                else:
                    keys.update(held.line["keys"])
        if line is not None:
            own = self.stage.story_keys(line)
            keys.update(own)
            self._keep("named", line, own)
            told = self.stage.notices(line)
            if told:
                found.add(identity)
                meant = {k for n in told for k in self.stage.notice_keys(n, story=line)}
                self._keep("notice", line, sorted(meant))
        took = self.ground.took_back(identity)
        near = self._stories("notice", keys) - {identity}
        return found | {n for n in near if n in took or self._means(n, line)}

    def _keep(self, stage: str, line: Line, keys: Iterable[str]) -> None:
        told = sorted(set(keys))
        n = number(stage, line["id"])
        held = Held(
            number=n,
            id=line["id"],
            order=minutes(line),
            keys=tuple(sorted({number(stage, k) for k in told})),
            line={"id": line["id"], "keys": told},
            story=line["id"],
            group=n,
        )
        self.ground.shelf.keep(stage, held)

    def _stories(self, stage: str, keys: Iterable[str]) -> set[str]:
        """The stories that a stage remembers under one of the keys."""
        wanted = {number(stage, key) for key in keys}
        lists = self.ground.shelf.near(wanted, order=-(2**62), number=0, window=WINDOW)
        numbers = {n for _, late in lists for n in late}
        return {h.id for h in self.ground.shelf.held(sorted(numbers)).values()}

    def _means(self, notice: str, line: Line | None) -> bool:
        """Whether a story may be one that a notice in another story means."""
        told = self.lines.story(notice)
        if told is None or line is None:
            return False
        return any(
            self.stage.taken_back(n, story=told, candidates=[line], records={})
            for n in self.stage.notices(told)
        )

    def _taken(self, notice: str) -> dict[str, dict[str, Any]]:
        """The records that the notices in a story take back, with the story and the reasons."""
        line = self.lines.story(notice)
        if line is None or line["duplicate_of"]:
            return {}
        out: dict[str, dict[str, Any]] = {}
        own = self.ground.extracted(notice)
        for one in self.stage.notices(line):
            ids = self._stories("named", self.stage.notice_keys(one, story=line)) - {notice}
            others = [s for i in sorted(ids) if (s := self.lines.story(i)) is not None]
            records = {s["id"]: self.ground.extracted(s["id"]) for s in others}
            for taken in self.stage.taken_back(one, story=line, candidates=others, records=records):
                said = {"story": taken.story, "verb": taken.verb, "reasons": taken.reasons}
                out |= {r: said | {"score": taken.score} for r in taken.records}
            for record in self.stage.repeated(one, story=line, records=own):
                out[record] = {"story": notice, "verb": "corrected", "reasons": (), "score": 1.0}
        return out
