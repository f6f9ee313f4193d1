"""Addresses as they are given: which may be fetched at all, and files that list them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import httpx2

LONGEST = 4096
"""Characters of an address; a longer one is a mistake or an attack."""

_HOST = re.compile(r"[A-Za-z0-9._-]{1,255}|[0-9A-Fa-f:.]{2,45}")

PORTS = frozenset({80, 443})


class UnfetchableError(ValueError):
    """Why an address is not fetched, in one sentence; this room turns it into `Failed`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowed:
    """What may be fetched: http and https, at these ports, on public machines.

    `loopback` also lets this machine's own addresses through, at any port there. It is there for
    tests against a server of one's own and takes the protection away: leave it off.
    """

    ports: frozenset[int] = PORTS
    loopback: bool = False


def is_address(name: str) -> bool:
    """Whether an input is an address and no file; one that is not fetched (ftp) is one too.

    >>> is_address("https://example.org/a"), is_address("FTP://example.org"), is_address("a.html")
    (True, True, False)
    """
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", name) is not None


def parsed(written: str, *, allowed: Allowed) -> httpx2.URL:
    """The address in normal form, without its fragment; `UnfetchableError` where it is refused.

    What its host's name leads to is looked at when the connection is made.

    >>> str(parsed("HTTPS://Example.org/a b?q=ü#part", allowed=Allowed()))
    'https://example.org/a%20b?q=%C3%BC'
    >>> parsed("https://user:word@example.org/", allowed=Allowed())
    Traceback (most recent call last):
    onrecord.sources.address.UnfetchableError: there is a user name or password in the address
    """
    import httpx2

    if len(written) > LONGEST:
        raise UnfetchableError(f"the address is longer than {LONGEST} characters")
    try:
        url = httpx2.URL(written.strip()).copy_with(fragment=None)
        host = url.host
    except (httpx2.InvalidURL, ValueError, UnicodeError) as error:
        raise UnfetchableError(f"this is no address ({error})") from None
    if url.scheme not in ("http", "https"):
        raise UnfetchableError("only http and https are fetched")
    if not host:
        raise UnfetchableError("the address names no host")
    if not _HOST.fullmatch(url.raw_host.decode("ascii", "replace")):
        raise UnfetchableError("this is no address (its host is no name)")
    if url.userinfo:
        raise UnfetchableError("there is a user name or password in the address")
    if port(url) not in allowed.ports and not allowed.loopback:
        raise UnfetchableError(f"port {port(url)} is not fetched from, only 80 and 443")
    return url


def port(url: httpx2.URL) -> int:
    """The port of an address, said or not."""
    return url.port or (443 if url.scheme == "https" else 80)


def origin(url: httpx2.URL) -> str:
    """Scheme, host and port: what a robots.txt speaks for.

    >>> origin(parsed("https://example.org:443/a", allowed=Allowed()))
    'https://example.org'
    """
    return str(url.copy_with(raw_path=b"/")).rstrip("/")


def listed(text: str) -> Iterator[str]:
    """The addresses of a file that lists them, one a line, each once; `#` begins a comment.

    >>> list(listed("# wires\\nhttps://e.org/feed.xml  # the whole\\n\\nhttps://e.org/feed.xml\\n"))
    ['https://e.org/feed.xml']
    """
    seen = set()
    for line in text.removeprefix("\ufeff").splitlines():
        words = line.split()
        # a part of a page is no comment: only a # that stands by itself begins one
        if words and not words[0].startswith("#") and words[0] not in seen:
            seen.add(words[0])
            yield words[0]
