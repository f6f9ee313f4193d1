"""Lists of addresses, well made, badly made, and made to harm."""

from __future__ import annotations

import time

import pytest

from onrecord.sources import feeds
from onrecord.sources.feeds import Entry, Listing, expand, is_list

RSS = b"""<?xml version="1.0" encoding="utf-8"?>
<!-- a comment -->
<rss version="2.0"><channel><title>Example Times</title><link>https://e.org/</link>
<item><title>Talks</title><link>https://e.org/1</link>
  <pubDate>Thu, 26 Nov 2026 10:00:00 +0400</pubDate></item>
<item><title>More</title><link> https://e.org/2?a=1&amp;b=2 </link>
  <pubDate>Fri, 27 Nov 2026 09:00:00 GMT</pubDate></item>
<item><title>No link</title><guid isPermaLink="true">https://e.org/3</guid></item>
<item><title>None</title><guid isPermaLink="false">17</guid></item>
<item><title>Twice</title><link>https://e.org/1#again</link></item>
</channel></rss>"""

ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Times</title>
<entry><title>A</title><link rel="self" href="https://e.org/feed/1"/>
  <link rel="alternate" type="text/html" href="/1"/><published>2026-11-26T10:00:00Z</published>
  <updated>2026-11-27T11:00:00Z</updated></entry></feed>"""

RDF = b"""<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<item rdf:about="https://e.org/1"><title>A</title><link>https://e.org/1</link>
<dc:date>2026-11-26</dc:date></item></rdf:RDF>"""

SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><image:image><image:loc>https://e.org/1.png</image:loc></image:image></url>
<url><loc>https://e.org/old</loc><lastmod>2025-01-01</lastmod></url>
<url><loc>https://e.org/new?a=1&amp;b=2</loc><lastmod>2026-11-27T08:00:00+00:00</lastmod>
  <image:image><image:loc>https://e.org/2.png</image:loc></image:image></url>
<url><loc>https://e.org/undated</loc></url>
</urlset>"""

NEWS = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
  xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://e.org/1</loc><news:news><news:publication><news:name>Example Times</news:name>
<news:language>en</news:language></news:publication>
<news:publication_date>2026-11-27T10:00:00+04:00</news:publication_date>
<news:title>Talks</news:title></news:news></url></urlset>"""

INDEX = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://e.org/1.xml.gz</loc><lastmod>2026-11-27</lastmod></sitemap>
<sitemap><loc>https://e.org/2.xml</loc></sitemap></sitemapindex>"""


def opened(data: bytes, **options: int) -> Listing:
    assert is_list(data)
    return expand(data, address="https://e.org/list.xml", **options)


def test_rss() -> None:
    one, two, three = (f"https://e.org/{p}" for p in ("1", "2?a=1&b=2", "3"))
    assert opened(RSS).entries == (
        Entry(
            address=two,
            published="2026-11-27T09:00:00+00:00",
            stamp="Fri, 27 Nov 2026 09:00:00 GMT",
        ),
        Entry(
            address=one,
            published="2026-11-26T10:00:00+04:00",
            stamp="Thu, 26 Nov 2026 10:00:00 +0400",
        ),
        Entry(address=three),
    )


def test_atom() -> None:
    assert opened(ATOM).entries == (
        Entry(
            address="https://e.org/1",
            published="2026-11-26T10:00:00+00:00",
            stamp="2026-11-27T11:00:00Z",
        ),
    )


def test_rdf() -> None:
    (entry,) = opened(RDF).entries
    assert (entry.address, entry.stamp) == ("https://e.org/1", "2026-11-26")


def test_sitemap() -> None:
    found = opened(SITEMAP).entries
    assert [e.address[14:] for e in found] == ["new?a=1&b=2", "old", "undated"]
    # when a page was last changed is not when it was published
    assert {e.published for e in found} == {None}
    assert found[0].stamp == "2026-11-27T08:00:00+00:00"


