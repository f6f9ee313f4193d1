"""Builds the mentions of a story by hand, as the tests of events need them: no model is loaded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from onrecord.mentions.find import find
from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Argument, Attributed, Same, Tag, Tagging, Trigger
from onrecord.pages.published import Published
from onrecord.records.event import Event
from onrecord.records.event.build import events
from onrecord.spans import Span
from onrecord.stories.story import Story


def at(text: str, words: str, *, nth: int = 0) -> Span:
    """Where the words stand for the nth time."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(words, start + 1)
    return Span(start, start + len(words))


def names(text: str, **labelled: Sequence[str]) -> tuple[Tag, ...]:
    """Every occurrence of the names, by label."""
    found = []
    for label, words in labelled.items():
        for name in words:
            start = text.find(name)
            while start >= 0:
                found.append(Tag(span=Span(start, start + len(name)), label=label))
                start = text.find(name, start + 1)
    return tuple(sorted(found, key=lambda t: t.span))


def trigger(
    text: str,
    words: str,
    kind: str,
    *,
    nth: int = 0,
    status: str = "occurred",
    mode: str | None = None,
    score: float = 0.9,
    **arguments: Sequence[str],
) -> Trigger:
    """A trigger with arguments by role, each the first place of the words."""
    made = [
        Argument(span=at(text, a), role=role, score=0.9)
        for role, all_ in arguments.items()
        for a in all_
    ]
    return Trigger(
        span=at(text, words, nth=nth),
        type=kind,
        status=status,
        mode=mode,
        score=score,
        status_score=0.9,
        arguments=tuple(made),
    )


def mentions(
    text: str,
    *,
    tags: Iterable[Tag] = (),
    triggers: Sequence[Trigger] = (),
    same: Sequence[Same] = (),
    attributed: Sequence[Attributed] = (),
    published: str | None = "2024-03-14",
) -> Mentions:
    """The mentions of a story with this text."""
    story = Story(
        id="s",
        page="p",
        text=text,
        language="en",
        published=Published(date=published, basis="given") if published else None,
    )
    tagging = Tagging(
        names=tuple(tags),
        triggers=tuple(triggers),
        same=tuple(same),
        attributed=tuple(attributed),
    )
    return find(story, tagging=tagging, latest_year=2024)


def read(text: str, **more: object) -> tuple[Event, ...]:
    """The events of a story with this text."""
    return events(mentions(text, **more), said=(), agreed=(), version="t")


def words(event: Event, role: str) -> list[str]:
    """The quotes of the evidence of one role."""
    return [e.quote for e in event.evidence if e.role == role]
