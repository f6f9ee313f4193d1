"""Full-text search over titles, texts and the words that records rest on."""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import Connection, text

from onrecord.errors import UsageError
from onrecord.jsonlines import loads

OPEN, CLOSE = "\ue000", "\ue001"
"""Mark the words found in a snippet; private characters that no news text needs."""

_TERM = re.compile(r'"([^"]*)"|(\S+)')

_STORIES = text(
    """
    SELECT s.id, s.title, s.outlet, s.published, s.line,
           snippet(story_words, 1, :open, :close, '…', 24) AS snippet
    FROM story_words JOIN stories AS s ON s.number = story_words.rowid
    WHERE story_words MATCH :words
    ORDER BY bm25(story_words, 4.0, 1.0), s.number
    LIMIT :limit
    """
)
_COUNT = text("SELECT count(*) FROM story_words WHERE story_words MATCH :words")
_RECORDS = text(
    """
    SELECT r.line
    FROM record_words JOIN records AS r ON r.number = record_words.rowid
    WHERE record_words MATCH :words
    ORDER BY bm25(record_words), r.number
    LIMIT :limit
    """
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A story found, with a snippet in which the words found stand between `OPEN` and `CLOSE`."""

    story: str
    title: str
    outlet: str | None
    published: str | None
    snippet: str


def phrase(words: str) -> str:
    """The words as an FTS5 question: all of them, "quoted words" together, `word*` as a beginning.

    >>> phrase('talks "Security Council" minist*')
    '"talks" "Security Council" "minist"*'

    Raises `UsageError` where there is nothing to look for.
    """
    parts = []
    for quoted, plain in _TERM.findall(words):
        bare = quoted or plain.replace('"', "")
        star = "*" if not quoted and bare.endswith("*") else ""
        bare = bare.removesuffix("*") if star else bare
        if re.search(r"\w", bare):
            parts.append(f'"{bare}"{star}')
    if not parts:
        raise UsageError(f"There is no word to look for in {words!r}.")
    return " ".join(parts)


def stories(of: Connection, words: str, *, limit: int | None) -> tuple[list[Hit], int]:
    """Stories whose title or text has all the words, best first, and how many there are."""
    asked = phrase(words)
    most = -1 if limit is None else limit
    rows = of.execute(_STORIES, {"words": asked, "limit": most, "open": OPEN, "close": CLOSE})
    hits = [
        Hit(story=r.id, title=r.title, outlet=r.outlet, published=r.published, snippet=r.snippet)
        for r in rows
    ]
    return hits, int(of.execute(_COUNT, {"words": asked}).scalar_one())


def records(of: Connection, words: str, *, limit: int | None) -> list[dict[str, object]]:
    """Records whose evidence has all the words, best first."""
    most = -1 if limit is None else limit
    rows = of.execute(_RECORDS, {"words": phrase(words), "limit": most})
    return [loads(r.line) for r in rows]
