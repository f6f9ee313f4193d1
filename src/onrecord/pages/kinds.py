"""Says which kind of line a block is, where it is no running text."""

from __future__ import annotations

from onrecord.pages import bylines, dates, lines
from onrecord.pages.blocks import Block
from onrecord.pages.prose import size

KINDS = ("furniture", "date", "byline", "photo", "source")

DATE = 60
"""Characters of a line at most that is read as a date: weekday, date, time and zone in words."""


def kind(text: str) -> str | None:
    """One of `KINDS`, or None for a line of text or one of no known kind.

    >>> kind("source: the Courier with agencies"), kind("12 March 2022"), kind("Talks ended.")
    ('source', 'date', None)
    """
    if len(text) > 400 and not lines.photo(text):
        return None
    if lines.sources(text):
        return "source"
    if lines.photo(text) or lines.credit(text):
        return "photo"
    if bylines.line(text) or bylines.tail(text):
        return "byline"
    if len(text) <= DATE and not text.endswith((".", "!", "?")) and dates.printed(text):
        return "date"
    return "furniture" if lines.furniture(text) or lines.notice(text) else None


def heading(block: Block) -> bool:
    """Whether a block may be a headline: a line of 3 to 36 words that does not end as a sentence.

    >>> from onrecord.pages.blocks import blocks
    >>> [heading(block) for block in blocks("Talks end in Riga\\nTalks ended on Sunday.\\nMenu")]
    [True, False, False]
    """
    return not block.ends and 12 <= len(block.text) <= 220 and 3 <= size(block.text) <= 36
