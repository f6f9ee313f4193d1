"""The name that follows a phrase: "the group known as ...", "military intelligence, the GRU"."""

from __future__ import annotations

import re
from dataclasses import replace

from onrecord.records.attribution.party import Party, known_agencies
from onrecord.spans import Span

ALIAS = re.compile(
    r"""[\s,"”’'(]*
    (?: (?:(?:and|or)\s+)? (?:(?:is|are)\s+)?
        (?:(?:also|better|otherwise|variously|sometimes|collectively|commonly)\s+)?
        (?:known|tracked|referred\s+to|identified|designated) (?:\s+by\s+[\w]{1,30})? \s+as
      | a\.?k\.?a\.?
      | (?:(?:also|sometimes)\s+)? (?:called|dubbed|nicknamed|codenamed|named)
      | (?:(?:that|which)\s+)? call(?:s|ing)\s+itself
      | (?:(?:that|which|whom)\s+)? (?:it|he|she|they|we|[A-Z][\w.-]+)\s+
        (?:(?:also|internally|now)\s+)?
        (?:calls?|called|tracks?|tracked|names?|named|dubs?|dubbed|refers?\s+to|identif(?:y|ies))
        (?:\s+(?:internally\s+)?as)?
      | which \s+ (?:[\w’']+\s+){1,4}?
        (?:calls?|tracks?|names?|refers?\s+to|dubs?|dubbed|identif(?:y|ies)) (?:\s+it)? (?:\s+as)?
    ) \s+""",
    re.IGNORECASE | re.VERBOSE,
)
_SHORT = re.compile(
    r"[\"”]?\s*(?:,\s+(?:the\s+|or\s+(?:the\s+)?)?|\((?:the\s+)?)([A-Z][A-Z0-9-]{1,7})\b(?!['’]s)\)?"
)
_NAME = re.compile(
    r"""["“]([^"“”\n]{2,60}?)[,.]?["”]
    | ((?:the\s+)? [A-Z][\w.-]* (?:\s+(?:[A-Z0-9][\w.-]*|of|for|the)){0,5}
       (?<!\sof)(?<!\sfor)(?<!\sthe))""",
    re.VERBOSE,
)


def named(text: str, *, of: Party, end: int) -> tuple[Party, int]:
    """The party with the name that follows it, and where to read on.

    'the group known as "Grey Heron"', 'military intelligence, the GRU': what stands there is no
    alias but the name itself.
    """
    at = of.span.end
    if not of.named and (alias := ALIAS.match(text, at, end)):
        name = name_at(text, at=alias.end(), end=end)
        if name:
            whole = Span(of.span.start, name.end)
            return replace(of, span=whole, name=name.of(text), named=True), past_marks(
                text, at=name.end, end=end
            )
    short = _SHORT.match(text, at, end)
    if short and (of.level == "agency" or short[1] in known_agencies()):
        span = Span(of.span.start, short.end(1))
        return replace(of, span=span, name=short[1], level="agency", named=True), short.end()
    return of, at


def past_marks(text: str, *, at: int, end: int) -> int:
    """The place after the comma and quotation marks that close a name."""
    while at < end and text[at] in ',."”':
        at += 1
    return at


def name_at(text: str, *, at: int, end: int) -> Span | None:
    """The name that begins at a place, in quotation marks or in capitals, or None."""
    match = _NAME.match(text, at, end)
    if not match:
        return None
    group = 1 if match[1] else 2
    start = match.start(group)
    if match[group].startswith("the "):
        start += 4
    stop = match.end(group)
    while stop > start + 1 and text[stop - 1] in ".-":
        stop -= 1
    return Span(start, stop)
