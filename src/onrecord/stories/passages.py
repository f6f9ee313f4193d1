"""Passages that one story took from another without being its copy: it depends on the other."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.stories import prints
from onrecord.stories.copies import Item, order

PASSAGE = 20
"""Words of a passage at least, quotations left out: a sentence or two."""

TAKEN = 0.15
"""Share of a story at least that must be taken from another for it to depend on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """The same words in two stories: their places in the story and in the other, in code points."""

    start: int
    end: int
    in_start: int
    in_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """A story that took passages from another. `share`: how much of it is taken, 0 to 1."""

    story: str
    taken_from: str
    share: float
    passages: tuple[Passage, ...]
    reason: str


def shared(a: Item, b: Item) -> Shared | None:
    """Which of two stories leans on the other, and with which passages; None if neither does.

    What both quote does not count: two reporters may have heard the same speech.
    """
    source, taker = sorted((a, b), key=order)
    bound = min(taker.bound, source.bound)
    found = [p for p in _runs(taker, source, bound=bound) if p.words(bound) >= PASSAGE]
    quoted = set(taker.quoted)
    own = sum(h < bound and at not in quoted for at, h in enumerate(taker.hashes))
    share = sum(p.spoken for p in found) / max(1, own)
    if not found or share < TAKEN:
        return None
    return Shared(
        story=taker.id,
        taken_from=source.id,
        share=round(min(1.0, share), 2),
        passages=tuple(p.place for p in found),
        reason=f"{share:.0%} of the story, quotations left out, stands word for word in the other, "
        f"in {len(found)} passage{'s' * (len(found) > 1)}",
    )


@dataclass(slots=True)
class _Run:
    """Prints that follow each other in both stories; `spoken` counts those outside quotations."""

    place: Passage
    last: int
    there: int
    spoken: int

    def words(self, bound: int) -> float:
        """Words outside quotations, those between the kept prints reckoned in."""
        return self.spoken * (1 << prints.BITS) / bound + prints.RUN - 1 if self.spoken else 0.0


def _runs(taker: Item, source: Item, *, bound: int) -> list[_Run]:
    """The longest runs in both, in the taker's order; a changed word does not end a run."""
    kept = [at for at, h in enumerate(source.hashes) if h < bound]
    places: dict[int, list[int]] = {}
    for number, at in enumerate(kept):
        places.setdefault(source.hashes[at], []).append(number)
    found: list[_Run] = []
    quoted = set(taker.quoted)
    number = -1
    for at, h in enumerate(taker.hashes):
        if h >= bound:
            continue
        number += 1
        here = places.get(h)
        if not here:
            continue
        run = found[-1] if found else None
        after = [n for n in here if run and 0 < n - run.there <= prints.RUN + 1]
        if run is not None and after and number - run.last <= prints.RUN + 1:
            run.last, run.there = number, after[0]
            run.spoken += at not in quoted
            run.place = Passage(
                start=run.place.start,
                end=taker.ends[at],
                in_start=run.place.in_start,
                in_end=source.ends[kept[after[0]]],
            )
        else:
            to = kept[here[0]]
            place = Passage(
                start=taker.starts[at],
                end=taker.ends[at],
                in_start=source.starts[to],
                in_end=source.ends[to],
            )
            found.append(_Run(place, number, here[0], int(at not in quoted)))
    return found
