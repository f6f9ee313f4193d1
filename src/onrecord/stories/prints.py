"""A story's fingerprints: hashes of its runs of words, few enough to keep, and their places.

Two texts that share words in the same order share prints, whatever else was cut, added or moved.
Of a long text only the prints with the smallest hashes are kept, so that of any two texts the same
runs are kept, and the share of common prints stays a fair estimate of the share of common text.

Source: k-word shingles (Broder 1997), sampled by value with a bound that halves as a text grows
(Gibbons 2001).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b

from onrecord.stories.words import stems, weight

RUN = 3
"""Words in a run. With one word of five changed half of the runs of three words stay."""

MOST = 256
"""Prints kept of a text; from there on every second is left out, then three of four, ..."""

BITS = 48
"""Of a hash: 20 million keys in a store of a million stories then meet by chance 0.0001 times."""

TELLING = 8.0
"""What the words of a run weigh together at least for copies to be looked up by it, so that "one of
the" or a name with its office ("President Barack Obama") does not bring all stories together."""

ANCHORS = 20
"""Runs by which copies are looked up, those with the smallest hashes."""

_QUOTED = re.compile(r"“[^“”]{0,2000}”?|\"[^\"]{0,2000}\"|``.{0,2000}?''", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Prints:
    """The prints kept of a text in its order, with their places, and the number of its words.

    `bound`: only hashes below it were kept. `quoted`: which of the prints stand in quotation
    marks, by number. `paragraphs`: where they begin. `anchors`: the runs by which copies are looked
    up.
    """

    words: int
    bound: int
    hashes: tuple[int, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    quoted: tuple[int, ...]
    paragraphs: tuple[int, ...]
    anchors: tuple[int, ...]


def prints(text: str) -> Prints:
    """The prints of a text.

    >>> a = prints("The two ministers signed the ceasefire in Velda on Sunday.")
    >>> b = prints("In Velda on Sunday: ministers signed a ceasefire, and the two then left.")
    >>> len(a.hashes), len(set(a.hashes) & set(b.hashes))
    (8, 2)
    """
    said = list(stems(text))
    runs = [
        (_hash(s for s, _, _ in run), run[0][1], run[-1][2])
        for run in zip(*(said[at:] for at in range(RUN)), strict=False)
    ]
    bound = 1 << BITS
    while sum(h < bound for h, _, _ in runs) > MOST:
        bound //= 2
    kept = [run for run in runs if run[0] < bound]
    quotes = [(m.start(), m.end()) for m in _QUOTED.finditer(text)]
    weights = [weight(s) for s, _, _ in said]
    telling = {h for at, (h, _, _) in enumerate(runs) if sum(weights[at : at + RUN]) >= TELLING}
    return Prints(
        words=len(said),
        bound=bound,
        hashes=tuple(h for h, _, _ in kept),
        starts=tuple(start for _, start, _ in kept),
        ends=tuple(end for _, _, end in kept),
        quoted=tuple(
            at
            for at, (_, start, end) in enumerate(kept)
            if any(a <= start and end <= b for a, b in quotes)
        ),
        paragraphs=tuple(m.start() for m in re.finditer(r"(?m)^[^\S\n]*\S.*$", text)),
        anchors=tuple(sorted(telling)[:ANCHORS]),
    )


def _hash(words: Iterable[str]) -> int:
    """The same on every machine, unlike Python's own."""
    digest = blake2b(" ".join(words).encode(), digest_size=BITS // 8).digest()
    return int.from_bytes(digest)
