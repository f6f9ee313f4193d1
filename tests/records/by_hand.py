"""Mentions of a story built by hand, so that records are tested without the model."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from onrecord.mentions import quotations, sentences, times
from onrecord.mentions.actors import Actors
from onrecord.mentions.actors.actor import Actor, ActorMention
from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Attributed, Tagging
from onrecord.spans import Span
from onrecord.stories.story import Story


def place(text: str, words: str, *, after: int = 0) -> Span:
    """Where `words` stand first from `after` on, as whole words."""
    found = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)").search(text, after)
    if found is None:
        raise ValueError(f"{words!r} does not stand in {text!r}")
    return Span(found.start(), found.end())


def said(text: str, cue: str | None, source: str | None, *contents: str) -> Attributed:
    """One find of the model, each part at its first place in the text."""
    return Attributed(
        cue=place(text, cue) if cue else None,
        source=place(text, source) if source else None,
        contents=tuple(place(text, c) for c in contents),
        score=0.9,
    )


def actors(text: str, known: Mapping[str, Mapping[str, Any]]) -> Actors:
    """Actors by their words. A value may name another key under `same` (a pronoun, a role)."""
    made: list[Actor] = []
    index: dict[str, int] = {}
    mentions: list[ActorMention] = []
    for words, facts in known.items():
        own = facts.get("same", words)
        if words not in text or own not in {*index, words}:
            continue
        if own == words:
            index[words] = len(made)
            made.append(
                Actor(
                    id=f"a{len(made)}",
                    name=words,
                    kind=facts.get("kind", "person"),
                    country=facts.get("country"),
                    sector=facts.get("sector"),
                    capacity=facts.get("capacity"),
                    best=place(text, words),
                )
            )
        at = text.find(words)
        while at >= 0:
            span = Span(at, at + len(words))
            edges = text[max(0, at - 1) : at] + text[span.end : span.end + 1]
            if not any(c.isalnum() for c in edges):
                via = facts.get("via", "name")
                mentions.append(ActorMention(span=span, actor=index[own], via=via))
            at = text.find(words, at + 1)
    outer = [m for m in mentions if not any(m.span in o.span and m != o for o in mentions)]
    ordered = tuple(sorted(outer, key=lambda m: m.span))
    return Actors(actors=tuple(made), mentions=ordered, text=text)


def story(
    text: str,
    *attributed: Attributed,
    known: Mapping[str, Mapping[str, Any]] | None = None,
    published: str | None = None,
    title: str | None = None,
    tags: Sequence[Any] = (),
) -> Mentions:
    """The mentions of a story: rules for sentences, quotations and times, the rest as given."""
    spans = sentences.split(text)
    return Mentions(
        story=Story(id="s1", page="p", text=text, title=title),
        sentences=spans,
        quotations=quotations.find(text),
        times=times.find(text, sentences=spans, published=published, tags=tags),
        actors=actors(text, known or {}),
        tagging=Tagging(attributed=attributed),
        anchor=published,
    )
