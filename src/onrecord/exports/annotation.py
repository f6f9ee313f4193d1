"""Evidence as W3C Web Annotation selectors, which other tools can anchor."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from onrecord.jsonlines import dumps

CONTEXT = 32
"""Characters of prefix and suffix, as much as Hypothesis and Apache Annotator keep."""


def around(text: str, *, start: int, end: int) -> tuple[str, str]:
    """What stands before and after a place in a text.

    >>> around("The talks ended.", start=4, end=9)
    ('The ', ' ended.')
    """
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def selectors(text: str, *, start: int, end: int) -> list[dict[str, Any]]:
    """A TextPositionSelector and a TextQuoteSelector for a place in a text.

    Positions are Unicode code points, as the recommendation of 2017 asks. Source:
    Web Annotation Data Model, sections 4.2.4 and 4.2.5.

    >>> selectors("The talks ended.", start=4, end=9)[1]["exact"]
    'talks'
    """
    prefix, suffix = around(text, start=start, end=end)
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": prefix,
            "suffix": suffix,
        },
    ]


def told(evidence: Iterable[dict[str, Any]], *, text: str) -> str:
    """The evidence with its selectors as JSON, as `dumps` writes them.

    >>> piece = {"role": "trigger", "start": 4, "end": 9, "quote": "talks"}
    >>> record = annotated({"evidence": [piece]}, text="The talks ended.")
    >>> told([piece], text="The talks ended.") == dumps(record["evidence"])
    True
    """
    out = []
    for e in evidence:
        if len(e) != len(_PLAIN) or not _PLAIN.issubset(e):
            found = selectors(text, start=e["start"], end=e["end"])
            out.append(dumps(e | {"selector": found}))
            continue
        start, end, exact = e["start"], e["end"], text[e["start"] : e["end"]]
        prefix, suffix = around(text, start=start, end=end)
        if e["quote"] == exact and _BARE.fullmatch(f"{prefix}{exact}{suffix}{e['role']}"):
            out.append(
                f'{{"end": {end}, "quote": "{exact}", "role": "{e["role"]}", '
                f'"selector": [{{"end": {end}, "start": {start}, "type": "TextPositionSelector"}}, '
                f'{{"exact": "{exact}", "prefix": "{prefix}", '
                f'"suffix": "{suffix}", "type": "TextQuoteSelector"}}], "start": {start}}}'
            )
            continue
        out.append(
            f'{{"end": {end}, "quote": {_string(e["quote"])}, "role": {_string(e["role"])}, '
            f'"selector": [{{"end": {end}, "start": {start}, "type": "TextPositionSelector"}}, '
            f'{{"exact": {_string(exact)}, "prefix": {_string(prefix)}, '
            f'"suffix": {_string(suffix)}, "type": "TextQuoteSelector"}}], "start": {start}}}'
        )
    return f"[{', '.join(out)}]"


_PLAIN = {"role", "start", "end", "quote"}


def _string(value: str) -> str:
    return f'"{value}"' if _BARE.fullmatch(value) else dumps([value])[1:-1]


_BARE = re.compile(r"""[ !#-\[\]-~]*""")


def annotated(record: dict[str, Any], *, text: str) -> dict[str, Any]:
    """The record with a `selector` in each piece of evidence."""
    evidence = [
        e | {"selector": selectors(text, start=e["start"], end=e["end"])}
        for e in record["evidence"]
    ]
    return record | {"evidence": evidence}
