"""How long the workbench takes for a page, with many events, while pages are read and written.

    python evals/workbench.py make  big.db [--events 100000] [--reports 10]
    python evals/workbench.py measure big.db [--seconds 20] [--readers 4]

`make` writes derived events with their reports straight into the tables (no text is read);
`measure` starts `onrecord serve`, asks all pages from several threads while a writer adds pages,
and prints the 50th and 95th percentile of the server's time (Server-Timing) for each page.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import random
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

from onrecord.merging.derive import Stages
from onrecord.ontology.countries import countries
from onrecord.ontology.plover import STATUSES, TYPES
from onrecord.serve.guard import Keys
from onrecord.store import Store
from tests import stored

PAGES = (
    "/", "/stories", "/events", "/events?type=CONSULT", "/events?type=ASSAULT&status=occurred",
    "/events?country=DEU", "/events?actor=actor+12", "/events?outlet=Outlet+7&since=2024-01-01",
    "/events?q=shelling", "/events?q=bridge+town7", "/events?place=town+3&sure=0.8", "/network",
    "/events?from=5000", "/events?sort=-reports", "/event/m{n}", "/actor/a{a}", "/stories/s{n}",
    "/disputes", "/actors", "/review", "/sources", "/search?q=shelling+bridge", "/statements",
)  # fmt: skip
WORDS = ("shelling", "talks", "bridge", "convoy", "border", "ceasefire", "drone", "prisoners")


def make(path: Path, *, events: int, reports: int) -> None:
    """Writes a store with that many events of so many reports each."""
    with Store(path, write=True):
        pass
    lot = random.Random(7)
    c = sqlite3.connect(path, isolation_level=None)
    c.execute("PRAGMA journal_mode = WAL")
    c.execute("PRAGMA synchronous = OFF")
    triggers = c.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        c.execute(f"DROP TRIGGER {name}")
    c.execute("BEGIN")
    codes = sorted(countries())
    c.execute(
        "INSERT INTO pages (id, name, media, sha256, size, version, added)"
        " VALUES (1, 'p', 'text', 'x', 1, 'v', '2026')"
    )
    c.executemany(
        "INSERT INTO names VALUES (?, ?)",
        [(n + 1, f"actor {n}") for n in range(20000)]
        + [(n + 20001, f"town {n}") for n in range(3000)],
    )
    number = 0
    for n in range(events):
        rows = _event(lot, n, reports=reports, first=number, codes=codes)
        number += reports
        for table, some in rows.items():
            marks = ",".join("?" * len(some[0]))
            c.executemany(f"INSERT INTO {table} VALUES ({marks})", some)
    for _, sql in triggers:
        c.execute(sql)
    for table in ("story_words", "record_words", "derived_words"):
        c.execute(f"INSERT INTO {table} ({table}) VALUES ('rebuild')")
    c.execute("COMMIT")
    c.execute("ANALYZE")
    c.close()


def _event(
    lot: random.Random, n: int, *, reports: int, first: int, codes: list[str]
) -> dict[str, list[tuple]]:
    day = f"{lot.randint(2019, 2026)}-{lot.randint(1, 12):02}-{lot.randint(1, 28):02}"
    kind, status = lot.choice(TYPES), lot.choices(STATUSES, (60, 8, 12, 8, 4, 4, 4))[0]
    who = [min(19999, int(lot.paretovariate(0.7) * 3)) for _ in range(2)]
    land = [codes[min(len(codes) - 1, int(lot.paretovariate(0.8)))] for _ in range(2)]
    town, code = lot.randint(0, 2999), lot.choice(codes)
    confidence = round(lot.uniform(0.4, 0.99), 2)
    word = lot.choice(WORDS)
    text = (
        f"{word.capitalize()} at the bridge of town {town} went on, officials said on {day}. " * 4
    )

    def actor(i: int) -> dict:
        return {"id": f"a{who[i]}", "name": f"Actor {who[i]}", "kind": "group",
                "country": land[i], "sector": "MIL", "capacity": None,
                "start": 0, "end": 4, "quote": text[:4]}  # fmt: skip

    when = {"start": day, "end": day, "precision": "day", "basis": "stated"}
    where = {"name": f"Town {town}", "country": code, "lat": town % 120 - 60.0,
             "lon": town % 300 - 150.0, "geonameid": None, "precision": "city"}  # fmt: skip
    evidence = [{"role": "trigger", "start": 0, "end": len(word), "quote": text[: len(word)]}]
    base = {"kind": "event", "type": kind, "mode": None, "contexts": ["military"], "status": status,
            "actors": [actor(0)], "recipients": [actor(1)], "when": when,
            "where": where,
            "venue": None, "killed": None, "injured": None, "topic": None, "agreement": None,
            "according_to": [], "mentions": [], "confidence": confidence,
            "version": "v"}  # fmt: skip
    outlets = [f"Outlet {lot.randint(0, 400)}" for _ in range(reports)]
    told = [
        {"story": f"s{first + i}", "record": f"e{first + i}", "independent": i < 3, "copy_of": None}
        for i in range(reports)
    ]
    merged = base | {"id": f"m{n}", "story": f"s{first}", "evidence": evidence, "reports": told,
                     "counts": {"reports": reports, "independent": 3,
                                "outlets": len(set(outlets))}, "figures": [],
                     "differences": [], "first_seen": day, "last_seen": day}  # fmt: skip
    out: dict[str, list[tuple]] = {"stories": [], "records": [], "evidence": []}
    for i in range(reports):
        k = first + i
        head = {"kind": "story", "id": f"s{k}", "page": "p", "url": None, "outlet": outlets[i],
                "title": f"{word} in town {town}", "language": "en", "byline": [], "sources": [],
                "section": "main", "duplicate_of": None, "pieces": [], "version": "v",
                "published": {"date": day, "precision": "day", "basis": "metadata"}}  # fmt: skip
        out["stories"].append(
            (
                k + 1,
                f"s{k}",
                1,
                "main",
                "en",
                outlets[i],
                head["title"],
                day,
                None,
                text,
                "",
                json.dumps(head),
                None,
                None,
            )
        )
        record = base | {"id": f"e{k}", "story": f"s{k}", "evidence": evidence}
        out["records"].append(
            (k + 1, f"e{k}", k + 1, "event", kind, None, status, day, day, word, json.dumps(record))
        )
        out["evidence"].append((k + 1, 0, "trigger", 0, len(word), text[: len(word)], ""))
    out["derived"] = [
        (
            n + 1,
            f"m{n}",
            "event",
            kind,
            None,
            status,
            day,
            day,
            None,
            0,
            reports,
            3,
            confidence,
            f"{word} bridge town{town}",
            json.dumps(merged),
        )
    ]
    out["derived_parties"] = [
        (n + 1, "event", "actors", f"a{who[0]}", who[0] + 1, land[0]),
        (n + 1, "event", "recipients", f"a{who[1]}", who[1] + 1, land[1]),
        (n + 1, "event", "place", None, 20001 + town, code),
    ]
    out["derived_outlets"] = [(n + 1, o, "event") for o in sorted(set(outlets))]
    out["derived_rests"] = [
        (n + 1, x) for i in range(reports) for x in (f"e{first + i}", f"s{first + i}")
    ]
    return out


def measure(path: Path, *, seconds: float, readers: int) -> dict[str, list[float]]:
    """Milliseconds of each page, asked by several readers while a writer adds pages."""
    words = [sys.executable, "-m", "onrecord", "serve", "--store", str(path)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=dict(os.environ))
    assert process.stdout is not None
    link = process.stdout.readline().strip()
    port = int(link.split(":")[2].split("/")[0])
    times: dict[str, list[float]] = {page: [] for page in PAGES}
    try:
        cookie = _enter(port, link)
        began = time.perf_counter()
        for page in PAGES:
            _ask(port, cookie, page, n=1)
        print(f"first round of all pages, cold: {time.perf_counter() - began:.1f} s", flush=True)
        until = time.monotonic() + seconds
        threads = [
            threading.Thread(target=_read, args=(port, cookie, times, until, k))
            for k in range(readers)
        ]
        threads.append(threading.Thread(target=_write, args=(path, until)))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        process.terminate()
        process.wait(10)
        process.stdout.close()
    return times


def _enter(port: int, link: str) -> str:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    asked.request("GET", "/" + link.split("/", 3)[3])
    return asked.getresponse().headers["set-cookie"].split(";")[0]


def _ask(port: int, cookie: str, page: str, *, n: int) -> float:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    asked.request("GET", page.format(n=n, a=n % 9 + 3), headers={"Cookie": cookie})
    answer = asked.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{page}: {answer.status}")
    return float(answer.headers["server-timing"].rpartition("=")[2])


def _read(port: int, cookie: str, times: dict[str, list[float]], until: float, seed: int) -> None:
    lot = random.Random(seed)
    while time.monotonic() < until:
        page = lot.choice(PAGES)
        times[page].append(_ask(port, cookie, page, n=lot.randint(0, 9)))


def _write(path: Path, until: float) -> None:
    """Adds a page about twice a second, as `onrecord add` does on two cores."""
    n = 0
    tag = Keys().token[:6]
    with Store(path, write=True, stages=Stages()) as store:
        while time.monotonic() < until:
            story = stored.story(f"new{tag}{n}")
            lines = stored.lines(story, stored.event(f"newe{tag}{n}", story))
            store.add(stored.document(f"{tag}{n}".encode()), lines=lines, version="v", added="2026")
            n += 1
            time.sleep(0.5)


def percentile(values: list[float], share: float) -> float:
    """The value below which that share lies."""
    held = sorted(values)
    return held[min(len(held) - 1, int(share * len(held)))] if held else float("nan")


def _told(page: str, some: list[float]) -> str:
    middle, most = percentile(some, 0.5), percentile(some, 0.95)
    return f"{page:45} {len(some):4}  p50 {middle:6.1f}  p95 {most:6.1f} ms"


def main() -> None:
    """Runs."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("what", choices=["make", "measure"])
    options.add_argument("store", type=Path)
    options.add_argument("--events", type=int, default=100_000)
    options.add_argument("--reports", type=int, default=10)
    options.add_argument("--seconds", type=float, default=20)
    options.add_argument("--readers", type=int, default=4)
    asked = options.parse_args()
    if asked.what == "make":
        make(asked.store, events=asked.events, reports=asked.reports)
        return
    times = measure(asked.store, seconds=asked.seconds, readers=asked.readers)
    for page, some in times.items():
        print(_told(page, some))
    every = [t for some in times.values() for t in some]
    print(_told("all", every))


if __name__ == "__main__":
    main()
