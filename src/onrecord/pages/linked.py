"""Reads what a page states about itself for machines: JSON-LD, meta elements, microdata."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from lxml import html

Node = dict[str, Any]

ARTICLE = re.compile(
    r"(?:article|blogposting|liveblogposting|newsarticle|report|reportage|review|posting|story)$",
    re.IGNORECASE,
)
"""schema.org types of things that are read: Article and all under it, by the end of the name."""

DEPTH = 12
"""Levels of JSON-LD looked into."""

_COMMENT = re.compile(
    r"^\s*(?:<!--|/\*\s*<!\[CDATA\[\s*\*/|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|/\*\s*\]\]>\s*\*/|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
_TRAILING = re.compile(r",(\s*[}\]])")


@cache
def keys(kind: str) -> tuple[str, ...]:
    """The names of meta elements that state `kind`: published, updated, authors."""
    data = tomllib.loads(resources.files("onrecord.pages").joinpath("metas.toml").read_text("utf8"))
    return tuple(data[kind])


def nodes(tree: html.HtmlElement) -> list[Node]:
    """Every object in the page's JSON-LD, outer ones before inner ones, damaged blocks left out."""
    found: list[Node] = []
    for script in tree.iter("script"):
        kind = (script.get("type") or "").lower()
        if "ld+json" not in kind or not script.text:
            continue
        value = _load(script.text)
        if value is not None:
            found += _walk(value, 0)
    return found


def _load(text: str) -> Any:
    text = _COMMENT.sub("", text.strip())
    for attempt in (text, _TRAILING.sub(r"\1", text), text.replace("\\'", "'")):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _walk(value: Any, depth: int) -> Iterator[Node]:
    if depth > DEPTH:
        return
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            if isinstance(inner, dict | list):
                yield from _walk(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value[:500]:
            yield from _walk(inner, depth + 1)


def resolved(value: Any, found: list[Node]) -> Any:
    """`value` with references to other nodes ({"@id": ...}) replaced by those nodes.

    >>> resolved({"@id": "#j"}, [{"@id": "#j", "name": "Jane Doe"}])
    {'@id': '#j', 'name': 'Jane Doe'}
    """
    if isinstance(value, list):
        return [resolved(inner, found) for inner in value[:30]]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        for node in found:
            if node.get("@id") == value["@id"] and "name" in node:
                return node
    return value


def types(node: Node) -> tuple[str, ...]:
    """The schema.org types of a node, without the address before them.

    >>> types({"@type": ["schema:NewsArticle", "https://schema.org/Report"]})
    ('NewsArticle', 'Report')
    """
    stated = node.get("@type")
    listed = stated if isinstance(stated, list) else [stated]
    return tuple(re.split(r"[/:#]", kind)[-1] for kind in listed if isinstance(kind, str))


def articles(found: list[Node]) -> list[Node]:
    """The nodes that are articles, those with a headline and a date first."""
    chosen = [node for node in found if any(ARTICLE.search(kind) for kind in types(node))]
    return sorted(chosen, key=lambda node: -(("headline" in node) + ("datePublished" in node)))


def texts(value: Any) -> list[str]:
    """The strings in a value that may be a string, a list or an object with a name.

    >>> texts([{"name": "Jane Doe"}, "John Roe", 7])
    ['Jane Doe', 'John Roe']
    """
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, list):
        return [text for inner in value[:50] for text in texts(inner)]
    if isinstance(value, dict):
        return texts(value.get("name") or value.get("@value"))
    return []


def metas(tree: html.HtmlElement) -> dict[str, list[str]]:
    """The contents of meta elements by their name, property or itemprop, lower case."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        if not content:
            continue
        for attribute in ("property", "name", "itemprop"):
            key = (element.get(attribute) or "").strip().lower()
            if key:
                found.setdefault(key, []).append(content)
    return found
