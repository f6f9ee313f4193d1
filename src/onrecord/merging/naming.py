"""Actors and places across stories: gathers their names, and groups them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

from onrecord.merging.deciding import name
from onrecord.merging.ground import Ground, Line, Use
from onrecord.merging.neighbourhood import Neighbourhood, Regrouped, lane, plain
from onrecord.merging.shelf import Held

GATHERED = frozenset(["names", "first", "last"])
"""Fields of an item that stories add to; neither keys nor scores look at them."""


class Naming:
    """The names of one kind, actor or place. A name that a thousand stories use is one item."""

    def __init__(self, kind: str, stage: ModuleType | Any, ground: Ground) -> None:
        self.kind = kind
        self.stage = stage
        self.ground = ground
        self.hood: Neighbourhood[Any] = Neighbourhood(
            lane(kind, stage, gathered=GATHERED), ground.shelf
        )

    def change(
        self,
        here: Iterable[tuple[Line, list[Line]]],
        *,
        gone: Iterable[str] = (),
        again: Iterable[int] = (),
    ) -> Names:
        """Takes in the names of stories that are here, each with its records, and out those of
        stories that are gone; regroups around items that somebody joined or split."""
        forced = set(again)
        added: dict[int, list[Any]] = {}
        back: set[int] = set()
        for story in gone:
            old = self.ground.uses(self.kind, story)
            if old:
                self.ground.use(self.kind, story, {})
                back |= {u.item for u in old.values()}
        for line, records in here:
            self._story(line, records, added=added, back=back)
        put, drop = [], []
        for n in sorted(added.keys() | back):
            item = self._gathered(n, added.get(n, []), whole=n in back)
            if item is not None:
                put.append((item, 0, None))
            else:
                drop += [h.id for h in self.ground.shelf.held([n]).values()]
        found = self.hood.change(put, drop=drop, again=forced)
        touched = frozenset(added.keys() | back)
        return Names(found=found, touched=touched, unsure=self._unsure(found))

    def _unsure(self, found: Regrouped) -> frozenset[int]:
        """The names that are nobody alone, of groups with other members than before: whether their
        stories are linked to these depends on the others."""
        stands = getattr(self.stage, "stands", None)
        if stands is None:
            return frozenset()
        other = (ns for g, ns in found.after.items() if set(found.before.get(g, ())) != set(ns))
        held = self.ground.shelf.held(sorted({n for ns in other for n in ns}))
        return frozenset(n for n, h in held.items() if not stands([self.hood.lane.make(h.line)]))

    def _story(
        self,
        line: Line,
        records: list[Line],
        *,
        added: dict[int, list[Any]],
        back: set[int],
    ) -> None:
        story = line["id"]
        old = self.ground.uses(self.kind, story)
        items = self.stage.items(line, records)
        new = {k: Use(item=self.hood.number(i.id), line=plain(i)) for k, i in items.items()}
        for actor, use in old.items():
            if actor not in new or not _same(new[actor], use):
                back.add(use.item)
        for actor, use in new.items():
            if actor not in old or not _same(old[actor], use):
                added.setdefault(use.item, []).append(items[actor])
        if new != old:
            self.ground.use(self.kind, story, new)

    def _gathered(self, n: int, more: list[Any], *, whole: bool) -> Any:
        """The item with all that the stories add; made anew where a story took something back."""
        if whole:
            held = [self.hood.lane.make(line) for line in self.ground.used(n)]
        else:
            held = [*self.hood.items([n]).values(), *more]
        if not held:
            return None
        item = held[0]
        for other in held[1:]:
            item = self.stage.absorb(item, other)
        return item

    def linked(self, story: str) -> dict[str, str]:
        """The ids of the entries that a story's actors or places were linked to, by their id in
        the story."""
        uses = self.ground.uses(self.kind, story)
        held = self.ground.shelf.held({u.item for u in uses.values()})
        return {
            actor: name(self.kind, held[u.item].group)
            for actor, u in uses.items()
            if u.item in held and self._stands(held[u.item])
        }

    def _stands(self, held: Held) -> bool:
        """Whether a name's group is somebody; see `linking.actors.stands`."""
        stands = getattr(self.stage, "stands", None)
        if stands is None or stands([self.hood.lane.make(held.line)]):
            return True
        members = self.ground.members(held.group)
        return bool(stands([self.hood.lane.make(h.line) for h in members]))


class Names:
    """What a change of names did: the groups near it, and the items that were looked at."""

    def __init__(
        self, *, found: Regrouped, touched: frozenset[int], unsure: frozenset[int]
    ) -> None:
        self.found = found
        self.touched = touched
        self.unsure = unsure

    def moved(self) -> set[int]:
        """The items that belong to another group now, new ones among them, and those that may be
        somebody now, or nobody."""
        was = {n: g for g, ns in self.found.before.items() for n in ns}
        moved = {n for g, ns in self.found.after.items() for n in ns if was.get(n) != g}
        return moved | self.unsure

    def groups(self, ground: Ground) -> set[int]:
        """The groups to be written anew: changed ones, and those of names that gathered more."""
        held = ground.shelf.held(self.touched)
        return {*self.found.after, *(h.group for h in held.values())}


def _same(a: Use, b: Use) -> bool:
    return a.item == b.item and _plain(a.line) == _plain(b.line)


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items()}
    return [_plain(v) for v in value] if isinstance(value, list | tuple) else value
