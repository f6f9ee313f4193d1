"""Brings the notes of docs/brief.md up to date: ids and counts as the program gives them today.

    onrecord demo --store demo.db && python docs/brief.py demo.db
    python docs/brief.py demo.db --check     # says what would change; nothing is written

A note names a story and words in it. What rests on these words has an id, and for an event the
number of its reports; both depend on the version that read and merged the stories.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
from pathlib import Path
from typing import Any

BRIEF = Path(__file__).parent / "brief.md"
ROW = re.compile(
    r"^\| (?P<n><a id=\"n\d+\"></a>\d+) \| (?P<kind>\w+) \| (?P<id>.*?) \| (?P<told>.*?) "
    r"\| “(?P<words>.*?)” \| `(?P<story>[\w-]+)`, (?P<outlet>.*?) \|$"
)
Line = dict[str, Any]


def lines(store: sqlite3.Connection, kind: str) -> list[Line]:
    """All lines of a kind: of records, or of what is made of many stories."""
    table = "records" if kind in ("statement", "attribution") else "derived"
    asked = f"SELECT line FROM {table} WHERE kind = ? ORDER BY number"  # noqa: S608
    return [json.loads(line) for (line,) in store.execute(asked, (kind,))]


def resting(store: sqlite3.Connection, story: str, words: str) -> set[str]:
    """The records of a story that rest on words, or on words in them."""
    found = store.execute(
        "SELECT r.line FROM records AS r JOIN stories AS s ON s.number = r.story WHERE s.id = ?",
        (story,),
    )
    out = set()
    for (line,) in found:
        record = json.loads(line)
        quotes = [e["quote"] for e in [*record["evidence"], *(record.get("mentions") or ())]]
        if any(words in q or (len(q) > 3 and q in words) for q in quotes):
            out.add(record["id"])
    return out


def find(store: sqlite3.Connection, kind: str, story: str, words: str) -> Line | None:
    """What a note means, None where the program does not have it."""
    own = resting(store, story, words)
    exact = {r for r in own if words in json.dumps(_record(store, r), ensure_ascii=False)}
    for wanted in (exact, own):
        for line in lines(store, kind):
            held = {line["id"], *(r["record"] for r in line.get("reports") or ())}
            held |= set(line.get("records") or ())
            sides = line.get("sides") or ()
            for key in ("statements", "events", "attributions"):
                held |= {r for side in sides for r in side.get(key) or ()}
            said = any(words in str(side.get("position")) for side in sides)
            if held & wanted or (said and story in (line.get("stories") or ())):
                return line
    return None


def _record(store: sqlite3.Connection, identity: str) -> Line:
    (line,) = store.execute("SELECT line FROM records WHERE id = ?", (identity,)).fetchone()
    return dict(json.loads(line))


def counted(number: int, noun: str) -> str:
    """A number with its noun."""
    return f"1 {noun}" if number == 1 else f"{number} {noun[:-1]}ies" if noun[-1] == "y" else (
        f"{number} {noun}s"
    )  # fmt: skip


def told(line: Line) -> str:
    """How many tell it."""
    counts = line.get("counts")
    if counts:
        own = f"{counts['independent']} independent, {counted(counts['outlets'], 'outlet')}"
        return f"{counted(counts['reports'], 'report')}, {own}"
    return counted(len(line.get("stories") or [1]), "story")


def renew(text: str, store: sqlite3.Connection) -> tuple[str, list[str]]:
    """The brief with its notes as they are today, and what of them was not found."""
    out, missing = [], []
    for row in text.split("\n"):
        note = ROW.match(row)
        if note is None:
            out.append(row)
            continue
        kind, story = note["kind"], note["story"]
        (outlet,) = store.execute("SELECT outlet FROM stories WHERE id = ?", (story,)).fetchone()
        if kind == "story":
            identity, count = f"`{story}`", "1 story"
        elif line := find(store, kind, story, note["words"]):
            identity, count = f"`{line['id']}`", told(line)
        else:
            identity, count = "not found", "–"
            missing.append(row)
        out.append(
            f"| {note['n']} | {kind} | {identity} | {count} | “{note['words']}” "
            f"| `{story}`, {outlet} |"
        )
    return "\n".join(out), missing


if __name__ == "__main__":
    before = BRIEF.read_text("utf-8")
    with sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True) as opened:
        after, lost = renew(before, opened)
    for row in lost:
        sys.stderr.write(f"not found: {row}\n")
    if "--check" in sys.argv:
        sys.exit(before != after or bool(lost))
    BRIEF.write_text(after, "utf-8")
