"""Turns a page into its stories, each with an id that depends on content only."""

from __future__ import annotations

import hashlib
import json

from onrecord.errors import Failed
from onrecord.pages.language import language
from onrecord.pages.page import Page, Part
from onrecord.pages.read import read as read_page
from onrecord.sources.document import Document
from onrecord.stories.story import Story


def read(document: Document) -> tuple[Story, ...] | Failed:
    """The stories of a document, or why it has none.

    >>> data = b"Talks end in Riga\\n\\nTalks ended on Sunday, the ministry said."
    >>> [story.title for story in read(Document(name="a.txt", media="text", data=data))]
    ['Talks end in Riga']
    """
    page = read_page(document)
    return page if isinstance(page, Failed) else stories(page, copy=document.copy)


def stories(page: Page, *, copy: int = 0) -> tuple[Story, ...]:
    """The stories of a page in its order; `copy` is how often the same page came before in the run.

    An id is the beginning of a SHA-256 over the page's bytes, the place of the story among the
    page's stories, and `copy`: the same page has the same ids under any name. The id that a line
    of JSON Lines brings is kept.
    """
    ids = [page.identity or _id(page, at, copy) for at in range(len(page.parts))]
    tongues: dict[str, str | None] = {}
    made = []
    for at, part in enumerate(page.parts):
        if part.text not in tongues:
            tongues[part.text] = language(part.text, stated=page.language)
        made.append(
            Story(
                id=ids[at],
                page=page.name,
                text=part.text,
                section=part.section,
                url=part.url or page.url,
                outlet=part.outlet or page.outlet,
                title=part.title,
                language=tongues[part.text],
                published=part.published,
                updated=part.updated,
                byline=part.byline,
                sources=part.sources,
                duplicate_of=None if part.same_as is None else ids[part.same_as],
                pieces=part.pieces,
            )
        )
    return tuple(made)


def _id(page: Page, at: int, copy: int) -> str:
    part: Part = page.parts[at]
    content = json.dumps([page.digest, at, copy, part.section, part.title, part.text])
    return hashlib.sha256(content.encode("ascii")).hexdigest()[:16]
