"""Reads when a page says that its article was published and last changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from lxml import html

from onrecord.pages import dates, linked
from onrecord.pages.dom import Visible
from onrecord.pages.near import near, short
from onrecord.pages.published import Published

_DATED = re.compile(r"(?i)date|publish|posted|\btime|timestamp|byline")


def _first(values: Any, *, basis: str = "metadata") -> Published | None:
    for value in linked.texts(values):
        found = dates.stated(value, basis=basis)
        if found is not None:
            return found
    return None


def published(
    tree: html.HtmlElement,
    seen: Sequence[Visible],
    stated: dict[str, list[str]],
    main: linked.Node,
    url: str | None,
    title: str | None,
) -> Published | None:
    """When the article was published: as stated, else in the markup, else as printed or in the URL.

    `main` is the JSON-LD node about the article, `stated` the page's meta elements. A number
    before a month's is read as the day, unless the page says that it is American.
    """
    found = _first(main.get("datePublished"))
    for key in linked.keys("published"):
        found = found or _first(stated.get(key))
    return (
        found
        or _first(main.get("dateCreated"))
        or _marked(tree)
        or _printed(seen, title, day_first=not (tree.get("lang") or "").lower().startswith("en-us"))
        or _in_url(url)
    )


def updated(stated: dict[str, list[str]], main: linked.Node) -> str | None:
    """When the article was last changed, as the page states it (ISO 8601)."""
    found = _first(main.get("dateModified"))
    for key in linked.keys("updated"):
        found = found or _first(stated.get(key))
    return found.date if found else None


def _marked(tree: html.HtmlElement) -> Published | None:
    """The first date in microdata, in a time element, or in an element named after dates."""
    named: list[html.HtmlElement] = []
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue
        if element.get("itemprop") == "datePublished" or element.tag == "time":
            value = element.get("datetime") or element.get("content") or short(element)
            found = dates.stated(value)
            if found:
                return found
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if len(named) < 40 and _DATED.search(names):
            named.append(element)
    for element in named:
        text = short(element)
        found = dates.printed(text) if 6 <= len(text) <= 120 else None
        if found:
            return found
    return None


def _printed(seen: Sequence[Visible], title: str | None, *, day_first: bool) -> Published | None:
    """The first date in the visible lines around the headline."""
    for text in near(seen, title):
        found = dates.printed(text, day_first=day_first) if len(text) <= 120 else None
        if found:
            return found
    return None


def _in_url(url: str | None) -> Published | None:
    found = re.search(r"/((?:19|20)\d{2})[/-](\d{1,2}|[a-z]{3})[/-](\d{1,2})(?!\d)", url or "")
    if found is None:
        return None
    if found[2].isdigit():
        return dates.stated("-".join(found.groups()), basis="url")
    return dates.printed(f"{found[3]} {found[2]} {found[1]}", basis="url")
