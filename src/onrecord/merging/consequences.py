"""What came of plans and what answers what: looked up again only near events that changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from onrecord.grouping import pair
from onrecord.merging.deciding import group_of, name
from onrecord.merging.ground import Ground, Line
from onrecord.merging.neighbourhood import WINDOW, Neighbourhood
from onrecord.merging.shelf import Held


class Consequences:
    """The outcomes of a store's plans. `merged` gives the line of an event's group."""

    def __init__(
        self,
        ground: Ground,
        stage: Any,
        *,
        hood: Neighbourhood[Any] | None,
        merged: Callable[[int], Line | None],
    ) -> None:
        self.ground = ground
        self.stage = stage
        self.hood = hood
        self.merged = merged

    def change(self, groups: Iterable[int], *, vanished: Iterable[str]) -> set[int]:
        """Looks up again the outcomes that hang on these groups and on ids that are no more; gives
        back the groups whose lines say something else now."""
        if self.stage is None or self.hood is None:
            return set()
        own = set(groups)
        gone = set(vanished)
        affected: set[str] = set()
        for plan in sorted(gone):
            affected |= self._set(plan, None)
        again = set(own)
        again |= {g for i in gone for p in self.ground.plans(i) if (g := group_of(p)) is not None}
        for group in sorted(own):
            again |= {
                g for p in self.ground.plans(name("event", group)) if (g := group_of(p)) is not None
            }
            for held in self.ground.members(group):
                if held.line["status"] not in self.stage.PLANS:
                    again |= {plan.group for plan, _ in self._near(held)}
        for group in sorted(again):
            affected |= self._set(name("event", group), self._outcome(group))
        return {g for i in affected if (g := group_of(i)) is not None}

    def _near(self, held: Held) -> list[tuple[Held, float]]:
        """Plans for a deed, deeds for a plan: those that score enough."""
        assert self.hood is not None
        plan = held.line["status"] in self.stage.PLANS
        lists = self.ground.shelf.near(
            held.keys, order=held.order, number=held.number, window=WINDOW
        )
        numbers = {n for both in lists for some in both for n in some}
        there = self.ground.shelf.held(sorted(numbers))
        others = [
            h
            for h in there.values()
            if (h.line["status"] in self.stage.PLANS) != plan and h.group != held.group
        ]
        items = self.hood.items([held.number, *(h.number for h in others)])
        scored = (
            (h, self.stage.compare(items[held.number], items[h.number]).score) for h in others
        )
        return [(h, s) for h, s in scored if s >= self.stage.THRESHOLD]

    def _outcome(self, group: int) -> dict[str, Any] | None:
        """What came of an event that is a plan, None for others."""
        assert self.hood is not None
        line = self.merged(group)
        if line is None or line["status"] not in self.stage.PLANS:
            return None
        scores: dict[tuple[str, str], float] = {}
        items: dict[str, Any] = {}
        homes: set[int] = set()
        for held in self.ground.members(group):
            if held.line["status"] not in self.stage.PLANS:
                continue
            for deed, score in self._near(held):
                scores[pair(held.id, deed.id)] = score
                homes.add(deed.group)
                found = self.hood.items([held.number, deed.number])
                items |= {h.id: found[h.number] for h in (held, deed)}
        events = [line, *(x for g in sorted(homes) if (x := self.merged(g)) is not None)]
        for event in events[1:]:
            members = [h.number for h in self.ground.members(group_of(event["id"]) or 0)]
            items |= {i.id: i for i in self.hood.items(members).values()}
        told = self.stage.assemble(events, items=items, scores=scores)
        outcome: dict[str, Any] | None = told[line["id"]]["outcome"]
        return outcome

    def _set(self, plan: str, outcome: Mapping[str, Any] | None) -> set[str]:
        """Writes an outcome; the events whose lines that changes."""
        before = self.ground.outcome(plan)
        if before == outcome:
            return set()
        self.ground.come(plan, outcome)
        ends = {o["event"] for o in (before, outcome) if o and o.get("event")}
        return {plan, *ends}

    def told(self, line: Line, reports: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        """The fields of an event's line that tie it to others."""
        if self.stage is None:
            return {}
        found: dict[str, Any] = {
            "outcome": self.ground.outcome(line["id"]),
            "announced_by": self.ground.plans(line["id"]),
            "response_to": None,
        }
        own = {r["record"]["id"] for r in reports}
        answered = [a for r in reports for a in r["answers"] if a.record in own]
        homes: dict[str, list[str]] = {}
        for answer in answered:
            home = self.ground.merged(answer.cause)
            if home is not None and home != line["id"]:
                homes.setdefault(home, []).append(answer.cause)
        if homes:
            events = [line, *({"id": h, "merged_from": c, "status": ""} for h, c in homes.items())]
            told = self.stage.assemble(events, items={}, scores={}, answered=answered)
            found["response_to"] = told[line["id"]]["response_to"]
        return found
