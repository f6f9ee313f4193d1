"""Says what kind of page bytes are: by the name's suffix, or by how they begin."""

from __future__ import annotations

import json
import re

SUFFIXES = {
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".txt": "text",
    ".text": "text",
    ".jsonl": "story",
}

SNIFF = 4096
"""Bytes looked at where no suffix says what standard input is."""

_TAG = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|article|div|p|script|h1)\b", re.IGNORECASE
)


def by_name(name: str) -> str | None:
    """html, text, story, or None for a suffix that is not read; `.gz` after it is seen through.

    >>> by_name("a/B.HTML.gz"), by_name("b.txt"), by_name("c.pdf")
    ('html', 'text', None)
    """
    low = name.lower().removesuffix(".gz")
    return next((kind for suffix, kind in SUFFIXES.items() if low.endswith(suffix)), None)


def by_look(begin: bytes) -> str:
    """html, text or story by the first bytes of a stream.

    >>> by_look(b'{"id": "1", "text": "Talks ended."}\\n'), by_look(b"<!DOCTYPE html><p>Hi")
    ('story', 'html')
    >>> by_look(b"Talks ended <b>well</b>.")
    'text'
    """
    head = begin.removeprefix(b"\xef\xbb\xbf").lstrip()[:SNIFF]
    if begin.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\0", b"")
    if head.startswith(b"{"):
        line = begin.removeprefix(b"\xef\xbb\xbf").lstrip().split(b"\n", 1)[0]
        try:
            if isinstance(json.loads(line), dict):
                return "story"
        except (ValueError, RecursionError):
            # a first line that is long or broken: a key at its beginning still tells
            if re.match(rb'\{\s*"\w+"\s*:', head):
                return "story"
    if head.startswith(b"<") and _TAG.search(head):
        return "html"
    return "text"
