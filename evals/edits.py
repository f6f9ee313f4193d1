"""Edits that outlets make to agency copy, made up from a seed: cut, moved, renamed, reworded."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence

from onrecord.languages.phrases import WORD

Edit = Callable[[list[str], random.Random, Sequence[str]], list[str]]
TAGS = ("(AFP)", "Reuters contributed to this report.", "With AP", "© 2016 The Associated Press")


def paragraphs(text: str) -> list[str]:
    """A text's paragraphs; where it has fewer than six, its sentences two by two."""
    parts = [p for p in re.split(r"\n\s*\n|\n", text) if p.strip()]
    if len(parts) >= 6:
        return parts
    sentences = [s for p in parts for s in re.split(r"(?<=[.!?]) +", p)]
    return [" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2)]


def cut(parts: list[str], chance: random.Random, words: Sequence[str]) -> list[str]:
    """The end is gone: 30 to 60 of 100 paragraphs."""
    return parts[: max(2, round(len(parts) * chance.uniform(0.4, 0.7)))]


def moved(parts: list[str], chance: random.Random, words: Sequence[str]) -> list[str]:
    """The paragraphs in another order."""
    return chance.sample(parts, len(parts))


def renamed(parts: list[str], chance: random.Random, words: Sequence[str]) -> list[str]:
    """Another headline and another first paragraph."""
    new = [" ".join(chance.choices(words, k=n)).capitalize() for n in (9, chance.randint(25, 40))]
    lead = 2 if len(parts) > 3 and len(parts[1].split()) <= 80 else 1
    return [*new, *parts[lead:]]


def reworded(parts: list[str], chance: random.Random, words: Sequence[str]) -> list[str]:
    """One word of five is another word."""

    def other(match: re.Match[str]) -> str:
        return chance.choice(words) if chance.random() < 0.2 else match[0]

    return [WORD.sub(other, p) for p in parts]


def tagged(parts: list[str], chance: random.Random, words: Sequence[str]) -> list[str]:
    """An agency is named at the end, and an editor's hand took out a paragraph."""
    drop = chance.randrange(len(parts))
    return [*(p for at, p in enumerate(parts) if at != drop or len(parts) < 4), chance.choice(TAGS)]


EDITS: dict[str, tuple[Edit, ...]] = {
    "cut": (cut,),
    "moved": (moved,),
    "renamed": (renamed,),
    "reworded": (reworded,),
    "tagged": (tagged,),
    "cut, renamed": (cut, renamed),
    "moved, tagged, reworded": (moved, tagged, reworded),
    "cut, renamed, reworded": (cut, renamed, reworded),
}


def edited(text: str, *, edit: str, seed: str, words: Sequence[str]) -> str:
    """The text with an edit of `EDITS`; `words` are what it takes new words from."""
    chance = random.Random(seed)
    parts = paragraphs(text)
    for step in EDITS[edit]:
        parts = step(parts, chance, words)
    return "\n\n".join(parts)
