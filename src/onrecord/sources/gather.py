"""Gathers pages from many addresses: feeds are opened, hosts take turns, what is known is left."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from onrecord.errors import Failed
from onrecord.sources.document import Document, Given
from onrecord.sources.feeds import ENTRIES, Entry, expand
from onrecord.sources.fetched import Fetched, Memory, Validators
from onrecord.sources.web import STAGE, Answer, Refusal, Unchanged, Web

DEEP = 3
"""Lists within lists: an index of indexes is the most that is seen."""

LISTS = 200
"""Lists that one address may lead to."""


@dataclass(slots=True)
class _List:
    """A list whose entries are under way. It is remembered when all of them came to something:
    an interrupted run then reads it again, and finds what is left."""

    fetched: Fetched | None
    above: _List | None
    depth: int
    root: str
    open: int = 1
    whole: bool = True

    def settle(self, *, whole: bool, memory: Memory | None) -> None:
        """One of its entries is done with."""
        self.open -= 1
        self.whole &= whole
        if self.open:
            return
        if self.whole and memory is not None and self.fetched is not None:
            memory.remember(self.fetched)
        if self.above is not None:
            self.above.settle(whole=self.whole, memory=memory)


@dataclass(slots=True, kw_only=True)
class _Wanted:
    """An address that is to be fetched."""

    entry: Entry
    above: _List | None
    depth: int
    root: str
    tries: int = 1


@dataclass(slots=True)
class Gathering:
    """One run over addresses. `documents` gives the pages; whoever keeps them says so with `kept`
    or `refused`, and only then is a page remembered: what was not kept is fetched again.

    `counts` has what gave no document: `there` (known, unchanged), `removed` (taken out before),
    `left_out` (entries beyond `most`). With `fresh` all is fetched as if it were not known.
    """

    web: Web
    memory: Memory | None = None
    most: int = ENTRIES
    fresh: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    _queues: dict[str, deque[_Wanted]] = field(default_factory=dict)
    _seen: set[str] = field(default_factory=set)
    _lists: Counter[str] = field(default_factory=Counter)
    _copies: Counter[bytes] = field(default_factory=Counter)
    _pending: dict[str, tuple[Fetched, _List | None]] = field(default_factory=dict)

    def documents(
        self, addresses: Iterable[str], *, given: Given | None = None
    ) -> Iterator[Document | Failed]:
        """A document for each page, and a `Failed` for each address that gave none.

        The next one asked is always of the host that is free first, so that no host holds up
        the others by its pause.
        """
        said = given or Given()
        for told in addresses:
            # halves of surrogate pairs come from a terminal's own encoding; no address has any
            address = told.encode("utf-8", "replace").decode("utf-8")
            self._want(_Wanted(entry=Entry(address=address), above=None, depth=0, root=address))
        while self._queues:
            host = min(self._queues, key=self.web.pace.left)
            queue = self._queues.pop(host)
            wanted = queue.popleft()
            if queue:
                self._queues[host] = queue  # at the end: equals take turns
            yield from self._take(wanted, given=said)

    @property
    def waiting(self) -> int:
        """How many addresses are still to be asked for, as far as is known."""
        return sum(map(len, self._queues.values()))

    def kept(self, name: str) -> None:
        """The page of that name was stored."""
        self._settle(name, reason=None)

    def refused(self, name: str, reason: str) -> None:
        """The page of that name was read and is of no use, and would be none again."""
        self._settle(name, reason=reason)

    def _settle(self, name: str, *, reason: str | None) -> None:
        fetched, above = self._pending.pop(name, (None, None))
        if fetched is None:
            return
        if self.memory is not None:
            self.memory.remember(
                Fetched(
                    address=fetched.address,
                    validators=fetched.validators,
                    stamp=fetched.stamp,
                    reason=reason,
                )
            )
        if above is not None:
            above.settle(whole=True, memory=self.memory)

    def _want(self, wanted: _Wanted) -> None:
        address = wanted.entry.address
        if address in self._seen:
            self._done(wanted, whole=True)
            return
        self._seen.add(address)
        self._queues.setdefault(self.web.host(address), deque()).append(wanted)

    def _done(self, wanted: _Wanted, *, whole: bool) -> None:
        if wanted.above is not None:
            wanted.above.settle(whole=whole, memory=self.memory)

    def _take(self, wanted: _Wanted, *, given: Given) -> Iterator[Document | Failed]:
        address, entry = wanted.entry.address, wanted.entry
        known = self.memory.fetched(address) if self.memory is not None else None
        if self.memory is not None and self.memory.taken_out(address):
            self.counts["removed"] += 1
            self._done(wanted, whole=True)
            return
        if known is not None and self._stays(wanted, known):
            self.counts["there"] += not known.is_list and known.reason is None
            self._done(wanted, whole=True)
            return
        use = known.validators if known and not self.fresh and known.reason is None else None
        found = self.web.ask(address, known=use, tries=wanted.tries)
        if isinstance(found, Refusal):
            if found.busy:
                wanted.tries += 1
                self._queues.setdefault(self.web.host(address), deque()).appendleft(wanted)
                return
            if found.lasting and self.memory is not None:
                self.memory.remember(
                    Fetched(
                        address=address,
                        validators=Validators(final=address),
                        stamp=entry.stamp,
                        is_list=entry.is_list,
                        reason=found.reason,
                    )
                )
            self._done(wanted, whole=found.lasting)
            yield Failed(STAGE, address, found.reason)
        elif isinstance(found, Unchanged):
            assert known is not None
            self.counts["there"] += not known.is_list
            if self.memory is not None and entry.stamp != known.stamp:
                self.memory.remember(
                    Fetched(
                        address=address,
                        validators=known.validators,
                        stamp=entry.stamp,
                        is_list=known.is_list,
                    )
                )
            self._done(wanted, whole=True)
        elif found.media == "list":
            yield from self._open(wanted, found)
        else:
            yield from self._page(wanted, found, given=given)

    def _stays(self, wanted: _Wanted, known: Fetched) -> bool:
        """Whether a list says nothing new of a known address. A list that says no date may hold
        something new; a page that its feed gives no date is taken to stay as it is."""
        if wanted.above is None or self.fresh or (known.is_list and wanted.entry.stamp is None):
            return False
        return known.stamp == wanted.entry.stamp

    def _page(self, wanted: _Wanted, found: Answer, *, given: Given) -> Iterator[Document]:
        entry = wanted.entry
        final = found.validators.final
        if self.memory is not None and final != entry.address and self.memory.taken_out(final):
            self.counts["removed"] += 1
            self._done(wanted, whole=True)
            return
        said = Given(
            published=given.published or entry.published, outlet=given.outlet or entry.outlet
        )
        made = found.document(entry.address, given=said)
        remembered = Fetched(address=entry.address, validators=found.validators, stamp=entry.stamp)
        digest = hashlib.sha256(made.data).digest()
        if self._copies[digest]:
            # the same page at another address, in one run
            self.counts["there"] += 1
            if self.memory is not None:
                self.memory.remember(remembered)
            self._done(wanted, whole=True)
            return
        self._copies[digest] += 1
        self._pending[entry.address] = (remembered, wanted.above)
        yield made

    def _open(self, wanted: _Wanted, found: Answer) -> Iterator[Failed]:
        """Takes the entries of a list."""
        address = wanted.entry.address
        self._lists[wanted.root] += 1
        fault = ""
        if wanted.depth >= DEEP:
            fault = f"lists within lists go deeper than {DEEP}"
        elif self._lists[wanted.root] > LISTS:
            fault = f"{wanted.root} leads to more than {LISTS} lists"
        listing = expand(found.data, address=found.validators.final, most=self.most)
        fault = fault or listing.fault
        if fault:
            self._done(wanted, whole=False)
            yield Failed(STAGE, address, fault)
            return
        self.counts["left_out"] += listing.left_out
        # An index need not change when one of its lists does: it is always read in full.
        index = any(entry.is_list for entry in listing.entries)
        remembered = Fetched(
            address=address,
            validators=found.validators,
            stamp=wanted.entry.stamp,
            is_list=True,
        )
        under = _List(
            fetched=None if index else remembered,
            above=wanted.above,
            depth=wanted.depth + 1,
            root=wanted.root,
        )
        for entry in listing.entries:
            under.open += 1
            self._want(_Wanted(entry=entry, above=under, depth=wanted.depth + 1, root=wanted.root))
        under.settle(whole=True, memory=self.memory)
