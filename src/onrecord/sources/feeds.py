"""Lists of addresses: RSS and Atom feeds, sitemaps, news sitemaps, indexes of sitemaps.

Each is known by its bytes. No entity is expanded and nothing else is loaded, whatever a list says.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urldefrag, urljoin

from onrecord.sources.address import LONGEST

if TYPE_CHECKING:
    from lxml.etree import _Element

ENTRIES = 1000
"""Entries of one list that are taken if nothing else is said: a news sitemap may have as many."""

MOST = 50_000
"""Entries of one list that are looked at: as many as the standard of sitemaps allows."""

EVENTS = 5_000_000
"""Begins and ends of elements that are looked at: forty elements for each of so many entries, and
some twenty seconds for a list that is made to take long."""

_ROOT = re.compile(
    rb"(?:\s|<\?.{0,4000}?\?>|<!--.{0,4000}?-->|<!DOCTYPE[^\[>]{0,400}(?:\[.{0,60000}?\]\s*)?>)*+"
    rb"<(?:[\w.-]{1,40}:)?(rss|feed|rdf|urlset|sitemapindex)(?=[\s>/])",
    re.IGNORECASE | re.DOTALL,
)
LOOK = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One address of a list with what the list says of it.

    `published` is ISO 8601 in the list's own time zone. `stamp` is what the list says of the last
    change, as written: where it stays the same the page need not be asked for again. `is_list`:
    the address is another list.
    """

    address: str
    published: str | None = None
    outlet: str | None = None
    stamp: str | None = None
    is_list: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The entries of a list, the newest first, and how many were left out as too many. `fault`:
    why there are none, unless the list is empty."""

    entries: tuple[Entry, ...]
    left_out: int = 0
    fault: str = ""


def is_list(data: bytes) -> bool:
    """Whether bytes begin as a feed or sitemap does.

    >>> is_list(b'<?xml version="1.0"?><!-- made today --><rss version="2.0">')
    True
    >>> is_list(b"<!DOCTYPE html><html><body><rss>"), is_list(b"https://e.org/a\\nhttps://e.org/b")
    (False, True)
    """
    return _kind(data) is not None


def expand(data: bytes, *, address: str, most: int = ENTRIES) -> Listing:
    r"""The addresses of a list that stands at `address`, each once, the newest `most` of them.

    Entries without a day come after those with one, in the list's order.

    >>> line = b"<urlset><url><loc>/a</loc><lastmod>2026-11-27</lastmod></url></urlset>"
    >>> expand(line, address="https://e.org/sitemap.xml").entries[0]
    Entry(address='https://e.org/a', published=None, outlet=None, stamp='2026-11-27', is_list=False)
    """
    kind = _kind(data)
    if kind is None:
        return Listing(entries=(), fault="this is no feed")
    if kind == "lines":
        found = iter([Entry(address=v) for v in data.decode("utf-8-sig", "replace").split()])
    else:
        found = _entries(data)
    entries: dict[str, Entry] = {}
    for entry in found:
        there = _joined(address, entry.address)
        if there and there not in entries:
            # one that is too long is refused when its turn comes, and listed; it need not be whole
            cut = there[: LONGEST + 1]
            entries[cut] = replace(entry, address=cut)
        if len(entries) >= MOST:
            break
    if not entries and not _well_formed(data):
        return Listing(entries=(), fault="the feed is damaged")
    newest = sorted(entries.values(), key=_age)
    return Listing(entries=tuple(newest[:most]), left_out=max(0, len(newest) - most))


def moment(written: str | None) -> str | None:
    """A feed's date as ISO 8601 in its own time zone; None for what is no date.

    >>> moment("Fri, 27 Nov 2026 10:00:00 +0400"), moment("2026-11-27"), moment("yesterday")
    ('2026-11-27T10:00:00+04:00', '2026-11-27', None)
    """
    told = (written or "").strip()[:60]
    if re.fullmatch(r"\d{4}(-\d\d){0,2}", told):
        return told
    try:
        return datetime.fromisoformat(told).isoformat()
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(told).isoformat()
    except (ValueError, OverflowError):
        return None


def _age(entry: Entry) -> float:
    """What sorts the newest entries first, by what the list says."""
    for told in (entry.published, moment(entry.stamp)):
        try:
            when = datetime.fromisoformat(told or "")
        except ValueError:
            continue
        if when.tzinfo is None:
            when = when.replace(tzinfo=UTC)
        return -when.timestamp()
    return float("inf")


def _kind(data: bytes) -> str | None:
    head = data[:LOOK]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head[2:].replace(b"\0", b"")
    elif head[:20].count(0) > 5:
        head = head.replace(b"\0", b"")
    head = head.removeprefix(b"\xef\xbb\xbf")
    found = _ROOT.match(head)
    if found is not None:
        return found[1].decode("ascii").lower()
    return "lines" if _LINES.fullmatch(data) else None


def _joined(base: str, told: str) -> str | None:
    try:
        return urldefrag(urljoin(base, told.strip())).url
    except ValueError:
        return None


def _well_formed(data: bytes) -> bool:
    from lxml import etree

    bare = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        etree.fromstring(data, bare)
    except etree.XMLSyntaxError:
        return False
    return True


def _entries(data: bytes) -> Iterator[Entry]:
    """The entries of a feed or sitemap; of one with faults, what can be made out.

    What is done with is let go at once, so that a long list takes no memory.
    """
    from lxml import etree

    parts = etree.iterparse(
        io.BytesIO(data),
        events=("start", "end"),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    told: dict[str, str] = {}
    try:
        for event, element in islice(parts, EVENTS):
            name = _name(element)
            if event == "start":
                told = {} if name in _ENTRY else told
                continue
            if name in _ENTRY:
                entry = _ENTRY[name](told)
                told = {}
                if entry is not None:
                    yield entry
            else:
                _note(told, element, name=name)
            above = element.getparent()
            element.clear(keep_tail=False)
            while above is not None and element.getprevious() is not None:
                del above[0]
    except etree.XMLSyntaxError:
        return


def _name(element: _Element) -> str:
    """The element's name without its namespace: feeds use old, new and wrong ones."""
    return str(element.tag).rpartition("}")[2].lower()


