"""How long the workbench takes for a page, with many events, while pages are read and written.

    python evals/workbench.py make  big.db [--events 100000] [--reports 10]
    python evals/workbench.py measure big.db [--seconds 60] [--readers 4] [--pause 0] [--add FOLDER]
    python evals/workbench.py take big.db [--kind event] [--format csv]

`make` writes derived events with their reports straight into the tables (no text is read).
`measure` starts `onrecord serve`, asks all pages one after the other for their processor time, then
from several processes at once while another one adds and merges two stories a second, or, with
`--add`, while `onrecord add` reads that folder; it prints the 50th and 95th percentile of the
server's time by the clock (Server-Timing) for each page. Values of filters are drawn by lot, so
that no two questions are the same for long; a reader looks at a page for `--pause` seconds on the
average, none if nothing is said. `take` takes all records away as a file, through the
workbench, and prints rows, seconds and the server's peak of memory.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import os
import random
import re
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from evals import made_store

from onrecord.ontology.countries import countries
from onrecord.ontology.plover import STATUSES, TYPES
from onrecord.serve.guard import Keys
from onrecord.store import Store
from tests import stored

PAGES = (
    "/", "/stories", "/events", "/events?type={type}", "/events?type={type}&status={status}",
    "/events?country={land}", "/events?country={land}&type={type}&since={year}",
    "/events?actor=Actor+{actor}", "/events?by=a{actor}", "/events?outlet=Outlet+{outlet}",
    "/events?outlet=Outlet+{outlet}&since={year}-01-01&told=2%2B", "/events?disputed=yes",
    "/events?q={word}", "/events?q={word}+{actor}&status={status}",
    "/events?place=town+{town}&sure=0.8", "/events?from=5000", "/events?sort=-reports",
    "/events?more=actor&type={type}", "/network", "/network?type={type}&since={year}",
    "/event/m{n}", "/actor/a{actor}", "/stories/s{n}", "/dispute/d{few}", "/happening/h{few}",
    "/statement/{statement}", "/agreement/g{one}", "/disputes", "/happenings", "/agreements",
    "/attributions", "/actors", "/actors?country={land}", "/statements",
    "/statements?actor=a{actor}&act=denial", "/statements?q={word}", "/review", "/sources", "/add",
    "/search?q={word}", "/search?q={word}+bridge+{actor}",
    "/api/events?country={land}&limit=50", "/api/events?type={type}&since={year}",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A running workbench."""

    port: int
    cookie: str
    pid: int


@contextmanager
def serving(path: Path) -> Iterator[Served]:
    """`onrecord serve` in a process of its own."""
    words = [sys.executable, "-m", "onrecord", "serve", "--store", str(path)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=dict(os.environ))
    assert process.stdout is not None
    try:
        link = process.stdout.readline().strip()
        port = int(link.split(":")[2].split("/")[0])
        yield Served(port=port, cookie=_enter(port, link), pid=process.pid)
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


def drawn(page: str, lot: random.Random) -> str:
    """The address of a page with values by lot, the frequent ones more often."""
    lands = sorted(countries())
    random.Random(7).shuffle(lands)
    n = min(99_999, int(lot.paretovariate(0.6)) - 1)
    return page.format(
        type=lot.choice(TYPES), status=lot.choice(STATUSES), year=lot.randint(2019, 2026),
        land=lands[min(len(lands) - 1, int(lot.paretovariate(0.8)) - 1)],
        actor=min(19_999, int(lot.paretovariate(0.6)) - 1),
        outlet=min(399, int(lot.paretovariate(0.6)) - 1), town=lot.randint(0, 2999),
        word=lot.choice(made_store.WORDS), n=n, few=min(2_999, n), one=min(99, n),
        statement=lot.choice(STATEMENTS or ["none"]),
    )  # fmt: skip


STATEMENTS: list[str] = []
"""Ids of some statements of the store that is measured."""


