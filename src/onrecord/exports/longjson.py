"""A JSON document with one long list in it, written item by item."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO

from onrecord.jsonlines import dumps


def write_list(
    out: BinaryIO,
    items: Iterable[Mapping[str, Any]],
    *,
    before: Mapping[str, Any] | None = None,
    name: str = "",
    after: Callable[[], Mapping[str, Any]] = dict,
) -> int:
    """Writes an object of `before`, the list `name` and what `after` gives once the list is
    written, or only the list where there is no name; gives back how many items it has.

    >>> import io
    >>> out = io.BytesIO()
    >>> write_list(out, [{"a": 1}, {"a": 2}], before={"type": "T"}, name="some")
    2
    >>> import json
    >>> json.loads(out.getvalue())
    {'type': 'T', 'some': [{'a': 1}, {'a': 2}]}
    """
    number = 0
    if name:
        begin = dumps(dict(before or {}))[:-1]
        separator = ", " if before else ""
        out.write(f'{begin}{separator}"{name}": '.encode())
    out.write(b"[")
    for item in items:
        out.write(b",\n" if number else b"\n")
        out.write(dumps(item).encode("utf-8"))
        number += 1
    out.write(b"\n]")
    if name:
        rest = dumps(dict(after()))[1:]
        out.write((rest if rest == "}" else f", {rest}").encode("utf-8"))
    out.write(b"\n")
    return number


def iri(kind: str, identity: str) -> str:
    """A name for a thing of a store that other documents can use; it leads nowhere by itself.

    >>> iri("story", "n 1/é")
    'urn:onrecord:story:n%201%2F%C3%A9'
    """
    from urllib.parse import quote

    return f"urn:onrecord:{kind}:{quote(identity.encode('utf-8', 'replace'), safe='')}"


def address(url: str | None) -> str | None:
    """The address as a URI (RFC 3986), None where it is no web address.

    >>> address("https://e.org/a b?q=50%[x]"), address("javascript:alert(1)"), address(None)
    ('https://e.org/a%20b?q=50%25%5Bx%5D', None, None)
    """
    from urllib.parse import urlsplit, urlunsplit

    text = (url or "").strip()
    if not text.lower().startswith(("https://", "http://")):
        return None
    try:
        parts = urlsplit(text)
        if not parts.hostname or parts.port == 0:
            return None
    except ValueError:  # brackets or a port that no address has
        return None
    host, path = _escaped(parts.netloc, "[]"), _escaped(parts.path)
    return urlunsplit(
        (parts.scheme, host, path, _escaped(parts.query, "?"), _escaped(parts.fragment, "?"))
    )


_BARE = re.compile("%(?![0-9A-Fa-f]{2})")
"""A percent sign that begins no escape."""


def _escaped(part: str, safe: str = "") -> str:
    from urllib.parse import quote

    told = quote(part.encode("utf-8", "replace"), safe=f"!$%&'()*+,/:;=@~-._{safe}")
    return _BARE.sub("%25", told)


_TAG = re.compile("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def language(story: Mapping[str, Any]) -> str | None:
    """The language of a story as a tag (BCP 47); what a page says of itself may be anything.

    >>> language({"language": "sr-Latn"}), language({"language": "<b>"}), language({})
    ('sr-Latn', None, None)
    """
    told = story.get("language") or ""
    return told if _TAG.fullmatch(told) else None
