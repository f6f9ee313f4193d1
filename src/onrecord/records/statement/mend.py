"""The model's finds mended: broken contents joined, crumbs dropped, far speakers sought anew."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from onrecord.languages.phrases import WORD, lists
from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Attributed
from onrecord.records.statement.beside import speaker_of, whole_phrase
from onrecord.spans import Span

BREAK = 15
"""Code points between two pieces of content that are one: the model left a word out. On the held
part of PolNeAR's train set exact contents rise from 52.0 to 54.1, at 30 they fall (2026-11-24)."""


def mended(mentions: Mentions, *, found: Iterable[Attributed]) -> list[Attributed]:
    """The finds that are left, in their order, each mended.

    A find whose contents are mere crumbs ("that", "the") is dropped. A speaker in another sentence
    than the cue is looked for in the cue's own, and kept if there is none: on the held part of
    PolNeAR's train set found rises from 73.4 to 74.4 by the first, joint from 56.3 to 60.2 by the
    second (2026-11-24).
    """
    text = mentions.text
    out = []
    for one in found:
        around = [p for p in (one.cue, one.source) if p]
        joined = _joined(text, spans=one.contents, apart=around)
        beside = [p for s in joined for p in _beside_cue(text, span=s, cue=one.cue)]
        told = _at_home(mentions, spans=beside, cue=one.cue)
        contents = tuple(s for s in told if _telling(text, span=s))
        if contents and _says(text, one=one):
            source = None if _impersonal(text, cue=one.cue) else _speaker(mentions, one=one)
            out.append(replace(one, contents=contents, source=source))
    return out


EMPTY = 0.9
"""Score from which even a cue of helping verbs or pronouns alone ("has", "it") is kept."""


def _says(text: str, *, one: Attributed) -> bool:
    """Whether a cue has a word that can tell of saying, or the model is very sure of it."""
    if one.cue is None or one.score >= EMPTY:
        return True
    words = [m[0].lower() for m in WORD.finditer(text, one.cue.start, one.cue.end)]
    return not words or any(w not in _empty() for w in words)


@lru_cache(maxsize=1)
def _empty() -> frozenset[str]:
    crumbs = lists("cues")["crumbs"]
    return frozenset(crumbs["words"]) | frozenset(crumbs["helping"])


def _beside_cue(text: str, *, span: Span, cue: Span | None) -> list[Span]:
    """A piece of content without the cue, if the model took that in as well."""
    if cue is None or not span.overlaps(cue):
        return [span]
    sides = ((span.start, min(cue.start, span.end)), (max(cue.end, span.start), span.end))
    return [s for start, end in sides if (s := _stripped(text, start=start, end=end))]


def _stripped(text: str, *, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _at_home(mentions: Mentions, *, spans: list[Span], cue: Span | None) -> list[Span]:
    """The content in the cue's own sentence, and of other sentences what is quoted.

    What the reporter tells in the next sentence is his own again. On the held part of PolNeAR's
    train set joint rises from 72.2 to 72.4, exact contents from 54.6 to 55.0 (2026-11-24).
    """
    if cue is None:
        return spans
    home = mentions.sentence_at(cue.start)
    own: list[Span] = []
    other: list[Span] = []
    for span in spans:
        first, last = mentions.sentence_at(span.start), mentions.sentence_at(span.end - 1)
        if first > home or last < home:
            other.append(span)
        elif first == last:
            own.append(span)
        else:
            own.extend(_kept(mentions, span=span, home=home))
    if not own:
        return spans
    return sorted([*own, *(s for s in other if _quotes(mentions, span=s))])


def _kept(mentions: Mentions, *, span: Span, home: int) -> list[Span]:
    """Of content over several sentences what lies in the cue's own or is quoted."""
    out: list[Span] = []
    for k in range(mentions.sentence_at(span.start), mentions.sentence_at(span.end - 1) + 1):
        sentence = mentions.sentences[k]
        part = Span(max(span.start, sentence.start), min(span.end, sentence.end))
        if k != home and not _quotes(mentions, span=part):
            continue
        if out and not mentions.text[out[-1].end : part.start].strip():
            part = Span(out.pop().start, part.end)
        out.append(part)
    return out


def _quotes(mentions: Mentions, *, span: Span) -> bool:
    """Whether a piece of content overlaps a quotation that is no name or scare quote."""
    found = mentions.quotations
    k = bisect_right(found, span.start, key=lambda q: q.span.start) - 1
    while k > 0 and found[k].depth:
        k -= 1
    for quotation in found[max(0, k) :]:
        if quotation.span.start >= span.end:
            return False
        if quotation.depth == 0 and not quotation.scare and quotation.span.overlaps(span):
            return True
    return False


_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:(?:also|widely|now|still|generally)\s+)?"
    r"(?:said|believed|expected|thought|reported|considered|seen|supposed|alleged|rumou?red)$",
    re.IGNORECASE,
)


def _impersonal(text: str, *, cue: Span | None) -> bool:
    """Whether nobody is told to speak: "the firm is said to be in debt"."""
    if cue is None or not text[cue.end : cue.end + 4].startswith(" to "):
        return False
    return bool(_PASSIVE.search(text[max(0, cue.start - 20) : cue.end]))


@lru_cache(maxsize=1)
def _small() -> frozenset[str]:
    return frozenset(lists("cues")["crumbs"]["words"])


def _telling(text: str, *, span: Span) -> bool:
    """Whether a piece of content has a word that tells something."""
    words = [m[0].lower() for m in WORD.finditer(text, span.start, span.end)]
    return any(word not in _small() for word in words)


def _joined(text: str, *, spans: tuple[Span, ...], apart: list[Span]) -> list[Span]:
    """Pieces a word or two apart as one, unless the cue or the speaker stands between."""
    out: list[Span] = []
    for span in sorted(spans):
        last = out[-1] if out else None
        if last and span.start - last.end <= BREAK and span.start > last.end:
            between = Span(last.end, span.start)
            if "\n" not in between.of(text) and not any(p.overlaps(between) for p in apart):
                out[-1] = Span(last.start, span.end)
                continue
        out.append(span)
    return out


def _speaker(mentions: Mentions, *, one: Attributed) -> Span | None:
    if one.cue is None or one.source is None:
        return one.source
    home = mentions.sentence_at(one.cue.start)
    if mentions.sentence_at(one.source.start) == home:
        return whole_phrase(mentions, source=one.source, cue=one.cue)
    return speaker_of(mentions, cue=one.cue, sentence=mentions.sentences[home]) or one.source
