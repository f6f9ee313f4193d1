"""What a store tells about derived lines; the `Store` has these methods."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from onrecord.merging.derive import Stages
from onrecord.store import answers, derived, explain, overlays, queries, tied, versions
from onrecord.store.answers import FACETS, Listed, One
from onrecord.store.filters import Filter


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One story's telling of an event: what the event's line says of it, the story, the record."""

    said: dict[str, Any]
    story: dict[str, Any]
    record: dict[str, Any]


class Derived:
    """The part of `Store` that answers about events, happenings, actors, places, agreements and
    disputes made of many stories. `kind` is one of `DERIVED_KINDS`."""

    _asking: Callable[[], AbstractContextManager[Connection]]

    @property
    def stages(self) -> Stages:
        """The modules that merge."""
        raise NotImplementedError

    def derived(
        self,
        kind: str,
        asked: Filter,
        *,
        limit: int | None = None,
        after: str | None = None,
        newest: bool = False,
    ) -> Listed:
        """The lines of a kind by day, those without one last, at most `limit`; `after` is the
        cursor that an earlier part gave."""
        with self._asking() as c:
            return answers.listed(c, kind, asked, limit=limit, after=after, newest=newest)

    def each(
        self, kind: str, asked: Filter, *, limit: int | None = None
    ) -> Iterator[dict[str, Any]]:
        """The same lines one after the other, however many there are."""
        with self._asking() as c:
            yield from answers.every(c, kind, asked, limit=limit)

    def count_derived(self, kind: str, asked: Filter) -> int:
        """How many lines of a kind are asked for."""
        with self._asking() as c:
            return answers.count(c, kind, asked)

    def facets(
        self, kind: str, asked: Filter, *, names: tuple[str, ...] = FACETS
    ) -> dict[str, dict[str, int]]:
        """How many lines there are by type, mode, status, country, outlet and month."""
        with self._asking() as c:
            return answers.facets(c, kind, asked, names=names)

    def one(self, kind: str, identity: str) -> One | None:
        """What an id leads to: its line, or where it went; also from the id of a record or story
        that a line rests on. None where there never was such an id."""
        with self._asking() as c:
            return answers.one(c, kind, identity)

    def reports(self, event: str) -> list[Report]:
        """The reports of an event with their stories and records, in the line's order."""
        with self._asking() as c:
            line = derived.line(c, event) or {}
            out = []
            for said in line.get("reports") or ():
                record = queries.record(c, said["record"])
                story = queries.story(c, said["story"])
                if record is not None and story is not None:
                    out.append(Report(said=said, story=story, record=record))
            return out

    def resting(self, record: str) -> list[tuple[str, str]]:
        """Kind and id of the derived lines that a record or story went into."""
        with self._asking() as c:
            return answers.resting(c, record)

    def record(self, identity: str) -> dict[str, Any] | None:
        """The record of that id as it is shown, or None: also where it was rejected."""
        with self._asking() as c:
            return queries.record(c, identity)

    def extracted(self, identity: str) -> dict[str, Any] | None:
        """The record of that id as it was read, whatever people said of it, or None."""
        with self._asking() as c:
            return overlays.extracted(c, identity)

    def tied_stories(self, asked: Filter, *, limit: int | None = None) -> Iterator[dict[str, Any]]:
        """The stories asked for without their texts, with what ties them to others, by day."""
        with self._asking() as c:
            yield from tied.stories(c, asked, limit=limit)

    def count_stories(self, asked: Filter) -> int:
        """How many stories are asked for."""
        with self._asking() as c:
            return tied.count(c, asked)

    def ties(self, story: str) -> dict[str, str | None]:
        """Whose copy a story is, and of which happening."""
        with self._asking() as c:
            return tied.ties(c, story)

    def put_away(self, story: str) -> tuple[dict[str, Any], list[dict[str, Any]], list[str]] | None:
        """A story of an older version of a page, its records, and the stories in its place."""
        with self._asking() as c:
            return versions.story(c, story)

    def why(self, identity: str) -> dict[str, Any] | None:
        """Why what an id names stands as it does; None where nothing is merged or linked there."""
        with self._asking() as c:
            return explain.why(c, identity, stages=self.stages)

    def called(self, identity: str) -> str | None:
        """What the actor, place, agreement or happening of an id is called."""
        with self._asking() as c:
            line = derived.line(c, identity) or {}
            return line.get("name") or line.get("title")

    def similar_derived(self, begin: str) -> list[str]:
        """Ids of derived lines that begin so, a few of them."""
        with self._asking() as c:
            return answers.similar(c, begin)

    def decisions(
        self, target: str | None = None, *, by_person: bool = False, limit: int | None = None
    ) -> list[dict[str, Any]]:
        """The decisions about an id, or all of them, the newest first."""
        with self._asking() as c:
            return derived.decisions(c, target, by_person=by_person, limit=limit)

    def changes(self, since: int = 0, *, limit: int | None = None) -> list[dict[str, Any]]:
        """The changes after number `since`, oldest first."""
        with self._asking() as c:
            return derived.changes(c, since, limit=limit)

    def last_change(self) -> int:
        """The number of the latest change, 0 where there is none."""
        with self._asking() as c:
            return derived.last_change(c)
