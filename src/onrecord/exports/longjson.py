"""A JSON document with one long list in it, written item by item."""

from __future__ import annotations

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
    """The address as an IRI, None where it is no web address.

    >>> address("https://e.org/a b"), address("javascript:alert(1)"), address(None)
    ('https://e.org/a%20b', None, None)
    """
    from urllib.parse import quote

    text = (url or "").strip()
    if not text.lower().startswith(("https://", "http://")):
        return None
    return quote(text.encode("utf-8", "replace"), safe="!#$%&'()*+,/:;=?@[]~-._")
