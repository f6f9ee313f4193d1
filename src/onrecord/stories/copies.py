"""Near-duplicates: the same story printed more than once, cut, reordered, edited or renamed.

A stage (see `grouping.Stage`). An item keeps a story's fingerprints, not its words. Whether two
stories are copies is judged by how much of the shorter one stands in the longer. `original` says
which of them came first; `passages.shared` finds stories that took only a part from another.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from onrecord.grouping import Reason, Scored
from onrecord.stories import prints
from onrecord.stories.agencies import agency, cited
from onrecord.stories.dates import day, moment, published, window

THRESHOLD = 0.35
"""Where two stories are copies of each other: two copies of one original may share little."""

MIDDLE, FEW = 0.14, 0.8
"""Copies begin where MIDDLE + FEW / sqrt(n) of the shorter story's n runs of words stand in the
longer: in few runs chance has a larger part. With one word of five changed half of the runs stay;
of independent stories on one topic 999 of 1,000 pairs share less than a quarter, nearly all of them
two lines long (`evals/copies.py --train`, 2026-11-27)."""

STEEP = 25.0
FEWEST = 6
"""Runs in common at least: a line that is the same makes no copy."""

OWN = 24
"""Runs outside quotation marks from which on those inside do not count."""

SMALL = 0.2
"""A story this much shorter than the other is a part of it, not its copy."""

WINDOW = 21
"""Days of a window in which one run in common is enough for stories to meet; see `dates.window`.
Later ones meet by two runs of words in common."""

PAIRED, UNDATED = 8, 12
"""Runs whose pairs are keys without a date, for copies long after and for undated stories. Of these
there are few: they have more keys, so that the many others need fewer. Chosen on PolNeAR's train
part (`evals/copies.py --train`): recall 94.6 with 48 keys a dated story, 93.6 with the 68 that
windows of 4 days and the pairs of 8 runs make for each story (2026-11-27)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What is kept of a story to find its copies.

    `agency` is the agency whose own the story is, `cites` those that it names as sources.
    The other fields are those of `prints.Prints`.
    """

    id: str
    published: str | None
    outlet: str | None
    title: str | None
    agency: str | None
    cites: tuple[str, ...]
    words: int
    bound: int
    hashes: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quoted: tuple[int, ...]
    paragraphs: tuple[int, ...]
    anchors: tuple[int, ...]
    section: str | None = None


def item(story: Mapping[str, Any]) -> Item:
    """The item of a story line.

    >>> story = {"id": "s1", "text": "Talks ended.", "outlet": "AFP", "sources": []}
    >>> item(story).agency
    'Agence France-Presse'
    """
    kept = prints.prints(story["text"])
    own = agency(story.get("outlet"))
    sources = [*(story.get("sources") or ()), *(story.get("byline") or ())]
    return Item(
        id=story["id"],
        published=published(story),
        outlet=story.get("outlet"),
        title=story.get("title"),
        agency=own,
        cites=tuple(a for a in cited(sources) if a != own),
        words=kept.words,
        bound=kept.bound,
        hashes=kept.hashes,
        starts=kept.starts,
        ends=kept.ends,
        quoted=kept.quoted,
        paragraphs=kept.paragraphs,
        anchors=kept.anchors,
        section=story.get("section"),
    )


def keys(item: Item) -> tuple[str, ...]:
    """Blocking keys: runs of words within a window of days, pairs of runs at any time.

    The window keeps what an outlet prints under all its stories from bringing all of them together.
    """
    number = day(item.published)
    near = [
        f"copy:{'-' if number is None else window(number, f'{a:x}', days=WINDOW)}:{a:x}"
        for a in item.anchors
    ]
    paired = item.anchors[: UNDATED if number is None else PAIRED]
    far = [f"copy:{a:x}:{b:x}" for a, b in combinations(paired, 2)]
    return (*near, *far)


def compare(a: Item, b: Item) -> Scored:
    """How likely two stories are one, printed twice."""
    one, other = common(a, b)
    few = min(len(one), len(other))
    if len(one & other) < FEWEST or a.words < SMALL * b.words or b.words < SMALL * a.words:
        return Scored(score=0.0)
    share = len(one & other) / few
    middle = ENTRY if "liveblog" in (a.section, b.section) else MIDDLE
    score = 1 / (1 + math.exp(-STEEP * (share - middle - FEW / math.sqrt(few))))
    reasons = [Reason(name="same words", words=_same(a, b, share), weight=round(score, 3))]
    if a.title and a.title == b.title:
        reasons.append(Reason(name="title", words="the headline is the same", weight=0.0))
    reasons += [Reason(name="sources", words=w, weight=0.0) for w in _leans(a, b)]
    return Scored(score=round(score, 4), reasons=tuple(reasons))


ENTRY = 0.4
"""The same for an entry of a live blog, which takes over a sentence more often than a story."""


def order(item: Item) -> tuple[bool, int, bool, str, int, str]:
    """What sorts the printings of a story, the original first.

    An agency's own story comes before those of its customers, then the earlier day, then a story
    that names no agency as its source, then the earlier time, the longer story, and the id.
    """
    number, time = moment(item.published)
    return (item.agency is None, number, bool(item.cites), time, -item.words, item.id)


def original(items: Iterable[Item]) -> Item:
    """Which of several printings of a story is the original, whatever the order given."""
    return min(items, key=order)


def common(a: Item, b: Item) -> tuple[frozenset[int], frozenset[int]]:
    """The runs of two stories, as many as were kept of both, what is quoted left out.

    Two reporters who heard one speech quote the same words. Where one of the stories is hardly
    more than quotations, these count too.
    """
    bound = min(a.bound, b.bound)
    last = _closing(a, b, bound)
    own = _runs(a, bound, quoted=False, last=last), _runs(b, bound, quoted=False, last=last)
    if min(map(len, own)) >= OWN:
        return own
    return _runs(a, bound, quoted=True, last=last), _runs(b, bound, quoted=True, last=last)


def _runs(item: Item, bound: int, *, quoted: bool, last: int) -> frozenset[int]:
    out = frozenset[int]() if quoted else frozenset(item.quoted)
    kept = [(at, h) for at, h in enumerate(item.hashes) if h < bound]
    return frozenset(h for at, h in kept[: len(kept) - last] if at not in out)


def _closing(a: Item, b: Item, bound: int) -> int:
    """How many runs at the end of two stories of one outlet it puts under all that it prints.

    "When this material is used, a reference to the agency is obligatory": what two stories that
    differ before it close with is the outlet's, however short they are. Of a story printed again
    the end is no more alike than the rest.
    """
    if a.outlet is None or a.outlet != b.outlet:
        return 0
    one, other = ([h for h in i.hashes if h < bound] for i in (a, b))
    alike = 0
    while alike < min(len(one), len(other)) and one[-1 - alike] == other[-1 - alike]:
        alike += 1
    rest = set(one[: len(one) - alike]), set(other[: len(other) - alike])
    few = min(map(len, rest))
    return alike if few and len(rest[0] & rest[1]) < REST * few else 0


REST = 0.3
"""Share of what stands before the end that two printings of one story have in common at least."""


def _same(a: Item, b: Item, share: float) -> str:
    """How much of the shorter story is the same, in paragraphs where most of those are whole."""
    short, long = (a, b) if (a.words, a.id) <= (b.words, b.id) else (b, a)
    there = set(long.hashes)
    runs: Counter[int] = Counter()
    same: Counter[int] = Counter()
    for h, start, end in zip(short.hashes, short.starts, short.ends, strict=True):
        paragraph = bisect_right(short.paragraphs, start)
        if h < long.bound and paragraph == bisect_right(short.paragraphs, end):
            runs[paragraph] += 1
            same[paragraph] += h in there
    whole = sum(same[p] >= 0.9 * n for p, n in runs.items())
    if len(runs) > 1 and whole > len(runs) / 2:
        return f"{whole} of {len(runs)} paragraphs are the same words"
    return f"{share:.0%} of the shorter story's words stand in the same order in the other"


def _leans(a: Item, b: Item) -> list[str]:
    """What the two say of their sources that fits a copy."""
    told = []
    for one, other in ((a, b), (b, a)):
        if other.agency in one.cites:
            told.append(f"{one.outlet or 'one'} names {other.agency} as its source")
    both = sorted({*a.cites} & {*b.cites})
    return told + [f"both name {name} as their source" for name in both]
