"""Lists of addresses: RSS and Atom feeds, sitemaps, news sitemaps, indexes of sitemaps.

Each is known by its bytes. No entity is expanded and nothing else is loaded, whatever a list says.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

ENTRIES = 1000
"""Entries of one list that are taken if nothing else is said: a news sitemap may have as many."""

MOST = 50_000
"""Entries of one list that are looked at: as many as the standard of sitemaps allows."""

FEED_LIMIT = 16 * 1024 * 1024
"""Bytes of an RSS or Atom feed; the longest seen have 5 MB. Sitemaps may have as many as pages."""

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
    if kind in ("urlset", "sitemapindex"):
        found = _sitemap(data)
    elif kind == "lines":
        found = (Entry(address=v) for v in data.decode("utf-8-sig", "replace").split())
    elif kind is None:
        return Listing(entries=(), fault="this is no feed")
    elif len(data) > FEED_LIMIT:
        limit = FEED_LIMIT // 1024 // 1024
        return Listing(entries=(), fault=f"the feed is longer than {limit} MiB")
    else:
        found = _feed(data, address=address)
    entries: dict[str, Entry] = {}
    for entry in found:
        there = _joined(address, entry.address)
        if there and there not in entries:
            entries[there] = Entry(
                address=there,
                published=entry.published,
                outlet=entry.outlet,
                stamp=entry.stamp,
                is_list=entry.is_list,
            )
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
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or head[:20].count(0) > 5:
        head = head[2:].replace(b"\0", b"")
    head = head.removeprefix(b"\xef\xbb\xbf")
    found = _ROOT.match(head)
    if found is not None:
        return found[1].decode("ascii").lower()
    return "lines" if _LINES.fullmatch(data[:LOOK]) else None


_LINES = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s*+https?://[^\s<>\"]++(?=\s|\Z))++\s*+", re.IGNORECASE)


def _joined(base: str, told: str) -> str | None:
    import httpx2

    try:
        return str(httpx2.URL(base).join(told.strip()).copy_with(fragment=None))
    except (httpx2.InvalidURL, ValueError):
        return None


def _well_formed(data: bytes) -> bool:
    from lxml import etree

    bare = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        etree.fromstring(data, bare)
    except etree.XMLSyntaxError:
        return False
    return True


def _feed(data: bytes, *, address: str) -> Iterator[Entry]:
    """The entries of an RSS or Atom feed, broken ones too."""
    import feedparser

    # As a stream: bytes would first be tried as the name of a file.
    found = feedparser.parse(
        io.BytesIO(data),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-location": address},
    )
    for entry in found.entries[:MOST]:
        link = entry.get("feedburner_origlink") or entry.get("link")
        if link:
            published = entry.get("published")
            # a feed that says nothing of changes gives `published` here, and feedparser a warning
            changed = dict.get(entry, "updated") or published
            yield Entry(
                address=str(link),
                published=moment(published),
                stamp=str(changed or "")[:60] or None,
            )


def _sitemap(data: bytes) -> Iterator[Entry]:
    """The entries of a sitemap as far as it is well-formed; of one with faults, what comes before
    and what can be made out after."""
    from lxml import etree

    told: dict[str, str] = {}
    parts = etree.iterparse(
        io.BytesIO(data),
        events=("end",),
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in parts:
            name = str(element.tag).rpartition("}")[2].lower()
            if name in ("url", "sitemap"):
                entry = _entry(told, is_list=name == "sitemap")
                told = {}
                element.clear(keep_tail=False)
                # what was read is let go, so that a long list takes no memory
                while element.getprevious() is not None and element.getparent() is not None:
                    del element.getparent()[0]
                if entry is not None:
                    yield entry
            elif name in ("loc", "lastmod", "publication_date", "name") and element.text:
                # images and videos have a loc of their own after the page's
                told.setdefault(name, element.text.strip())
    except etree.XMLSyntaxError:
        return


def _entry(told: dict[str, str], *, is_list: bool) -> Entry | None:
    if "loc" not in told:
        return None
    published = told.get("publication_date")
    return Entry(
        address=told["loc"],
        published=moment(published),
        outlet=told.get("name"),
        stamp=(told.get("lastmod") or published or "")[:60] or None,
        is_list=is_list,
    )
