"""Prints every figure that the project is judged by, on the data beside it.

python evals/run.py                      all of them
python evals/run.py --only events        one group: pages dumps statements names times places
                                         sentences events coreference speed
python evals/run.py --json               for a program
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# Run as a script, only this folder is searched; its file names are not to hide others.
sys.path[0] = str(ROOT)


def main() -> int:
    """0, or 1 where a figure is below its floor."""
    from evals.measures import MEASURES, SHARED, Measure

    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--only", action="append", choices=MEASURES, help="one group of figures")
    parser.add_argument("--json", action="store_true", help="one JSON array")
    args = parser.parse_args()
    if not SHARED.is_dir():
        print("../shared is absent: nothing is measured", file=sys.stderr)
        return 0
    tables = tomllib.loads((ROOT / "evals/floors.toml").read_text("utf8"))
    floors, aims = tables["shared"], tables["aims"]
    found: list[Measure] = []
    broken = False
    for group in args.only or MEASURES:
        with tempfile.TemporaryDirectory() as folder:
            for one in MEASURES[group](Path(folder)):
                found.append(one)
                low = below(one.name, one.value, floors)
                broken |= low
                if not args.json:
                    reach, aim = aims.get(one.name, ("", ""))
                    mark = "BELOW" if low else ""
                    floor = floors.get(one.name, "")
                    print(
                        f"{one.name:26}{one.value:9.1f}  floor {floor!s:6} reach {reach!s:6}"
                        f" aim {aim!s:6}{mark:6} {one.detail}",
                        flush=True,
                    )
    if args.json:
        table = [{"name": m.name, "value": round(m.value, 1), "detail": m.detail} for m in found]
        print(json.dumps(table, indent=1, ensure_ascii=False))
    return int(broken)


def below(name: str, value: float, floors: dict[str, float]) -> bool:
    """Whether a figure breaks its floor; memory and mismatches are ceilings.

    >>> below("events.typed", 59.0, {"events.typed": 60.0})
    True
    >>> below("speed.megabytes", 700.0, {"speed.megabytes": 1000.0})
    False
    """
    if name.startswith("evidence."):
        return value > 0
    if name not in floors:
        return False
    return value > floors[name] if name == "speed.megabytes" else value < floors[name]


if __name__ == "__main__":
    raise SystemExit(main())
