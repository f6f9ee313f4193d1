"""One JSON object a line, the same bytes for the same values."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

LONE = re.compile("[\ud800-\udfff]")

ESCAPED = re.compile("[\x7f-\x9f\ud800-\udfff\u2028-\u202e\u2066-\u2069]")
"""What JSON would allow as it is, but a terminal obeys, UTF-8 cannot hold or readers of lines
take for a line's end."""


def dumps(value: Mapping[str, Any] | list[Any]) -> str:
    r"""The value as one line of JSON: keys sorted, letters as they are, ready for UTF-8.

    Halves of surrogate pairs, controls, directional overrides and further line ends are escaped:
    the line can be written, shown and split, and `loads` gives back what went in.

    >>> dumps({"quote": "Erdoğan", "end": 7})
    '{"end": 7, "quote": "Erdoğan"}'
    >>> print(dumps({"text": "a\ud800"}))
    {"text": "a\ud800"}
    """
    line = json.dumps(value, ensure_ascii=False, sort_keys=True, allow_nan=False)
    return ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04x}", line)


def loads(line: str) -> dict[str, Any]:
    """The object that a line of JSON holds.

    >>> loads('{"end": 7}')
    {'end': 7}
    """
    value = json.loads(line)
    if not isinstance(value, dict):
        raise ValueError("The line holds no JSON object.")
    return value


def clean(text: str) -> str:
    r"""The text with each lone surrogate as U+FFFD: as many code points, and writable.

    >>> clean("a\ud800b") == "a\ufffdb"
    True
    """
    return LONE.sub("\ufffd", text)