def _note(told: dict[str, str], element: _Element, *, name: str) -> None:
    """Notes what an element says of the entry it stands in."""
    above = element.getparent()
    text = (element.text or "").strip()
    if name in ("publication_date", "name"):
        # of a news sitemap, deeper inside
        told.setdefault(name, text)
    elif above is None or _name(above) not in _ENTRY:
        # pictures have a loc of their own, and an Atom source its own dates
        return
    elif name == "link" and element.get("href"):
        if element.get("rel", "alternate") == "alternate":
            told.setdefault("link", urljoin(element.base or "", element.get("href", "")))
    elif name == "guid":
        if element.get("isPermaLink", "true").lower() == "true" and text.startswith("http"):
            told.setdefault("guid", text)
    elif text:
        told.setdefault(name, text)


def _of_feed(told: dict[str, str]) -> Entry | None:
    # what a feed's middleman put in place of the address is kept beside it as origLink
    address = told.get("origlink") or told.get("link") or told.get("guid")
    names = ("pubdate", "published", "date", "issued", "created")
    published = next((told[name] for name in names if name in told), None)
    changed = told.get("updated") or told.get("modified") or published
    if not address:
        return None
    return Entry(address=address, published=moment(published), stamp=_stamp(changed))


def _of_sitemap(told: dict[str, str], *, is_list: bool = False) -> Entry | None:
    published = told.get("publication_date")
    if "loc" not in told:
        return None
    return Entry(
        address=told["loc"],
        published=moment(published),
        outlet=told.get("name") or None,
        stamp=_stamp(told.get("lastmod") or published),
        is_list=is_list,
    )


def _stamp(written: str | None) -> str | None:
    return (written or "")[:60] or None


_ENTRY: dict[str, Callable[[dict[str, str]], Entry | None]] = {
    "item": _of_feed,
    "entry": _of_feed,
    "url": _of_sitemap,
    "sitemap": partial(_of_sitemap, is_list=True),
}
_LINES = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s*+https?://[^\s<>\"]++(?=\s|\Z))++\s*+", re.IGNORECASE)
