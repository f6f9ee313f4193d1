"""Examples annotated for this project: passages written for it, newswire stories by offsets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from corpora.gold import gold_example
from examples import ROLES, Example, Trigger, blank, closed_up, lines, paint, within
from labels import MODE_INDEX
from onrecord.mentions.model.tokens import pieces

MARK = re.compile(
    r"\[\[(\d):([A-Z]+)/([\w-]+)/([a-z_]+) ([^\]]+)\]\]|\{(?:([\w,]+):)?([^}|]+)(?:\|[^}]*)?\}"
)
ROLE = {"A": "actor", "R": "recipient", "P": "place"}


def passages(path: Path) -> Iterator[Example]:
    """The marked passages of one `own/*.txt`; ids name the file, except those of `events.txt`."""
    of = "own" if path.stem == "events" else f"own-{path.stem}"
    for k, block in enumerate(re.split(r"\n\s*\n", path.read_text("utf8").strip())):
        marked = block.split("\n", 1)[1]
        text, at = "", 0
        triggers: list[tuple[int, int, int, str, str | None, str]] = []
        phrases: list[tuple[int, int, list[str]]] = []
        for m in MARK.finditer(marked):
            text += marked[at : m.start()]
            words = m[5] or m[7]
            span = (len(text), len(text) + len(words))
            if m[1]:
                mode = None if m[3] == "null" else m[3]
                triggers.append((*span, int(m[1]), m[2], mode, m[4]))
            elif m[6]:
                phrases.append((*span, m[6].split(",")))
            text += words
            at = m.end()
        text += marked[at:]
        yield passage(f"{of}-{k}", text, triggers, phrases)


def passage(name: str, text: str, triggers: list, phrases: list) -> Example:
    """A passage: triggers (start, end, event, type, mode, status), phrases (start, end, roles)."""
    p = pieces(text)
    e = Example(name, "own", p)
    for start, end, event, type_, mode, status in triggers:
        yes: dict[str, set[int]] = {r: set() for r in ROLES}
        for a, b, roles in phrases:
            words = within(p, a, b)
            for r in roles:
                if int(r[1:]) == event and len(words):
                    yes[ROLE[r[0]]].add(int(words[0]))
        at = int(within(p, start, end)[0])
        if (type_, mode) not in MODE_INDEX:
            raise ValueError(f"{name}: no mode {mode} of {type_}")
        e.triggers.append(Trigger(at, type_, status, mode, {event}, yes, {r: set() for r in ROLES}))
    spans = [(s, t, type_) for s, t, _, type_, _, _ in triggers]
    actors = [(a, b, "actor") for a, b, roles in phrases if any(r[0] in "AR" for r in roles)]
    places = [(a, b, "place") for a, b, roles in phrases if any(r[0] == "P" for r in roles)]
    e.labels = {
        "trigger": paint(p, spans, "trigger"),
        "actor": paint(p, actors, "actor"),
        "place": paint(p, places, "place") if places else blank(p),
    }
    return e


def _words(text: str, span: list[int] | None) -> str | None:
    return text[span[0] : span[1]] if span else None


def newswire(path: Path, texts: Path) -> Iterator[Example]:
    """Stories of `texts` (CoNLL's shape) with the events of `path`, offsets in closed-up text."""
    wanted = {d["id"]: d for d in lines(path)}
    for d in lines(texts):
        if (found := wanted.get(d["id"])) is None:
            continue
        text = closed_up(d["text"], [])[0].strip()
        words = partial(_words, text)
        events = []
        for e in found["events"]:
            mentions = [{"s": s, "trigger": words(t)} for s, t in e["mentions"]]
            events.append(
                e
                | {
                    "mentions": mentions,
                    "actors": [words(x) for x in e["actors"]],
                    "recipients": [words(x) for x in e["recipients"]],
                    "place": words(e["place"]),
                }
            )
        yield gold_example(
            {"id": d["id"], "text": text, "sentences": found["sentences"], "events": events},
            "newswire",
        )
