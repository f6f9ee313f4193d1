"""Where a text names an agreement: the phrase, its head, its date, whether it is a name."""

from __future__ import annotations

import re
from bisect import bisect_left
from calendar import month_name
from dataclasses import dataclass
from functools import lru_cache

from onrecord.languages.phrases import WORD, lists
from onrecord.mentions.found import Mentions
from onrecord.mentions.times import Time
from onrecord.spans import Span

MOST = 300
"""Places after which a story is read no further for agreements: only noise has so many."""
WIDEST = 7
"""Words before the head that may belong to a name."""

_TOKEN = re.compile(r"[^\W_]+(?:[-'’.–][^\W_]+)*|[\"“”]|\S")
_OF_DATE = re.compile(r"[\"”]?\s+(?:of|from|dated|signed on|signed in)\s+", re.IGNORECASE)
_CALLED = re.compile(
    r"""["”]?,?\s*
    (?: (?:(?:also|better|otherwise)\s+)?known\s+as | (?:also\s+)?called | dubbed | or
      | which\s+(?:the\s+)?[\w’']+(?:\s[\w’']+){0,3}?\s+(?:calls?|dubs?|refers?\s+to\s+as|know\s+as)
    ) \s+ (?:the\s+)? (?=["“A-Z0-9])""",
    re.VERBOSE,
)
_NAME = re.compile(
    r"[\"“]([^\"“”\n]{3,70}?)[,.]?[\"”]|([A-Z][\w-]*(?:\s+(?:[A-Z][\w-]*|of|for|on|the|and)){0,6})"
)
_DIGIT = re.compile(r"\d")
_ON = re.compile(r"\s+on\s+")
_MONTHS = frozenset(m.lower() for m in month_name if m)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """One place that names an agreement.

    `span` is the phrase without its article, `article` the word before it (the, a, that, no, ...),
    `proper` says that it has a name or a date of its own, `time` is that date, `title` that it
    heads the document itself, `also` another name given beside it ("the accord, which the rebels
    call the 3 May truce").
    """

    span: Span
    head: str
    article: str
    proper: bool
    plain: bool
    subject: bool
    time: Time | None = None
    also: Span | None = None
    sentence: int = 0
    title: bool = False

    def name(self, text: str) -> str:
        """The phrase as it stands, without the marks around it."""
        return self.span.of(text).strip('"“”')


@lru_cache(maxsize=1)
def _sets() -> dict[str, frozenset[str]]:
    table = lists("agreements")
    keys = (
        "strong",
        "weak",
        "capital",
        "joint",
        "other",
        "business",
        "subjects",
        "ceasefire",
        "company",
    )
    return {k: frozenset(table[k]) for k in keys}


@lru_cache(maxsize=1)
def _stops() -> frozenset[str]:
    table = lists("agreements")
    done = {w for words in table["making"].values() for p in words for w in p.split()}
    return frozenset(lists("blame")["stops"]) | done | frozenset(table["stops"])


def ceasefire(head: str) -> bool:
    """Whether a head noun tells of arms laid down."""
    return head.lower() in _sets()["ceasefire"]


def find(mentions: Mentions) -> list[Named]:
    """The places where a story names an agreement, in text order.

    "the 3 May ceasefire", "the Minsk agreements", "that agreement", "a memorandum on patrols".
    """
    text = mentions.text
    found: list[Named] = []
    for index, sentence in enumerate(mentions.sentences):
        tokens = list(_TOKEN.finditer(text, sentence.start, sentence.end))
        taken = -1
        for i in range(len(tokens)):
            if i <= taken or not _head(tokens, at=i):
                continue
            if len(found) >= MOST:
                return found
            one = _named(mentions, tokens=tokens, at=i, index=index, after=taken)
            if one is not None:
                found.append(one)
                taken = max(i, *(k for k, t in enumerate(tokens) if t.start() < one.span.end))
    return found


def _head(tokens: list[re.Match[str]], *, at: int) -> bool:
    word = tokens[at][0]
    low = word.lower()
    before = tokens[at - 1][0].lower() if at else ""
    if low == "memorandum" and before in ("his", "her"):
        return False
    following = tokens[at + 1][0].lower() if at + 1 < len(tokens) else ""
    if following in ("organization", "organisation"):
        return False
    if word in _sets()["capital"]:
        named = at > 0 and tokens[at - 1][0][0].isupper()
        company = {t[0].lower() for t in tokens}
        return named and bool(company & (_sets()["company"] | _sets()["strong"]))
    if low in _sets()["ceasefire"] | {"peace", "nuclear"} and following in _sets()["strong"] | {
        "deal"
    }:
        return False  # the head comes next: "ceasefire agreement"
    return low in _sets()["strong"] or low in _sets()["weak"]


