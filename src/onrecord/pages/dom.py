"""The visible blocks of a page of HTML, with what their place in the markup says of each."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree, html

from onrecord.pages.blocks import Block
from onrecord.pages.prose import prose
from onrecord.spans import Span

SKIP = frozenset(
    "script style noscript template svg head iframe select option object canvas map audio video "
    "math button input textarea label datalist dialog".split()
)
BREAK = frozenset(
    "p div section article header footer nav aside main li ul ol dl dt dd h1 h2 h3 h4 h5 h6 tr td "
    "th table tbody thead blockquote figure figcaption br form fieldset pre hr body address "
    "details summary center amp-carousel".split()
)

# what the name of a tag, or a word of a class or id, says of everything under it
_TAGS = {
    "nav": "nav", "aside": "aside", "footer": "footer", "header": "header", "form": "form",
    "figure": "figure", "figcaption": "figure", "table": "table", "li": "list", "article": "article",
    "main": "article", "blockquote": "quote", "h1": "heading", "h2": "heading", "h3": "heading",
    "h4": "heading", "h5": "heading", "h6": "heading", "p": "p", "address": "byline",
}  # fmt: skip
_NAMES = (
    ("nav", r"nav|menu|breadcrumb|skip-|pagination|pager|toolbar|masthead|header(?!.*(?:article|story|entry))"),
    ("aside", r"sidebar|side-bar|rail|aside|widget|module|outbrain|taboola"),
    ("footer", r"footer|foot|colophon|copyright|legal|bottom"),
    ("related", r"relat|recirc|recommend|read-?more|read-?also|more-|most|popular|trending|teaser|promo|also|next|latest|linked"),
    ("social", r"share|sharing|social|facebook|twitter|follow|whatsapp|comment|disqus|reply|respond"),
    ("figure", r"caption|figure|image|photo|media|gallery|credit|video|slide|thumb|wp-caption"),
    ("byline", r"byline|author|bio|date|time|meta|publish|posted|dateline|credits|contributor"),
    ("box", r"newsletter|subscri|signup|sign-up|cookie|consent|gdpr|banner|advert|\bad\b|ads|sponsor|paywall|modal|popup|login|notice|print"),
    ("tags", r"tags?\b|taglist|topics?|keywords?|categor|label"),
    ("body", r"article|story|post|entry|content|body|text|paragraph|prose|main|single"),
    ("exact", r"article-?_?body|story-?_?body|articlebody|entry-?content|post-?content|article-?_?content|story-?_?content|article-?text|article__|body-?copy|rich-?text|content__body"),
    ("lead", r"lead|lede|summary|standfirst|intro|excerpt|subtitle|dek|deck|description|abstract|subhead"),
    ("hidden", r"hidden|visually-hidden|sr-only|screen-reader|d-none|accessib|a11y"),
)  # fmt: skip
_NAMED = tuple((kind, re.compile(pattern)) for kind, pattern in _NAMES)
KINDS = tuple(sorted({*_TAGS.values(), *(kind for kind, _ in _NAMES)}))
_BIT = {kind: 1 << at for at, kind in enumerate(KINDS)}

MARKUP = (
    *(f"in {kind}" for kind in KINDS),
    *(f"named {kind}" for kind in KINDS),
    "links", "all links", "siblings", "cousins", "family", "deep", "own p", "own div", "first h1",
)  # fmt: skip


@dataclass(slots=True)
class _Frame:
    """An open block element: what it lies in, in bits of `KINDS`."""

    element: etree._Element
    inside: int
    named: int
    parents: tuple[int, ...]


@dataclass(slots=True)
class Visible:
    """A visible block: its words, and where in the markup it stands.

    `inside` are kinds by tags around it, `named` by names of classes and ids around it, as bits;
    `parents` are numbers of the block elements around it, innermost first.
    """

    block: Block
    element: etree._Element
    inside: int
    named: int
    parents: tuple[int, ...]
    linked: float
    level: int


def visible(tree: html.HtmlElement) -> list[Visible]:
    """The visible blocks of a page in its order; no depth of the tree stops it."""
    found: list[Visible] = []
    stack: list[_Frame] = []
    words: list[str] = []
    state = {"linked": 0, "links": 0}
    numbers = 0

    def flush() -> None:
        text = re.sub(r"\s+", " ", "".join(words)).strip()
        words.clear()
        if text and stack:
            frame = stack[-1]
            share = min(state["linked"] / len(text), 1.0)
            found.append(
                Visible(
                    block=Block(Span(0, len(text)), text),
                    element=frame.element,
                    inside=frame.inside,
                    named=frame.named,
                    parents=frame.parents,
                    linked=share,
                    level=len(stack),
                )
            )
        state["linked"] = 0

    def say(text: str | None) -> None:
        if text:
            words.append(text)
            if state["links"]:
                state["linked"] += len(text.strip())

    walk = etree.iterwalk(tree, events=("start", "end", "comment", "pi"))
    for event, element in walk:
        tag = element.tag
        if not isinstance(tag, str):
            if event != "end":
                say(element.tail)
            continue
        if event == "start":
            if tag in SKIP or _hidden(element):
                walk.skip_subtree()
                continue
            if tag in BREAK:
                flush()
                numbers += 1
                above = stack[-1] if stack else _Frame(element, 0, 0, ())
                inside = above.inside | _BIT.get(_TAGS.get(tag, ""), 0)
                named = above.named | _named(element)
                stack.append(_Frame(element, inside, named, (numbers, *above.parents[:5])))
            elif tag == "a":
                state["links"] += 1
            say(element.text)
        else:
            if tag in SKIP or _hidden(element):
                say(element.tail)
                continue
            if tag in BREAK:
                flush()
                stack.pop()
            elif tag == "a":
                state["links"] -= 1
            say(element.tail)
    flush()
    return found


def _hidden(element: etree._Element) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    return "display:none" in style or element.get("hidden") is not None


def _named(element: etree._Element) -> int:
    names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
    names += f" {element.get('data-component') or ''} {element.get('data-testid') or ''}"
    names = names.strip().lower()[:300]
    if not names or element.tag == "body":
        return 0
    return sum(_BIT[kind] for kind, pattern in _NAMED if pattern.search(names))


def markup(found: Sequence[Visible]) -> list[list[float]]:
    """For each block the numbers named in `MARKUP`, each 0 to 1."""
    mass: dict[int, float] = defaultdict(float)
    total = 0.0
    for one in found:
        value = prose(one.block) * (1 - one.linked)
        total += value
        for number in one.parents:
            mass[number] += value
    total = total or 1.0
    heading = next((at for at, one in enumerate(found) if one.element.tag == "h1"), -1)
    rows = []
    for at, one in enumerate(found):
        parents = [mass[number] / total for number in one.parents[1:4]]
        parents += [parents[-1] if parents else 0.0] * (3 - len(parents))
        rows.append(
            [
                *(float(bool(one.inside >> bit & 1)) for bit in range(len(KINDS))),
                *(float(bool(one.named >> bit & 1)) for bit in range(len(KINDS))),
                one.linked,
                float(one.linked > 0.8),
                *parents,
                min(one.level / 30, 1.0),
                float(one.element.tag == "p"),
                float(one.element.tag in ("div", "section", "td", "span")),
                float(heading >= 0 and at > heading),
            ]
        )
    return rows
