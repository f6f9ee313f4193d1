"""Reads whom a page names as authors of its article."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import html

from onrecord.pages import bylines, dates, linked
from onrecord.pages.dom import Visible
from onrecord.pages.near import clean, near, short


def byline(
    tree: html.HtmlElement,
    seen: Sequence[Visible],
    stated: dict[str, list[str]],
    authors: Any,
    title: str | None,
    outlet: str | None,
) -> tuple[str, ...]:
    """The names of the article's authors: stated in JSON-LD or meta elements, else printed.

    `authors` is what the JSON-LD node about the article has as its author.
    """
    printed = next(filter(None, (bylines.line(text) for text in near(seen, title))), ())
    found = bylines.names(map(clean, linked.texts(authors)), outlet=outlet)
    if found:
        # some pages state only the first of the authors that they print
        return bylines.names(printed, outlet=outlet) if set(found) < set(printed) else found
    for key in linked.keys("authors"):
        found = bylines.names(map(clean, stated.get(key, [])), outlet=outlet)
        if found:
            return found
    return _printed_names(tree, seen, title, outlet)


def _printed_names(
    tree: html.HtmlElement, seen: Sequence[Visible], title: str | None, outlet: str | None
) -> tuple[str, ...]:
    """The names in a line of authors near the headline, else in an element that is named so."""
    for text in near(seen, title):
        found = bylines.line(text)
        if found:
            return bylines.names(found, outlet=outlet)
    for query in (
        "//*[@rel='author' or @itemprop='author' or @itemprop='creator']",
        "//*[contains(@class,'byline') or contains(@class,'author')]",
    ):
        for element in list(tree.xpath(query))[:12]:
            if _of_reader(element):
                continue
            text = " ".join(short(element).split()[:24])
            words = text.split()
            stop = next((n for n, word in enumerate(words) if dates.word(word)), len(words))
            text = " ".join(words[:stop])
            found = bylines.names([text], outlet=outlet) if 0 < len(text) <= 90 else ()
            if found:
                return found
    return ()


def _of_reader(element: html.HtmlElement) -> bool:
    """Whether an element belongs to what readers write: comments and forms."""
    if element.tag in ("input", "form", "label", "textarea"):
        return True
    for above in element.iterancestors():
        names = f"{above.get('class') or ''} {above.get('id') or ''}".lower()
        if above.tag == "form" or "comment" in names or "respond" in names:
            return True
    names = f"{element.get('class') or ''} {element.get('id') or ''}".lower()
    return "comment" in names
