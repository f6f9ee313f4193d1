"""What the pages read from: stores, one for each thread, and the frames that are kept in memory."""

from __future__ import annotations

import threading
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillAtIt
from pathlib import Path

from onrecord.store.workbench import Browsed
from onrecord.views import facets
from onrecord.views.frame import Asked, Frame, empty

PATIENCE = 0.04
"""Seconds that a page waits for what was just written to be counted; then it shows what it has."""


class Desk:
    """The reading side of a running workbench. Pages ask it from several threads."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._own = threading.local()
        self._keeper = ThreadPoolExecutor(max_workers=1, thread_name_prefix="frames")
        self._frames: dict[str, _Kept] = {}
        self._lock = threading.Lock()

    @property
    def store(self) -> Browsed:
        """This thread's store."""
        held: Browsed | None = getattr(self._own, "store", None)
        if held is None:
            held = self._own.store = Browsed(self.path)
            self._own.moment = {}
        return held

    def frame(self, kind: str) -> Frame:
        """The frame of a kind, with what was written until now if that is quickly counted."""
        with self._lock:
            kept = self._frames.setdefault(kind, _Kept())
        moment = self.store.moment()
        if kept.frame is None or self._own.moment.get(kind) != moment:
            self._own.moment[kind] = moment
            with self._lock:
                if kept.under_way is None or kept.under_way.done():
                    kept.under_way = self._keeper.submit(self._renew, kind, kept)
                under_way = kept.under_way
            try:
                under_way.result(None if kept.frame is None else PATIENCE)
            except StillAtIt:
                self._own.moment.pop(kind, None)
        assert kept.frame is not None
        return kept.frame

    def close(self) -> None:
        """Lets the keeper's thread end."""
        self._keeper.shutdown(wait=False, cancel_futures=True)

    def _renew(self, kind: str, kept: _Kept) -> None:
        """Brings a frame up to date; runs in the keeper's thread only."""
        store = self.store
        moment = store.moment()
        if kept.frame is not None and kept.moment == moment:
            return
        count, highest = store.extent(kind)
        frame = kept.frame
        if frame is None or len(frame) != kept.counted or count < len(frame):
            frame, after = empty(), 0
        else:
            after = kept.highest
        if (count, highest) != (len(frame), after) or kept.frame is None:
            added = frame.changed(map(facets.row, store.held(kind, after=after)))
            if len(added) != count and after:  # something was taken out, too
                added = empty().changed(map(facets.row, store.held(kind)))
            frame = added
        kept.counted, kept.highest, kept.moment = len(frame), highest, moment
        kept.frame = frame


class _Kept:
    """A frame with what it was made from."""

    def __init__(self) -> None:
        self.frame: Frame | None = None
        self.moment = -1
        self.counted = 0
        self.highest = 0
        self.under_way: Future[None] | None = None


__all__ = ["Asked", "Desk"]
