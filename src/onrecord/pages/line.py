"""Reads one line of JSON Lines: a story whose text is passed through untouched."""

from __future__ import annotations

import hashlib
import json

from onrecord.errors import Failed
from onrecord.pages import dates
from onrecord.pages.page import Page, Part
from onrecord.pages.published import Published
from onrecord.sources.document import Document

_TEXTS = ("title", "published", "url", "outlet", "language")


def from_line(document: Document) -> Page | Failed:
    """The page that a line is: one main part with the line's own text, id and context.

    Fields besides id, text, title, published, url, outlet, language and byline are ignored.

    >>> line = b'{"id": "7", "text": "Talks ended.", "published": "2021-01-10"}'
    >>> page = from_line(Document(name="a.jsonl:1", media="story", data=line))
    >>> page.identity, page.parts[0].text, page.parts[0].published.date
    ('7', 'Talks ended.', '2021-01-10')
    """
    try:
        value = json.loads(document.data)
    except (ValueError, RecursionError):
        return Failed("read", document.name, "the line is not JSON")
    if not isinstance(value, dict):
        return Failed("read", document.name, "the line is no JSON object")
    text, identity = value.get("text"), value.get("id")
    if not isinstance(text, str):
        return Failed("read", document.name, 'the line has no "text" that is a string')
    if isinstance(identity, bool) or not isinstance(identity, str | int | None) or identity == "":
        return Failed("read", document.name, 'the line\'s "id" is neither a string nor a number')
    wrong = [key for key in _TEXTS if not isinstance(value.get(key), str | None)]
    if wrong:
        return Failed("read", document.name, f'the line\'s "{wrong[0]}" is not a string')
    if not any(char.isalpha() for char in text):
        return Failed("decode", document.name, "there is no text in it")
    authors = value.get("byline")
    byline = authors if isinstance(authors, list) else [authors]
    part = Part(
        section="main",
        text=text,
        title=value.get("title") or None,
        published=_published(value.get("published")),
        byline=tuple(name for name in byline if isinstance(name, str)),
    )
    return Page(
        name=document.name,
        media="story",
        text=text,
        digest=hashlib.sha256(document.data).hexdigest(),
        parts=(part,),
        url=value.get("url") or None,
        outlet=value.get("outlet") or None,
        language=value.get("language") or None,
        identity=None if identity is None else str(identity),
    )


def _published(value: str | None) -> Published | None:
    if not value:
        return None
    return dates.stated(value, basis="given") or dates.partial(value, basis="given")
