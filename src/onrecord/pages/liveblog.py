"""Finds the entries of a live blog: in JSON-LD, or as repeated blocks with a time each."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree, html

from onrecord.pages import dates, linked
from onrecord.pages.dom import Visible, named
from onrecord.pages.page import Part
from onrecord.pages.prose import size
from onrecord.pages.published import Published

ENTRIES = 3
"""Repeated blocks with a time at least that make a page a live blog; two may be an accident."""

WORDS = 12
"""Words of an entry at least: shorter ones are lists of headlines with their times."""

_CLOCK = re.compile(r"^\s*(?:[01]?\d|2[0-3])[:.h][0-5]\d\b")
_PARAGRAPH = re.compile(r"</(?:p|div|li|h[1-6]|blockquote)>|<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,500}>")


@dataclass(frozen=True, slots=True)
class Entries:
    """The entries of a live blog and the elements that they stand in (none if from JSON-LD)."""

    parts: tuple[Part, ...]
    elements: frozenset[etree._Element]


def entries(
    tree: html.HtmlElement,
    seen: Sequence[Visible],
    *,
    nodes: Sequence[linked.Node],
    published: Published | None,
) -> Entries:
    """The live-blog entries of a page in its order; none where it is no live blog.

    An entry that prints only a time of day takes the day of the page.
    """
    marked = _repeated(tree, seen)
    parts = tuple(filter(None, (_entry(blocks, element, published) for element, blocks in marked)))
    if len(parts) >= ENTRIES:
        return Entries(parts, frozenset(element for element, _ in marked))
    stated = _stated(nodes)
    return Entries(stated, frozenset()) if len(stated) >= 2 else Entries((), frozenset())


def _stated(nodes: Sequence[linked.Node]) -> tuple[Part, ...]:
    """The entries that JSON-LD states with their text."""
    found: dict[str, Part] = {}
    for node in nodes:
        if "LiveBlogPosting" not in linked.types(node):
            continue
        updates = node.get("liveBlogUpdate")
        for update in updates if isinstance(updates, list) else [updates]:
            if not isinstance(update, dict):
                continue
            text = plain(next(iter(linked.texts(update.get("articleBody"))), ""))
            title = next(iter(linked.texts(update.get("headline"))), None)
            if size(text) < WORDS // 2:
                continue
            said = next(iter(linked.texts(update.get("datePublished"))), "")
            part = Part(
                section="liveblog",
                text=text,
                title=plain(title) if title else None,
                published=dates.stated(said) if said else None,
            )
            found.setdefault(text, part)
    return tuple(found.values())


def plain(markup: str) -> str:
    """The text of a piece of markup, its paragraphs apart by a blank line.

    >>> plain("<p>Talks ended.</p><p>Nobody won &amp; all lost.</p>")
    'Talks ended.\\n\\nNobody won & all lost.'
    """
    text = entities.unescape(_TAG.sub("", _PARAGRAPH.sub("\n", markup)))
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n\n".join(line for line in lines if line)


def _repeated(
    tree: html.HtmlElement, seen: Sequence[Visible]
) -> list[tuple[etree._Element, list[Visible]]]:
    """Sibling elements that each hold a time and running text, of the parent with most of them."""
    held: dict[etree._Element, list[Visible]] = {}
    for one in seen:
        above: etree._Element | None = one.element
        for _ in range(6):
            if above is None:
                break
            held.setdefault(above, []).append(one)
            above = above.getparent()
    timed = [element for element in held if _has_time(element, held[element])]
    families: dict[tuple[etree._Element, str], list[etree._Element]] = {}
    for element in timed:
        parent = element.getparent()
        if parent is not None and _text(held[element]) >= WORDS and not _leads_away(held[element]):
            families.setdefault((parent, str(element.tag)), []).append(element)
    best = max(families.values(), key=len, default=[])
    if len(best) < ENTRIES:
        return []
    order = {id(one): at for at, one in enumerate(seen)}
    best.sort(key=lambda element: order[id(held[element][0])])
    return [(element, held[element]) for element in best]


def _has_time(element: etree._Element, blocks: Sequence[Visible]) -> bool:
    """Whether an element begins with a time: one of HTML, or a time of day."""
    if element.tag in ("body", "html", "main", "p", "h1", "h2", "h3", "h4"):
        return False
    first = blocks[:3]
    if any(_CLOCK.match(one.block.text) and len(one.block.text) < 200 for one in first[:2]):
        return True
    times = list(element.iter("time"))[:2]
    return len(times) >= 1 and any(
        (time.text or "").strip() and (time.text or "").strip() in one.block.text
        for time in times
        for one in first
    )


def _text(blocks: Sequence[Visible]) -> int:
    return sum(size(one.block.text) for one in blocks if one.block.ends and one.linked < 0.5)


def _leads_away(blocks: Sequence[Visible]) -> bool:
    """Whether the block's headline is a link to another page, or what readers wrote: no entry."""
    if any(named(one, "social") for one in blocks[:1]):
        return True
    for one in blocks[:3]:
        if one.linked > 0.8 and size(one.block.text) >= 4:
            links = [one.element, *one.element.iter("a"), *one.element.iterancestors("a")]
            address = next((e.get("href") for e in links if e.get("href")), "")
            return not (address or "").startswith("#")
    return False


def _entry(
    blocks: Sequence[Visible], element: etree._Element, published: Published | None
) -> Part | None:
    title: str | None = None
    when: Published | None = None
    for time in list(element.iter("time"))[:1]:
        value = time.get("datetime") or ""
        when = dates.stated(value) if value else None
    kept: list[str] = []
    for one in blocks:
        text = one.block.text
        clock = _CLOCK.match(text) if not kept and title is None else None
        if clock:
            when = when or _of_day(clock.group().strip(), published)
            text = text[clock.end() :].strip(" -–—:|.")
            text = text if len(text) > 12 else ""
        elif not kept and len(text) < 60 and dates.printed(text):
            when = when or dates.printed(text)
            continue
        marked = re.fullmatch(r"h[1-6]", str(one.element.tag))
        if not text or (not marked and not one.block.ends and size(text) < 4):
            continue
        heading = marked or not one.block.ends
        if title is None and not kept and heading:
            title = text
        else:
            kept.append(text)
    if not kept:
        return None
    return Part(section="liveblog", text="\n\n".join(kept), title=title, published=when)


def _of_day(clock: str, published: Published | None) -> Published | None:
    """A time of day on the page's own day."""
    if published is None or published.precision not in ("day", "time"):
        return None
    hour, minute = re.split(r"[:.h]", clock)
    return Published(
        date=f"{published.date[:10]}T{int(hour):02}:{minute}:00", precision="time", basis="inferred"
    )
