"""Texts as they may stand in XML."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, not even escaped (section 2.2)."""


def words(text: str) -> str:
    r"""The text as the content of an element.

    >>> words("<b>\x00 & co")
    '&lt;b&gt;\ufffd &amp; co'
    """
    return escape(_FORBIDDEN.sub("\ufffd", text))


def attribute(text: str) -> str:
    """The text as the value of an attribute, in its quotation marks.

    >>> attribute('a "b" <c>')
    '\\'a "b" &lt;c&gt;\\''
    """
    return quoteattr(_FORBIDDEN.sub("\ufffd", text))
