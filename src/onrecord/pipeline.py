"""The whole flow on one screen: page -> stories -> mentions -> records."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from onrecord import pages, stories
from onrecord.errors import Failed
from onrecord.mentions.find import find
from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Tagger
from onrecord.pages.years import latest_year
from onrecord.records.agreement import Agreement
from onrecord.records.agreement.build import agreements
from onrecord.records.attribution import Attribution
from onrecord.records.attribution.build import attributions
from onrecord.records.event import Event
from onrecord.records.event.build import events
from onrecord.records.statement import Statement
from onrecord.records.statement.build import statements
from onrecord.sources.document import Document
from onrecord.stories.story import Story

# Languages that the shipped model and word lists read.
READ = ("en",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one page gave. Every story is kept; `unread` are those in a language not read yet."""

    page: str
    stories: tuple[Story, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    mentions: tuple[Mentions, ...] = ()
    failed: tuple[Failed, ...] = ()
    unread: tuple[Story, ...] = ()
    version: str = ""

    def lines(self, *, mentions: bool = False) -> Iterator[dict[str, Any]]:
        """The JSON Lines objects that `onrecord extract` prints: a story, then its records."""
        records = (self.events, self.statements, self.agreements, self.attributions)
        for story in self.stories:
            yield story.line(self.version)
            for kind in records:
                yield from (r.line() for r in kind if r.story == story.id)
            if mentions:
                for found in self.mentions:
                    if found.story.id == story.id:
                        yield from found.lines()


def read(document: Document, *, tagger: Tagger, version: str) -> Reading:
    """The reading of one page: its stories and their records, or why it could not be read."""
    page = pages.read(document)
    if isinstance(page, Failed):
        return Reading(page=document.name, failed=(page,), version=version)
    split = stories.stories(page, copy=document.copy)
    readable = tuple(s for s in split if s.language in READ and s.duplicate_of is None)
    unread = tuple(s for s in split if s.language not in READ and s.duplicate_of is None)
    latest = latest_year(page)
    tagged = tagger.tag([s.text for s in readable])
    found: list[Mentions] = []
    for story, tagging in zip(readable, tagged, strict=True):
        main = next((m for m in found if m.story.section == "main"), None)
        beside = main.anchor if main and story.section == "caption" else None
        found.append(find(story, tagging=tagging, latest_year=latest, beside=beside))
    said = {m.story.id: statements(m, version=version) for m in found}
    agreed = {m.story.id: agreements(m, said=said[m.story.id], version=version) for m in found}
    done = {
        m.story.id: events(m, said=said[m.story.id], agreed=agreed[m.story.id], version=version)
        for m in found
    }
    blamed = {m.story.id: attributions(m, done=done[m.story.id], version=version) for m in found}
    return Reading(
        page=document.name,
        stories=split,
        events=tuple(e for records in done.values() for e in records),
        statements=tuple(s for records in said.values() for s in records),
        agreements=tuple(a for records in agreed.values() for a in records),
        attributions=tuple(a for records in blamed.values() for a in records),
        mentions=tuple(found),
        unread=unread,
        version=version,
    )
