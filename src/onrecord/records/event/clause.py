"""The words around a trigger that belong to the same clause."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from onrecord.languages.phrases import WORD, lists
from onrecord.spans import Span

NEAR = 7
"""Words before a trigger in which an auxiliary or a negation still belongs to it."""
FAR = 240
"""Code points looked at on either side: a clause of news is shorter (2026-11-24)."""
_EDGE = re.compile(
    r"[;:—–\"“”()\n]|--|,(?=\s)|\b(?:who|which|while|but|when|whereas|because|although|though|after|before|since|where)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A trigger with what stands before and after it, lower case, nearest words only.

    `left` ends with the word before the trigger, `right` begins with the one after it; `sentence`
    is the whole sentence up to the trigger, `rest` all that follows it there.
    """

    left: str
    inside: str
    right: str
    sentence: str
    rest: str = ""

    @property
    def noun(self) -> bool:
        """Whether the trigger is an event's noun ("talks", "the visit"), not a verb."""
        words = [m[0] for m in WORD.finditer(self.inside)]
        if not words or words[-1] not in nouns() or _VERBAL.search(self.left):
            return False
        verb = words[0] in _tense()["past"] or words[0] in _tense()["holding"]
        return not verb and words[1:2] not in (["a"], ["an"], ["the"])

    @property
    def pointing(self) -> bool:
        """Whether the trigger is a noun that points back: "the meeting", not "a new meeting"."""
        words = self.inside.split()
        before = self.left.split()[-1:]
        if words and words[0] in _tense()["pointing"]:
            words, before = words[1:], words[:1]
        return self.noun and len(words) == 1 and bool(before) and before[0] in _tense()["pointing"]

    @property
    def known(self) -> bool:
        """Whether words before an event's noun take it for done: "responsible for the boycott"."""
        return self.noun and bool(_after_all().search(self.sentence))

    @property
    def done(self) -> bool:
        """Whether the trigger is told in the past: "held a meeting", "met", "the talks ended"."""
        if self.noun:
            return bool(_held().match(self.right)) or self.known
        words = self.inside.split()
        before = self.left.split()[-1:] or [""]
        table = _tense()
        if words and words[0] in table["had"]:
            return words[1:2] != ["to"] and not table["resolved"] & set(words[1:])
        first = next((w for w in words if not w.endswith("ly")), "")
        if first in table["resolved"]:
            return False
        past = first in table["past"] or (len(first) > 4 and first.endswith("ed"))
        return past and before[0] not in table["no_past"] and "if" not in self.left.split()


@lru_cache(maxsize=1)
def _held() -> re.Pattern[str]:
    return re.compile(rf"(?:\w+ly )?(?:{'|'.join(lists('events')['held'])})\b")


@lru_cache(maxsize=1)
def _after_all() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(lists('events')['after_all'])})(?: \S+)?$")


@lru_cache(maxsize=1)
def _tense() -> dict[str, frozenset[str]]:
    table = lists("events")
    return {
        k: frozenset(table[k])
        for k in ("past", "no_past", "had", "resolved", "pointing", "holding", "aux")
    }


_VERBAL = re.compile(r"\b(?:to|will|would|not|can|could|may|might|should|must)$")


@lru_cache(maxsize=1)
def nouns() -> frozenset[str]:
    """Nouns that name an event by themselves."""
    return frozenset(lists("events")["nouns"])


def clause(text: str, *, sentence: Span, trigger: Span) -> Clause:
    """The clause of a trigger.

    >>> said = "The envoys, who did not meet on Monday, will hold talks if both agree."
    >>> c = clause(said, sentence=Span(0, len(said)), trigger=Span(24, 28))
    >>> c.left, c.inside, c.right
    ('did not', 'meet', 'on monday')
    """
    trigger = _bare(text, trigger)
    start = max(sentence.start, trigger.start - FAR)
    end = min(max(sentence.end, trigger.end), trigger.end + FAR)
    before, after = text[start : trigger.start], text[trigger.end : end]
    edges = list(_EDGE.finditer(before))
    left = before[edges[-1].end() :] if edges else before
    edge = _EDGE.search(after)
    right = after[: edge.start()] if edge else after
    return Clause(
        left=_last(left),
        inside=plain_words(trigger.of(text)),
        right=_first(right),
        sentence=plain_words(before),
        rest=plain_words(after),
    )


def _bare(text: str, trigger: Span) -> Span:
    """The trigger without an auxiliary at its end: of "meeting was", the meeting."""
    head, space, last = trigger.of(text).rpartition(" ")
    if space and head.strip() and last.lower() in _tense()["aux"]:
        return _bare(text, Span(trigger.start, trigger.start + len(head.rstrip())))
    return trigger


_MONTH = re.compile(r"(?<=[^\W])(\s+)May\b|\bMay(?=\s+\d)")


def plain_words(words: str) -> str:
    """The words in lower case; the month of May is no "may"."""
    return " ".join(_MONTH.sub(r"\1maius", words).lower().replace("’", "'").split())


def _last(words: str) -> str:
    return " ".join(plain_words(words).split()[-NEAR - 3 :])


def _first(words: str) -> str:
    return " ".join(plain_words(words).split()[:NEAR])