def test_news_sitemap() -> None:
    assert opened(NEWS).entries == (
        Entry(
            address="https://e.org/1",
            published="2026-11-27T10:00:00+04:00",
            outlet="Example Times",
            stamp="2026-11-27T10:00:00+04:00",
        ),
    )


def test_index() -> None:
    assert opened(INDEX).entries == (
        Entry(address="https://e.org/1.xml.gz", stamp="2026-11-27", is_list=True),
        Entry(address="https://e.org/2.xml", is_list=True),
    )


def test_lines() -> None:
    found = opened(b"\xef\xbb\xbfhttps://e.org/1\r\n\r\nhttps://e.org/2\r\n").entries
    assert [e.address for e in found] == ["https://e.org/1", "https://e.org/2"]


@pytest.mark.parametrize("coding", ["utf-16", "utf-8-sig", "utf-16-le"])
def test_other_encodings(coding: str) -> None:
    data = SITEMAP.decode().replace("UTF-8", coding.removesuffix("-sig").removesuffix("-le"))
    assert len(opened(data.encode(coding)).entries) == 3


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<html><body><rss></rss>",
        b"<?xml version='1.0'?><!DOCTYPE html><html><feed/></html>",
        b"<note><urlset/></note>",
        b"Talks https://e.org/1",
        b"https://e.org/1 is where it stands",
        b"<!--" * 20000,
        b"<?x ?>" * 20000,
        b"<!DOCTYPE" * 20000,
        b"http://a" + b" " * 70000 + b"x",
    ],
)
def test_no_lists(data: bytes) -> None:
    began = time.monotonic()
    assert not is_list(data)
    assert time.monotonic() - began < 1


def test_the_newest_are_taken() -> None:
    found = opened(SITEMAP, most=1)
    assert [e.address for e in found.entries] == ["https://e.org/new?a=1&b=2"]
    assert found.left_out == 2


def test_empty_and_damaged() -> None:
    assert opened(b"<rss version='2.0'><channel/></rss>") == Listing(entries=())
    assert opened(b"<urlset></urlset>") == Listing(entries=())
    assert opened(b"<urlset><url><lo").fault == "the feed is damaged"
    assert opened(b"<rss><channel><item").fault == "the feed is damaged"
    # what stands before the damage counts
    assert len(opened(SITEMAP[: SITEMAP.index(b"<url><loc>https://e.org/undated")]).entries) == 2
    assert len(opened(RSS.replace(b"</channel></rss>", b"")).entries) == 3
    assert len(opened(RSS.replace(b"Talks", b"Talks & more &nbsp; <b>")).entries) >= 2


LAUGHS = b"<!DOCTYPE r [<!ENTITY a0 'ha'>" + b"".join(
    b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10)
)
OUTSIDE = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % y SYSTEM "%s"> %y;'


@pytest.mark.parametrize("kind", [RSS, ATOM, RDF, SITEMAP, NEWS, INDEX])
def test_entities_are_not_expanded(kind: bytes) -> None:
    for doctype, use in ((LAUGHS, b"&a9;"), (OUTSIDE, b"&x;")):
        bare = kind[kind.index(b"?>") + 2 :] if kind.startswith(b"<?xml") else kind
        data = doctype + b"]>" + bare.replace(b"https://e.org/", b"https://e.org/" + use)
        began = time.monotonic()
        found = opened(data)
        assert time.monotonic() - began < 1
        for entry in found.entries:
            assert len(entry.address) < 100
            assert "root" not in entry.address
            assert "haha" not in entry.address


@pytest.mark.parametrize("root", [b"rss", b"urlset", b"feed"])
def test_deep_nesting(root: bytes) -> None:
    began = time.monotonic()
    opened(b"<" + root + b">" + b"<item>" * 50_000)
    assert time.monotonic() - began < 3


def test_many_entries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "MOST", 1000)
    line = b"<url><loc>https://e.org/%d</loc></url>"
    data = b"<urlset>" + b"".join(line % n for n in range(1500)) + b"</urlset>"
    found = opened(data, most=10)
    assert (len(found.entries), found.left_out) == (10, 990)
