"""Reads the example pages and says how much of their golden files was found.

python evals/examples.py            the measures, floors beside them
python evals/examples.py --wrong    and every difference, one a line
python evals/examples.py --only 09  of the pages whose name starts so
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
if str(ROOT) not in sys.path:  # run as a script, only its own folder is searched
    sys.path.insert(0, str(ROOT))


def lines_of(page: Path, *, reader: Any) -> list[dict[str, Any]]:
    """What `onrecord extract` prints for a page; a failure is an error here."""
    from onrecord import sources
    from onrecord.errors import Failed

    lines: list[dict[str, Any]] = []
    for document in sources.read([str(page)]):
        if isinstance(document, Failed):
            raise RuntimeError(str(document))
        reading = reader.read(document)
        if reading.failed:
            raise RuntimeError(str(reading.failed[0]))
        lines.extend(reading.lines())
    return lines


def verdict(*, reader: Any, only: str = "") -> Any:
    """The counts of all example pages together, and all that is wrong."""
    from evals.compare import compare
    from evals.golden import Verdict, load

    total = Verdict()
    for path in sorted((EXAMPLES / "golden").glob(f"{only}*.toml")):
        case = load(path)
        one = compare(case, lines_of(EXAMPLES / "pages" / case["page"], reader=reader))
        total.counts.update(one.counts)
        total.wrong.extend(one.wrong)
    return total


def main() -> None:
    """Prints the measures."""
    from evals.compare import scores

    from onrecord.reader import load as load_reader

    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--wrong", action="store_true", help="list every difference")
    parser.add_argument("--only", default="", help="pages whose name starts so")
    args = parser.parse_args()
    total = verdict(reader=load_reader(), only=args.only)
    for name, value in scores(total.counts).items():
        of = total.counts.get((name, "of"))
        print(f"{name:32}{value:7}" + (f"   of {of}" if of else ""))
    if args.wrong:
        print(*total.wrong, sep="\n")


if __name__ == "__main__":
    main()
