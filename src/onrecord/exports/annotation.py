"""Evidence as W3C Web Annotation selectors, which other tools can anchor."""

from __future__ import annotations

from typing import Any

CONTEXT = 32
"""Characters of prefix and suffix, as much as Hypothesis and Apache Annotator keep."""


def around(text: str, *, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a place in a text.

    >>> around("The talks ended.", start=4, end=9)
    ('The ', ' ended.')
    """
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def selectors(text: str, *, start: int, end: int) -> list[dict[str, Any]]:
    """A TextPositionSelector and a TextQuoteSelector for a place in a text.

    Positions are Unicode code points, as the recommendation of 2017 asks. Source:
    Web Annotation Data Model, sections 4.2.4 and 4.2.5.

    >>> selectors("The talks ended.", start=4, end=9)[1]["exact"]
    'talks'
    """
    prefix, suffix = around(text, start=start, end=end)
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": prefix,
            "suffix": suffix,
        },
    ]


def annotated(record: dict[str, Any], *, text: str) -> dict[str, Any]:
    """The record with a `selector` in each piece of evidence."""
    evidence = [
        e | {"selector": selectors(text, start=e["start"], end=e["end"])}
        for e in record["evidence"]
    ]
    return record | {"evidence": evidence}
