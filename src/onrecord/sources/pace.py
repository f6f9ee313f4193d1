"""When a host may be asked again: a pause between requests, longer where it asks for that."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

PAUSE = 1.0
"""Seconds between two requests to a host that asks for nothing else: what polite crawlers take."""

LONGEST = 300.0
"""Seconds that a host is waited for; what asks for more has to be tried in a later run."""

TRIES = 3
"""Times that a host is asked for one page when it says that it is busy."""

FAILURES = 3
"""Times in a row that a host may not answer before it is left alone for the rest of the run."""


class Pace:
    """The next time at which each host may be asked; the clock and the sleep are passed in."""

    def __init__(
        self,
        *,
        clock: Callable[[], float],
        sleep: Callable[[float], None],
        pause: float = PAUSE,
    ) -> None:
        self._clock = clock
        self._sleep = sleep
        self._pause = pause
        self._free: dict[str, float] = {}
        self._failures: dict[str, int] = {}

    def left(self, host: str) -> float:
        """Seconds until the host may be asked, 0 if it may be now."""
        return max(0.0, self._free.get(host, 0.0) - self._clock())

    def gone(self, host: str) -> bool:
        """Whether the host did not answer too often to be asked again."""
        return self._failures.get(host, 0) >= FAILURES

    def forgive(self) -> None:
        """Lets all hosts be asked again that did not answer: a new run begins."""
        self._failures.clear()

    def wait(self, host: str) -> None:
        """Sleeps until the host may be asked."""
        left = self.left(host)
        if left > 0:
            self._sleep(left)

    def asked(self, host: str, *, delay: float = 0.0, answered: bool = True) -> None:
        """Notes that the host was asked just now; `delay` is what its robots.txt wants."""
        self.hold(host, max(self._pause, delay))
        self._failures[host] = 0 if answered else self._failures.get(host, 0) + 1

    def hold(self, host: str, seconds: float) -> None:
        """Leaves the host alone for so long from now."""
        self._free[host] = max(self._free.get(host, 0.0), self._clock() + seconds)


def backoff(retry_after: str | None, *, tries: int, now: datetime) -> float:
    """Seconds to wait after 429 or 503: what the host says, else more each time.

    >>> at = datetime(2026, 11, 27, 8, tzinfo=UTC)
    >>> backoff("120", tries=1, now=at), backoff(None, tries=1, now=at)
    (120.0, 5.0)
    >>> backoff("Fri, 27 Nov 2026 08:01:00 GMT", tries=1, now=at), backoff("soon", tries=2, now=at)
    (60.0, 20.0)
    """
    told = (retry_after or "").strip()
    if re.fullmatch(r"\d{1,9}", told):
        return float(told)
    try:
        when = parsedate_to_datetime(told)
    except ValueError:
        return float(5 * 4 ** (tries - 1))
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max(0.0, (when - now).total_seconds())
