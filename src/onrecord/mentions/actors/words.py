"""The words of a text as the actor rules see them: with their places, case and possessives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.mentions.mention import Tag
from onrecord.spans import Span

TOKEN = re.compile(
    r"(?:U\.S\.A?\.?|U\.N\.|U\.K\.)(?!\w)|(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Sgt|Capt|Adm|Gov|Sen|Rep)\.|"
    r"\d{1,3}(?:[.,]\d{3})+(?!\d)|[^\W_]+(?:[-.’'][^\W_]+)*|[^\w\s]|_"
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word or sign; `tag` is the index of the name that it lies in, -1 if in none."""

    start: int
    end: int
    text: str
    low: str
    tag: int
    possessive: bool

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


def split(text: str, *, names: Sequence[Tag]) -> list[Word]:
    """The words of `text` in order; "Russia's" is the word Russia, marked possessive.

    >>> [(w.text, w.possessive) for w in split("Russia's army left.", names=())]
    [('Russia', True), ('army', False), ('left', False), ('.', False)]
    """
    found: list[Word] = []
    order = sorted(range(len(names)), key=lambda i: names[i].span)
    at = 0
    for match in TOKEN.finditer(text):
        start, end, word = match.start(), match.end(), match.group()
        while at < len(order) and names[order[at]].span.end <= start:
            at += 1
        tag = -1
        if at < len(order) and names[order[at]].span.start < end:
            tag = order[at]
        owned = word.endswith(("'s", "’s"))
        if owned:
            word = word[:-2]
            end -= 2
        else:
            owned = word.endswith("s") and text[end : end + 1] in ("'", "’") and _owner(text, end)
        found.append(Word(start, end, word, word.lower(), tag, owned))
    return found


def _owner(text: str, end: int) -> bool:
    """Whether an apostrophe after a final s stands before a word: "the rebels' leader"."""
    return text[end + 1 : end + 2] == " " and text[end + 2 : end + 3].isalpha()


def between(words: Sequence[Word], first: int, last: int) -> Span:
    """The span from word `first` to word `last`, both included."""
    return Span(words[first].start, words[last].end)
