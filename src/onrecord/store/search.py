"""Full-text search over titles, texts and the words that records rest on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, text

from onrecord.errors import UsageError
from onrecord.jsonlines import loads

OPEN, CLOSE = "\ue000", "\ue001"
"""Mark the words found in a snippet; private characters that no news text needs."""

_TERM = re.compile(r'"([^"]*)"|(\S+)')

_STORIES = text(
    """
    SELECT s.id, s.title, s.outlet, s.published,
           snippet(story_words, 1, :open, :close, '…', 24) AS snippet
    FROM story_words JOIN stories AS s ON s.number = story_words.rowid
    WHERE story_words MATCH :words
    ORDER BY bm25(story_words, 4.0, 1.0), s.number
    LIMIT :limit
    """
)
_NEWEST = text(
    """
    SELECT s.id, s.title, s.outlet, s.published,
           snippet(story_words, 1, :open, :close, '…', 24) AS snippet
    FROM story_words JOIN stories AS s ON s.number = story_words.rowid
    WHERE story_words MATCH :words ORDER BY story_words.rowid DESC LIMIT :limit
    """
)
_MORE = text("SELECT 1 FROM story_words WHERE story_words MATCH :words LIMIT 1 OFFSET :most")
_UP_TO = text(
    """
    SELECT count(*) FROM
        (SELECT 1 FROM story_words WHERE story_words MATCH :words LIMIT :most)
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


COUNTED = 10_000
"""Stories counted on a page; then it says that there are more."""

FREQUENT = 20_000
"""A word of more stories than that is not ranked by: bm25 goes through all that have it, 0.7 s with
a million (2026-11-27)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A story found, with a snippet in which the words found stand between `OPEN` and `CLOSE`."""

    story: str
    title: str
    outlet: str | None
    published: str | None
    snippet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Stories found: the best first, or, where a word is too frequent, those added last. There are
    `total`, or `more`."""

    hits: tuple[Hit, ...]
    total: int
    more: bool
    ranked: bool


def phrase(words: str) -> str:
    """The words as an FTS5 question: all of them, "quoted words" together, `word*` as a beginning.

    >>> phrase('talks "Security Council" minist*')
    '"talks" "Security Council" "minist"*'

    Raises `UsageError` where there is nothing to look for.
    """
    return " ".join(_terms(words))


def _terms(words: str) -> list[str]:
    parts = []
    for quoted, plain in _TERM.findall(words):
        bare = quoted or plain.replace('"', "")
        star = "*" if not quoted and bare.endswith("*") else ""
        bare = bare.removesuffix("*") if star else bare
        if re.search(r"\w", bare):
            parts.append(f'"{bare}"{star}')
    if not parts:
        raise UsageError(f"There is no word to look for in {words!r}.")
    return parts


def look_for(of: Connection, words: str, *, limit: int) -> Found:
    """Stories whose title or text has all the words, as fast in a large store as in a small one."""
    terms = _terms(words)
    asked = {"words": " ".join(terms), "limit": limit, "open": OPEN, "close": CLOSE}
    ranked = not any(of.execute(_MORE, {"words": term, "most": FREQUENT}).first() for term in terms)
    rows = of.execute(_STORIES if ranked else _NEWEST, asked)
    hits = tuple(_hit(row) for row in rows)
    total = len(hits)
    if total == limit:
        counted = {"words": asked["words"], "most": COUNTED + 1}
        total = int(of.execute(_UP_TO, counted).scalar_one())
    return Found(hits=hits, total=min(total, COUNTED), more=total > COUNTED, ranked=ranked)


def _hit(r: Row[Any]) -> Hit:
    return Hit(story=r.id, title=r.title, outlet=r.outlet, published=r.published, snippet=r.snippet)


def stories(of: Connection, words: str, *, limit: int | None) -> tuple[list[Hit], int]:
    """Stories whose title or text has all the words, best first, and how many there are."""
    asked = phrase(words)
    most = -1 if limit is None else limit
    rows = of.execute(_STORIES, {"words": asked, "limit": most, "open": OPEN, "close": CLOSE})
    hits = [_hit(row) for row in rows]
    return hits, int(of.execute(_COUNT, {"words": asked}).scalar_one())


def records(of: Connection, words: str, *, limit: int | None) -> list[dict[str, object]]:
    """Records whose evidence has all the words, best first."""
    most = -1 if limit is None else limit
    rows = of.execute(_RECORDS, {"words": phrase(words), "limit": most})
    return [loads(r.line) for r in rows]
