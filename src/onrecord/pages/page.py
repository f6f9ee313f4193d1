"""The page as read: its decoded text, and the parts that hold news."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.pages.published import Published
from onrecord.spans import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of news on a page: main article, teaser, caption or live-blog entry.

    `pieces` are the places of its text in the page's decoded text (plain text only). `same_as` is
    the index among the page's parts of an earlier one that this one prints again.
    """

    section: str
    text: str
    title: str | None = None
    published: Published | None = None
    updated: str | None = None
    byline: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    outlet: str | None = None
    url: str | None = None
    pieces: tuple[Span, ...] = ()
    same_as: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page. `text` is all of its decoded text, never changed; `digest` stands for its bytes.

    `url`, `outlet` and `language` are the page's; a part that says its own has it in itself.
    `identity` is the id that a line of JSON Lines brings.
    """

    name: str
    media: str
    text: str
    digest: str
    parts: tuple[Part, ...] = ()
    url: str | None = None
    outlet: str | None = None
    language: str | None = None
    identity: str | None = None
