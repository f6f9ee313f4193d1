"""Measures event coreference on files in the shape of ECB+'s: gold mentions, topics not given.

    python evals/ecbplus.py MENTIONS.json CORPUS.txt

Printed: MUC, B-cubed and CEAF-e of the same-stem baseline, then of the pair scorer that the product
merges events with; the last line is the mean of the three F1 in percent.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Run as a script, only this folder is searched; its file names are not to hide others.
sys.path[:1] = [str(ROOT), str(ROOT / "src")]


def show(name: str, right: Mapping[str, object], ours: Mapping[str, object]) -> float:
    """Prints a line of figures; the mean F1 in percent."""
    from evals.coreference import b_cubed, ceaf_e, conll, muc

    print(name)
    for label, measure in (("muc", muc), ("b3", b_cubed), ("ceaf-e", ceaf_e)):
        found = measure(right, ours)
        print(
            f"  {label:7} precision {100 * found.precision:5.1f}  recall {100 * found.recall:5.1f}"
            f"  f1 {100 * found.f1:5.1f}"
        )
    mean = 100 * conll(right, ours)
    print(f"  conll {mean:.1f}")
    return mean


def main() -> None:
    """Prints the figures."""
    from evals.mention_pairs import THRESHOLD, grouped, mentions, scores

    from onrecord.stories.words import stem

    found = mentions(Path(sys.argv[1]), Path(sys.argv[2]))
    right = {m.telling.id: m.chain for m in found}
    print(f"{len(found)} mentions, {len(set(right.values()))} events")
    show("same stem", right, {m.telling.id: stem(m.words.split()[-1]) for m in found})
    tellings = [m.telling for m in found]
    mean = show("ours", right, grouped(tellings, scores(tellings), threshold=THRESHOLD))
    print(f"conll {mean:.1f}")


if __name__ == "__main__":
    main()
