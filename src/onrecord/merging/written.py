"""Writes the derived lines of groups that changed, each from all that is in its group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

from onrecord.merging.deciding import PREFIXES, group_of, name, went
from onrecord.merging.ground import Ground, Line
from onrecord.merging.neighbourhood import Regrouped, made
from onrecord.merging.shelf import Held

HEADLINES = 20
"""Titles of a happening that search finds it by."""

CENTRAL = 50
"""Stories of a happening among which the most central one is looked for, the earliest."""

FOLLOWED = 200
"""Stories of each of an agreement's happenings, and stories that may point to it, that are read
for what was made of it, the earliest."""

KEPT = 2000
"""Stories kept in memory during a run."""

COMPARED = 20
"""Stories of one event that are looked at for passages which one took from another."""

UNDATED = 2**40
"""Minutes: what has no date comes last, and gives a group its id only if nothing else does."""


class Lines:
    """Writes derived lines; keeps what it read of stories during one run."""

    def __init__(
        self, ground: Ground, *, stages: Any, linked: Callable[[str], dict[str, str]]
    ) -> None:
        self.ground = ground
        self.stages = stages
        self.linked = linked
        self._stories: dict[str, Line | None] = {}
        self._records: dict[str, dict[str, Line]] = {}
        self._todo: dict[str, set[int]] = {}
        self._moved: list[tuple[str, tuple[str, ...]]] = []
        self._placed: dict[str, dict[str, Line]] = {}
        self._answered: dict[str, Sequence[Any]] = {}
        self.followed: dict[str, tuple[Line | None, Line | None]] = {}
        self.pointing: Callable[[Sequence[Mapping[str, Any]]], list[str]] = lambda _: []
        self.told: Callable[[Line, Sequence[Mapping[str, Any]]], dict[str, Any]] = lambda *_: {}

    def story(self, identity: str) -> Line | None:
        """A story's line."""
        if identity not in self._stories:
            if len(self._stories) > KEPT:
                self._stories.clear()
                self._records.clear()
                self._answered.clear()
            self._stories[identity] = self.ground.story(identity)
        return self._stories[identity]

    def records(self, story: str) -> dict[str, Line]:
        """The records of a story by id."""
        if story not in self._records:
            self._records[story] = {r["id"]: r for r in self.ground.records(story)}
        return self._records[story]

    def placed(self, story: str) -> dict[str, Line]:
        """The records of a story by id, with actors and places as they were linked."""
        if story not in self._placed:
            if len(self._placed) > KEPT:
                self._placed.clear()
            links = self.linked(story)
            self._placed[story] = {i: placed(r, links) for i, r in self.records(story).items()}
        return self._placed[story]

    def again(self, kind: str, groups: Iterable[int]) -> None:
        """Notes that the lines of these groups are to be written."""
        self._todo.setdefault(kind, set()).update(groups)

    def forget(self, stories: Iterable[str]) -> None:
        """Reads these stories and their records anew when they are asked for."""
        for story in stories:
            for held in (self._stories, self._records, self._placed, self._answered):
                held.pop(story, None)

    def went(self, kind: str, found: Regrouped) -> None:
        """Notes that groups are no more, and that others came to be."""
        self._moved += went(kind, found).items()
        self.again(kind, found.after)

    def write(self) -> None:
        """Writes what was noted: first what others need."""
        for identity, to in self._moved:
            group = group_of(identity)
            if group is None or not self.ground.members(group):
                if identity.startswith(PREFIXES["agreement"]):
                    self._followed(identity, None)
                self.ground.withdraw(identity, to=to)
        self._moved.clear()
        for kind, write in (
            ("actor", self._name),
            ("place", self._name),
            ("event", self._event),
            ("happening", self._happening),
            ("agreement", self._agreement),
        ):
            for group in sorted(self._todo.pop(kind, ())):
                members = self.ground.members(group)
                if members:
                    write(kind, group, members)

    def _name(self, kind: str, group: int, members: Sequence[Held]) -> None:
        stage = self.stages.actors if kind == "actor" else self.stages.places
        items = [made(stage.Item, h.line) for h in members]
        identity = name(kind, group)
        stands = getattr(stage, "stands", None)
        if stands is not None and not stands(items):
            self.ground.withdraw(identity)
            return
        line = stage.entry(items, version=self.ground.by)
        line |= {"kind": kind, "id": identity, "entity": known(line["id"])}
        names = [n["name"] if isinstance(n, Mapping) else n for n in line.get("names") or ()]
        self.ground.write(line, rests=(), words=[line["name"], *names])

    def reports(self, members: Sequence[Held]) -> list[dict[str, Any]]:
        """The reports of an event: record, story, whose copy, what answers what in the story."""
        out: list[dict[str, Any]] = []
        for held in members:
            story = self.story(str(held.story))
            assert story is not None
            out.append(
                {
                    "record": self.placed(story["id"])[held.id],
                    "story": story,
                    "copy_of": self.ground.ties(story["id"])[0],
                    "answers": self._answers(story),
                }
            )
        return out

    def _answers(self, story: Line) -> Sequence[Any]:
        if self.stages.outcomes is None:
            return ()
        if story["id"] not in self._answered:
            records = list(self.records(story["id"]).values())
            self._answered[story["id"]] = self.stages.outcomes.answers(story, records)
        return self._answered[story["id"]]

    def merged(self, group: int) -> Line | None:
        """The line of an event without what ties it to others; None where there is no such."""
        members = self.ground.members(group)
        return self._merged(group, self.reports(members)) if members else None

    def _merged(self, group: int, reports: Sequence[Mapping[str, Any]]) -> Line:
        line: Line = self.stages.events.merge(reports, independent=self._independent(reports))
        return line | {"kind": "event", "id": name("event", group)}

    def _independent(self, reports: Sequence[Mapping[str, Any]]) -> frozenset[str] | None:
        """The stories that stand for a source of their own; None where nothing tells."""
        stage = self.stages.sources
        stories = sorted({r["story"]["id"] for r in reports})
        if stage is None or len(stories) < 2:
            return None
        held = [h for s in stories for h in self.ground.items("copy", s)]
        items = [made(self.stages.copies.Item, h.line) for h in held]
        copies = {r["story"]["id"]: r["copy_of"] for r in reports if r["copy_of"]}
        own = [i for i in items if i.id not in copies][:COMPARED]
        taken = [s for a, b in combinations(own, 2) if (s := stage.shared(a, b)) is not None]
        found: frozenset[str] = stage.independent(items, copy_of=copies, taken=taken).independent
        return found

    def _event(self, kind: str, group: int, members: Sequence[Held]) -> None:
        reports = self.reports(members)
        line = self._merged(group, reports)
        line["happening"] = self._common(r["story"]["id"] for r in reports)
        line |= self.told(line, reports)
        stories = {r["story"]["id"] for r in reports}
        self.again("happening", self.ground.homes("happening", stories))
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

    def _happening(self, kind: str, group: int, members: Sequence[Held]) -> None:
        identity = name(kind, group)
        ids = [h.id for h in members]
        # What an agreement came to is told by the stories of its happening.
        self.again("agreement", self.ground.homes("agreement", ids))
        if len(members) < 2:
            self.ground.withdraw(identity)
            return
        copies = sum(self.ground.ties(i)[0] is not None for i in ids)
        told = [s for i in ids if (s := self.story(i)) is not None]
        days = sorted(s["published"]["date"][:10] for s in told if s["published"])
        line: dict[str, Any] = {
            "kind": kind,
            "id": identity,
            "title": self._title(members, told),
            "start": days[0] if days else None,
            "end": days[-1] if days else None,
            "stories": ids,
            "outlets": sorted({s["outlet"] for s in told if s["outlet"]}),
            "events": sorted(name("event", g) for g in self.ground.homes("event", ids)),
            "counts": {"reports": len(ids), "independent": len(ids) - copies},
            "version": self.ground.by,
        }
        titles = [s["title"] for s in told if s["title"]]
        self.ground.write(line, rests=ids, outlets=line["outlets"], words=titles[:HEADLINES])

    def _title(self, members: Sequence[Held], told: Sequence[Line]) -> str | None:
        """The title of the story that is most like the others; of equals the earliest."""
        titles = {s["id"]: s["title"] for s in told if s["title"]}
        numbers = {h.number: h.id for h in members[:CENTRAL]}
        likeness: Counter[str] = Counter()
        for a, b, score in self.ground.shelf.edges(sorted(numbers)):
            if b in numbers:
                likeness[numbers[a]] += round(1000 * score)
        some = [h.id for h in members if h.id in titles]
        return max(
            ((likeness[i], -n, titles[i]) for n, i in enumerate(some)), default=(0, 0, None)
        )[2]

    def _agreement(self, kind: str, group: int, members: Sequence[Held]) -> None:
        own = [str(h.story) for h in members]
        ids = dict.fromkeys(own)
        for happening in sorted({h for s in own if (h := self.ground.ties(s)[1])}):
            line = self.ground.line(happening)
            ids |= dict.fromkeys((line or {}).get("stories", ())[:FOLLOWED])
        ids |= dict.fromkeys(self.pointing([{"id": h.id} for h in members])[:FOLLOWED])
        stories = {i: s for i in ids if (s := self.story(i)) is not None}
        records = {i: list(self.placed(i).values()) for i in stories}
        agreements = [r for h in members for r in records[str(h.story)] if r["id"] == h.id]
        line = self.stages.followed.follow(
            agreements, stories=stories, records=records, version=self.ground.by
        )
        line |= {"kind": "agreement", "id": name(kind, group)}
        self._followed(line["id"], line)
        self.ground.write(
            line,
            rests={h.id for h in members} | set(own),
            outlets={s["outlet"] for i in own if (s := stories[i])["outlet"]},
            words=[line["name"], *line.get("names", ())],
        )

    def _followed(self, identity: str, line: Line | None) -> None:
        """Notes what an agreement's line says now, and said before this run."""
        was, _ = self.followed.get(identity) or (self.ground.line(identity), None)
        self.followed[identity] = (was, line)


def known(identity: str) -> str | None:
    """The id of an entry in the tables that ship as data, None where it is none of those.

    >>> known("country:ARM"), known("a47ef62c3670b670c")
    ('country:ARM', None)
    """
    return identity if ":" in identity else None


def relinked(record: Line, links: Mapping[str, str]) -> Line:
    """The record with the entries that its actors were linked to in place of the ids that they
    have in the story, at any depth.

    >>> relinked({"actors": [{"id": "s1-a", "quote": "he"}]}, {"s1-a": "a9"})
    {'actors': [{'id': 'a9', 'quote': 'he'}]}
    """
    found = _relinked(record, links)
    assert isinstance(found, dict)
    return found


def placed(record: Line, links: Mapping[str, str]) -> Line:
    """The record with its actors and its place as they were linked: the place gets an `id`."""
    out = relinked(record, links)
    if out.get("where") and record["id"] in links:
        out["where"] = out["where"] | {"id": links[record["id"]]}
    return out


def _relinked(value: Any, links: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        out = {k: _relinked(v, links) for k, v in value.items()}
        if "quote" in out and out.get("id") in links:
            out["id"] = links[out["id"]]
        return out
    return [_relinked(v, links) for v in value] if isinstance(value, list) else value


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
