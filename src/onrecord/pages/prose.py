"""How much a block of a page looks like running prose, by itself: numbers for a linear model."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from onrecord.pages.blocks import Block

# letters, and the vowel signs that Python takes for none
_SIGNS = (
    "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0900-\u0903\u093a-\u094f\u0981-\u09cd"
    "\u0a01-\u0a4d\u0b82-\u0bcd\u0c00-\u0d4d"
)
_WORD = re.compile(rf"[^\W\d_]+(?:[{_SIGNS}]+[^\W\d_]*)*")
_DENSE = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\u0e00-\u0e7f\u0e80-\u0eff\u1000-\u109f\u1780-\u17ff]"
)
_MARK = re.compile(r"[.!?。！？؟।۔](?=[\s\"”’»)]|$)|[。！？]")
_COMMA = re.compile(r"[,،、，;；]")
_QUOTE = re.compile(r"[\"“”„«»「」『』]")
_ODD = re.compile(r"https?://|www\.|@|[©®|•›▶►→#/]|\.com\b")
_DIGIT = re.compile(r"\d")

LOCAL = (
    "words", "long", "short", "ends", "colon", "marks", "commas", "quotes", "odd", "digits",
    "capitals", "common", "repeated", "lower", "question", "bracket",
    "shouted",
)  # fmt: skip


def size(text: str) -> int:
    """Words in `text`; in scripts without spaces two characters count as a word.

    >>> size("Talks ended"), size("会談は終わった")
    (2, 4)
    """
    dense = len(_DENSE.findall(text))
    plain = _DENSE.sub(" ", text) if dense else text
    return len(_WORD.findall(plain)) + math.ceil(dense / 2)


def common(found: Sequence[Block]) -> frozenset[str]:
    """The page's own function words: its commonest short words in long blocks, any language."""
    counts: Counter[str] = Counter()
    for block in found:
        if len(block.text) >= 120:
            counts.update({word.lower() for word in _WORD.findall(block.text) if len(word) <= 5})
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return frozenset(word for word, count in ranked[:40] if count >= 2)


def local(found: Sequence[Block]) -> list[list[float]]:
    """For each block the numbers named in `LOCAL`, each about 0 to 1, from the block alone."""
    usual = common(found)
    times = Counter(block.text for block in found)
    return [_one(block, usual, times[block.text]) for block in found]


def _one(block: Block, usual: frozenset[str], times: int) -> list[float]:
    text = block.text
    words = _WORD.findall(text[:4000])
    count = size(text[:4000])
    per = max(count, 1.0)
    upper = sum(word[0].isupper() for word in words) / max(len(words), 1)
    return [
        min(math.log1p(count) / 5, 1.0),
        float(count >= 25),
        float(count <= 4),
        float(block.ends and not text.endswith((":", ";"))),
        float(text.endswith(":")),
        min(len(_MARK.findall(text[:4000])) / 4, 1.0),
        min(len(_COMMA.findall(text[:4000])) / per * 8, 1.0),
        float(bool(_QUOTE.search(text))),
        min(len(_ODD.findall(text[:4000])) / per * 5, 1.0),
        min(len(_DIGIT.findall(text[:4000])) / max(len(text), 1) * 5, 1.0),
        upper,
        min(sum(word.lower() in usual for word in words) / per * 3, 1.0),
        float(times > 1),
        float(text[:1].islower()),
        float(text.endswith(("?", "？", "؟"))),
        float(text[:1] in "([{" or text.endswith((")", "]"))),
        float(len(words) >= 4 and text.isupper()),
    ]


def prose(block: Block) -> float:
    """Words of a block that looks like a sentence, 0 for others: the mass an article is made of."""
    count = size(block.text)
    return min(count, 80.0) if count >= 8 and block.ends else 0.0
