"""What stands between quotation marks, also where the marks are nested, broken or never closed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib.resources import files

from onrecord.mentions.sentences import paragraphs
from onrecord.spans import Span

DEEPEST = 6
"""Quotations inside one another that are kept; more only occur in noise."""

FEW = 5
"""Words of a quotation that may be a mere name or a word held at a distance ("so-called")."""

_MARK = re.compile("``|''|[\"“”„‟«»「」『』'‘’‚‹›]")
_FAMILY = {
    **dict.fromkeys(["``", "''", '"', "“", "”", "„", "‟"], "double"),
    **dict.fromkeys("«»", "angle"),
    **dict.fromkeys("「」『』", "corner"),
    **dict.fromkeys("'‘’‚", "single"),
    **dict.fromkeys("‹›", "angle"),
}
_OPENING = frozenset(["``", "“", "„", "‟", "«", "‹", "「", "『", "‘", "‚"])
_CLOSING = frozenset(["''", "”", "»", "›", "」", "』", "’"])
_BEFORE_OPEN = frozenset("([{—–-―/>:…\"“„«‹‘'`「『")
_AFTER_CLOSE = frozenset(")]}—–-―/,.;:!?…\"”»›’'」』<>")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STOPS = frozenset(".?!…")


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """One stretch in quotation marks, at most a paragraph.

    `span` holds the marks, `inner` does not. `closed` is False where it runs to the end of its
    paragraph for want of a mark. `continues` is the index, in the tuple that `find` gave, of the
    quotation in the paragraph before that this one carries on. `depth` counts the quotations
    around it. `scare` tells a few words held at a distance or a name from words spoken.
    """

    span: Span
    inner: Span
    closed: bool = True
    continues: int | None = None
    depth: int = 0
    scare: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    sign: str
    opens: bool
    closes: bool

    @property
    def family(self) -> str:
        return _FAMILY[self.sign]


@dataclass(slots=True)
class _Open:
    sign: str
    family: str
    start: int
    inner: int


@lru_cache(maxsize=1)
def _words() -> dict[str, frozenset[str]]:
    path = files("onrecord.languages") / "en" / "quotations.toml"
    return {k: frozenset(v) for k, v in tomllib.loads(path.read_text("utf-8")).items()}


def find(text: str) -> tuple[Quotation, ...]:
    """The quotations of `text` in order of where they begin, outer ones before those inside.

    A quotation that is not closed runs to the end of its paragraph; the next paragraph carries it
    on if it begins with a mark, if it has a closing mark without an opening one, or if it goes on
    in the first person where the reporter never does.

    >>> text = '"We will go to the so-called "old bridge", all of us.\\n\\n"We agreed," he said.'
    >>> for q in find(text):
    ...     print(q.inner.of(text), q.closed, q.continues, q.depth, q.scare)
    We will go to the so-called "old bridge", all of us. False None 0 False
    old bridge True None 1 True
    We agreed, True 0 0 False
    """
    places = paragraphs(text)
    found: list[Quotation] = []
    carried: int | None = None
    personal = False  # whether the reporter speaks of himself
    for k, (start, end) in enumerate(places):
        marks = _marks(text, start=start, end=end)
        first = marks[0] if marks and marks[0].start == start else None
        inside = carried is not None and first is None and not personal
        implied = carried is not None and first is None and _orphan(marks)
        implied = implied or (inside and _goes_on(text, places=places[k : k + 3]))
        made, open_end = _pair(text, marks=marks, limits=(start, end), implied=implied)
        goes_on = carried is not None and made and (implied or made[0].span.start == start)
        if goes_on:
            made[0] = replace(made[0], continues=carried)
        if not personal:
            personal = _personal(text, outside=_outside(made, start=start, end=end))
        carried = len(found) + open_end if open_end is not None else None
        found.extend(made)
    return tuple(found)


def _marks(text: str, *, start: int, end: int) -> list[_Mark]:
    """The quotation marks of a paragraph with what their neighbours let them be."""
    made = []
    for match in _MARK.finditer(text, start, end):
        sign = match[0]
        left = text[match.start() - 1] if match.start() > start else " "
        right = text[match.end()] if match.end() < end else " "
        if left == "=":
            continue  # an attribute of a stray tag: author="..."
        free_left = left.isspace() or left in _BEFORE_OPEN
        free_right = right.isspace() or right in _AFTER_CLOSE
        if match.start() == start and match.end() < end:
            free_left, free_right = True, False
        elif match.end() == end and match.start() > start:
            free_left, free_right = False, True
        opens, closes = free_left and not free_right, free_right and not free_left
        if _FAMILY[sign] == "single":
            if sign in "'‘" and opens and _elided(text, at=match.end(), end=end):
                continue
            opens, closes = opens and sign != "’", closes and sign in "'’"
            if not opens and not closes:
                continue
        elif opens == closes:
            inside = left.isalnum() and right.isalnum()
            if sign == '"' and inside and (left.isdigit() or left > "ɏ"):
                continue  # 6"2 in inches, Hebrew abbreviations
            opens = sign not in _CLOSING and not (inside and sign == '"')
            closes = sign not in _OPENING
        elif sign in _OPENING and sign not in "„‟“«‹":
            opens, closes = True, False
        elif sign in ("”", "''"):
            closes = closes or not opens
        made.append(_Mark(match.start(), match.end(), sign, opens, closes))
    return made


def _elided(text: str, *, at: int, end: int) -> bool:
    word = _WORD.match(text, at, min(end, at + 20))
    if not word:
        return False
    return word[0][0].isdigit() or word[0].lower() in _words()["elisions"]


def _orphan(marks: Sequence[_Mark]) -> bool:
    """Whether the first mark of a paragraph only closes, so that something was open before."""
    strong = [m for m in marks if m.family != "single"]
    return bool(strong) and strong[0].closes and not strong[0].opens


def _pair(
    text: str, *, marks: Sequence[_Mark], limits: tuple[int, int], implied: bool
) -> tuple[list[Quotation], int | None]:
    """The quotations of a paragraph, and the index of the one still open at its end."""
    start, end = limits
    stack = [_Open('"', "double", start, start)] if implied else []
    done: list[Quotation] = []
    left = sum(m.family == "single" and m.closes for m in marks)
    for mark in marks:
        left -= mark.family == "single" and mark.closes
        held = next((i for i in range(len(stack) - 1, -1, -1) if _fits(stack[i], mark)), None)
        if mark.family == "single":
            if mark.opens and left and len(stack) < DEEPEST:
                stack.append(_Open(mark.sign, "single", mark.start, mark.end))
            elif (
                mark.closes
                and held is not None
                and not (left and _possessive(text, mark=mark, since=stack[held].inner))
            ):
                done.extend(_closed(text, stack=stack, at=held, mark=mark))
            continue
        if held is not None and mark.closes and (not mark.opens or stack[held].inner < mark.start):
            done.extend(_closed(text, stack=stack, at=held, mark=mark))
        elif mark.opens and len(stack) < DEEPEST:
            outer = stack[-1] if stack else None
            if outer and outer.family == mark.family:
                stop = _said_between(text, since=outer.inner, until=mark.start)
                if stop is not None:  # '"We agree, he said. "They do not."': a mark was forgotten
                    done.extend(_made(text, frame=outer, inner_end=stop, end=stop, closed=False))
                    stack.pop()
            stack.append(_Open(mark.sign, mark.family, mark.start, mark.end))
    frame = next((f for f in stack if f.family != "single" or f.start == start), None)
    if frame:
        last = max(done, key=lambda q: q.span.end, default=None)
        ends = last is not None and not text[last.span.end : end].strip(" .,;")
        if last and ends and not last.scare and frame.start == start and last.span.start > start:
            done.remove(last)  # 'I also ask. "If we agree, we sign"': the same speech goes on
            inner_end = last.inner.end
            done.extend(
                _made(text, frame=frame, inner_end=inner_end, end=last.span.end, closed=True)
            )
            frame = None
        else:
            done.extend(_made(text, frame=frame, inner_end=end, end=end, closed=False))
    return _nested(done, open_start=frame.start if frame else None)


def _fits(frame: _Open, mark: _Mark) -> bool:
    """Whether a mark can close what another opened."""
    if frame.family != mark.family:
        return False
    return frame.family != "corner" or (frame.sign, mark.sign) in (("「", "」"), ("『", "』"))


def _closed(text: str, *, stack: list[_Open], at: int, mark: _Mark) -> list[Quotation]:
    frame = stack[at]
    del stack[at:]
    return _made(text, frame=frame, inner_end=mark.start, end=mark.end, closed=True)


def _made(text: str, *, frame: _Open, inner_end: int, end: int, closed: bool) -> list[Quotation]:
    """The quotation, or none if nothing stands between the marks."""
    start = frame.inner
    while start < inner_end and text[start].isspace():
        start += 1
    while inner_end > start and text[inner_end - 1].isspace():
        inner_end -= 1
    if start >= inner_end:
        return []
    inner = Span(start, inner_end)
    scare = closed and _scare(text, inner=inner, end=end)
    return [Quotation(span=Span(frame.start, end), inner=inner, closed=closed, scare=scare)]


def _scare(text: str, *, inner: Span, end: int) -> bool:
    """Whether a quotation is a name or a word held at a distance and not something said.

    'The "Meadow Plan" was dropped.' is, '"Not now," she said.' and '"Stop!"' are not.
    """
    if len(inner) > 80 or text[inner.end - 1] in _STOPS:
        return False
    words = _WORD.findall(text, inner.start, inner.end)
    if not 0 < len(words) <= FEW:
        return False
    if any(word.lower().replace("’", "'") in _words()["clausal"] for word in words):
        return False
    following = _WORD.findall(text, end, min(len(text), end + 40))[:4]
    said = any(word in _words()["saying"] for word in following)
    return not (said and text[inner.end - 1] == ",")


def _possessive(text: str, *, mark: _Mark, since: int) -> bool:
    """Whether a single mark may be the apostrophe of "the leaders' talks", far from the opening."""
    if text[mark.start - 1] not in "sS" or mark.start - since < 30:
        return False
    return text[mark.end : mark.end + 1].isspace() and text[mark.end + 1 : mark.end + 2].islower()


def _said_between(text: str, *, since: int, until: int) -> int | None:
    """Where speech ended before a forgotten mark: the comma before "he said" near `until`."""
    piece = text[max(since, until - 80) : until]
    at = max(piece.rfind(stop) for stop in (", ", "? ", "! "))
    if at < 0 or len(piece) - at > 60:
        return None
    words = _WORD.findall(piece[at:])[:5]
    if not any(word in _words()["saying"] for word in words):
        return None
    return until - len(piece) + at + 1


def _nested(done: list[Quotation], *, open_start: int | None) -> tuple[list[Quotation], int | None]:
    """The quotations in order with their depths, and the index of the open one."""
    ordered = sorted(done, key=lambda q: (q.span.start, -q.span.end))
    around: list[Span] = []
    made: list[Quotation] = []
    for quotation in ordered:
        while around and around[-1].end < quotation.span.end:
            around.pop()
        while around and around[-1].end <= quotation.span.start:
            around.pop()
        made.append(replace(quotation, depth=len(around)))
        around.append(quotation.span)
    index = next(
        (i for i, q in enumerate(made) if q.span.start == open_start and not q.closed), None
    )
    return made, index


def _outside(made: Sequence[Quotation], *, start: int, end: int) -> list[tuple[int, int]]:
    """The stretches of a paragraph that stand in no quotation."""
    gaps, at = [], start
    for quotation in made:
        if quotation.depth == 0:
            gaps.append((at, quotation.span.start))
            at = quotation.span.end
    return [*gaps, (at, end)]


def _personal(text: str, *, outside: Sequence[tuple[int, int]]) -> bool:
    """Whether the first person stands in one of the stretches."""
    known = _words()["first_person"]
    for start, end in outside:
        for match in _WORD.finditer(text, start, end):
            word = re.split("['’]", match[0], maxsplit=1)[0]
            if word in known:
                return True
            after = text[match.end() : match.end() + 2]
            if word == "I" and (word != match[0] or (after[:1] == " " and after[1:].islower())):
                return True
    return False


def _goes_on(text: str, *, places: Sequence[tuple[int, int]]) -> bool:
    """Whether a paragraph without a mark at its front goes on with the speech of the one before.

    It does if it is told in the first person and no reporter's verb stands in it, or if that
    holds for one of the next two and no reporter's verb stands between.
    """
    saying = _words()["saying"]
    for start, end in places:
        marks = _marks(text, start=start, end=end)
        made, _ = _pair(text, marks=marks, limits=(start, end), implied=False)
        outside = _outside(made, start=start, end=end)
        words = (m for a, b in outside for m in _WORD.findall(text, a, b))
        if any(word in saying for word in words) or (marks and marks[0].start == start):
            return False
        if _personal(text, outside=outside):
            return True
    return False
