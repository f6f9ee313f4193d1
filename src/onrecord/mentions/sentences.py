"""Where the sentences of a text begin and end."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from onrecord.spans import Span

LONGEST = 2000
"""Code points after which a stretch without a full stop is cut at a space: no sentence of news is
near it (longest of 2,833 sentences marked by hand: 458; 2026-11-24), so only noise is cut."""

WRAPPED = (45, 100)
"""Line lengths that a text wrapped by hand or by mail programs has (RFC 5322 advises 78)."""

_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
_STOP = re.compile(r"[.!?‽…。！？｡．؟۔।॥։።፧։။៕]+")
_FULL = frozenset("。！？｡．")
_SPACES = re.compile(r"\s*")
_CLOSERS = re.compile("(?:''|[\"'”’»›)\\]}」』】）〉》])*")
_OPENERS = re.compile("(?:``|[\"'“‘„‚«‹(\\[{「『【（〈《¿¡•*–—-])*\\s?")
_BEFORE = re.compile(r"(?:[^\W_]+[.'’-])*[^\W_]+$")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_LOOK = 24
"""Code points looked at before a full stop: the longest abbreviation is far shorter."""


@lru_cache(maxsize=1)
def _lists() -> dict[str, frozenset[str]]:
    path = files("onrecord.languages") / "en" / "abbreviations.toml"
    return {k: frozenset(v) for k, v in tomllib.loads(path.read_text("utf-8")).items()}


def split(text: str) -> tuple[Span, ...]:
    """The sentences of `text` in order, trimmed of space; together they cover everything else.

    A paragraph always ends a sentence, with or without a full stop; so does a line, unless the
    paragraph is wrapped. A stretch over `LONGEST` is cut at a space. Time is linear in the text.

    >>> text = 'Mr. Hale met Gen. Oduya at 5 p.m. in the U.S. capital. "It went well."  He left.'
    >>> [s.of(text) for s in split(text)]
    ['Mr. Hale met Gen. Oduya at 5 p.m. in the U.S. capital.', '"It went well."', 'He left.']
    >>> split("")
    ()
    """
    found: list[Span] = []
    for start, end in paragraphs(text):
        at = start
        for stop in _ends(text, start=start, end=end):
            found.extend(_cut(text, start=at, end=stop))
            at = stop
        found.extend(_cut(text, start=at, end=end))
    return tuple(found)


def paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each paragraph: a line, or lines that were wrapped, up to a blank line.

    >>> paragraphs("Talks open\\n\\nThe sides met.\\nThey left.")
    ((0, 10), (12, 26), (27, 37))
    """
    found: list[tuple[int, int]] = []
    block: list[tuple[int, int]] = []
    before = 0
    for match in _LINE.finditer(text):
        start, end = _trim(text, start=match.start(), end=match.end())
        if start == end:
            continue
        gap = text[before : match.start()] if block else ""
        if block and gap.replace("\r\n", "\n").count("\n") > 1:
            found.extend(_joined(text, block=block))
            block = []
        block.append((start, end))
        before = end
    found.extend(_joined(text, block=block))
    return tuple(found)