def _named(
    mentions: Mentions, *, tokens: list[re.Match[str]], at: int, index: int, after: int
) -> Named | None:
    text, head = mentions.text, tokens[at][0]
    start = at
    while start > after + 1 and at - start < WIDEST and _belongs(tokens, at=start - 1):
        start -= 1
    before = [t[0] for t in tokens[start:at]]
    while before and not before[0][0].isalnum():
        start, before = start + 1, before[1:]
    low = [w.lower() for w in before]
    if " ".join([*low[-1:], head.lower()]) in lists("agreements")["bodies"]:
        return None
    if (low and (set(low) & _sets()["other"])) or _business(text, span=mentions.sentences[index]):
        return None
    article = tokens[start - 1][0].lower() if start > after + 1 and start > 0 else ""
    span = Span(tokens[start].start(), tokens[at].end())
    if titled := _title(text, head=span, first=at == 0):
        return Named(
            span=titled,
            head=head.lower(),
            article="",
            proper=True,
            plain=False,
            subject=True,
            sentence=index,
            title=True,
        )
    span, time = _dated(mentions, span=span)
    proper = time is not None or (
        any(w[0].isupper() for w in before) and _name_like(before, tokens=tokens, at=start)
    )
    proper = proper or head in _sets()["capital"] or (head[0].isupper() and bool(before))
    if not proper and at and head.istitle() and (own := _SUBJECT.match(text, span.end)):
        proper, span = True, Span(span.start, own.end())
    subject = bool(set(low) & _sets()["subjects"])
    if head.lower() == "statement" and not (set(low) & _sets()["joint"]):
        return None
    if head.lower() in _sets()["weak"] and not (
        proper
        or subject
        or article in ("the", "that", "this")
        or _BROKERED.match(text, tokens[at].end(), mentions.sentences[index].end)
    ):
        return None
    if not proper:
        span = _about(text, span=span, end=mentions.sentences[index].end)
    also = _called(text, at=span.end, end=mentions.sentences[index].end)
    return Named(
        span=span,
        head=head.lower(),
        article=article,
        proper=proper,
        plain=not before and time is None,
        subject=subject,
        time=time,
        also=also,
        sentence=index,
    )


_SUBJECT = re.compile(
    r"\s+(?:on|for|of|between)\s(?:(?:the|a|an|of|in|on|for|and|between|its|[A-Z][\w’'-]*)\s+)*"
    r"[A-Z][\w’'-]*[\w]"
)
"""After a head written large: "the Memorandum on a Ceasefire in the Kumba Valley"."""
_BROKERED = re.compile(r"\s+(?:(?:that|which)\s+was\s+)?(?:brokered|mediated)\s+by\b")
_LINE = re.compile(r"[^\n]{12,160}")
_ON_WHAT = re.compile(r"[^\W_]+\s+(?:on|for|between|of|concerning)\s", re.IGNORECASE)


def _title(text: str, *, head: Span, first: bool) -> Span | None:
    """The line that is a document's own title: "AGREEMENT ON A CESSATION OF HOSTILITIES"."""
    if not first or (head.start and text[head.start - 1] != "\n"):
        return None
    line = _LINE.match(text, head.start)
    if not line or line[0].rstrip()[-1:] in ".:,;" or not _ON_WHAT.match(line[0]):
        return None
    words = WORD.findall(line[0])
    large = [w for w in words if w[0].isupper()]
    if 2 * len(large) < len(words) or len(words) > 20:
        return None
    return Span(head.start, head.start + len(line[0].rstrip()))


def _belongs(tokens: list[re.Match[str]], *, at: int) -> bool:
    word = tokens[at][0]
    low = word.lower()
    if word in '"“':
        return False
    if not word[0].isalnum():
        return False
    if low in ("the", "a", "an", "this", "that", "no") or word.endswith(("'s", "’s")):
        return False
    if low in _MONTHS or word.isdigit():
        return True
    return low not in _stops() and not (
        low.endswith("ing") and word.islower() and low not in ("fishing", "sharing", "trading")
    )


def _name_like(before: list[str], *, tokens: list[re.Match[str]], at: int) -> bool:
    """Whether the capitals before a head make a name and do not just open the sentence."""
    capitals = [w for w in before if w[0].isupper()]
    if at == 0 and capitals == before[:1] and before[0].lower() in _sets()["other"]:
        return False
    if at == 0 and capitals == before[:1] and before[0].lower() in _sets()["subjects"] | {"peace"}:
        return False
    return bool(capitals)


def _business(text: str, *, span: Span) -> bool:
    words = {m[0].lower() for m in WORD.finditer(text, span.start, span.end)}
    return bool(words & _sets()["business"])


def _dated(mentions: Mentions, *, span: Span) -> tuple[Span, Time | None]:
    """The phrase with its date: "10 November agreement", "protocol of May 2016"."""
    text = mentions.text
    first = bisect_left(mentions.times, span.start - 20, key=lambda t: t.span.start)
    for time in mentions.times[first:]:
        own = time.span
        if own.start > span.end + 20:
            break
        if time.label != "DATE" or time.start is None or not _DIGIT.search(own.of(text)):
            continue
        if own.overlaps(span):
            return Span(min(span.start, own.start), max(span.end, own.end)), time
        joined = _OF_DATE.match(text, span.end, own.start + 1)
        if joined and "from" in joined[0] and ceasefire(text[span.start : span.end].split()[-1]):
            continue  # a ceasefire "from 15 May" begins then
        if joined and joined.end() in (own.start, own.start - 4):
            signed = "signed" in joined[0]
            return (span if signed else Span(span.start, own.end)), time
    return span, None


def _about(text: str, *, span: Span, end: int) -> Span:
    """The phrase with what it is about: "memorandum on joint patrols"."""
    match = _ON.match(text, span.end, end)
    if not match:
        return span
    stop = match.end()
    for count, word in enumerate(_TOKEN.finditer(text, match.end(), end)):
        low = word[0].lower()
        starting = count == 0 and low in ("the", "a", "an")
        if not word[0][0].isalnum() or (low in _stops() and not starting) or count > 6:
            break
        if word[0].isdigit() or low in _MONTHS:
            break
        stop = word.end()
    return Span(span.start, stop) if stop > match.end() else span


def _called(text: str, *, at: int, end: int) -> Span | None:
    match = _CALLED.match(text, at, end)
    name = _NAME.match(text, match.end(), end) if match else None
    if not name:
        return None
    group = 1 if name[1] else 2
    words = {w.lower() for w in WORD.findall(name[group])}
    if not words & (_sets()["strong"] | _sets()["weak"] | {w.lower() for w in _sets()["capital"]}):
        return None
    return Span(name.start(group), name.end(group))
