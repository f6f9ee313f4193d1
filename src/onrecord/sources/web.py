"""Pages from the web: one address in, a document out, or why there is none.

Redirects are followed by hand: each address on the way is looked at anew, its robots.txt is heeded,
and its host is given its pause.
"""

from __future__ import annotations

import re
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import httpx2

from onrecord.closing import Closing
from onrecord.errors import Failed
from onrecord.sources.address import Allowed, UnfetchableError, origin, parsed
from onrecord.sources.bounded import UnreadableError
from onrecord.sources.connect import Clock, Resolve, resolve
from onrecord.sources.document import Document, Given
from onrecord.sources.feeds import is_list
from onrecord.sources.fetched import Validators
from onrecord.sources.get import Getter, Got, Limits, UnansweredError
from onrecord.sources.media import by_look
from onrecord.sources.pace import LONGEST, PAUSE, TRIES, Pace, backoff
from onrecord.sources.robots import SIZE, Robots, Rules, rules

STAGE = "fetch"
REDIRECTS = (301, 302, 303, 307, 308)
BUSY = (429, 503)
PASSING = (408, 425, 500, 502, 504, 520, 521, 522, 523, 524)
"""Statuses that may be gone next time; the last ones are a large proxy's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an address gave: a page, or a list of addresses (feed, sitemap) if `media` is list."""

    media: str
    data: bytes
    charset: str | None
    validators: Validators

    def document(self, name: str, *, given: Given) -> Document:
        """The page as a document of that name, with the address where it stands."""
        return Document(
            name=name,
            media=self.media,
            data=self.data,
            given=replace(given, url=self.validators.final),
            charset=self.charset,
        )


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The address gives what it gave last time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why an address gave nothing. `lasting`: trying again will not help. `busy`: its host asks to
    be asked a little later, which its pace knows of."""

    reason: str
    lasting: bool = False
    busy: bool = False


class Web(Closing):
    """Fetches pages politely; use it in a `with` statement.

    Clock, sleep and names are passed in so that a test can hold them; `now` is the day and time,
    for servers that say until when they are busy.
    """

    def __init__(
        self,
        *,
        allowed: Allowed | None = None,
        limits: Limits | None = None,
        resolve: Resolve = resolve,
        clock: Clock = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
        pause: float = PAUSE,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._allowed = allowed or Allowed()
        self._limits = limits or Limits()
        self._now = now
        self._getter = Getter(
            allowed=self._allowed, limits=self._limits, resolve=resolve, clock=clock, trust=trust
        )
        self.pace = Pace(clock=clock, sleep=sleep, pause=pause)
        self._robots = Robots(self._rules, clock=clock)

    def close(self) -> None:
        """Closes what is open."""
        self._getter.close()

    def host(self, address: str) -> str:
        """The site of an address, whose pace it keeps to; "" for what is no address."""
        try:
            return origin(parsed(address, allowed=self._allowed))
        except UnfetchableError:
            return ""

    def fetch(self, address: str, *, given: Given | None = None) -> Document | Failed:
        """The page at an address, waited for as long as its host's pace asks.

        A feed or sitemap is no page: `gather` takes those.
        """
        found = self.ask(address)
        for tries in range(2, TRIES + 1):
            if isinstance(found, Refusal) and found.busy:
                found = self.ask(address, tries=tries)
        if isinstance(found, Answer) and found.media != "list":
            return found.document(address, given=given or Given())
        reason = found.reason if isinstance(found, Refusal) else "this is a feed or sitemap"
        return Failed(STAGE, address, reason)

    def ask(
        self, address: str, *, known: Validators | None = None, tries: int = 1
    ) -> Answer | Unchanged | Refusal:
        """What an address gives now; with `known`, only if that is something else than before.

        `tries` counts the times that it was asked for in this run.
        """
        here = address
        try:
            for _ in range(self._limits.redirects + 1):
                url = parsed(here, allowed=self._allowed)
                got = self._one(url, known=known, tries=tries)
                if not isinstance(got, Got):
                    return got
                if got.status not in REDIRECTS:
                    return _answer(url, got)
                to = got.headers.get("location")
                if not to:
                    return Refusal(reason=f"status {got.status} without a place to go to")
                here = str(url.join(to))
        except UnfetchableError as error:
            led = "" if here == address else f"it leads to {here[:200]}: "
            return Refusal(reason=f"{led}{error}", lasting=True)
        except UnreadableError as error:
            return Refusal(reason=str(error), lasting=True)
        except (ValueError, httpx2.InvalidURL):
            return Refusal(reason="it leads to something that is no address", lasting=True)
        return Refusal(reason=f"it leads on more than {self._limits.redirects} times", lasting=True)

    def _one(
        self, url: httpx2.URL, *, known: Validators | None, tries: int
    ) -> Got | Unchanged | Refusal:
        """One request, if the host's pace and rules allow it. A redirect is passed on."""
        host = origin(url)
        if self.pace.gone(host):
            return Refusal(reason="its host does not answer")
        if self.pace.left(host) > LONGEST:
            minutes = self.pace.left(host) / 60
            return Refusal(reason=f"its host asks to be left alone for {minutes:.0f} minutes")
        told = self._robots.of(host)
        refusal = told.refusal(str(url))
        if refusal is not None:
            return Refusal(reason=refusal, lasting=told.lines is not None)
        self.pace.wait(host)
        same = known is not None and known.final == str(url)
        try:
            got = self._getter.get(url, headers=_conditions(known) if known and same else None)
        except UnansweredError as error:
            self.pace.asked(host, delay=told.delay, answered=not error.host)
            return Refusal(reason=str(error))
        except UnreadableError:
            self.pace.asked(host, delay=told.delay)
            raise
        self.pace.asked(host, delay=told.delay)
        if got.status == 304 and same:
            return Unchanged()
        if got.status in BUSY:
            seconds = backoff(got.headers.get("retry-after"), tries=tries, now=self._now())
            self.pace.hold(host, seconds)
            again = tries < TRIES and seconds <= LONGEST
            return Refusal(reason=f"its host is busy (status {got.status})", busy=again)
        return got

    def _rules(self, address: str) -> Rules:
        """The rules of a robots.txt; redirects are followed, to public hosts only."""
        here = address
        try:
            for _ in range(6):
                url = parsed(here, allowed=self._allowed)
                got = self._getter.get(url, limit=SIZE, cut=True)
                if got.status not in REDIRECTS:
                    return rules(got.status, got.data)
                here = str(url.join(got.headers.get("location", "")))
        except UnfetchableError:
            if here == address:
                raise  # the site itself is not to be asked for anything
        except (UnansweredError, UnreadableError) as error:
            return rules(None, why=str(error))
        except (ValueError, httpx2.InvalidURL):
            pass  # it leads nowhere: as if there were none
        return rules(404)


