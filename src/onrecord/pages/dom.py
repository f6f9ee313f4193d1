"""The visible blocks of a page of HTML, with what their place in the markup says of each."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from lxml import etree, html

from onrecord.pages.blocks import Block
from onrecord.pages.prose import prose
from onrecord.pages.segment import MOST
from onrecord.spans import Span

_DATA = tomllib.loads(resources.files("onrecord.pages").joinpath("markup.toml").read_text("utf8"))
SKIP = frozenset(_DATA["skip"])
BREAK = frozenset(_DATA["break"])
_TAGS: dict[str, str] = _DATA["tags"]
_NAMES: dict[str, str] = _DATA["names"]
_NAMED = tuple((kind, re.compile(pattern)) for kind, pattern in _NAMES.items())
KINDS = tuple(sorted({*_TAGS.values(), *_NAMES}))
_SAYS = re.compile(r"\w")
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
        if stack and _SAYS.search(text):
            frame = stack[-1]
            if len(found) >= MOST:
                return
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
    if element.tag == "body":
        return 0
    keys = ("class", "id", "itemprop", "data-component", "data-testid")
    return _bits(" ".join(filter(None, (element.get(key) for key in keys))).strip().lower()[:300])


@lru_cache(maxsize=4096)
def _bits(names: str) -> int:
    return sum(_BIT[kind] for kind, pattern in _NAMED if pattern.search(names)) if names else 0


def named(one: Visible, kind: str) -> bool:
    """Whether a class or id around the block is of that kind (one of `KINDS`)."""
    return bool(one.named & _BIT[kind])


def inside(one: Visible, kind: str) -> bool:
    """Whether a tag around the block is of that kind (one of `KINDS`)."""
    return bool(one.inside & _BIT[kind])


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
