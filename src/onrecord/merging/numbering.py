"""The numbers of things and of keys: made of what they are, never of when they came."""

from __future__ import annotations

import hashlib
import re


def number(stage: str, identity: str) -> int:
    """The number of a thing: 63 bits that depend on its stage and id only, never on its arrival.

    >>> number("event", "a") == number("event", "a") != number("story", "a")
    True
    """
    packed = f"{stage}\0{identity}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest(), "big") >> 1


_WINDOW = re.compile(r"[:|](\d{3,6})[:|]")


def key_number(stage: str, key: str) -> int:
    """The number of a key: like `number`, but keys of one window of time stand side by side, and
    so do those that differ in their last part only.

    Stories come about in order of time. What they ask for then lies together, however much there
    is of older times: the cost of a story stays flat. Of the pairs that a few words make most begin
    alike, so that they lie in few places too.

    >>> a, b, c = (key_number("s", k) for k in ("copy:5301:x", "copy:5301:y", "copy:5302:x"))
    >>> a >> 46 == b >> 46 == (c >> 46) - 1
    True
    >>> a, b = (key_number("s", k) for k in ("copy:5301:truce velda", "copy:5301:truce x"))
    >>> a >> 30 == b >> 30
    True
    """
    found = number(stage, key)
    window = _WINDOW.search(key)
    last = max(map(key.rfind, ":| "))
    first = number(stage, key[:last]) if last > (window.end() if window else 0) else found
    if window is None:
        return (first >> 32) << 31 & ~WINDOWED | found & ((1 << 31) - 1)
    low = (first & 0xFFFF) << 30 | found & ((1 << 30) - 1)
    return WINDOWED | (int(window[1]) & 0xFFFF) << 46 | low


WINDOWED = 1 << 62
"""Set in the numbers of keys with a window; 16 bits of window and 46 of hash follow."""
