"""Whose each quotation is: what stands between the same marks is said by one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.mentions.found import Mentions
from onrecord.mentions.mention import Attributed
from onrecord.mentions.quotations import Quotation
from onrecord.spans import Span

SHARE = 0.3
"""Least share of a quotation that its speaker's finds must cover to be given all of it."""


def outer(mentions: Mentions) -> list[int]:
    """The indices of the quotations that lie in no other; they lie apart."""
    return [i for i, q in enumerate(mentions.quotations) if q.depth == 0]


def over(span: Span, *, quotations: Sequence[Quotation], outer: Sequence[int]) -> Iterator[int]:
    """The outer quotations that a span overlaps."""
    k = max(0, bisect_right(outer, span.start, key=lambda i: quotations[i].span.start) - 1)
    for index in outer[k:]:
        if quotations[index].span.start >= span.end:
            return
        if quotations[index].span.overlaps(span):
            yield index


def owned(mentions: Mentions, *, found: Sequence[Attributed]) -> list[Attributed]:
    """The finds with each quotation whole at one speaker, those left without content dropped.

    Of several with parts of a quotation the one whose cue is nearest has it; finds whose cue
    stands inside the quotation are told within it and stay as they are.
    """
    places = outer(mentions)
    claims: dict[int, dict[int, int]] = {}
    for k, one in enumerate(found):
        for span in one.contents:
            for index in over(span, quotations=mentions.quotations, outer=places):
                around = mentions.quotations[index].span
                if mentions.quotations[index].scare or _inside(one, around=around):
                    continue
                both = min(span.end, around.end) - max(span.start, around.start)
                shares = claims.setdefault(index, {})
                shares[k] = shares.get(k, 0) + both
    kept: list[list[Span]] = [list(one.contents) for one in found]
    for index, shares in claims.items():
        around = mentions.quotations[index].span
        best = min(shares, key=lambda k: (_gap(found[k], around), -shares[k], k))
        if shares[best] < SHARE * len(around):
            continue
        for k in shares:
            rest = [piece for span in kept[k] for piece in _without(span, around=around)]
            kept[k] = merged([*rest, around]) if k == best else rest
    return [
        replace(one, contents=tuple(spans)) for one, spans in zip(found, kept, strict=True) if spans
    ]


def _inside(one: Attributed, *, around: Span) -> bool:
    return any(p.overlaps(around) for p in (one.cue, one.source) if p)


def _gap(one: Attributed, around: Span) -> int:
    if one.cue is None:
        return 10**9
    return max(one.cue.start - around.end, around.start - one.cue.end)


def _without(span: Span, *, around: Span) -> list[Span]:
    """What of a span lies outside of another."""
    out = []
    if span.start < min(span.end, around.start):
        out.append(Span(span.start, min(span.end, around.start)))
    if max(span.start, around.end) < span.end:
        out.append(Span(max(span.start, around.end), span.end))
    return out


def merged(spans: Sequence[Span]) -> list[Span]:
    """Spans that touch or overlap as one, in text order."""
    out: list[Span] = []
    for span in sorted(spans):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return out
