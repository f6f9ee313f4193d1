"""Reads the small texts of a page: what stands near its headline, what an element holds."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Sequence

from lxml import html

from onrecord.pages.dom import Visible

AROUND = 14
"""Visible blocks around the headline in which a printed date or byline is looked for."""


def near(seen: Sequence[Visible], title: str | None) -> list[str]:
    """The visible lines around the headline, those after it first; none where it is not printed."""
    key = re.sub(r"\W+", "", title or "").casefold()
    keys = (re.sub(r"\W+", "", one.block.text).casefold() for one in seen)
    at = next((n for n, own in enumerate(keys) if own == key), None)
    if at is None:
        return []
    order = [*range(at + 1, min(at + AROUND, len(seen))), *range(at - 1, max(at - 4, -1), -1)]
    return [seen[n].block.text for n in order]


def short(element: html.HtmlElement) -> str:
    """The text of a small element, "" for one with a great deal under it."""
    text = ""
    for piece in element.itertext():
        text += piece
        if len(text) > 400:
            return ""
    return clean(text)


def clean(text: str) -> str:
    """The text with entities resolved and white space as single blanks.

    >>> clean(" Talks &amp;\\n  more ")
    'Talks & more'
    """
    return re.sub(r"\s+", " ", entities.unescape(text)).strip()
