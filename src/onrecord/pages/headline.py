"""Chooses the headline of a page as it is printed over the article."""

from __future__ import annotations

import html as entities
import re
from urllib.parse import urlsplit

from lxml import html

from onrecord.pages import linked

_SEPARATOR = re.compile(r"\s+[|\-–—•·»«:/~>]+\s+|\s*[|｜»]\s*|\s+::\s+")


def headline(
    tree: html.HtmlElement,
    *,
    stated: dict[str, list[str]],
    articles: list[linked.Node],
    outlet: str | None,
    url: str | None,
) -> str | None:
    """The headline, None where the page has none.

    What is printed (h1) wins where what the page states for machines speaks of the same;
    otherwise what it states, cut of the outlet's name.
    """
    named = _outlet_names(outlet, url)
    said = [text for node in articles[:3] for text in linked.texts(node.get("headline"))[:1]]
    said += stated.get("og:title", [])[:1] + stated.get("twitter:title", [])[:1]
    title = tree.find(".//title")
    tail = [title.text_content()] if title is not None else []
    others = [_cut(_clean(text), named) for text in (*said, *tail) if _clean(text)]
    printed = [_cut(_clean(e.text_content()), named) for e in list(tree.iter("h1"))[:12]]
    printed = [text for text in printed if 4 <= len(text) <= 300]
    best = max(
        printed, key=lambda text: max((_alike(text, o) for o in others), default=0.0), default=None
    )
    if best is not None and (not others or max(_alike(best, o) for o in others) >= 0.5):
        return best
    if others:
        return others[0]
    return printed[0] if printed else None


def _clean(text: str) -> str:
    return re.sub(r"\s+", " ", entities.unescape(text)).strip()


def _key(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _outlet_names(outlet: str | None, url: str | None) -> frozenset[str]:
    names = {_key(outlet)} if outlet else set()
    host = urlsplit(url).hostname or "" if url else ""
    if host:
        labels = [label for label in host.split(".") if label not in ("www", "com", "co", "org", "net")]
        names |= {_key(host), _key(host.removeprefix("www."))} | {_key(l) for l in labels if len(l) > 3}
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
    key = _key(part)
    return bool(key) and any(
        key == name or key.removeprefix("the") == name.removeprefix("the")
        or (len(name) > 4 and (key.startswith(name) or name.startswith(key)) and len(key) > 3)
        for name in named
    )  # fmt: skip


def _alike(one: str, two: str) -> float:
    """The share of words that two headlines have in common (Dice).

    >>> _alike("Talks end in Riga", "Talks end in Riga today")
    0.8888888888888888
    """
    if _key(one) == _key(two):
        return 2.0
    a, b = (set(re.findall(r"\w+", text.casefold())) for text in (one, two))
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0
