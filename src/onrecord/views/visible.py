"""Text as it may be shown on a terminal: nothing in it is obeyed."""

from __future__ import annotations

import re

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Controls but tab and line feed, line separators, directional overrides and isolates, surrogate
halves. Marks and joiners that scripts need (U+200C to U+200F) stay."""


def visible(text: str) -> str:
    r"""The text with whatever a terminal would obey spelled out.

    >>> print(visible("a\x1b[2Jb\u202ec"))
    a\x1b[2Jb\u202ec
    """
    return OBEYED.sub(_spell, text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    r"""The text as `visible`, on one line, white space as single spaces.

    >>> one_line("Talks\n\n ended.")
    'Talks ended.'
    """
    return visible(" ".join(text.split()))


def _spell(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"
