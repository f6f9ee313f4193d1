"""Actors of one story, their mentions, and whom the words at any place of it stand for."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from onrecord.mentions.actors.guess import guess
from onrecord.mentions.actors.reference import ActorReference
from onrecord.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """Words that stand for an actor: `actor` is its index, `via` name, role or pronoun."""

    span: Span
    actor: int
    via: str
    score: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One actor of a story. `best` is the fullest mention by name, else the first mention."""

    id: str
    name: str
    kind: str
    country: str | None = None
    sector: str | None = None
    capacity: str | None = None
    best: Span
    mentions: tuple[ActorMention, ...] = ()


ENDS_HEAD = re.compile(
    r" (?:of|for|in|from|at|on|with|by|who|which|that|whose|to|led|headed|backed|loyal|near|"
    r"under|against|including|accused|suspected|based) |,|\("
)
JOINS = re.compile(r",? and |, |,? as well as |;")


@dataclass(frozen=True, slots=True)
class Actors:
    """All actors of one story and their mentions, these in text order.

    `text` is the story's text. `several` are phrases that stand for more than one actor ("the two
    leaders") with their indices.
    """

    actors: tuple[Actor, ...] = ()
    mentions: tuple[ActorMention, ...] = ()
    text: str = ""
    several: tuple[tuple[Span, tuple[int, ...]], ...] = ()
    _starts: tuple[int, ...] = field(default=(), compare=False, repr=False)
    _longest: int = field(default=0, compare=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_starts", tuple(m.span.start for m in self.mentions))
        longest = max((len(m.span) for m in self.mentions), default=0)
        object.__setattr__(self, "_longest", longest)

    def at(self, span: Span) -> ActorReference | None:
        """Whom the words at `span` stand for, None if they cannot stand for anybody.

        Of a longer phrase the head counts: "a spokesman for the ministry" is the spokesman, "the
        Russian president Vladimir Putin" is Putin. Where no known actor stands there, kind and
        sector are told by the head noun ("gunmen"), `via` is none.
        """
        found = self._touching(span)
        head = self._head(span)
        exact = [m for m in found if m.span == span]
        inside = [m for m in found if m.span in head]
        people = [m for m in inside if m.via == "name" and self._kind(m) == "person"]
        around = [m for m in found if span in m.span]
        last = sorted(inside, key=lambda m: (m.span.end, len(m.span)))[-1:]
        near = [m for m in found if m.span.overlaps(head) and span.start <= m.span.start]
        for mention in (*exact, *people[:1], *self._closing(head, last), *around):
            return self.of(mention, span=span)
        guessed = self._guessed(span)
        if near and not (guessed and guessed.kind != "unknown" and self._whose(near[0], span)):
            return self.of(near[0], span=span)
        return guessed

    def known(self, span: Span) -> bool:
        """Whether words that stand for a known actor touch a span."""
        return bool(self._touching(span)) or any(w.overlaps(span) for w, _ in self.several)

    def at_all(self, span: Span) -> tuple[ActorReference, ...]:
        """Everybody the words at `span` stand for: both of "India and Pakistan".

        A phrase without a known actor gives the one reference of `at`.
        """
        for words, group in self.several:
            if words.overlaps(span) and words in self._head(span):
                return tuple(self._of_group(i, span) for i in group)
        whole = [m for m in self._touching(span) if m.span == span]
        if whole:
            return tuple(self.of(m, span=span) for m in whole)
        head = self._head(span, lists=True)
        found: dict[str, ActorReference] = {}
        for mention in self._touching(span):
            if mention.span in head:
                own = self.of(mention, span=mention.span)
                found.setdefault(own.id, own)
        if len(found) > 1 and JOINS.search(span.of(self.text)):
            return tuple(found.values())
        one = self.at(span)
        return (one,) if one is not None else ()

    def of(self, mention: ActorMention, *, span: Span | None = None) -> ActorReference:
        """The reference for one mention, with `span` (by default its own) as the words."""
        actor = self.actors[mention.actor]
        words = span or mention.span
        return ActorReference(
            id=actor.id,
            name=actor.name,
            kind=actor.kind,
            country=actor.country,
            sector=actor.sector,
            capacity=actor.capacity,
            start=words.start,
            end=words.end,
            quote=words.of(self.text),
            named=self._named(actor, mention) if mention.via != "name" else None,
            via=mention.via,
        )

    def _of_group(self, index: int, span: Span) -> ActorReference:
        mention = ActorMention(span=span, actor=index, via="role")
        return self.of(mention, span=span)

    def _named(self, actor: Actor, mention: ActorMention) -> Span | None:
        names = [m.span for m in actor.mentions if m.via == "name"]
        before = [s for s in names if s.start < mention.span.start]
        return before[-1] if before else (names[0] if names else None)

    def _kind(self, mention: ActorMention) -> str:
        return self.actors[mention.actor].kind

    def _touching(self, span: Span) -> list[ActorMention]:
        first = bisect_left(self._starts, span.start - self._longest)
        last = bisect_left(self._starts, span.end)
        return [m for m in self.mentions[first:last] if m.span.overlaps(span)]

    def _head(self, span: Span, *, lists: bool = False) -> Span:
        """The part before "of", "who", a comma: where the head noun of a phrase stands."""
        words = span.of(self.text)
        for match in ENDS_HEAD.finditer(words):
            if match.start() and not (lists and match.group() == ","):
                return Span(span.start, span.start + match.start())
        return span

    def _whose(self, mention: ActorMention, span: Span) -> bool:
        """Whether a state or body only says whose the phrase's head is: "US navy officers"."""
        inside = mention.span in span and mention.span.end < span.end
        return inside and mention.via == "name" and self._kind(mention) in ("state", "body")

    def _closing(self, head: Span, last: list[ActorMention]) -> list[ActorMention]:
        """The last mention if the phrase ends with it; of "Gaza residents" Gaza is no head."""
        if not last:
            return []
        rest = self.text[last[0].span.end : head.end].strip(" \"'’”s.")
        return last if not rest else []

    def _guessed(self, span: Span) -> ActorReference | None:
        made = guess(span.of(self.text))
        if made is None:
            return None
        return ActorReference(
            id=made.id,
            name=made.name,
            kind=made.kind,
            country=made.country,
            sector=made.sector,
            capacity=None,
            start=span.start,
            end=span.end,
            quote=span.of(self.text),
            via="none",
        )
