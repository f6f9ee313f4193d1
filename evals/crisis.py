"""Reads the example crisis into a store and says how much of its golden files came out.

python evals/crisis.py                   the measures
python evals/crisis.py --misses          and every miss and invention, one a line
python evals/crisis.py --misses --only dispute     those that begin so
python evals/crisis.py --store PATH      an existing store of the corpus; nothing is added

The program is used from its command line: `add` of the pages, then of those that were read again,
then its lists as JSON Lines; actors and agreements, which no command lists, come through the
store's API. What counts as found is told where it is compared: events, reports, copies and
happenings in `evals/crisis_events.py`, the rest in `evals/crisis_sides.py`.
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CRISIS = ROOT / "examples/crisis"
if str(ROOT) not in sys.path:  # run as a script, only its own folder is searched
    sys.path[0] = str(ROOT)


def onrecord(*args: str) -> list[dict[str, Any]]:
    """The JSON Lines that a command prints."""
    command = [sys.executable, "-m", "onrecord", *args]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        raise RuntimeError(f"{' '.join(args[:3])}: {done.stderr.strip()}")
    lines = done.stdout.splitlines()
    return [json.loads(line) for line in lines if line.startswith("{")]


def ask(store: str, *args: str) -> list[dict[str, Any]]:
    """What a list of the store gives; nothing where the program has no such command."""
    try:
        return onrecord(*args, "--jsonl", "--store", store)
    except RuntimeError as error:
        print(f"not measured: {error}", file=sys.stderr)
        return []


def world(store: str | None = None) -> Any:
    """The golden files and what the program makes of the corpus."""
    from evals.crisis_golden import World, load

    case = load(CRISIS / "golden")
    read = onrecord("extract", str(CRISIS / "pages"), str(CRISIS / "again"))
    with tempfile.TemporaryDirectory() as folder:
        if store is None:
            store = f"{folder}/crisis.db"
            for part in ("pages", "again"):
                onrecord("add", "--store", store, str(CRISIS / part))
        lists = {
            name: ask(store, name, "--limit", "0") for name in ("stories", "events", "disputes")
        }
        kinds = {f"{kind}s": derived(store, kind) for kind in ("actor", "agreement")}
        uses = mentions(store)
    for actor in kinds["actors"]:
        actor["mentions"] = [m for item in actor["items"] for m in uses.get(item, [])]
    return World(case=case, read=read, **lists, **kinds)


def derived(store: str, kind: str) -> list[dict[str, Any]]:
    """All derived lines of a kind that no command lists."""
    from onrecord.store import Filter, Store

    with Store(Path(store)) as held:
        return list(held.each(kind, Filter()))


def mentions(store: str) -> dict[str, list[dict[str, str]]]:
    """The stories that use each name of an actor, in which words: `{story, name}` by its id."""
    asked = "SELECT i.id, u.story, u.line FROM uses AS u JOIN items AS i ON i.number = u.item"
    out: dict[str, list[dict[str, str]]] = {}
    with closing(sqlite3.connect(store)) as held:
        for item, story, line in held.execute(f"{asked} WHERE u.stage = 'actor'"):
            told = [{"story": story, "name": name} for name in json.loads(line)["names"]]
            out.setdefault(item, []).extend(told)
    return out


def verdict(made: Any) -> tuple[Any, dict[str, float]]:
    """What was counted, and the measures in percent."""
    from evals import crisis_events, crisis_sides
    from evals.compare import scores
    from evals.golden import Verdict

    total = Verdict()
    more: dict[str, float] = {}
    for name in made.case["story"]:
        told = f"{name['name']} was not read"
        total.check("story", right=name["name"] in made.bound, told=told)
    crisis_events.compare_events(made, total)
    crisis_events.compare_reports(made, total)
    crisis_events.compare_apart(made, total)
    crisis_events.compare_copies(made, total)
    more |= crisis_events.compare_happenings(made, total)
    more |= crisis_sides.compare_links(made, total)
    crisis_sides.compare_disputes(made, total)
    crisis_sides.compare_outcomes(made, total)
    crisis_sides.compare_responses(made, total)
    crisis_sides.compare_agreements(made, total)
    crisis_sides.compare_notices(made, notices(made), total)
    return total, scores(total.counts) | more


def notices(made: Any) -> list[dict[str, Any]]:
    """What the store's stories say that they take back: `corrects`, `retracts` of a story line."""
    out: list[dict[str, Any]] = []
    for story in made.stories:
        for kind, key in (("correction", "corrects"), ("retraction", "retracts")):
            said = {"kind": kind, "story": story["id"]}
            out.extend({**said, "takes_back": one} for one in story.get(key) or ())
    return out


def main() -> None:
    """Prints the measures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--misses", action="store_true", help="list every miss and invention")
    parser.add_argument("--only", default="", help="of --misses, those that begin so")
    parser.add_argument("--store", help="a store of the corpus, made before")
    args = parser.parse_args()
    total, measures = verdict(world(args.store))
    for name, value in sorted(measures.items()):
        of = total.counts.get((name, "of"))
        print(f"{name:32}{value:7}" + (f"   of {of}" if of else ""))
    if args.misses:
        print(*[w for w in total.wrong if w.startswith(args.only)], sep="\n")


if __name__ == "__main__":
    main()
