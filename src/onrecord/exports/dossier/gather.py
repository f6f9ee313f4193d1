"""Gathers from a store what a dossier tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from onrecord.exports.taken import Line, Stories
from onrecord.store import Filter, Store
from onrecord.views.told import best_report, passage

MOST = 300
"""Things of a kind that are told at most; the page says how many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Some lines, and how many there are in all."""

    lines: tuple[Line, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """What is told. `subject` is the line that it is about, None for a time; `words` are the
    passages (pieces of words, whether something rests on them) by the record that rests on them;
    `stories` those that are quoted, in the order of their numbers."""

    kind: str
    title: str
    subject: Line | None
    events: Shown
    statements: Shown
    disputes: Shown
    attributions: Shown
    words: dict[str, tuple[tuple[str, bool], ...]]
    stories: tuple[Line, ...]
    tellings: tuple[tuple[Line, Line], ...] = ()
    happenings: tuple[Line, ...] = ()
    since: str | None = None
    until: str | None = None

    def number(self, story: str | None) -> int | None:
        """The number under which a story stands among the sources."""
        ids = [s["id"] for s in self.stories]
        return ids.index(story) + 1 if story in ids else None


def about_actor(store: Store, actor: Line, *, asked: Filter) -> Dossier:
    """What an actor did and what was done to it, what it said, the disputes that it is in."""
    named = replace(asked, actor=actor["id"])
    said = replace(asked, actor=actor["name"])
    return _made(
        store,
        kind="actor",
        title=actor["name"],
        subject=actor,
        events=_merged(store, "event", named),
        statements=_read(store, "statement", said),
        disputes=_merged(store, "dispute", named),
        attributions=_read(store, "attribution", said),
        asked=asked,
    )


def about_event(store: Store, event: Line) -> Dossier:
    """An event as each of its reports tells it, and the disputes about it."""
    reports = store.reports(event["id"])
    disputes: dict[str, Line] = {}
    statements: dict[str, Line] = {}
    for report in reports:
        of = Filter(story=report.record["id"])
        disputes |= {d["id"]: d for d in store.each("dispute", of)}
    for dispute in disputes.values():
        for side in dispute.get("sides") or ():
            for identity in side.get("statements") or ():
                record = store.record(identity)
                if record is not None:
                    statements[identity] = record
    return _made(
        store,
        kind="event",
        title="",
        subject=event,
        events=Shown(lines=(event,), total=1),
        statements=_all(statements.values()),
        disputes=_all(disputes.values()),
        attributions=Shown(lines=(), total=0),
        tellings=tuple((r.said, r.record) for r in reports),
    )


def about_agreement(store: Store, agreement: Line) -> Dossier:
    """An agreement, what is said of carrying it out, the events and disputes about it."""
    own = {agreement["id"], *(agreement.get("records") or ())}
    found: dict[str, Line] = {}
    for identity in dict.fromkeys(e["record"] for e in agreement.get("timeline") or ()):
        for kind, other in store.resting(identity):
            one = store.one(kind, other) if kind == "event" and other not in found else None
            if one is not None and one.line is not None:
                found[one.line["id"]] = one.line
    events = sorted(
        found.values(), key=lambda e: ((e.get("when") or {}).get("start") or "9", e["id"])
    )
    disputes = [
        d
        for d in store.each("dispute", Filter())
        if (d.get("about") or {}).get("agreement") in own
        or set((d.get("about") or {}).get("events") or ()) & set(found)
    ]
    return _made(
        store,
        kind="agreement",
        title=agreement["name"],
        subject=agreement,
        events=_all(events),
        statements=Shown(lines=(), total=0),
        disputes=_all(disputes),
        attributions=Shown(lines=(), total=0),
    )


def about_time(store: Store, *, asked: Filter, title: str) -> Dossier:
    """What happened in a time, what was said, what is disputed, who is blamed."""
    days = Filter(since=asked.since, until=asked.until)
    return _made(
        store,
        kind="period",
        title=title,
        subject=None,
        events=_merged(store, "event", asked),
        statements=_read(store, "statement", asked),
        disputes=_merged(store, "dispute", asked),
        attributions=_read(store, "attribution", asked),
        happenings=tuple(store.derived("happening", days, limit=MOST).lines),
        asked=asked,
    )


def _merged(store: Store, kind: str, asked: Filter) -> Shown:
    lines = store.derived(kind, asked, limit=MOST).lines
    return Shown(lines=lines, total=store.count_derived(kind, asked))


def _read(store: Store, kind: str, asked: Filter) -> Shown:
    asked = Filter(
        kinds=(kind,),
        actor=asked.actor,
        country=asked.country,
        since=asked.since,
        until=asked.until,
    )
    return Shown(lines=tuple(store.records(asked, limit=MOST)), total=store.count(asked))


def _all(lines: Iterable[Line]) -> Shown:
    kept = tuple(lines)
    return Shown(lines=kept[:MOST], total=len(kept))


def _made(store: Store, *, asked: Filter | None = None, **told: Any) -> Dossier:
    """Adds the words that everything rests on, and the stories that they stand in."""
    find = Stories(store.story)
    words: dict[str, tuple[tuple[str, bool], ...]] = {}
    stories: dict[str, Line] = {}

    def quote(record: Line | None) -> None:
        story = find(record["story"]) if record else None
        if record is not None and story is not None:
            words[record["id"]] = passage(story["text"], record["evidence"])
            stories.setdefault(story["id"], {k: v for k, v in story.items() if k != "text"})

    for event in told["events"].lines:
        quote(store.record(best_report(event) or ""))
        for report in event.get("reports") or ():
            story = find(report["story"])
            if story is not None:
                head = {k: v for k, v in story.items() if k != "text"}
                stories.setdefault(story["id"], head)
    for _, record in told.get("tellings") or ():
        quote(record)
    for name in ("statements", "attributions"):
        for record in told[name].lines:
            quote(record)
    for identity in _also(told):
        story = find(identity)
        if story is not None:
            stories.setdefault(identity, {k: v for k, v in story.items() if k != "text"})
    ordered = sorted(
        stories.values(), key=lambda s: ((s["published"] or {}).get("date") or "9", s["id"])
    )
    days = asked or Filter()
    return Dossier(**told, since=days.since, until=days.until, words=words, stories=tuple(ordered))


def _also(told: dict[str, Any]) -> list[str]:
    """Stories that are named beside those of records: of disputes, of an agreement."""
    out = [
        s for d in told["disputes"].lines for side in d["sides"] for s in side.get("stories") or ()
    ]
    subject = told["subject"] or {}
    if subject.get("kind") == "agreement":
        out += subject.get("stories") or ()
        for provision in subject.get("provisions") or ():
            out += [i["story"] for i in provision.get("implementation") or ()]
        out += [s["story"] for s in subject.get("statuses") or ()]
    return list(dict.fromkeys(out))
