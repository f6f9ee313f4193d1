"""Fails when a score falls below its floor: on the examples always, on ../shared where it lies.

python evals/floors.py            the examples, and on ../shared what takes a few minutes
python evals/floors.py --all      every measure of evals/run.py
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Run as a script, only this folder is searched; its file names are not to hide others.
sys.path[0] = str(ROOT)
# Figures that a small machine gives within minutes; speed depends on what else it does.
QUICK = ("dumps", "statements", "names", "times", "places", "events", "coreference")


def main() -> int:
    """0 if no floor is broken, else 1."""
    from evals.compare import scores
    from evals.examples import verdict
    from evals.measures import MEASURES, SHARED
    from evals.run import below

    from onrecord.reader import load

    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--all", action="store_true", help="every measure")
    args = parser.parse_args()
    floors = tomllib.loads((ROOT / "evals/floors.toml").read_text("utf8"))
    measured = scores(verdict(reader=load()).counts)
    broken = [
        f"{name} {measured[name]} is below {floor}"
        for name, floor in floors["examples"].items()
        if measured[name] < floor
    ]
    print(f"floors: {len(floors['examples'])} on the example pages", flush=True)
    if not SHARED.is_dir():
        print("floors: ../shared is absent, nothing is measured there")
    else:
        for group in MEASURES if args.all else QUICK:
            with tempfile.TemporaryDirectory() as folder:
                for one in MEASURES[group](Path(folder)):
                    print(f"floors: {one.name} {one.value:.1f}", flush=True)
                    if below(one.name, one.value, floors["shared"]):
                        limit = floors["shared"].get(one.name, 0)
                        broken.append(f"{one.name} {one.value:.1f} breaks {limit}")
    for line in broken:
        print(f"floors: {line}", file=sys.stderr)
    return int(bool(broken))


if __name__ == "__main__":
    raise SystemExit(main())
