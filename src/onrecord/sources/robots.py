"""What sites let be fetched: their robots.txt, read once and remembered (RFC 9309)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from protego import Protego

from onrecord.sources.get import AGENT

SIZE = 500 * 1024
"""Bytes of a robots.txt that are looked at, as the standard has it."""

KEPT = 24 * 3600.0
"""Seconds that one is remembered, as the standard has it."""

AGAIN = 600.0
"""Seconds until one that could not be read is asked for again."""


@dataclass(frozen=True, slots=True)
class Rules:
    """One site's rules; without `lines` nothing may be fetched, and `why` says so."""

    lines: Protego | None
    why: str = ""

    def refusal(self, url: str) -> str | None:
        """Why an address may not be fetched, None where it may."""
        if self.lines is None:
            return self.why
        return None if self.lines.can_fetch(url, AGENT) else "its robots.txt does not allow it"

    @property
    def delay(self) -> float:
        """Seconds that are to lie between two requests, as far as the rules say."""
        if self.lines is None:
            return 0.0
        rate = self.lines.request_rate(AGENT)
        each = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(float(self.lines.crawl_delay(AGENT) or 0.0), each)


def rules(status: int | None, data: bytes = b"", *, why: str = "") -> Rules:
    r"""The rules that an answer for robots.txt stands for; None is no answer at all, `why` why.

    A file that is not there allows all; a server that fails, or none, allows nothing for now.

    >>> told = rules(200, b"User-agent: *\nDisallow: /private\nCrawl-delay: 4")
    >>> told.refusal("https://e.org/private/a"), told.refusal("https://e.org/a"), told.delay
    ('its robots.txt does not allow it', None, 4.0)
    >>> rules(404).refusal("https://e.org/a"), rules(503).refusal("https://e.org/a")
    (None, 'its robots.txt cannot be read now (status 503)')
    """
    if status == 200:
        return Rules(Protego.parse(data[:SIZE].decode("utf-8-sig", "replace")))
    if status is not None and 400 <= status < 500 and status != 429:
        return Rules(Protego.parse(""))
    told = why if status is None else f"status {status}"
    return Rules(None, f"its robots.txt cannot be read now ({told})")


class Robots:
    """The rules of all sites met, each read when it is first needed."""

    def __init__(self, read: Callable[[str], Rules], *, clock: Callable[[], float]) -> None:
        self._read = read
        self._clock = clock
        self._known: dict[str, tuple[Rules, float]] = {}

    def of(self, origin: str) -> Rules:
        """The rules of a site, given as scheme, host and port."""
        known = self._known.get(origin)
        if known is not None and known[1] > self._clock():
            return known[0]
        found = self._read(f"{origin}/robots.txt")
        until = self._clock() + (AGAIN if found.lines is None else KEPT)
        self._known[origin] = (found, until)
        return found
