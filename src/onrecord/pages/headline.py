"""Chooses the headline of a page as it is printed over the article."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from lxml import html

from onrecord.pages import linked
from onrecord.pages.dom import Visible
from onrecord.pages.near import clean

_SEPARATOR = re.compile(r"\s+[|\-–—•·»«:/~>]+\s+|\s*[|｜»]\s*|\s+::\s+")


def headline(
    tree: html.HtmlElement,
    *,
    seen: Sequence[Visible],
    stated: dict[str, list[str]],
    articles: list[linked.Node],
    outlet: str | None,
    url: str | None,
) -> str | None:
    """The headline, None where the page has none.

    What is printed as a heading wins where what the page states for machines speaks of the same;
    then what it states, as far as it is printed anywhere; then what it states, cut of the
    outlet's name.
    """
    named = _outlet_names(outlet, url)
    said = [text for node in articles[:3] for text in linked.texts(node.get("headline"))[:1]]
    said += stated.get("og:title", [])[:1] + stated.get("twitter:title", [])[:1]
    title = tree.find(".//title")
    tail = [title.text_content()] if title is not None else []
    others = [_cut(clean(text), named) for text in (*said, *tail) if clean(text)]
    others = [text for text in others if _key(text) not in named] or others
    printed = [_cut(clean(e.text_content()[:2000]), named) for e in list(tree.iter("h1"))[:12]]
    printed = [text for text in printed if 4 <= len(text) <= 300 and _key(text) not in named]
    alike = [max((_alike(text, other) for other in others), default=0.0) for text in printed]
    if printed and (not others or max(alike) >= 0.5):
        return printed[alike.index(max(alike))]
    lines = {_key(one.block.text): one.block.text for one in seen if len(one.block.text) <= 300}
    for text in others:
        for shorter in _shorter(text):
            if len(shorter) >= 12 and _key(shorter) in lines:
                return lines[_key(shorter)]
    if others:
        return others[0]
    return printed[0] if printed else None


def _shorter(text: str) -> list[str]:
    """The text, and the text without what stands behind its last separators, or before its first.

    >>> _shorter("Talks end - The Courier - News")[:3]
    ['Talks end - The Courier - News', 'Talks end - The Courier', 'Talks end']
    >>> _shorter("KARTA - Talks end")
    ['KARTA - Talks end', 'KARTA', 'Talks end']
    """
    breaks = list(_SEPARATOR.finditer(text))
    heads = [text[: found.start()] for found in reversed(breaks)]
    return [text, *heads, *(text[found.end() :] for found in breaks)]


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _outlet_names(outlet: str | None, url: str | None) -> frozenset[str]:
    names = {_key(outlet)} if outlet else set()
    host = urlsplit(url).hostname or "" if url else ""
    if host:
        labels = [
            label for label in host.split(".") if label not in ("www", "com", "co", "org", "net")
        ]
        names |= {_key(host), _key(host.removeprefix("www."))} | {
            _key(label) for label in labels if len(label) > 3
        }
    return frozenset(name for name in names if name)


def _cut(text: str, named: frozenset[str]) -> str:
    """The text without the outlet's name at its end or beginning.

    >>> _cut("Talks end in Riga | The Courier", frozenset({"thecourier"}))
    'Talks end in Riga'
    """
    for _ in range(3):
        breaks = list(_SEPARATOR.finditer(text))
        if not breaks:
            return text
        last, first = breaks[-1], breaks[0]
        if _is_outlet(text[last.end() :], named) and last.start() > 0:
            text = text[: last.start()].strip()
        elif _is_outlet(text[: first.start()], named) and first.end() < len(text):
            text = text[first.end() :].strip()
        else:
            return text
    return text


def _is_outlet(part: str, named: frozenset[str]) -> bool:
    key = _key(part).removeprefix("the")
    for name in (name.removeprefix("the") for name in named):
        if key == name:
            return bool(key)
        # "Courier" for "Courier Online", and the other way round; never a headline that begins so
        short, long = sorted((key, name), key=len)
        if len(short) > 3 and len(long) <= 2 * len(short) and long.startswith(short):
            return True
    return False


def _alike(one: str, two: str) -> float:
    """The share of words that two headlines have in common (Dice).

    >>> _alike("Talks end in Riga", "Talks end in Riga today")
    0.8888888888888888
    """
    if _key(one) == _key(two):
        return 2.0
    a, b = (set(re.findall(r"\w+", text.casefold())) for text in (one, two))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
