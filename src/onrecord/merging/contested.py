"""Finds disputes again where claims changed: claims near each other, and how they clash."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from onrecord.grouping import Scored, pair
from onrecord.merging.at_issue import rests_of
from onrecord.merging.deciding import name
from onrecord.merging.disagreed import CARRYING_OUT
from onrecord.merging.ground import Ground, Line
from onrecord.merging.neighbourhood import Lane, Neighbourhood, Regrouped, made
from onrecord.merging.numbering import number
from onrecord.merging.written import Lines, minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A claim with the merged events that it is about, as (record, merged event): claims about one
    merged event meet as well."""

    id: str
    claim: Any
    merged: tuple[tuple[str, str], ...]


class Contested:
    """The claims of a store and the disputes between them."""

    def __init__(
        self,
        ground: Ground,
        stage: Any,
        *,
        lines: Lines,
        linked: Callable[[str], dict[str, str]],
    ) -> None:
        self.ground = ground
        self.stage = stage
        self.lines = lines
        self.linked = linked
        if stage is not None:
            self.hood: Neighbourhood[Placed] = Neighbourhood(
                Lane(
                    name="claim",
                    make=partial(_placed, stage.Item),
                    keys=lambda p: (*stage.keys(p.claim), *(f"e|{m}" for _, m in p.merged)),
                    compare=self._compare,
                    threshold=stage.THRESHOLD,
                    floor=stage.THRESHOLD,
                    whole=True,
                ),
                ground.shelf,
            )

    def _compare(self, a: Placed, b: Placed) -> Scored:
        merged = dict((*a.merged, *b.merged))
        scored: Scored = self.stage.compare(a.claim, b.claim, merged=merged)
        return scored

    def change(
        self, told: Iterable[str], gone: Iterable[str], *, merged: Regrouped
    ) -> tuple[list[Line], list[Line]]:
        """Takes in the claims of stories, and of those whose events were merged otherwise; gives
        back the disputes that are to be written, and those that are no more."""
        if self.stage is None:
            return [], []
        events = {n for ns in merged.after.values() for n in ns}
        near = {str(h.story) for h in self.ground.shelf.held(events).values()}
        stories = sorted({*told, *near})
        old = [h for s in (*gone, *stories) for h in self.ground.items("claim", s)]
        put = [p for s in stories for p in self._claims(s)]
        now = {p[0].id for p in put}
        found = self.hood.change(put, drop=[h.id for h in old if h.id not in now])
        records = {h.line["claim"]["record"] for h in old if h.id not in now}
        groups = {*found.after, *self.ground.shelf.homes([self.hood.number(i) for i in now])}
        members = [self.ground.members(g) for g in sorted(groups)]
        records |= {h.line["claim"]["record"] for some in members for h in some}
        stand = self.ground.resting(records, "dispute")
        lines = [line for some in members for line in self._disputes(some)]
        kept = {line["id"] for line in lines}
        withdrawn = []
        for identity in sorted(stand - kept):
            was = self.ground.line(identity)
            if was is None or was["rule"] == CARRYING_OUT:
                continue
            # Where its records went on to, if to anywhere.
            rests = rests_of(was)
            self.ground.withdraw(identity, to=[x["id"] for x in lines if rests & rests_of(x)])
            withdrawn.append(was)
        return lines, withdrawn

    def _claims(self, story: str) -> Iterable[tuple[Placed, int, str]]:
        line = self.lines.story(story)
        if line is None:
            return
        records = list(self.lines.records(story).values())
        for claim in self.stage.items(line, records, linked=self.linked(story)):
            merged = [(e, m) for e in claim.events if (m := self._merged(e)) is not None]
            placed = Placed(id=claim.id, claim=claim, merged=tuple(sorted(merged)))
            yield placed, minutes(line), story

    def _merged(self, record: str) -> str | None:
        held = self.ground.shelf.held([number("event", record)])
        return next((name("event", h.group) for h in held.values()), None)

    def _disputes(self, members: Sequence[Any]) -> Iterable[Line]:
        if len(members) < 2:
            return ()
        placed = self.hood.items([h.number for h in members])
        held = [p.claim for p in placed.values()]
        numbers = set(placed)
        edges = [e for e in self.hood.shelf.edges(sorted(numbers)) if e[1] in numbers]
        pairs = {pair(placed[a].claim.id, placed[b].claim.id) for a, b, _ in edges}
        merged = dict(m for p in placed.values() for m in p.merged)
        clashes = self.stage.clashes(held, pairs=pairs, merged=merged)
        found: Sequence[Line] = self.stage.assemble(
            clashes, held=held, merged=merged, version=self.ground.by
        )
        return [line for line in found if not self.ground.rejected(line["id"])]


def _placed(kind: type[Any], line: Mapping[str, Any]) -> Placed:
    merged = tuple((record, event) for record, event in line["merged"])
    return Placed(id=line["id"], claim=made(kind, line["claim"]), merged=merged)
