"""Reads a document into a page: its decoded text and the parts that hold news."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace

from onrecord.errors import Failed
from onrecord.pages import dates
from onrecord.pages.decode import binary, decode
from onrecord.pages.dump import split
from onrecord.pages.line import from_line
from onrecord.pages.page import Page, Part
from onrecord.pages.published import Published
from onrecord.sources.document import Document, Given

_LETTER = re.compile(r"[^\W\d_]")


def read(document: Document) -> Page | Failed:
    """The page of `document` with its parts, or why there is none.

    What the caller says (`given`) fills what the page does not say itself.

    >>> page = read(Document(name="a.txt", media="text", data=b"Talks end\\n\\nTalks ended today."))
    >>> page.parts[0].text
    'Talks ended today.'
    >>> print(read(Document(name="b.txt", media="text", data=b"12 + 30")))
    b.txt: there is no text in it (decode)
    """
    page = from_line(document) if document.media == "story" else _page(document)
    if isinstance(page, Failed):
        return page
    return _given(page, document.given)


def _page(document: Document) -> Page | Failed:
    markup = document.media == "html"
    text = decode(document.data, markup=markup, told=document.charset)
    if binary(text):
        return Failed("decode", document.name, "this is binary data, not text")
    if not _LETTER.search(text):
        return Failed("decode", document.name, "there is no text in it")
    digest = hashlib.sha256(document.data).hexdigest()
    if markup:
        # the HTML stack takes a quarter of a second to load; plain text does without it
        from onrecord.pages.html import read_html

        page = read_html(text, name=document.name, digest=digest)
    else:
        page = Page(name=document.name, media="text", text=text, digest=digest, parts=split(text))
    if not any(_LETTER.search(part.text) for part in page.parts):
        return Failed("extract", document.name, "no news text was found on the page")
    return page


def _given(page: Page, given: Given) -> Page:
    """The page with what the caller says where it says nothing itself."""
    if given == Given():
        return page
    published = _stated(given.published) if given.published else None
    parts = tuple(_given_part(part, published) for part in page.parts)
    return replace(page, parts=parts, url=page.url or given.url, outlet=page.outlet or given.outlet)


def _given_part(part: Part, published: Published | None) -> Part:
    return part if part.published or published is None else replace(part, published=published)


def _stated(value: str) -> Published | None:
    found = dates.stated(value, basis="given")
    return found or dates.partial(value, basis="given")
