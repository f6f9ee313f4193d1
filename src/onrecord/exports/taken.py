"""What is taken away: lines one after the other, and the stories that their words stand in."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from typing import Any

from onrecord.store import Filter, Store, paging
from onrecord.store.reviewing import verdicts

Line = dict[str, Any]

KEPT = 64
"""Stories that are remembered, so that records of one story ask for it once."""

MADE = ("event", "agreement", "dispute", "happening", "actor", "place")
"""Kinds of lines that are made of many stories."""

ONLY_MADE = ("dispute", "happening", "actor", "place")
"""Those of them that no single story gives."""


class Stories:
    """Stories by their ids; the last ones asked for are remembered.

    >>> stories = Stories({"s1": {"id": "s1"}}.get)
    >>> stories("s1"), stories("s2"), stories(None)
    ({'id': 's1'}, None, None)
    """

    def __init__(
        self,
        find: Callable[[str], Line | None],
        many: Callable[[list[str]], Iterable[Line]] = lambda _: (),
    ) -> None:
        self._find = find
        self._many = many
        self._kept: OrderedDict[str, Line | None] = OrderedDict()

    def __call__(self, identity: str | None) -> Line | None:
        """The story of that id, or None."""
        if identity is None:
            return None
        if identity not in self._kept:
            self.put(identity, self._find(identity))
        self._kept.move_to_end(identity)
        return self._kept[identity]

    def ahead(self, identities: Iterable[str]) -> None:
        """Finds stories that are asked for next, all at once."""
        new = [i for i in dict.fromkeys(identities) if i not in self._kept]
        for begin in range(0, len(new), KEPT):
            for story in self._many(new[begin : begin + KEPT]):
                self.put(story["id"], story)

    def put(self, identity: str, story: Line | None) -> None:
        """Remembers a story that is at hand."""
        self._kept[identity] = story
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """Lines to be written. `kind` says which columns a table has, None those of all records;
    `merged` whether the lines are made of many stories; `story` finds a story by its id; `record`
    an extracted record; `decisions` those about an id.

    `called` is what an actor is called across stories; `extracted` a record as it was read,
    whatever people said of it; `verdicts` are what they said. `any_status` says that statuses
    were asked for, so that also what is planned or denied is taken for an act; `most` how many
    actors are drawn."""

    lines: Iterable[Line]
    kind: str | None
    merged: bool
    story: Stories
    record: Callable[[str], Line | None]
    decisions: Callable[[str], Iterable[Line]]
    called: Callable[[str], str | None] = lambda _: None
    extracted: Callable[[str], Line | None] = lambda _: None
    verdicts: Callable[[], Iterable[Line]] = tuple
    any_status: bool = False
    most: int = 25


@contextmanager
def taken(
    store: Store, *, kind: str | None, asked: Filter, merged: bool = False
) -> Iterator[Taken]:
    """What a store has of a kind: records of single stories, or with `merged` what was made of
    many. `kind` is one of the record kinds, story, evidence, or None for all records.

    While lines are read from one connection, stories are looked up on another.
    """
    merged = merged or kind in ONLY_MADE
    with Store(store.path) as beside:
        stories = Stories(beside.story, lambda ids: paging.whole_stories(beside, ids))
        lines = (
            ahead(store.each(kind or "event", replace(asked, kinds=())), stories)
            if merged
            else _read(store, kind=kind, asked=asked, stories=stories)
        )
        # What is left unread, after a fault, is closed before the store is.
        with closing(lines):
            yield Taken(
                lines=lines,
                kind=(kind or "event") if merged else kind,
                merged=merged,
                story=stories,
                record=beside.record,
                decisions=beside.decisions,
                called=beside.called,
                extracted=beside.extracted,
                verdicts=lambda: list(verdicts(beside)),
                any_status=bool(asked.status),
            )


def _read(
    store: Store, *, kind: str | None, asked: Filter, stories: Stories
) -> Generator[Line, None, None]:
    """Each story with those of its records that are asked for, in the order added; a story
    without such records is left out, unless everything is asked for."""
    if replace(asked, kinds=()) == Filter() and (kind in (None, "story") or len(asked.kinds) == 1):
        of_kind = None if kind in (None, "story") else asked.kinds[0]
        for whole, found in paging.everything(store, kind=of_kind):
            stories.put(whole["id"], whole)
            if of_kind is None:
                yield whole
            if kind != "story":
                yield from (r for r in found if not asked.kinds or r["kind"] in asked.kinds)
        return
    last = None
    records = ahead(store.in_order_read(asked), stories)
    for record in records:
        story = stories(record["story"])
        if story is not None:
            if kind in (None, "story") and story["id"] != last:
                yield story
            if kind != "story":
                yield record
            last = story["id"]


def ahead(lines: Iterable[Line], stories: Stories) -> Generator[Line, None, None]:
    """The lines; the stories that they rest on are looked up many at a time."""
    batch: list[Line] = []
    needed: set[str] = set()
    for line in lines:
        batch.append(line)
        needed |= {str(piece["story"]) for piece in spans(line) if piece["story"]}
        if len(needed) >= KEPT // 2 or len(batch) >= KEPT:
            stories.ahead(sorted(needed))
            yield from batch
            batch, needed = [], set()
    stories.ahead(sorted(needed))
    yield from batch


def spans(line: Mapping[str, Any]) -> Iterator[Line]:
    """The evidence of a line, each piece with the `story` that it stands in.

    >>> piece = {"role": "trigger", "start": 0, "end": 5, "quote": "Talks"}
    >>> [e["story"] for e in spans({"story": "s1", "evidence": [piece, piece | {"story": "s2"}]})]
    ['s1', 's2']
    """
    for piece in line.get("evidence") or ():
        yield piece if piece.get("story") else piece | {"story": line.get("story")}


def head(story: Mapping[str, Any] | None) -> Line:
    """What is said of a story beside its text: title, outlet, day of publication, address, page.

    >>> head(None)["outlet"]
    >>> head({"published": {"date": "2026-03-04"}, "title": "Talks"})["published"]
    '2026-03-04'
    """
    held = story or {}
    out = {name: held.get(name) for name in ("title", "outlet", "url", "page")}
    return out | {"published": (held.get("published") or {}).get("date")}
