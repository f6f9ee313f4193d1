"""How much of each block another reader of the same page has chosen as article text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.pages.blocks import Block

_WORD = re.compile(r"\w+")
_NO_WORD = re.compile(r"\W+")


def votes(found: Sequence[Block], chosen: str) -> list[float]:
    """For each block the share of its runs of four words that occur in `chosen`, 0 to 1.

    Blocks of fewer words must be a line of `chosen`.

    >>> from onrecord.pages.blocks import blocks
    >>> votes(blocks("Menu\\nTalks ended in Riga today."), "Talks ended in Riga today.")
    [0.0, 1.0]
    """
    if not chosen:
        return [0.0] * len(found)
    words = _WORD.findall(chosen)
    runs = set(zip(words, words[1:], words[2:], words[3:], strict=False))
    # trafilatura writes a row of a table as a line with bars between the cells
    lines = {_NO_WORD.sub("", line) for line in re.split(r"[\n|]", chosen)}
    return [_vote(block.text, runs, lines) for block in found]


def _vote(text: str, runs: set[tuple[str, str, str, str]], lines: set[str]) -> float:
    words = _WORD.findall(text)
    if len(words) < 4:
        return float(_NO_WORD.sub("", text) in lines)
    own = list(zip(words, words[1:], words[2:], words[3:], strict=False))
    return sum(run in runs for run in own) / len(own)
