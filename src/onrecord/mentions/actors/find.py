"""Finds the actors of a story: names, offices, groups, pronouns, tied where the text is plain."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from onrecord.mentions.actors import names as naming
from onrecord.mentions.actors import phrases as phrasing
from onrecord.mentions.actors import titles
from onrecord.mentions.actors.actor import Actor, ActorMention, Actors
from onrecord.mentions.actors.lexicon import identify, pronouns
from onrecord.mentions.actors.names import Draft
from onrecord.mentions.actors.pairs import pairs
from onrecord.mentions.actors.pronouns import antecedent
from onrecord.mentions.actors.roles import Roles
from onrecord.mentions.actors.scene import Scene, Seen
from onrecord.mentions.actors.tags import LAND, mended
from onrecord.mentions.actors.words import split
from onrecord.mentions.mention import Tag
from onrecord.mentions.quotations import Quotation
from onrecord.spans import Span

CODE_NAME = re.compile(r"\b(?:APT[- ]?\d{1,3}|Storm[- ]\d{3,4}|UNC\d{3,4}|TA\d{3,4})\b")
"""Names that security firms give to groups of attackers: "APT28", "Storm-1516"."""
LABELS = frozenset({"PER", "ORG", "LOC", "MISC", LAND})


def find(
    text: str,
    *,
    sentences: Sequence[Span],
    names: Sequence[Tag] = (),
    quotations: Sequence[Quotation] = (),
) -> Actors:
    """The actors of `text` with all their mentions, these in text order.

    Precision first: a pronoun or role that may stand for two is left alone.

    >>> from onrecord.spans import Span
    >>> text = "President Ana Ruiz met envoys. She thanked them."
    >>> tag = Tag(span=Span(10, 18), label="PER")
    >>> found = find(text, sentences=(Span(0, 30), Span(31, 48)), names=(tag,))
    >>> found.at(Span(31, 34)).name, found.at(Span(31, 34)).capacity
    ('Ana Ruiz', 'President')
    """
    tags = _apart(text, mended(text, [n for n in names if n.label in LABELS]))
    words = split(text, names=tags)
    drafts: list[Draft] = []
    named = naming.tie(text, names=tags, drafts=drafts)
    phrases = phrasing.find(words, names=tags, text=text)
    offices = titles.tie(text, words=words, phrases=phrases, names=named, drafts=drafts)
    scene = Scene(text, sentences=sentences, quotations=quotations)
    roles = Roles(text, drafts=drafts, named=named)
    hidden = {
        w.start
        for p in phrases
        if p.capital or p.head.kind == "population"
        for w in words[p.first : p.last + 1]
        if p.span.start < w.start or w.end < p.span.end
    }
    units: list[tuple[int, int, str, int]] = [
        (n.span.start, -n.span.end, "name", i)
        for i, n in enumerate(named)
        if n.draft is not None and (n.label == "PER" or n.span.start not in hidden)
    ]
    units += [
        (p.span.start, -p.span.end, "role", i) for i, p in enumerate(phrases) if i not in offices
    ]
    units += [
        (w.start, -w.end, "pronoun", i) for i, w in enumerate(words) if _pronoun(w.text, w.tag)
    ]
    seen: list[Seen] = []
    several: list[tuple[Span, tuple[int, ...]]] = []
    for start, _, kind, i in sorted(units):
        via = kind
        if via == "name":
            draft, span, score = named[i].draft, named[i].span, 1.0
        elif via == "role":
            span, score = phrases[i].span, 0.8
            both = pairs(phrases[i], scene=scene, seen=seen, drafts=drafts)
            if both:
                several.append((span, both))
                continue
            draft = roles.tie(phrases[i], scene=scene, seen=seen)
            if draft is not None and roles.by_name(span):
                via = "name"
        else:
            span, score = Span(start, words[i].end), 0.7
            draft = antecedent(words, i, scene=scene, seen=seen, drafts=drafts)
        if draft is None:
            continue
        seen.append(
            Seen(
                span=span,
                draft=draft,
                via=via,
                sentence=scene.sentence(start),
                subject=scene.subject(span, words=words),
                quoted=scene.quoted(start),
                score=score,
            )
        )
    return _close(text, drafts=drafts, seen=seen, several=several)


def _apart(text: str, names: Sequence[Tag]) -> list[Tag]:
    """The name tags in text order, none overlapping, with code names of groups."""
    kept: list[Tag] = []
    ordered = [n for n in names if n.label in LABELS]
    taken = bytearray(len(text))
    for tag in ordered:
        taken[tag.span.start : tag.span.end] = b"\1" * len(tag.span)
    ordered += [
        Tag(span=Span(m.start(), m.end()), label="ORG")
        for m in CODE_NAME.finditer(text)
        if not any(taken[m.start() : m.end()])
    ]
    for tag in sorted(ordered, key=lambda n: (n.span.start, -n.span.end)):
        if kept and tag.span.start < kept[-1].span.end:
            continue
        if kept and tag.label == "PER" == kept[-1].label and _one(text, kept[-1], tag):
            joined = Span(kept[-1].span.start, tag.span.end)
            kept[-1] = Tag(span=joined, label="PER", score=min(kept[-1].score, tag.score))
            continue
        kept.append(tag)
    return kept


def _one(text: str, first: Tag, second: Tag) -> bool:
    """Whether two tags are the halves of one name: nothing but a space is between them."""
    return text[first.span.end : second.span.start] == " " and " " not in first.span.of(text)


def _pronoun(word: str, tag: int) -> bool:
    return tag < 0 and word.lower() in pronouns() and (word.islower() or word.istitle())


def _close(
    text: str,
    *,
    drafts: list[Draft],
    seen: list[Seen],
    several: list[tuple[Span, tuple[int, ...]]],
) -> Actors:
    """The finished actors: those that are mentioned, in order of their first mention."""
    order = list(dict.fromkeys(s.draft for s in seen))
    place = {draft: i for i, draft in enumerate(order)}
    by_actor: dict[int, list[ActorMention]] = defaultdict(list)
    mentions: list[ActorMention] = []
    for s in sorted(seen, key=lambda s: (s.span.start, -s.span.end)):
        mention = ActorMention(span=s.span, actor=place[s.draft], via=s.via, score=s.score)
        mentions.append(mention)
        by_actor[place[s.draft]].append(mention)
    actors = []
    for i, index in enumerate(order):
        draft = drafts[index]
        actors.append(
            Actor(
                id=draft.id or identify(draft.kind, draft.name, ordinal=draft.ordinal),
                name=draft.name,
                kind=draft.kind,
                country=draft.country,
                sector=draft.sector,
                capacity=draft.capacity,
                best=draft.best,
                mentions=tuple(by_actor[i]),
            )
        )
    both = tuple((span, tuple(place[d] for d in group)) for span, group in several)
    return Actors(tuple(actors), tuple(mentions), text, both)
