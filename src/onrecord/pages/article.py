"""Finds the text of a page's article in its markup, by weighing every visible block."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from lxml import html

from onrecord.pages import linked
from onrecord.pages.around import SPECIAL, special
from onrecord.pages.blocks import Block
from onrecord.pages.dom import MARKUP, Visible, markup
from onrecord.pages.kinds import kind
from onrecord.pages.prose import LOCAL, local
from onrecord.pages.segment import Weights, article, weights
from onrecord.pages.votes import votes

VOTES = ("trafilatura", "stated")
HTML = (*LOCAL, *MARKUP, *VOTES, *SPECIAL)
"""The numbers that a block of a page of HTML is weighed by."""

FOOT = 120
"""Characters of a line at most that is left out at the end of an article for what it holds."""

_ADDRESS = re.compile(r"\w@\w[\w-]*\.\w")
_TAG = re.compile(r"<[^<>]{1,500}>")


@dataclass(frozen=True, slots=True)
class Found:
    """The visible blocks of a page, the kind of each, and whether it is text of the article."""

    blocks: tuple[Visible, ...]
    kinds: tuple[str | None, ...]
    inside: tuple[bool, ...]


def find(
    tree: html.HtmlElement,
    seen: Sequence[Visible],
    *,
    articles: Sequence[linked.Node],
    model: Weights | None = None,
) -> Found:
    """The blocks of a page with the article marked; `articles` are the nodes of its JSON-LD.

    Each block is weighed by its words, its place in the markup, and whether trafilatura takes it
    for the article, and the best stretch of blocks is chosen. Trafilatura alone scores less on
    both halves of the benchmark (docs/pages.md).
    """
    kinds = [kind(one.block.text) for one in seen]
    rows = html_rows(tree, seen, kinds, articles=articles)
    blocks = [one.block for one in seen]
    inside = article(blocks, (model or weights("markup")).odds(rows))
    return Found(tuple(seen), tuple(kinds), tuple(trimmed(blocks, kinds, inside)))


def trimmed(
    blocks: Sequence[Block], kinds: Sequence[str | None], inside: Sequence[bool]
) -> list[bool]:
    """The article without lines over and under it that were taken for its own: date, byline, path.

    They count as over it up to the last line of such a kind before the first full sentence.

    >>> from onrecord.pages.blocks import blocks
    >>> found = blocks("Home / Press\\nRelease 4 | 19 May 2026\\nTalks ended on Monday.")
    >>> trimmed(found, [None, "date", None], [True, True, True])
    [False, False, True]

    Nor do lines of furniture, or with an address to write to, end it.

    >>> found = blocks("Talks ended.\\nPress Office, press@courier.example")
    >>> trimmed(found, [None, None], [True, True])
    [True, False]
    """
    taken = [at for at, own in enumerate(inside) if own]
    while len(taken) > 1 and _foot(blocks[taken[-1]].text, kinds[taken[-1]]):
        taken.pop()
    inside = [own and at <= taken[-1] for at, own in enumerate(inside)]
    head = list(takewhile(lambda at: not blocks[at].ends, taken))
    last = max((at for at in head if kinds[at] in ("date", "byline")), default=-1)
    if len(head) == len(taken):
        return list(inside)
    return [own and at > last for at, own in enumerate(inside)]


def _foot(text: str, kind: str | None) -> bool:
    return len(text) <= FOOT and (kind == "furniture" or _ADDRESS.search(text) is not None)


def html_rows(
    tree: html.HtmlElement,
    seen: Sequence[Visible],
    kinds: Sequence[str | None],
    *,
    articles: Sequence[linked.Node],
) -> list[list[float]]:
    """The numbers named in `HTML` for each block."""
    from trafilatura import extract

    blocks = [one.block for one in seen]
    chosen = extract(tree, include_comments=False, favor_precision=True) or ""
    voted = zip(votes(blocks, chosen), votes(blocks, _TAG.sub(" ", stated(articles))), strict=True)
    parts = (local(blocks), markup(seen), [list(pair) for pair in voted], special(blocks, kinds))
    return [[value for row in rows for value in row] for rows in zip(*parts, strict=True)]


def stated(articles: Sequence[linked.Node]) -> str:
    """The text of the article as the page's JSON-LD states it, markup and all, "" for none.

    >>> stated([{"articleBody": "<p>Talks ended.</p>"}])
    '<p>Talks ended.</p>'
    """
    for node in articles:
        for text in linked.texts(node.get("articleBody")):
            return entities.unescape(text).strip()
    return ""
