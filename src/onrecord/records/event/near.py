"""What lies in a stretch of the story, found by bisection: actors and times."""

from __future__ import annotations

from bisect import bisect_left

from onrecord.mentions.actors import ActorMention
from onrecord.mentions.found import Mentions
from onrecord.mentions.times import Time


def actors_in(mentions: Mentions, *, start: int, end: int) -> list[ActorMention]:
    """The actor mentions that lie wholly in `start..end`, in text order."""
    known = mentions.actors.mentions
    found = []
    for i in range(bisect_left(known, start, key=lambda m: m.span.start), len(known)):
        if known[i].span.start >= end:
            break
        if known[i].span.end <= end:
            found.append(known[i])
    return found


def times_in(mentions: Mentions, *, start: int, end: int) -> list[tuple[int, Time]]:
    """The times that begin in `start..end` with their numbers in the story, in text order."""
    known = mentions.times
    found = []
    for i in range(bisect_left(known, start, key=lambda t: t.span.start), len(known)):
        if known[i].span.start >= end:
            break
        found.append((i, known[i]))
    return found
