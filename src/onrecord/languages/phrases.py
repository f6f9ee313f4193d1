"""Word lists of a language, and where their words and phrases stand in a text."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from onrecord.spans import Span

WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*|n['’]t")
"""A word with its inner hyphens, apostrophes and points: "Moscow-based", "U.S", "wasn't"."""

_TAIL = re.compile(r"(?:['’]s|['’])$|(?<=[^n])n['’]t$")


@lru_cache(maxsize=32)
def lists(name: str, *, language: str = "en") -> Mapping[str, Any]:
    """The tables of one TOML file of a language.

    >>> "said" in lists("cues")["forms"]
    True
    """
    path = files("onrecord.languages") / language / f"{name}.toml"
    return tomllib.loads(path.read_text("utf-8"))


_SPACES = dict.fromkeys((9, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " ")


def spaced(text: str) -> str:
    """The text with every kind of space inside a line as a plain one, all places kept.

    Only for looking: what is stored keeps the text as it stands.

    >>> spaced("10\u00a0November")
    '10 November'
    """
    return text.translate(_SPACES)


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: where, and the label of its list."""

    span: Span
    label: str
    phrase: str


class Phrases:
    """Phrases by label, found as whole words, upper and lower case alike, longest first.

    Looking is linear in the text: each word is looked up once, and only the phrases that begin
    with it are compared.

    >>> phrases = Phrases({"sure": ["it is clear"], "unsure": ["may", "it is"]})
    >>> [(h.label, h.span.start, h.span.end) for h in phrases.find("It is clear: May came.")]
    [('sure', 0, 11), ('unsure', 13, 16)]
    """

    __slots__ = ("_longest", "_phrases")

    def __init__(self, labelled: Mapping[str, Iterable[str]]) -> None:
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._longest = 1
        for label, phrases in labelled.items():
            for phrase in phrases:
                words = tuple(_folded(m[0]) for m in WORD.finditer(phrase))
                if words:
                    self._phrases.setdefault(words[0], []).append((words, label))
                    self._longest = max(self._longest, len(words))
        for entries in self._phrases.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str, *, start: int = 0, end: int | None = None) -> list[Hit]:
        """The phrases in `text[start:end]` in order; none overlaps another."""
        starts, ends, words = _words(text)
        first = bisect_left(ends, start + 1)
        last = bisect_left(starts, len(text) if end is None else end)
        if first < last and (starts[first] < start or (end is not None and ends[last - 1] > end)):
            return self._cut(text[start:end], start)
        found: list[Hit] = []
        at = first
        while at < last:
            for phrase, label in self._phrases.get(words[at], ()):
                stop = at + len(phrase)
                if stop <= last and words[at:stop] == phrase:
                    found.append(Hit(Span(starts[at], ends[stop - 1]), label, " ".join(phrase)))
                    at = stop
                    break
            else:
                at += 1
        return found

    def _cut(self, part: str, start: int) -> list[Hit]:
        """The phrases in a part that begins or ends within a word, which is read as it is cut."""
        return [
            Hit(Span(h.span.start + start, h.span.end + start), h.label, h.phrase)
            for h in self.find(part)
        ]


@lru_cache(maxsize=8)
def _words(text: str) -> tuple[list[int], list[int], tuple[str, ...]]:
    """Where the words of a text begin and end, and the words as they are compared.

    The rules look for a hundred lists in the sentences of one story.
    """
    places = [m.span() for m in WORD.finditer(text)]
    starts, ends = [a for a, _ in places], [b for _, b in places]
    return starts, ends, tuple(_folded(text[a:b]) for a, b in places)


def _folded(word: str) -> str:
    return word.lower().replace("’", "'")


def lemma(word: str, *, known: frozenset[str], forms: Mapping[str, str]) -> str | None:
    """The lemma in `known` that a word is a form of, or None.

    `forms` holds the irregular ones; the others are undone by the plain endings of English.

    >>> known = frozenset({"deny", "urge", "admit", "tell"})
    >>> words = ("denied", "urging", "admitted", "told", "ran")
    >>> [lemma(w, known=known, forms={"told": "tell"}) for w in words]
    ['deny', 'urge', 'admit', 'tell', None]
    """
    word = _TAIL.sub("", word.lower())
    if word in forms:
        return forms[word] if forms[word] in known else None
    for form in _stems(word):
        if form in known:
            return form
    return None


def _stems(word: str) -> Iterator[str]:
    yield word
    for ending, new in (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("d", ""), ("ed", "")):
        if word.endswith(ending):
            yield word[: -len(ending)] + new
    if word.endswith("ing"):
        yield word[:-3]
        yield word[:-3] + "e"
    for ending in ("ed", "ing"):
        stem = word[: -len(ending)]
        if word.endswith(ending) and len(stem) > 2 and stem[-1] == stem[-2]:
            yield stem[:-1]
