"""Runs the program as a user does, and says what it printed, how long it took and what it held."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMAND = [sys.executable, "-c", "from onrecord.cli.main import main; main()"]
# Seconds between two looks at the memory: a process that lives shorter is not seen.
LOOK = 0.05
# 0 all read, 3 some inputs failed: both print what was read.
READ = (0, 3)


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run: what was printed, seconds by the clock, peak resident megabytes of all processes."""

    lines: list[dict[str, Any]]
    seconds: float
    megabytes: float
    failures: str


def children(pid: int) -> list[int]:
    """The process and all below it, from /proc; none where there is no /proc."""
    below: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = stat.read_text("utf8", "replace").rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue
        below.setdefault(int(after[1]), []).append(int(stat.parent.name))
    found, left = [], [pid]
    while left:
        found.append(left.pop())
        left.extend(below.get(found[-1], ()))
    return found


def resident(pid: int) -> float:
    """Resident megabytes of the process and all below it, shared pages counted once each time."""
    total = 0
    for one in children(pid):
        try:
            total += int(Path(f"/proc/{one}/statm").read_text("ascii").split()[1])
        except (OSError, IndexError):  # it ended meanwhile
            continue
    return total * os.sysconf("SC_PAGE_SIZE") / 2**20


def extract(*inputs: Path, options: Iterable[str] = ()) -> Run:
    """What `onrecord extract` prints for the inputs; an error if the program fails as a whole."""
    command = [*COMMAND, "extract", *options, *map(str, inputs)]
    began = time.monotonic()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        words: list[bytes] = []
        listener = threading.Thread(target=lambda: words.extend(process.stderr or ()))
        listener.start()
        peak = [0.0]

        def watch() -> None:
            while process.poll() is None:
                peak[0] = max(peak[0], resident(process.pid))
                time.sleep(LOOK)

        watcher = threading.Thread(target=watch)
        watcher.start()
        assert process.stdout is not None
        printed = process.stdout.read()
        process.wait()
        seconds = time.monotonic() - began
        watcher.join()
        listener.join()
    told = b"".join(words).decode("utf8", "replace")
    if process.returncode not in READ:
        raise RuntimeError(f"extract ended with status {process.returncode}: {told[-2000:]}")
    lines = [json.loads(line) for line in printed.decode("utf8").splitlines()]
    return Run(lines=lines, seconds=seconds, megabytes=peak[0], failures=told)


def write(path: Path, stories: Iterable[Mapping[str, Any]]) -> Path:
    """A file of JSON Lines with the stories."""
    with path.open("w", encoding="utf8") as out:
        out.writelines(json.dumps(story, ensure_ascii=False) + "\n" for story in stories)
    return path


def mismatches(lines: Iterable[Mapping[str, Any]]) -> int:
    """How many quoted spans anywhere in the records do not stand in their story's text."""
    texts: dict[str, str] = {}
    bad = 0

    def visit(value: Any, text: str) -> int:
        if isinstance(value, dict):
            quoted = {"start", "end", "quote"} <= set(value) and value["quote"] is not None
            if quoted and text[value["start"] : value["end"]] != value["quote"]:
                return 1
            return sum(visit(v, text) for v in value.values())
        return sum(visit(v, text) for v in value) if isinstance(value, list) else 0

    for line in lines:
        if line["kind"] == "story":
            texts[line["id"]] = line["text"]
        else:
            bad += visit(dict(line), texts[line["story"]])
            bad += line["kind"] != "mention" and not line["evidence"]
    return bad
