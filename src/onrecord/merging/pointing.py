"""Which agreements stories may speak of without naming them: found by parties and time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from onrecord.merging.ground import Ground, Line
from onrecord.merging.neighbourhood import WINDOW
from onrecord.merging.numbering import number
from onrecord.merging.shelf import Held
from onrecord.merging.written import Lines, minutes

STORY, RECORD = "pointing", "pointed"
"""Stages: stories that speak of some agreement, and agreement records that they may mean."""


class Pointing:
    """Ties stories that point ("the ceasefire of the two states") to agreements; see
    `merging.pointed`, which has the keys. Whether a story means one is for `followed` to say."""

    def __init__(self, ground: Ground, stage: Any, *, lines: Lines) -> None:
        self.ground = ground
        self.stage = stage
        self.lines = lines

    def change(self, told: Iterable[str], gone: Iterable[str]) -> set[int]:
        """Takes in stories, and out those that are gone; gives back the groups of agreements that
        they may speak of, now or before."""
        if self.stage is None:
            return set()
        keys: set[str] = set()
        here = list(told)
        for story in (*gone, *here):
            for stage in (STORY, RECORD):
                for held in self.ground.items(stage, story):
                    keys.update(held.line["keys"] if stage == STORY else ())
                    self.ground.shelf.drop(held)
        for identity in here:
            line = self.lines.story(identity)
            if line is None or line["duplicate_of"]:
                continue
            records = list(self.lines.records(identity).values())
            own = self.stage.story_keys(line, records)
            keys.update(own)
            self._keep(STORY, identity, line, own)
            day = {identity: str((line.get("published") or {}).get("date") or "")[:10]}
            for record in records:
                if record["kind"] == "agreement":
                    made = self.stage.agreement_keys([record], days=day)
                    self._keep(RECORD, record["id"], line, made)
        records_near = {h.id for h in self._under(RECORD, keys)}
        found = self.ground.shelf.held([number("agreement", r) for r in sorted(records_near)])
        return {h.group for h in found.values()}

    def _keep(self, stage: str, identity: str, line: Line, keys: Sequence[str]) -> None:
        if not keys:
            return
        n = number(stage, identity)
        held = Held(
            number=n,
            id=identity,
            order=minutes(line),
            keys=tuple(sorted({number(stage, k) for k in keys})),
            line={"id": identity, "keys": sorted(set(keys))},
            story=line["id"],
            group=n,
        )
        self.ground.shelf.keep(stage, held)

    def _under(self, stage: str, keys: Iterable[str]) -> list[Held]:
        """What a stage remembers under these keys, the earliest first."""
        wanted = {number(stage, key) for key in keys}
        lists = self.ground.shelf.near(wanted, order=-(2**62), number=0, window=WINDOW)
        numbers = {n for _, late in lists for n in late}
        found = self.ground.shelf.held(sorted(numbers)).values()
        return sorted(found, key=lambda h: (h.order, h.number))

    def stories(self, agreements: Sequence[Mapping[str, Any]]) -> list[str]:
        """The stories that may speak of an agreement, told by these records; the earliest first."""
        if self.stage is None:
            return []
        keys: set[str] = set()
        for record in agreements:
            for held in self.ground.shelf.held([number(RECORD, record["id"])]).values():
                keys.update(held.line["keys"])
        return [h.id for h in self._under(STORY, keys)]
