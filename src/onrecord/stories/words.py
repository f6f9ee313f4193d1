"""The words of a text as stems, and how much each says: a rare word says more than a common one.

How common a word is comes from a table that ships with the language, never from the store: else
the order in which stories arrive would matter.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from onrecord.languages.phrases import WORD

UNSEEN = 3
"""Added to the number of texts that have a word, so that the rarest words, most of them names and
slips, do not outweigh all others. 3 was better than 1 on ECB+'s train part (2026-11-27)."""

_DOUBLED = re.compile(r"([bdfgmnprt])\1$")
_VOWEL = re.compile(r"[aeiouy]")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word without the plain endings of English, in lower case; good for comparing only.

    >>> [stem(w) for w in ("Talks", "talked", "parties", "Army’s", "stopping", "ceasefires")]
    ['talk', 'talk', 'parti', 'armi', 'stop', 'ceasefir']
    """
    word = re.sub(r"'s?$", "", word.lower().replace("’", "'"))
    if len(word) < 4 or not word.isalpha():
        return word
    if word.endswith("ies") and len(word) > 4:
        word = word[:-3] + "y"
    elif word.endswith(("sses", "ches", "shes", "xes")):
        word = word[:-2]
    elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= 3 and _VOWEL.search(rest):
            word = _DOUBLED.sub(r"\1", rest)
            break
    if word.endswith("e") and len(word) > 4:
        word = word[:-1]
    if word.endswith("y") and len(word) > 3:
        word = word[:-1] + "i"
    return word


def stems(text: str) -> Iterator[tuple[str, int, int]]:
    """Each word's stem and its place in the text.

    >>> list(stems("Talks ended."))
    [('talk', 0, 5), ('end', 6, 11)]
    """
    return ((stem(m[0]), m.start(), m.end()) for m in WORD.finditer(text))


@lru_cache(maxsize=4)
def table(language: str = "en") -> tuple[int, dict[str, int]]:
    """The number of texts that were counted, and of those that have each stem at least twice."""
    path = files("onrecord.languages") / language / "words.tsv"
    lines = path.read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return int(rows[0][1]), {stem: int(count) for stem, count in rows[1:]}


def weight(stem: str, *, language: str = "en") -> float:
    """How much a word says: the logarithm of how few texts have it, at least 0.

    >>> weight("said") < weight("ceasefir") < weight("zvornik")
    True
    """
    texts, counts = table(language)
    return max(0.0, math.log(texts / (UNSEEN + counts.get(stem, 0))))
