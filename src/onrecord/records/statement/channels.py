"""Through which channel a statement came, and to whom it was said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from onrecord.languages.phrases import Hit, Phrases, lists
from onrecord.records.statement.kind import Channel
from onrecord.spans import Span


@lru_cache(maxsize=1)
def _channels() -> Phrases:
    return Phrases({row["kind"]: row["phrases"] for row in lists("channels")["channel"]})


@lru_cache(maxsize=1)
def _rank() -> dict[str, int]:
    return {row["kind"]: i for i, row in enumerate(lists("channels")["channel"])}


def channel(text: str, *, around: Sequence[Span], without: Iterable[Span]) -> Channel | None:
    """The channel named in the stretches `around`, outside what is said, or None.

    Where several are named the one that stands first in `channels.toml` counts: "told Reuters in
    an interview" is an interview.

    >>> text = 'In a message on her Facebook page, the envoy denied it.'
    >>> found = channel(text, around=[Span(0, len(text))], without=[])
    >>> found.kind, found.span.of(text)
    ('social_post', 'on her Facebook page')
    """
    said = tuple(without)
    hits: list[Hit] = []
    for span in around:
        found = _channels().find(text, start=span.start, end=span.end)
        hits.extend(h for h in found if not any(h.span in s for s in said))
    if not hits:
        return None
    best = min(hits, key=lambda h: (_rank()[h.label], -len(h.phrase), h.span.start))
    return Channel(kind=best.label, span=best.span)


def named_channel(title: str) -> str | None:
    """The kind of channel that a title names, or None: context, so no words are kept.

    >>> named_channel("Minister tells the European Parliament that talks go on")
    'parliament'
    """
    hits = _channels().find(title)
    return min((h.label for h in hits), key=_rank().__getitem__) if hits else None