def _joined(text: str, *, block: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """One paragraph if the lines of a block were wrapped, else each line that begins anew."""
    if len(block) < 2:
        return block
    lengths = [end - start for start, end in block[:-1]]
    inner = sum(text[end - 1] not in ".!?\"”'’:)" for _, end in block[:-1])
    small = text[block[1][0]].islower()
    low, high = WRAPPED
    even = low <= min(lengths) and max(lengths) <= high and max(lengths) - min(lengths) <= 25
    runs_on = (len(block) > 2 and 2 * inner >= len(lengths)) or (inner and small)
    if even and runs_on:
        return [(block[0][0], block[-1][1])]
    made = [block[0]]
    for start, end in block[1:]:
        first, last = made[-1]
        broken = end > start and text[start].islower() and text[last - 1].isalnum()
        if broken and last - first >= low:  # a line break strayed into a sentence
            made[-1] = (first, end)
        else:
            made.append((start, end))
    return made


def _trim(text: str, *, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _cut(text: str, *, start: int, end: int) -> Iterator[Span]:
    """The stretch as one span, or in pieces of at most `LONGEST`."""
    start, end = _trim(text, start=start, end=end)
    while end - start > LONGEST:
        stop = start + LONGEST
        at = stop
        while at > start + LONGEST // 2 and not text[at].isspace():
            at -= 1
        stop = at if text[at].isspace() else stop
        yield Span(start, _trim(text, start=start, end=stop)[1])
        start, _ = _trim(text, start=stop, end=end)
    if start < end:
        yield Span(start, end)


def _ends(text: str, *, start: int, end: int) -> Iterator[int]:
    """Where sentences end inside one paragraph, its own end left out."""
    marks = 0  # straight double quotes passed, to know whether a free-standing one opens or closes
    seen = start
    for match in _STOP.finditer(text, start, end):
        if match.start() < seen:
            continue
        marks += text.count('"', seen, match.end())
        seen = match.end()
        closed = _after(_CLOSERS, text, at=seen, end=end)
        glued = (
            marks % 2 == 0
            and text.startswith('"', seen)
            and text[closed : min(end, closed + 1)].isupper()
        )
        if glued:
            closed = seen  # 'He left."We stay," she said.': a space was lost before the mark
        space = _after(_SPACES, text, at=closed, end=end)
        inside = (marks + text.count('"', seen, closed)) % 2 == 1
        if space > closed and inside and text[space : space + 2] in ('"', '" '):
            closed = space + 1  # 'it was over. " He left': the mark stands apart and closes
            space = _after(_SPACES, text, at=closed, end=end)
        marks += text.count('"', seen, closed)
        seen = max(seen, closed)
        if space >= end:
            return
        if glued or _ending(text, stop=match, closed=closed, space=space, limits=(start, end)):
            yield closed


def _after(pattern: re.Pattern[str], text: str, *, at: int, end: int) -> int:
    match = pattern.match(text, at, end)
    return match.end() if match else at


def _ending(
    text: str, *, stop: re.Match[str], closed: int, space: int, limits: tuple[int, int]
) -> bool:
    """Whether the stop that ends at `closed` ends a sentence, more text beginning at `space`."""
    start, end = limits
    if stop[0][-1] in _FULL:
        return True
    opened = min(_after(_OPENERS, text, at=space, end=end), end - 1)
    first = text[opened]
    if space == closed:
        return closed == stop.end() and _lost_space(text, stop=stop, first=first, limits=limits)
    word = _BEFORE.search(text, max(start, stop.start() - _LOOK), stop.start())
    before = word[0] if word else ""
    if first.islower():
        return _small_name(text, at=opened, end=end) and not _abbreviated(before, after="")
    if stop[0] != "." or closed > stop.end():
        return first.isalnum() or opened > space or stop[0] != "."
    if word and word.start() == start and before.isdigit() and len(before) < 3:
        return False  # "1. The parties agree": the number of a list
    following = _WORD.match(text, opened, min(end, opened + 40))
    return not _abbreviated(before, after=following[0] if following else first)


def _small_name(text: str, *, at: int, end: int) -> bool:
    """Whether a word that begins small begins a name all the same: "al-Qaeda", "iPhone"."""
    match = _WORD.match(text, at, min(end, at + 40))
    if not match:
        return False
    if match[0][1:2].isupper():
        return True
    rest = text[match.end() : match.end() + 2]
    return (
        match[0] in _lists()["small_names"] and rest[:1] in ("-", "\u2011") and rest[1:].isupper()
    )


def _lost_space(text: str, *, stop: re.Match[str], first: str, limits: tuple[int, int]) -> bool:
    """Whether a space was lost after a full stop: "The talks ended.They left.", not "i.e.Iran"."""
    start, end = limits
    if stop[0] not in (".", "?", "!") or not first.isupper():
        return False
    word = _BEFORE.search(text, max(start, stop.start() - _LOOK), stop.start())
    if not word or not word[0].isalpha() or not word[0].islower() or len(word[0]) < 3:
        return False
    if word.start() > start and not text[word.start() - 1].isspace():
        return False
    after = _WORD.match(text, stop.end(), min(end, stop.end() + 40))
    if not after or not (after[0][1:].islower() or after[0] in ("I", "A")):
        return False
    return text[after.end() : after.end() + 1].isspace() or after.end() == end


def _abbreviated(before: str, *, after: str) -> bool:
    """Whether the full stop after `before` belongs to an abbreviation, `after` being the next word.

    >>> _abbreviated("Gen", after="Oduya"), _abbreviated("U.S", after="President")
    (True, True)
    >>> _abbreviated("U.S", after="The"), _abbreviated("No", after="They")
    (False, False)
    """
    lists = _lists()
    low = before.lower()
    if low in lists["never"] and (low != "v" or before == "v"):
        return True
    if after[:1].isdigit():
        return low in lists["number"]
    starts = after.lower() in lists["starters"] and after[:1].isupper()
    if low in lists["maybe"] and (low != "no" or before == "No"):
        return not starts and (low not in ("no", "art", "miss", "mar", "sat", "sun", "wash", "ill"))
    initials = len(before) == 1 and before.isupper() and before != "I"
    dotted = "." in before and all(len(part) <= 2 for part in before.split("."))
    return (initials or dotted) and not starts