def fetch(address: str, *, given: Given | None = None, web: Web | None = None) -> Document | Failed:
    """The page at one address. Whoever fetches several passes a `Web`, which keeps their pace."""
    if web is not None:
        return web.fetch(address, given=given)
    with Web() as one:
        return one.fetch(address, given=given)


def _conditions(known: Validators) -> dict[str, str]:
    told = {"If-None-Match": known.etag, "If-Modified-Since": known.modified}
    return {name: value for name, value in told.items() if value}


def _answer(url: httpx2.URL, got: Got) -> Answer | Refusal:
    if got.status != 200:
        passing = got.status in PASSING
        return Refusal(reason=f"it answered with status {got.status}", lasting=not passing)
    if not got.data.strip(b" \t\r\n\0"):
        return Refusal(reason="the page is empty")
    media = _media(got)
    if media is None:
        told = got.headers.get("content-type", "")[:60] or "binary data"
        return Refusal(reason=f"this is no page but {told}", lasting=True)
    return Answer(
        media=media,
        data=got.data,
        charset=_charset(got),
        validators=Validators(
            final=str(url),
            etag=_kept(got.headers.get("etag")),
            modified=_kept(got.headers.get("last-modified")),
        ),
    )


def _media(got: Got) -> str | None:
    """html, text or list, by how the bytes begin and what the server says; None for what is none.

    A feed is known by its bytes, since servers say anything of them.
    """
    told = got.headers.get("content-type", "").split(";")[0].strip().lower()
    if is_list(got.data):
        return "list"
    if told in ("text/html", "application/xhtml+xml"):
        return "html"
    look = by_look(got.data)
    if look == "html" and (told in ("", "text/plain", "application/octet-stream") or "xml" in told):
        return "html"
    if told == "text/plain" and look == "text":
        return "text"
    return None


def _charset(got: Got) -> str | None:
    found = re.search(
        r"charset\s*=\s*[\"']?([\w.:-]{2,40})", got.headers.get("content-type", ""), re.IGNORECASE
    )
    return found[1].lower() if found else None


def _kept(value: str | None) -> str | None:
    """A header's value to be sent back; a very long one is not worth it."""
    return value if value and len(value) <= 512 else None
