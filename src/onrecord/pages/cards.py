"""Finds teasers on a page of HTML: a headline with a paragraph of its own outside the article."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.pages import lines
from onrecord.pages.dom import Visible, inside, named
from onrecord.pages.kinds import heading
from onrecord.pages.page import Part
from onrecord.pages.prose import size

LONG = 60
"""Characters of a paragraph at least that makes a teaser a story of its own."""

WORDS = 12


def cards(
    seen: Sequence[Visible], *, kinds: Sequence[str | None], used: Sequence[bool], main: Part
) -> tuple[Part, ...]:
    """The teasers of a page that have text of their own, in its order; `used` blocks are others'.

    A headline alone is furniture, and so is what readers write and what a page says of itself.
    """
    parts: list[Part] = []
    at = 0
    while at < len(seen) - 1:
        title = seen[at]
        end = at + 1
        if not used[at] and kinds[at] is None and _title(title):
            while (
                end < len(seen) and not used[end] and kinds[end] is None and _body(seen[end], title)
            ):
                end += 1
        body = [one.block.text for one in seen[at + 1 : end]]
        text = "\n\n".join(body)
        if (
            body
            and _news([title.block.text, *body])
            and title.block.text != main.title
            and text not in main.text
        ):
            parts.append(Part(section="teaser", text=text, title=title.block.text))
            at = end
        else:
            at += 1
    return tuple(parts)


def _title(one: Visible) -> bool:
    """A headline in markup: an element of headings, or a line that is a link."""
    marked = bool(re.fullmatch(r"h[1-6]", str(one.element.tag))) or one.linked > 0.8
    return marked and heading(one.block) and size(one.block.text) >= 4 and not _away(one)


def _body(one: Visible, title: Visible) -> bool:
    """A paragraph in the same box as the headline."""
    near = set(one.parents[:4]) & set(title.parents[:4])
    return bool(near) and one.block.ends and size(one.block.text) >= 6 and not _away(one)


def _away(one: Visible) -> bool:
    return (
        inside(one, "nav") or inside(one, "footer") or inside(one, "form") or named(one, "social")
    )


def _news(body: Sequence[str]) -> bool:
    words = sum(size(text) for text in body)
    return (
        words >= WORDS
        and any(len(text) >= LONG for text in body)
        and not any(lines.box(text) for text in body)
    )
