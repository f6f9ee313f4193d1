"""What linking and merging the next stories costs, by how many are in the store already.

    python evals/scale.py [--sizes 1000,10000,100000,1000000] [--next 1000] [--plot docs/scale.svg]

Stories are generated: happenings of invented towns and parties, each told by two to five outlets.
The first 1,000 are merged as `add` does it. The rest is put in in bulk: copies of their items,
keys, scores, groups and derived rows under other numbers, without their words, which the merging
looks up only of what is near. Then the next stories are merged in batches as `add` does it, half of
them about happenings that are in the store, and the CPU time of linking and merging is taken, in a
process of its own for each size. For each a line is printed: milliseconds of CPU a story, peak
memory of the process, size of the file; the last line is the ratio of the last to the first.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from onrecord.jsonlines import dumps
from onrecord.merging.numbering import WINDOWED
from onrecord.sources import Document
from onrecord.store import Store

FIRST = 1000
TOGETHER = 20
"""Stories merged at once, as `add` does it."""
TOP = 10
"""The bits of a number in which copies put in in bulk differ."""
APART = 61
"""Windows of time from one copy to the next."""
ACTS = (
    (
        "ASSAULT",
        "shelled",
        "Troops of {a} shelled the town of {p} on {d}, {w} said; a {x} {y} burnt.",
    ),
    (
        "CONSULT",
        "met",
        "{a} and {b} met in {p} on {d} to talk about the {x} {y}, {w} told reporters.",
    ),
    (
        "SANCTION",
        "expelled",
        "{a} expelled envoys of {b} from {p} on {d} over the {x} {y}, {w} said.",
    ),
    (
        "PROTEST",
        "marched",
        "Thousands marched through {p} on {d} against {a} and the {x} {y}, {w} said.",
    ),
)
TAIL = "Nobody in {p} would say more about the {y}. The {x} had been {z} since {v}, {q} recalled."


def word(rng: random.Random, syllables: int) -> str:
    """An invented word."""
    return "".join(rng.choice("bdfgklmnprstvz") + rng.choice("aeiou") for _ in range(syllables))


def happening(number: int) -> Iterator[list[dict[str, Any]]]:
    """The stories of one invented happening, each with its records."""
    rng = random.Random(number)
    kind, trigger, form = rng.choice(ACTS)
    day = f"{2000 + number // 9000}-{1 + number // 800 % 12:02}-{1 + number // 30 % 28:02}"
    names = {k: word(rng, 3).title() for k in "abpq"} | {k: word(rng, 4) for k in "xyzv"}
    for telling in range(rng.randint(2, 5)):
        own = random.Random(f"{number} {telling}")
        text = form.format(**names, d="Sunday", w=f"{word(own, 3).title()} {word(own, 3).title()}")
        text += " " + TAIL.format(**names)
        text += "" if telling == 1 else " " + " ".join(word(own, 3) for _ in range(40)) + "."
        outlet = f"Outlet {telling}"
        story = identified("story", number, outlet)
        yield page(story, text, kind=kind, trigger=trigger, names=names, day=day, outlet=outlet)


def identified(kind: str, number: int, outlet: str) -> str:
    """An id as the reading makes it: a hash."""
    return hashlib.sha256(f"{kind} {number} {outlet}".encode()).hexdigest()[:16]


def page(
    identity: str,
    text: str,
    *,
    kind: str,
    trigger: str,
    names: dict[str, str],
    day: str,
    outlet: str,
) -> list[dict[str, Any]]:
    """A story with one event."""
    at = text.index(trigger)
    words = {"start": at, "end": at + len(trigger), "quote": trigger}
    story: dict[str, Any] = {
        "kind": "story",
        "id": identity,
        "page": f"{identity}.txt",
        "url": None,
        "outlet": outlet,
        "title": f"{names['a']} in {names['p']}: the {names['y']}",
        "text": text,
        "language": "en",
        "published": {"date": day, "precision": "day", "basis": "metadata"},
        "updated": None,
        "byline": [],
        "sources": [],
        "section": "main",
        "duplicate_of": None,
        "pieces": [],
        "version": "v",
    }
    event = {
        "kind": "event",
        "id": identity[::-1],
        "story": identity,
        "type": kind,
        "mode": None,
        "contexts": [],
        "status": "occurred",
        "actors": [party(identity, names["a"], text)],
        "recipients": [party(identity, names["b"], text)] if names["b"] in text else [],
        "when": {"start": day, "end": day, "precision": "day", "basis": "weekday"},
        "where": {
            "name": names["p"],
            "country": None,
            "admin1": None,
            "lat": None,
            "lon": None,
            "geonameid": None,
            "precision": "unknown",
        },
        "venue": None,
        "killed": None,
        "injured": None,
        "topic": None,
        "agreement": None,
        "according_to": [],
        "mentions": [{"sentence": 0, **words}],
        "confidence": 0.8,
        "evidence": [{"role": "trigger", **words}],
        "version": "v",
    }
    return [story, event]


def party(story: str, name: str, text: str) -> dict[str, Any]:
    """An actor of a story."""
    at = text.index(name)
    return {
        "id": f"{story}-{name.lower()}",
        "name": name,
        "kind": "group",
        "country": None,
        "sector": None,
        "capacity": None,
        "start": at,
        "end": at + len(name),
        "quote": name,
    }


def stories(some: range) -> Iterator[list[dict[str, Any]]]:
    """The stories of several happenings, one after the other."""
    for number in some:
        yield from happening(number)


def put(store: Store, pages: Sequence[list[dict[str, Any]]]) -> float:
    """Adds pages and merges them in batches; gives back the seconds of CPU of the merging."""
    spent = 0.0
    for at in range(0, len(pages), TOGETHER):
        for one in pages[at : at + TOGETHER]:
            document = Document(name=one[0]["page"], media="story", data=dumps(one).encode())
            store.add(document, lines=map(dumps, one), version="v", added="2026", merge=False)
        began = time.process_time()
        store.settle(at="2026")
        spent += time.process_time() - began
    return spent


def fill(path: Path, *, times: int) -> None:
    """Puts so many copies of all that is merged beside it, under other numbers."""
    if times >= 1 << TOP:
        raise SystemExit(f"At most {FIRST << TOP} stories.")
    base = sqlite3.connect(path, isolation_level=None)
    for pragma in (
        "journal_mode = OFF",
        "synchronous = OFF",
        "cache_size = -200000",
        "temp_store = FILE",
    ):
        base.execute(f"PRAGMA {pragma}")
    told = "SELECT name, sql, type FROM sqlite_master WHERE type IN ('trigger', 'index') AND sql"
    kept = base.execute(f"{told} IS NOT NULL").fetchall()
    for name, _, sort in kept:
        base.execute(f"DROP {sort} {name}")
    base.execute("CREATE TEMP TABLE m (m INTEGER PRIMARY KEY)")
    base.executemany("INSERT INTO m VALUES (?)", [(n,) for n in range(1, times + 1)])
    base.execute("CREATE TEMP TABLE buckets (bucket INTEGER PRIMARY KEY)")
    base.executemany("INSERT INTO buckets VALUES (?)", [(n,) for n in range(1 << TOP)])
    base.execute("BEGIN")
    unlike = {"item": other("item"), "a": other("a"), "b": other("b"), "home": other("home")}
    number = unlike | {"number": other("number"), "id": renamed("id"), "story": renamed("story")}
    spread(base, "keys", "key", bits=62, columns=unlike, where=f"key < {WINDOWED}")
    spread(base, "items", "number", bits=63, columns=number | {"line": "'{}'"})
    spread(base, "edges", "a", bits=63, columns=unlike)
    # Keys with a window of time: each copy is of another time.
    window = f"(((((key >> 46) & {0xFFFF}) + {APART} * m) & {0xFFFF}) << 46)"
    shifted = {"key": f"(key & ~({0xFFFF} << 46)) | {window}", "item": other("item")}
    later(base, "keys", order="key", columns=shifted, where=f"key >= {WINDOWED}")
    names = {n: renamed(n) for n in ("record", "actor", "story", "happening", "copy_of")}
    bare = {"text": "''", "line": "'{}'", "words": "''", "quotes": "''", "item": other("item")}
    (own,) = base.execute("SELECT max(number) FROM derived").fetchone()
    after = {
        "number": f"{own} * m + number",
        "derived": f"{own} * m + derived",
        "id": f"substr(id, 1, 1) || {renamed('substr(id, 2)')}",
    }
    later(base, "derived", order="number", columns=names | bare | after)
    for table in ("derived_rests", "derived_outlets", "derived_parties"):
        later(base, table, order="derived", columns=names | bare | after)
    (own,) = base.execute("SELECT max(number) FROM stories").fetchone()
    after = {"number": f"{own} * m + number", "id": renamed("id")}
    later(base, "stories", order="number", columns=names | bare | after)
    later(base, "uses", order="story", columns=names | bare)
    base.execute("COMMIT")
    for _, sql, _ in kept:
        base.execute(sql)
    base.execute("PRAGMA journal_mode = WAL")
    base.close()
    # What waits to be written is not to be the next stories' cost.
    with path.open("rb") as written:
        os.fsync(written.fileno())


def other(name: str, *, bits: int = 63) -> str:
    """The number of the m-th copy: another one in its highest bits, so that copies lie as far from
    each other as things of other names do."""
    low = bits - TOP
    # All of these operators bind alike in SQLite.
    return f"(({either(f'({name} >> {low})', 'm')} << {low}) | ({name} & {(1 << low) - 1}))"


def renamed(name: str) -> str:
    """The id of the m-th copy: it begins otherwise."""
    return f"printf('%04x', 65 * m) || {name}"


def either(a: str, b: str) -> str:
    """Exclusive or, which SQLite lacks."""
    return f"(({a} | {b}) - ({a} & {b}))"


def spread(
    base: sqlite3.Connection,
    table: str,
    lead: str,
    *,
    bits: int,
    columns: Mapping[str, str],
    where: str = "1",
) -> None:
    """Copies a table that is sorted by a hash, each place in the file written in order.

    With the highest bits of a hash left out, the copies of all rows that begin with other bits
    stand in one order wherever they go.
    """
    low = bits - TOP
    names = [row[1] for row in base.execute(f"PRAGMA table_info({table})")]
    copied = {**columns, lead: f"high_bits << {low} | low_bits"}
    base.execute(
        f"CREATE TEMP TABLE t AS SELECT *, {lead} >> {low} AS own_bits,"
        f" {lead} & {(1 << low) - 1} AS low_bits FROM {table} WHERE {where} ORDER BY low_bits"
    )
    base.execute(
        f"INSERT OR IGNORE INTO {table} SELECT {', '.join(copied.get(n, n) for n in names)} FROM"
        f" (SELECT t.*, bucket AS high_bits, {either('own_bits', 'bucket')} AS m"
        " FROM buckets CROSS JOIN t)"
        " WHERE m BETWEEN 1 AND (SELECT max(m) FROM m)"
    )
    base.execute("DROP TABLE t")


def later(
    base: sqlite3.Connection,
    table: str,
    *,
    order: str,
    columns: Mapping[str, str],
    where: str = "1",
) -> None:
    """Copies a table, one copy after the other."""
    names = [row[1] for row in base.execute(f"PRAGMA table_info({table})")]
    base.execute(f"CREATE TEMP TABLE t AS SELECT * FROM {table} WHERE {where} ORDER BY {order}")
    base.execute(
        f"INSERT OR IGNORE INTO {table} SELECT {', '.join(columns.get(n, n) for n in names)}"
        " FROM m CROSS JOIN t"
    )
    base.execute("DROP TABLE t")


def one(size: int, *, template: Path, following: int) -> None:
    """Measures one size in this process and prints its figures."""
    with tempfile.TemporaryDirectory(dir=template.parent) as folder:
        path = Path(folder) / "r.db"
        path.write_bytes(template.read_bytes())
        if size > FIRST:
            subprocess.run(
                [
                    sys.executable,
                    __file__,
                    "--fill",
                    str(size // FIRST - 1),
                    "--template",
                    str(path),
                ],
                check=True,
            )
        used = len(list(happenings_of(FIRST)))
        outlets = range(9, 9 + -(-following // 2 // used))
        older = [again(n, outlet=o) for n in range(used) for o in outlets]
        rng = random.Random(1)
        rng.shuffle(older)
        newer = list(stories(range(10**6, 10**6 + following)))[: following - following // 2]
        pages = [*older[: following // 2], *newer]
        rng.shuffle(pages)
        with Store(path, write=True) as store:
            counted = store.counts()["story"]
            wall = time.perf_counter()
            spent = put(store, pages)
            wall = time.perf_counter() - wall
        megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        gigabytes = path.stat().st_size / 1e9
        print(
            f"{counted} stories: {1000 * spent / len(pages):.1f} ms a story, {megabytes:.0f} MB,"
            f" file {gigabytes:.2f} GB; with adding and waiting {1000 * wall / len(pages):.1f} ms",
            flush=True,
        )


def happenings_of(number: int) -> Iterator[int]:
    """The happenings that so many stories tell."""
    told = 0
    for n in range(number):
        if told >= number:
            return
        told += len(list(happening(n)))
        yield n


def again(number: int, *, outlet: int) -> list[dict[str, Any]]:
    """A further story of a happening, by another outlet."""
    first = next(happening(number))
    own = random.Random(f"again {number} {outlet}")
    story, event = (dict(v) for v in first)
    name = f"Outlet {outlet}"
    story |= {"id": identified("story", number, name), "outlet": name}
    story["text"] = story["text"][:200] + " " + " ".join(word(own, 3) for _ in range(40)) + "."
    for role in ("actors", "recipients"):
        event[role] = [a for a in event[role] if a["end"] <= 200]
    return [story, event | {"id": story["id"][::-1], "story": story["id"]}]


def main() -> None:
    """Measures all sizes, each in a process of its own."""
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--sizes", default="1000,10000,100000,1000000")
    told.add_argument("--next", type=int, default=1000)
    told.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()))
    told.add_argument("--plot", type=Path)
    told.add_argument("--template", type=Path)
    told.add_argument("--size", type=int)
    told.add_argument("--fill", type=int)
    asked = told.parse_args()
    if asked.fill is not None:
        fill(asked.template, times=asked.fill)
        return
    if asked.size is not None:
        one(asked.size, template=asked.template, following=asked.next)
        return
    template = asked.folder / "scale-template.db"
    if not template.exists():
        some = list(stories(range(FIRST)))[:FIRST]
        with Store(template, write=True) as store:
            spent = put(store, some)
        base = sqlite3.connect(template)
        base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        base.close()
        print(f"first {FIRST} stories: {1000 * spent / FIRST:.1f} ms a story", flush=True)
    found: list[tuple[int, float]] = []
    for size in map(int, asked.sizes.split(",")):
        words = [sys.executable, __file__, "--size", str(size), "--next", str(asked.next)]
        done = subprocess.run(
            [*words, "--template", str(template)], capture_output=True, text=True, check=False
        )
        print(done.stdout.strip() or done.stderr[-2000:], flush=True)
        if done.returncode == 0:
            found.append((size, float(done.stdout.split(": ")[1].split(" ms")[0])))
    if asked.plot and found:
        asked.plot.write_text(plot(found), "utf-8")
    if found:
        print(f"last / first: {found[-1][1] / found[0][1]:.2f}")


def plot(found: Sequence[tuple[int, float]]) -> str:
    """The figures drawn: stories in the store (each step ten times as many) and milliseconds."""
    top = 1.3 * max(ms for _, ms in found)
    wide, high, left, low = 560, 300, 60, 250
    step = (wide - left - 110) / max(1, len(found) - 1)
    points = [(left + 40 + i * step, low - 210 * ms / top) for i, (_, ms) in enumerate(found)]
    bound = low - 210 * 1.3 * found[0][1] / top
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}"'
        ' font-family="sans-serif" font-size="12">',
        f'<rect width="{wide}" height="{high}" fill="#fff"/>',
        f'<path d="M{left} 30V{low}H{wide - 20}" fill="none" stroke="#444"/>',
        f'<path d="M{left} {bound:.1f}H{wide - 20}" stroke="#b35900" stroke-dasharray="4 4"/>',
        f'<text x="{left + 8}" y="{bound - 6:.1f}" fill="#b35900">1.3 times the first</text>',
        '<polyline fill="none" stroke="#1f5fa8" stroke-width="2" points="'
        + " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        + '"/>',
    ]
    for (x, y), (size, ms) in zip(points, found, strict=True):
        out.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="#1f5fa8"/>')
        out.append(f'<text x="{x:.1f}" y="{y + 20:.1f}" text-anchor="middle">{ms:.1f}</text>')
        out.append(f'<text x="{x:.1f}" y="{low + 18}" text-anchor="middle">{size:,}</text>')
    out.append(f'<text x="{left}" y="20">milliseconds of CPU to link and merge a story</text>')
    middle = f'<text x="{(left + wide) / 2:.0f}" y="{high - 10}" text-anchor="middle">'
    out.append(f"{middle}stories in the store</text>")
    return "\n".join([*out, "</svg>"]) + "\n"


if __name__ == "__main__":
    main()
