"""Which act of a story answers which: "In response to the shelling, the envoy was summoned"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from onrecord.languages.phrases import WORD, Phrases, lists
from onrecord.mentions import sentences
from onrecord.spans import Span

AFTER = 90
"""Code points after "in response to" in which the cause is named."""
FAR = 3
"""Sentences back in which what "in response" points to is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One record answers another of the same story; `span` are the words that say so."""

    record: str
    cause: str
    story: str
    span: Span
    words: str


@lru_cache(maxsize=1)
def _cues() -> Phrases:
    table = lists("outcomes")
    return Phrases({"to": table["answers"], "before": table["answers_before"]})


def answers(story: Mapping[str, Any], records: Sequence[Mapping[str, Any]]) -> tuple[Answer, ...]:
    """The answers that a story's words tell, in text order.

    The one that answers is the act told in the same sentence as the words, outside of what follows
    them; the cause is the act told in what follows, else, where that only points ("the unfriendly
    step of Tarvin") or nothing follows, the last act told before by those it names.
    """
    text = story["text"]
    split = sentences.split(text)
    acts = [r for r in records if r["kind"] == "event" and r["story"] == story["id"]]
    told = sorted(
        ((Span(m["start"], m["end"]), r) for r in acts for m in r["mentions"]),
        key=lambda x: (x[0].start, x[0].end, x[1]["id"]),
    )
    found: dict[tuple[str, str], Answer] = {}
    for hit in _cues().find(text):
        at = max((i for i, s in enumerate(split) if s.start <= hit.span.start), default=None)
        if at is None:
            continue
        own = split[at]
        end = _end(text, hit.span.end, limit=own.end) if hit.label == "to" else hit.span.end
        inside = [(s, r) for s, r in told if hit.span.end <= s.start < end]
        here = [
            (s, r)
            for s, r in told
            if own.start <= s.start < own.end and not hit.span.start <= s.start < end
        ]
        if not here:
            continue
        answer = min(here, key=lambda x: (_gap(x[0], hit.span), x[0].start))[1]
        cause = inside[0][1] if inside else None
        points = hit.label == "before" or _points(text[hit.span.end : end])
        if cause is None and points:
            before = [
                (s, r)
                for s, r in told
                if split[max(0, at - FAR)].start <= s.start
                and not own.start <= s.start < own.end
                and r["status"] in ("occurred", "ongoing", "alleged", "denied")
            ]
            named = text[hit.span.end : end]
            by_named = [x for x in before if hit.label == "to" and _acts(x[1], named)]
            earlier = [x for x in (by_named or before) if x[0].start < own.start]
            nearest = (earlier or by_named)[-1:]
            cause = nearest[0][1] if nearest else None
        if cause is None or cause["id"] == answer["id"]:
            continue
        found.setdefault(
            (answer["id"], cause["id"]),
            Answer(
                record=answer["id"],
                cause=cause["id"],
                story=story["id"],
                span=Span(hit.span.start, end),
                words=text[hit.span.start : end],
            ),
        )
    return tuple(found.values())


def _end(text: str, start: int, *, limit: int) -> int:
    """Where what follows the words ends: at a comma, a stop, or after `AFTER` code points."""
    end = min(limit, start + AFTER)
    for mark in (",", ";", " - ", "—", "\n"):
        k = text.find(mark, start, end)
        if k >= 0:
            end = k
    return len(text[:end].rstrip(" ."))


def _gap(trigger: Span, cue: Span) -> int:
    return max(trigger.start - cue.end, cue.start - trigger.end, 0)


def _points(words: str) -> bool:
    steps = frozenset(lists("outcomes")["steps"])
    return any(m[0].lower() in steps for m in WORD.finditer(words))


def _acts(record: Mapping[str, Any], named: str) -> bool:
    """Whether one of those who act is named in some words."""
    names = (str(a[k]) for a in record["actors"] for k in ("name", "quote"))
    return any(n in named for n in names if len(n) > 2 and n[0].isupper())
