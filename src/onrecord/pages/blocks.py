"""The blocks of a plain text: paragraphs, headings, menu entries, with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from onrecord.spans import Span

WRAP = (40, 132)
"""Line lengths, in characters, between which a text may be wrapped by hand: mail and old wires
break at 65-80, terminals at 132."""

_UNMARKED = re.compile("[\u0e00-\u0eff]")
_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
_END = re.compile(r"[.!?…:;。！？｡؟۔।॥။။።܀][\"'”’»«›)\]】」』]*$")


LINE = 60
"""Characters from which a line of Thai or Lao, which have no full stop, is taken for a sentence."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a line: its place on the page and its words, white space at the ends cut."""

    span: Span
    text: str

    @property
    def ends(self) -> bool:
        """Whether it ends as a sentence does."""
        return ends(self.text)


def ends(text: str) -> bool:
    """Whether a text ends as a sentence does, quotation marks and brackets after it left out.

    >>> ends('"Nobody won."'), ends("Related articles")
    (True, False)
    """
    return bool(_END.search(text[-8:])) or (len(text) >= LINE and bool(_UNMARKED.match(text[-1])))


def blocks(text: str) -> list[Block]:
    """The blocks of `text` in order; a line each, lines wrapped by hand joined.

    A line goes on in the next where the next line's first word would not have fitted into it.

    >>> [b.text for b in blocks("Talks ended.\\nMore talks.\\n\\nMenu")]
    ['Talks ended.', 'More talks.', 'Menu']
    """
    lines = list(_lines(text))
    width = _width(lines, text)
    found: list[Block] = []
    begin: Span | None = None
    for at, line in enumerate(lines):
        start = line.start if begin is None else begin.start
        after = lines[at + 1] if at + 1 < len(lines) else None
        if width and after is not None and _goes_on(text, line, after, width):
            begin = Span(start, line.end)
            continue
        begin = None
        found.append(Block(Span(start, line.end), text[start : line.end]))
    return found


def _lines(text: str) -> Iterator[Span]:
    for match in _LINE.finditer(text):
        words = match.group()
        left = len(words) - len(words.lstrip())
        right = len(words.rstrip())
        if left < right:
            yield Span(match.start() + left, match.start() + right)


def _width(lines: list[Span], text: str) -> int:
    """The width that lines are wrapped at, 0 where they are not.

    >>> _width([Span(0, 200)], "a" * 200)
    0
    """
    # pairs with no blank line between: paragraphs on one line each say nothing of a width
    pairs = [(one, two) for one, two in pairwise(lines) if _next(text, one, two)]
    longest = max((len(line) for pair in pairs for line in pair), default=0)
    if not WRAP[0] <= longest <= WRAP[1]:
        return 0
    wrapped = sum(_goes_on(text, one, two, longest) for one, two in pairs)
    # by chance a long line has a neighbour; a wrapped text has them everywhere
    return longest if wrapped >= 3 and wrapped * 3 >= len(pairs) else 0


def _next(text: str, one: Span, two: Span) -> bool:
    return text[one.end : two.start].count("\n") <= 1


def _goes_on(text: str, line: Span, after: Span, width: int) -> bool:
    if not _next(text, line, after):
        return False
    first = text[after.start : after.end].split(None, 1)[0]
    fits = len(line) + 1 + len(first) <= width
    return not fits and not _END.search(text[max(line.start, line.end - 8) : line.end])
