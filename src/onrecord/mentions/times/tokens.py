"""The words, numbers and marks of a text that time expressions are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?P<iso>(?<![\d-])\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?)?(?![\d-]))"
    r"|(?P<big>(?<![\d/])\d{4}/\d{1,2}/\d{1,2}(?![\d/]))"
    r"|(?P<numeric>(?<![\d./-])\d{1,2}(?P<by>[./-])\d{1,2}(?P=by)(?:\d{4}|\d{2})(?![\d/-]|\.\d))"
    r"|(?P<clock>(?<![\d:.])\d{1,2}[:.]\d{2}(?![\d:%]|\.\d))"
    r"|(?P<ordinal>\d{1,4}(?:st|nd|rd|th)(?!\w))"
    r"|(?P<decade>(?<!\w)(?:['’]\d0|\d{3}0|\d0)s(?!\w))"
    r"|(?P<number>\d++(?:,\d{3}(?!\d))*+(?:\.\d++)?+)"
    r"|(?P<half>(?<![^\W\d_])[ap]\.?\s?m\b\.?)"
    r"|(?P<word>[^\W\d_]++)"
    r"|(?P<mark>\S)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark: `kind` is the name of its group above, `low` is in small letters."""

    start: int
    end: int
    text: str
    low: str
    kind: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


def tokens(text: str, *, start: int, end: int) -> list[Token]:
    """The tokens of `text[start:end]`, with their places in `text`.

    >>> [(t.text, t.kind) for t in tokens("9:30 a.m. on the 3rd", start=0, end=20)]
    [('9:30', 'clock'), ('a.m.', 'half'), ('on', 'word'), ('the', 'word'), ('3rd', 'ordinal')]
    """
    return [
        Token(m.start(), m.end(), m[0], m[0].lower().replace("’", "'"), m.lastgroup or "mark")
        for m in _TOKEN.finditer(text, start, end)
    ]
