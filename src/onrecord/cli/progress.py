"""One line on standard error that counts pages, only where a person looks at it."""

from __future__ import annotations

import sys
import time

EVERY = 0.1
"""Seconds between two drawings."""

LONG = 3.0
"""Seconds of waiting that a person wonders about."""


class Progress:
    """Counts pages while they are read; draws nothing in a pipe."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._drawn = 0.0
        self._seen = False
        self._shows = sys.stderr.isatty()

    def step(self, done: int, failed: int) -> None:
        """Draws the line again if it is time."""
        now = time.monotonic()
        if self._shows and now - self._drawn >= EVERY:
            self._drawn = now
            self._seen = True
            trouble = f", {failed} failed" if failed else ""
            sys.stderr.write(f"\r\x1b[K{self._what}: {done} pages{trouble}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Takes the line away."""
        if self._seen:
            self._seen = False
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def wait(seconds: float, *, what: str = "a host asks to wait") -> None:
    """Sleeps; where a person looks and it takes a while, says so meanwhile."""
    shows = sys.stderr.isatty() and seconds >= LONG
    if shows:
        sys.stderr.write(f"\r\x1b[K{what} {seconds:.0f} s")
        sys.stderr.flush()
    try:
        time.sleep(seconds)
    finally:
        if shows:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
