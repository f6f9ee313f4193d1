"""What stands beside "according to": a form so fixed that it needs no model."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.languages.phrases import WORD
from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Attributed
from onrecord.spans import Span

SURE = 0.8
"""Score of a find by this form where the model has none: of those on PolNeAR's train part about
four in five are attributions, the others "according to plan" (counted by eye, 2026-11-24)."""
SHORTEST = 3
"""Words that what is said has at least."""

_FORM = re.compile(r"\baccording\s+to\s+", re.IGNORECASE)
_COMMA = re.compile(r",[\"”]?\s+(?!who\b|which\b|where\b|a\s|an\s|the\s(?:\w+\s){0,3}of\b)")
_THAT = re.compile(r"\bthat,?\s+$")
_END = re.compile(r",\s|;|\s[–—-]\s|$")


def according(mentions: Mentions, *, sentence: Span) -> Iterator[Attributed]:
    """The finds of a sentence by this form.

    'According to the harbour master, the gate is shut.', 'The gate is shut, according to her.'
    """
    text = mentions.text
    for form in _FORM.finditer(text, sentence.start, sentence.end):
        cue = Span(form.start(), form.end() - 1)
        first = not text[sentence.start : form.start()].strip(' "“')
        end = (_COMMA if first else _END).search(text, form.end(), sentence.end)
        if end is None or end.start() <= form.end():
            continue
        source = Span(form.end(), end.start())
        inner = _THAT.search(text[max(sentence.start, form.start() - 8) : form.start()])
        told = (sentence.start, form.start())
        if first or inner:
            told = (end.end(), sentence.end)
        content = _trimmed(text, start=told[0], end=told[1])
        if content and len(WORD.findall(source.of(text))) <= 20:
            yield Attributed(cue=cue, source=source, contents=(content,), score=SURE)


def _trimmed(text: str, *, start: int, end: int) -> Span | None:
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",.;"):
        end -= 1
    words = WORD.findall(text, start, end)
    return Span(start, end) if start < end and len(words) >= SHORTEST else None