def measure(
    path: Path, *, seconds: float, readers: int, add: Path | None, pause: float, solo: int = 6
) -> tuple[dict[str, float], dict[str, list[float]]]:
    """Processor milliseconds of each page asked alone, and milliseconds by the clock of each page
    asked by several readers while a writer adds pages."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as c:
        some = c.execute("SELECT id FROM records WHERE kind = 'statement' LIMIT 100")
        STATEMENTS[:] = [row[0] for row in some]
    with serving(path) as served:
        began = time.perf_counter()
        lot = random.Random(1)
        _ask(served, "/")
        print(f"first page, cold: {time.perf_counter() - began:.1f} s", flush=True)
        for page in PAGES:
            _ask(served, drawn(page, lot))
        print(f"all pages once: {time.perf_counter() - began:.1f} s", flush=True)
        alone = {}
        for page in PAGES:
            before = _processor(served.pid)
            for _ in range(solo):
                _ask(served, drawn(page, lot))
            alone[page] = 1000 * (_processor(served.pid) - before) / solo
        print(f"memory of the server: {_peak(served.pid):.0f} MB at most", flush=True)
        times: dict[str, list[float]] = {page: [] for page in PAGES}
        if not seconds:
            return alone, times
        until = time.time() + seconds
        writer = multiprocessing.Process(target=_write, args=(path, until, add))
        writer.start()
        with multiprocessing.Pool(readers) as pool:
            told = pool.starmap(_read, [(served, until, k, pause) for k in range(readers)])
        writer.join()
        if writer.exitcode:
            raise SystemExit("The writer failed: these would be times without one.")
    for some in told:
        for page, took in some:
            times[page].append(took)
    return alone, times


def _processor(pid: int) -> float:
    """Seconds of processor time that a process and its children took until now."""
    total = 0.0
    for one in (pid, *_children(pid)):
        fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
        total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


def _children(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(one) for one in told]


def _peak(pid: int) -> float:
    """The most memory that a process had, in megabytes."""
    told = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+)", told)
    assert found is not None
    return int(found[1]) / 1024


def _enter(port: int, link: str) -> str:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    asked.request("GET", "/" + link.split("/", 3)[3])
    return asked.getresponse().headers["set-cookie"].split(";")[0]


def _ask(served: Served, page: str, asked: http.client.HTTPConnection | None = None) -> float:
    asked = asked or http.client.HTTPConnection("127.0.0.1", served.port, timeout=600)
    asked.request("GET", page, headers={"Cookie": served.cookie})
    answer = asked.getresponse()
    answer.read()
    if answer.status != 200:
        raise SystemExit(f"{page}: {answer.status}")
    return float(answer.headers["server-timing"].rpartition("=")[2])


def _read(served: Served, until: float, seed: int, pause: float) -> list[tuple[str, float]]:
    """Asks pages by lot; looks at each for a while, `pause` seconds on the average."""
    lot = random.Random(seed)
    out = []
    line = http.client.HTTPConnection("127.0.0.1", served.port, timeout=600)
    while time.time() < until:
        time.sleep(lot.uniform(0, 2 * pause))
        page = lot.choice(PAGES)
        out.append((page, _ask(served, drawn(page, lot), line)))
    line.close()
    return out


def _write(path: Path, until: float, add: Path | None) -> None:
    """Adds and merges two stories a second, or reads a folder, until it is time."""
    if add is not None:
        words = [sys.executable, "-m", "onrecord", "add", str(add), "--store", str(path)]
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while time.time() < until and process.poll() is None:
            time.sleep(0.1)
        print(f"the reading {'ended early' if process.poll() is not None else 'went on'}")
        process.terminate()
        process.wait()
        return
    tag, lot, n = Keys().token[:6], random.Random(3), 0
    with Store(path, write=True) as store:
        while time.time() < until:
            due = time.time() + 0.5
            lines = _told(f"{tag}{n}", lot)
            page = stored.document(f"{tag}{n}".encode())
            store.add(page, lines=lines, version="made", added="2026-11-27T00:00:00+00:00")
            n += 1
            time.sleep(max(0.0, due - time.time()))
    print(f"{n} stories added and merged meanwhile", flush=True)


def _told(tag: str, lot: random.Random) -> list[str]:
    """The lines of a story with two events."""
    who = [f"Actor {lot.randrange(20_000)}" for _ in range(2)]
    text = f"Talks between {who[0]} and {who[1]} began in Town {lot.randrange(3000)}, both said."
    day = f"2026-{lot.randint(1, 11):02}-{lot.randint(1, 28):02}"
    said = {"date": day, "precision": "day", "basis": "metadata"}
    outlet = f"Outlet {lot.randrange(400)}"
    story = stored.story(f"new{tag}", text, outlet=outlet, published=said)
    parties = [
        stored.actor(name) | {"start": (at := text.index(name)), "end": at + len(name),
                              "quote": name, "sector": None, "capacity": None}
        for name in who
    ]  # fmt: skip
    when = {"start": day, "end": day, "precision": "day", "basis": "stated"}
    events = [
        stored.event(f"new{tag}{a}", story, actors=[parties[a]], recipients=[parties[1 - a]],
                     when=when, status="occurred")
        for a in (0, 1)
    ]  # fmt: skip
    return stored.lines(story, *events)


def take(path: Path, *, kind: str, of_format: str) -> None:
    """Takes all rows of a kind away through the workbench, to nowhere."""
    with serving(path) as served:
        before, began = _processor(served.pid), time.perf_counter()
        asked = http.client.HTTPConnection("127.0.0.1", served.port, timeout=3600)
        address = f"/export?format={of_format}" + (f"&kind={kind}" if kind else "")
        asked.request("GET", address, headers={"Cookie": served.cookie})
        answer = asked.getresponse()
        size = rows = 0
        while block := answer.read(1 << 20):
            size += len(block)
            rows += block.count(b"\n")
        took = time.perf_counter() - began
        spent = _processor(served.pid) - before
        print(
            f"{answer.status} {address}: {rows} lines, {size / 1e6:.0f} MB, {took:.1f} s, "
            f"{rows / took:.0f} lines a second, processor {spent:.1f} s, "
            f"memory {_peak(served.pid):.0f} MB at most"
        )


def percentile(values: list[float], share: float) -> float:
    """The value below which that share lies."""
    held = sorted(values)
    return held[min(len(held) - 1, int(share * len(held)))] if held else float("nan")


def _row(page: str, some: list[float], alone: float) -> str:
    middle, most = percentile(some, 0.5), percentile(some, 0.95)
    return f"{page:62} {alone:6.1f} {len(some):5} {middle:7.1f} {most:7.1f}"


def main() -> None:
    """Runs."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    options.add_argument("what", choices=["make", "measure", "take"])
    options.add_argument("store", type=Path)
    options.add_argument("--events", type=int, default=100_000)
    options.add_argument("--reports", type=int, default=10)
    options.add_argument("--seconds", type=float, default=60)
    options.add_argument("--readers", type=int, default=4)
    options.add_argument("--pause", type=float, default=0.0)
    options.add_argument("--add", type=Path)
    options.add_argument("--kind", default="")
    options.add_argument("--format", default="csv")
    asked = options.parse_args()
    if asked.what == "make":
        made_store.make(asked.store, events=asked.events, reports=asked.reports)
    elif asked.what == "take":
        take(asked.store, kind=asked.kind, of_format=asked.format)
    else:
        alone, times = measure(
            asked.store,
            seconds=asked.seconds,
            readers=asked.readers,
            add=asked.add,
            pause=asked.pause,
        )
        print(f"{'':62} {'cpu':>6} {'n':>5} {'p50':>7} {'p95':>7}  ms")
        for page, some in times.items():
            print(_row(page, some, alone[page]))
        every = [t for some in times.values() for t in some]
        print(_row("all", every, sum(alone.values()) / len(alone)))


if __name__ == "__main__":
    main()
