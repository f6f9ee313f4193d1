"""Whether the order of arrival shows: stories merged in many orders must give the same record.

    python evals/shuffles.py [--orders 50] [--stories 200] [--lines FILE] [--jobs 2]

FILE holds lines of `onrecord extract`; without it the example corpus is read. It is filled up to
the number of stories with further printings. Each order is cut into batches at other places, so
that stories also come together that came apart before. Compared are all derived lines, ids
included, what they are found by, and what each story is tied to. The last line says in how many
orders they were the same.

The pages are read once. What two items score is remembered from one order to the next, as it
depends on nothing but the two items; items, groups, lines and ids are made anew in each.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Any

from onrecord.jsonlines import dumps
from onrecord.linking import actors, agreements, places
from onrecord.merging import attached, chained, disputes, events, outcomes
from onrecord.sources import Document
from onrecord.store import Store
from onrecord.stories import copies, happenings

Page = list[dict[str, Any]]

ASKED = (
    "SELECT id, kind, type, status, first_day, last_day, happening, disputed, reports, words, line"
    " FROM derived",
    "SELECT d.id, o.outlet FROM derived_outlets AS o JOIN derived AS d ON d.number = o.derived",
    "SELECT d.id, r.record FROM derived_rests AS r JOIN derived AS d ON d.number = r.derived",
    "SELECT id, copy_of, happening FROM stories",
    "SELECT number, id, home, level FROM items",
)


def pages(lines: Sequence[str]) -> list[Page]:
    """The lines by page: story lines and their records."""
    out: dict[str, Page] = {}
    of: dict[str, str] = {}
    for value in map(json.loads, lines):
        if value["kind"] == "story":
            of[value["id"]] = value["page"]
            out.setdefault(value["page"], []).append(value)
        elif value["kind"] != "mention":
            out[of[value["story"]]].append(value)
    return list(out.values())


def more(some: Sequence[Page], *, number: int, seed: int = 0) -> list[Page]:
    """So many stories: those given, and further printings of them by another outlet, some without
    a date, with a last part left out, and with the records that stand in what is left."""
    rng = random.Random(seed)
    single = [p for p in some if sum(v["kind"] == "story" for v in p) == 1]
    told = sum(v["kind"] == "story" for p in some for v in p)
    return [*some, *(another(rng.choice(single), rng=rng, number=n) for n in range(told, number))]


def another(page: Page, *, rng: random.Random, number: int) -> Page:
    """A further printing of a story."""
    story = page[0]
    cut = rng.randint(len(story["text"]) // 2, len(story["text"]))
    identity = f"made-{number}-{story['id']}"
    changed = story | {
        "id": identity,
        "text": story["text"][:cut],
        "outlet": f"Made Outlet {rng.randint(1, 9)}",
        "url": None,
        "copy_of": None,
    }
    if rng.random() < 0.1:
        changed["published"] = None
    names = {
        r["id"]: hashlib.sha256(f"{identity}{r['id']}".encode()).hexdigest()[:16] for r in page[1:]
    }
    kept = [r for r in page[1:] if all(e["end"] <= cut for e in r["evidence"])]
    told = dumps([{"story": identity, **r} | {"story": identity} for r in kept])
    for old, new in names.items():
        told = told.replace(f'"{old}"', f'"{new}"')
    return [changed, *json.loads(told)]


def merged(some: Sequence[Page], *, path: Path, rng: random.Random) -> list[Any]:
    """All that is derived of pages in that order, merged in batches of any size; in some orders
    they are small, in some large."""
    often = rng.choice((0.05, 0.1, 0.2))
    with Store(path, write=True) as store:
        for number, page in enumerate(some):
            data = dumps(page).encode("utf-8")
            document = Document(name=page[0]["page"], media="story", data=data)
            store.add(document, lines=map(dumps, page), version="v", added="2026", merge=False)
            if rng.random() < often or number == len(some) - 1:
                store.settle(at="2026")
    base = sqlite3.connect(path)
    found = [sorted(base.execute(a).fetchall(), key=repr) for a in ASKED]
    base.close()
    return found


def ordered(order: int, some: Sequence[Page]) -> tuple[list[Any], float]:
    """All that is derived of pages in the order of that number, and the seconds it took."""
    rng = random.Random(order)
    shuffled = rng.sample(some, len(some)) if order else some
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        found = merged(shuffled, path=Path(folder) / "r.db", rng=rng)
    return found, time.monotonic() - began


def remember() -> None:
    """Lets every stage remember what two items score."""
    for stage in (actors, agreements, copies, events, happenings, outcomes, places):
        setattr(stage, "compare", cache(stage.compare))  # noqa: B010
    for module, name in ((attached, "weigh"), (chained, "weigh"), (disputes, "clash")):
        setattr(module, name, cache(getattr(module, name)))


def differing(a: list[Any], b: list[Any]) -> Iterator[str]:
    """What two results differ in, one line each."""
    for asked, x, y in zip(ASKED, a, b, strict=True):
        table = asked.split(" FROM ")[1].split(maxsplit=1)[0]
        for row in sorted(set(map(repr, x)) ^ set(map(repr, y)))[:4]:
            yield f"{table}: {row[:300]}"


def main() -> int:
    """Prints each order's result; the exit status is 1 where one differs."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--orders", type=int, default=50)
    told.add_argument("--stories", type=int, default=200)
    told.add_argument("--lines", type=Path)
    told.add_argument("--jobs", type=int, default=2)
    asked = told.parse_args()
    if asked.lines:
        lines = asked.lines.read_text("utf-8").splitlines()
    else:
        from evals.product import extract

        folder = Path(__file__).resolve().parents[1] / "examples/crisis/pages"
        lines = [dumps(v) for v in extract(folder).lines]
    some = more(pages(lines), number=asked.stories)
    same, first = 0, None
    with ProcessPoolExecutor(asked.jobs, initializer=remember) as pool:
        made = pool.map(ordered, range(asked.orders), repeat(some))
        for order, (found, seconds) in enumerate(made):
            first = first or found
            same += found == first
            what = "the same" if found == first else "DIFFERS"
            print(f"order {order}: {what}, {seconds:.0f} s", flush=True)
            for line in differing(first, found):
                print(f"  {line}")
    print(f"same {same} of {asked.orders}")
    return int(same != asked.orders)


if __name__ == "__main__":
    raise SystemExit(main())
