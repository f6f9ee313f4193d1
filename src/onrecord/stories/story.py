"""The story: one piece of news on a page, with its text kept as it was decoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.pages.published import Published
from onrecord.spans import Span

__all__ = ["SECTIONS", "Published", "Story"]

SECTIONS = ("main", "teaser", "caption", "liveblog", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One story. Offsets of everything found in it are code points into `text`.

    `pieces` are the places of the text on the page, where it was cut from a plain-text dump: the
    pieces joined by one blank line are `text`. `title` is context: no evidence rests on it.
    """

    id: str
    page: str
    text: str
    section: str = "main"
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    language: str | None = None
    published: Published | None = None
    updated: str | None = None
    byline: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    duplicate_of: str | None = None
    pieces: tuple[Span, ...] = ()

    def line(self, version: str) -> dict[str, Any]:
        """The story as JSON has it, with the version of the program that read it."""
        return {
            "kind": "story",
            "id": self.id,
            "page": self.page,
            "url": self.url,
            "outlet": self.outlet,
            "title": self.title,
            "text": self.text,
            "language": self.language,
            "published": self.published.line() if self.published else None,
            "updated": self.updated,
            "byline": list(self.byline),
            "sources": list(self.sources),
            "section": self.section,
            "duplicate_of": self.duplicate_of,
            "pieces": [{"start": p.start, "end": p.end} for p in self.pieces],
            "version": version,
        }
