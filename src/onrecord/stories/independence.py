"""Which of several stories confirm a thing by themselves, and which only print it again.

"3 independent sources, 11 printings": copies, stories that took passages from another, stories that
lean on one agency, and stories of one outlet count once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from onrecord.stories.copies import Item, order
from onrecord.stories.passages import Shared


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One who confirms by himself: the stories that print it, the best first, and why so."""

    name: str
    stories: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Independence:
    """The independent sources among stories, and how often what they say was printed."""

    sources: tuple[Source, ...]
    printings: int

    @property
    def words(self) -> str:
        """As a reader is told it."""
        many, printed = len(self.sources), self.printings
        return (
            f"{many} independent source{'s' * (many != 1)}, "
            f"{printed} printing{'s' * (printed != 1)}"
        )

    @property
    def independent(self) -> frozenset[str]:
        """The stories that stand for their sources, one each."""
        return frozenset(source.stories[0] for source in self.sources)


def independent(
    items: Collection[Item],
    *,
    copy_of: Mapping[str, str] | None = None,
    taken: Iterable[Shared] = (),
) -> Independence:
    """The independent sources among the stories of one event or happening.

    `copy_of`: the original of each copy, as `copies.original` has it; `taken`: passages taken from
    one of the stories by another. The original may be outside of the stories: its copies then
    still count once.
    """
    known = {one.id: one for one in items}
    leans: dict[str, tuple[str, str]] = {}
    for shared in sorted(taken, key=lambda s: (-s.share, s.taken_from)):
        if shared.story in known and shared.taken_from in known:
            leans.setdefault(shared.story, (shared.taken_from, f"{shared.story}: {shared.reason}"))
    for copy, first in (copy_of or {}).items():
        if copy in known and copy != first:
            leans[copy] = (first, f"{copy} is a copy of {first}")

    def rests_on(story: str) -> tuple[tuple[str, ...], list[str]]:
        """Where a story comes from in the end: agencies, outlets or a story, and why."""
        why: list[str] = []
        seen = {story}
        while story in leans and leans[story][0] not in seen:
            story, reason = leans[story]
            seen.add(story)
            why.append(reason)
        one = known.get(story)
        if one is None:
            return (f"story {story}",), why
        if one.agency:
            return (one.agency,), why
        if one.cites:
            named = " and ".join(one.cites)
            return one.cites, [*why, f"{one.id} names {named} as its source"]
        return (one.outlet or f"story {story}",), why

    stories: dict[str, list[str]] = {}
    reasons: dict[str, list[str]] = {}
    origins = {one.id: rests_on(one.id) for one in sorted(items, key=order)}
    # Who leans on two agencies adds nothing where one of them is counted already.
    for story, (names, why) in sorted(origins.items(), key=lambda o: len(o[1][0])):
        name = next((n for n in names if n in stories), " and ".join(names))
        stories.setdefault(name, []).append(story)
        reasons.setdefault(name, []).extend(why)
    return Independence(
        sources=tuple(
            Source(
                name=name,
                stories=tuple(sorted(stories[name], key=lambda s: (s in leans, order(known[s])))),
                reasons=tuple(dict.fromkeys(reasons[name])),
            )
            for name in sorted(stories)
        ),
        printings=len(known),
    )
