"""What people found of records, kept in memory: a review of thousands is not read for each page."""

from __future__ import annotations

import threading
from time import monotonic

from onrecord.store import reviewing
from onrecord.store.reviewing import Finding
from onrecord.store.workbench import Browsed

SURE = 10.0
"""Seconds after which it is looked whether records were read again under other ids."""


class Found:
    """The findings of a store, brought up to date for each page that asks."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._by_target: dict[str, Finding] | None = None
        self._seen = 0
        self._looked = 0.0

    def of(self, store: Browsed) -> list[Finding]:
        """The findings, each record's last word."""
        with self._lock:
            last = reviewing.last(store)
            stale = self._by_target is None or (
                monotonic() - self._looked > SURE and self._gone(store)
            )
            if stale or self._by_target is None:
                self._by_target = reviewing.findings(store)
                self._looked = monotonic()
            elif last != self._seen:
                for target, found in reviewing.findings_since(store, after=self._seen).items():
                    self._by_target.pop(target, None)
                    if found is not None:
                        self._by_target[target] = found
            self._seen = last
            return list(self._by_target.values())

    def _gone(self, store: Browsed) -> bool:
        self._looked = monotonic()
        held = self._by_target or {}
        known = {f.now for f in held.values() if f.now and f.kind != "dispute"}
        return len(reviewing.there(store, known)) < len(known)
