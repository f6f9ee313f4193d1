"""What the pages read from: stores, one for each thread, and the frames that are kept in memory."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillAtIt
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onrecord.serve.found import Found
from onrecord.store import KINDS, Filter
from onrecord.store.columns import fold
from onrecord.store.reviewing import Finding
from onrecord.store.workbench import Browsed
from onrecord.store.workbench_links import Homes
from onrecord.views import building, facets
from onrecord.views.coverage import coverage
from onrecord.views.frame import Frame, empty
from onrecord.views.opening import opening
from onrecord.views.timeline import timeline
from onrecord.views.worldmap import spots

PATIENCE = 0.04
"""Seconds that a page waits for what was just written to be counted; then it shows what it has."""

SEARCHED = 8
"""Searches whose finds are kept until something is written: filters are set one by one."""

GLANCE = 0.01
"""Seconds for which a thread does not look again whether something was written."""

QUICK = 0.02
"""What was counted in less is worth waiting for."""

REST = 20
"""What took a second is asked again after twenty at the earliest, however much is written: pages
of a large store may be five seconds behind a writer."""

OWN = 2.0
"""Seconds that a page waits for what its reader has just decided."""

OUTLETS = 60
"""Outlets that Sources tells of: those with most stories."""

QUESTIONS: dict[str, Callable[[Browsed], Any]] = {
    "story_count": Browsed.story_count,
    "coverage": lambda store: coverage(store.outlets(most=OUTLETS)),
}
"""Questions about the whole store whose answers are kept."""

MOST = 0.25
"""Seconds of which the rest is measured at most: the first count of all takes longer."""

BEGINNING = ("event", "dispute", "actor", "agreement", "happening", "attribution", "statement")
"""What is counted at the start, in this order."""

MERGED = ("event", "agreement", "dispute", "happening", "actor", "place")
"""Kinds that are listed as they were made of many stories, once they were."""


class Desk:
    """The reading side of a running workbench. Pages ask it from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._own = threading.local()
        self._threads: dict[str, ThreadPoolExecutor] = {}
        self._frames: dict[str, _Kept] = {}
        self._answers: dict[str, _Answer] = {}
        self._lock = threading.Lock()
        self._found = Found()
        self._searched: dict[tuple[str, str], tuple[Frame, NDArray[np.int64]]] = {}
        self._wrote = 0

    @property
    def store(self) -> Browsed:
        """This thread's store."""
        held: Browsed | None = getattr(self._own, "store", None)
        if held is None:
            held = self._own.store = Browsed(self.path)
            self._own.moments = {}
            self._own.looked, self._own.wrote = 0.0, -1
        return held

    def begin(self) -> None:
        """Counts the store before somebody asks."""
        self.close()
        for kind in BEGINNING:
            kept = self._kept(kind)
            kept.under_way = self._apart("frames").submit(self._renew, kept)
        self._apart("answers").submit(self.findings)
        for question in QUESTIONS:
            held = self._answers.setdefault(question, _Answer())
            held.under_way = self._apart("answers").submit(self._ask, question, held)

    def written(self) -> None:
        """Says that this process wrote to the store: the next pages wait for it."""
        with self._lock:
            self._wrote += 1
            for kept in self._frames.values():
                kept.due = 0.0
                kept.own = True

    def _kept(self, kind: str) -> _Kept:
        with self._lock:
            return self._frames.setdefault(kind, _Kept(kind, merging=kind in MERGED))

    def frame(self, kind: str) -> Frame:
        """The frame of a kind, with what was written until now if that is quickly counted."""
        kept = self._kept(kind)
        moment = self._moment()
        if kept.frame is None or self._own.moments.get(kind) != moment:
            with self._lock:
                idle = kept.under_way is None or kept.under_way.done()
                if idle and monotonic() >= kept.due:
                    self._own.moments[kind] = moment
                    kept.under_way = self._apart("frames").submit(self._renew, kept)
                under_way, own = kept.under_way, kept.own
                busy = any(
                    k.under_way is not None and not k.under_way.done() and k.took >= QUICK
                    for k in self._frames.values()
                )
            wait = OWN if own else 0.0 if busy or kept.took >= QUICK else PATIENCE
            try:
                if under_way is not None:
                    under_way.result(None if kept.frame is None else wait)
            except StillAtIt:
                self._own.moments.pop(kind, None)
        assert kept.frame is not None
        return kept.frame

    def _moment(self) -> int:
        """What `moment` of this thread's store gave less than some milliseconds ago: a page asks
        for several frames."""
        store, now = self.store, monotonic()
        if now - self._own.looked > GLANCE or self._own.wrote != self._wrote:
            self._own.moment, self._own.looked = store.moment(), now
            self._own.wrote = self._wrote
        moment: int = self._own.moment
        return moment

    def findings(self) -> list[Finding]:
        """What people found of records."""
        return self._found.of(self.store)

    def count(self, kind: str) -> int:
        """How many things of a kind there are."""
        kept = self._frames.get(kind)
        if kept is not None and kept.frame is not None:
            return len(self.frame(kind))
        if kind in MERGED and (self.store.merged() or kind not in KINDS):
            return self.store.count_derived(kind, Filter())
        return self.store.extent(kind)[0]

    def merged(self, kind: str) -> bool:
        """Whether the frame of a kind is of derived lines."""
        kept = self._frames.get(kind)
        return bool(kept and kept.merged)

    def lines(self, kind: str, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """The lines of things of a frame, in their order."""
        if self.merged(kind):
            return self.store.derived_by_number(numbers)
        return self.store.by_number(numbers)

    def short_lines(self, kind: str, numbers: Sequence[int]) -> list[dict[str, Any]]:
        """The same for a list: events without most of their reports."""
        if self.merged(kind):
            return self.store.derived_in_short(numbers)
        return self.store.by_number(numbers)

    def numbers_with(self, kind: str, words: str) -> NDArray[np.int64]:
        """The numbers of things of a frame that have all the words, with those of other kinds."""
        frame = self.frame(kind)
        held = self._searched.get((kind, words))
        if held is None or held[0] is not frame:
            merged = self.merged(kind)
            ask = self.store.derived_numbers_with if merged else self.store.numbers_with
            found = np.fromstring(ask(words) or "0", dtype=np.int64, sep=",")
            for old in list(self._searched)[: max(0, len(self._searched) - SEARCHED)]:
                self._searched.pop(old, None)
            held = self._searched[kind, words] = (frame, found)
        return held[1]

    def name(self, kind: str, field: str, key: str) -> str:
        """How a value is written; a derived frame has folded names until one is shown."""
        kept = self._frames[kind]
        assert kept.frame is not None
        pairs = kept.frame.pairs.get(field)
        code = pairs.vocabulary.places.get(key) if pairs else None
        if pairs is None or code is None:
            return key
        if (field, key) in kept.named or field not in ("actor", "by", "to", "place"):
            return pairs.vocabulary.names[code]
        kept.named.add((field, key))
        entry = self.store.derived_by_id([key]).get(key) if field != "place" else None
        found = entry["name"] if entry else None
        if kept.merged and not found:
            rows = pairs.rows[np.flatnonzero(pairs.codes == code)[:1]]
            lines = self.store.derived_by_number([int(n) for n in kept.frame.numbers[rows]])
            found = next((n for line in lines for n in _names(line, key)), None)
        if found:
            pairs.vocabulary.names[code] = found
        return pairs.vocabulary.names[code]

    def cached(self, question: str) -> Any:
        """The answer to a question about the whole store; an older one while a new one is made."""
        with self._lock:
            held = self._answers.setdefault(question, _Answer())
            idle = held.under_way is None or held.under_way.done()
            rested = monotonic() - held.asked > REST * held.took
            moment = self.store.moment()
            if idle and rested and self._own.moments.get(question) != moment:
                self._own.moments[question] = moment
                held.under_way = self._apart("answers").submit(self._ask, question, held)
            under_way = held.under_way
        if under_way is not None:
            try:
                under_way.result(PATIENCE if held.made else None)
            except StillAtIt:
                self._own.moments.pop(question, None)
        return held.value

    def _ask(self, question: str, held: _Answer) -> None:
        store = self.store
        moment = store.moment()
        if held.moment != moment:
            began = monotonic()
            held.value = QUESTIONS[question](store)
            held.made, held.moment = True, moment
            held.asked, held.took = monotonic(), monotonic() - began

    def close(self) -> None:
        """Lets the threads that keep things up to date end."""
        for thread in self._threads.values():
            thread.shutdown(wait=False, cancel_futures=True)
        self._threads = {}

    def _apart(self, name: str) -> ThreadPoolExecutor:
        """The thread that does such things one after the other."""
        if name not in self._threads:
            self._threads[name] = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        return self._threads[name]

    def _renew(self, kept: _Kept) -> None:
        """Brings a frame up to date; runs in the keeper's thread only."""
        moment = self.store.moment()
        kept.own = False
        if kept.frame is not None and kept.moment == moment:
            return
        began = monotonic()
        merged = kept.merging and (self.store.merged() or kept.kind not in KINDS)
        if merged != kept.merged:
            kept.forget()
            kept.merged = merged
        if merged:
            self._renew_merged(kept)
        else:
            self._renew_read(kept)
        kept.moment = moment
        if kept.took == 0.0:
            give_back()
        kept.took = monotonic() - began
        kept.due = 0.0 if kept.took < QUICK else monotonic() + REST * min(kept.took, MOST)

    def _renew_merged(self, kept: _Kept) -> None:
        last, kind = self.store.last_change(), kept.kind
        if kept.frame is None:
            frame, kept.numbers = self.store.whole(
                kind,
                lambda all_: (
                    building.merged(all_, kind),
                    dict(zip(all_.ids, all_.numbers, strict=True)),
                ),
            )
        else:
            ids = self.store.changed(kind, since=kept.seen)
            some = self.store.kept(kind, ids)
            gone = {kept.numbers.pop(i) for i in ids if i in kept.numbers}
            kept.numbers |= {one.id: one.number for one in some}
            frame = kept.frame
            if some or gone:
                frame = frame.changed((facets.row_of(one, kind) for one in some), gone=gone)
        if frame is not kept.frame:
            prepare(frame, kind)
        kept.frame, kept.seen = frame, last

    def _renew_read(self, kept: _Kept) -> None:
        last, store = self.store.last_change(), self.store
        if kept.frame is None:
            kept.homes = {}
            if kept.kind == "statement":
                frame = store.statements(building.statements, homes=kept.homes)
            else:
                held = store.held(kept.kind, homes=kept.homes)
                frame = empty().changed(map(facets.row, held))
        else:
            frame = kept.frame
            some = store.touched(kept.kind, since=kept.seen, homes=kept.homes)
            if some:
                rows = store.held(kept.kind, homes=kept.homes, numbers=some)
                frame = frame.changed(map(facets.row, rows))
            gone_too = store.withdrawn(kept.kind, since=kept.seen)
            if gone_too and store.extent(kept.kind)[0] != len(frame):
                there = np.array(store.numbers(kept.kind), dtype=np.int64)
                gone = np.setdiff1d(frame.numbers, there).tolist()
                frame = frame.changed([], gone=gone)
        if frame is not kept.frame:
            prepare(frame, kept.kind)
        kept.frame = frame
        kept.seen = last


class _Answer:
    """An answer about the whole store and when it was made."""

    def __init__(self) -> None:
        self.value: Any = None
        self.made = False
        self.moment = -1
        self.asked = self.took = 0.0
        self.under_way: Future[None] | None = None


class _Kept:
    """A frame with what it was made from."""

    def __init__(self, kind: str, *, merging: bool) -> None:
        self.kind = kind
        self.merging = merging
        self.merged = False
        self.under_way: Future[None] | None = None
        self.forget()

    def forget(self) -> None:
        """Begins anew."""
        self.frame: Frame | None = None
        self.moment = -1
        self.own = False
        self.took = self.due = 0.0
        self.seen = 0
        self.numbers: dict[str, int] = {}
        self.homes: Homes = {}
        self.named: set[tuple[str, str]] = set()


def give_back() -> None:
    """Gives memory back to the system that counting a whole store took: a quarter of all, of a
    million reports. The C library does so when it is asked to."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def prepare(frame: Frame, kind: str) -> None:
    """Counts ahead what the first pages ask of all things."""
    everything = frame.select_all()
    everything.numbers()
    for name in facets.FACETS[kind]:
        everything.tally(name)
    if kind == "event":
        timeline(everything)
        spots(everything)
        opening(everything)


def _names(line: Any, key: str) -> list[str]:
    """The names of actors and places in a line that have this id or folded name."""
    if isinstance(line, dict):
        name = line.get("name")
        if isinstance(name, str) and (line.get("id") == key or fold(name) == key):
            return [name]
        return [n for value in line.values() for n in _names(value, key)]
    if isinstance(line, list):
        return [n for value in line for n in _names(value, key)]
    return []
