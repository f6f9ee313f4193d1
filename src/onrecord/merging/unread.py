"""Denials that a story tells and of which the reader made no statement.

A side of a dispute may rest on them by their words alone; they are no records.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from onrecord.languages.phrases import WORD, lists
from onrecord.merging.sentences import bounds
from onrecord.records.record import identity

Line = Mapping[str, Any]
_BREAK = re.compile(r"[,;:—–]|\s-\s|\b(?:and|but|that|who|which|while|after|when)\b")
_LONGEST = 7
"""Words that the subject of a denial may have."""


@lru_cache(maxsize=1)
def _cue() -> re.Pattern[str]:
    words = "|".join(sorted(lists("disputes")["denying"]["told"], key=len, reverse=True))
    return re.compile(rf"\b(?:{words})\b(\s+by\b)?")


def denials(story: Line, records: Sequence[Line]) -> Iterator[dict[str, Any]]:
    """Statement-shaped lines for denials without a statement, in text order.

    "Tarsia denied violating the truce", "a charge rejected by Tehran". `id` begins with `~`: it is
    no record's. The speaker is an actor of the story's records where one stands there.
    """
    text: str = story["text"]
    statements = [r for r in records if r["kind"] == "statement"]
    read = [
        (min(s["cue"]["start"], s["content"][0]["start"]), s["content"][-1]["end"])
        for s in statements
        if s["cue"] and s["speaker"] and s["act"] in ("denial", "refusal")
    ]
    inside = [(c["start"], c["end"]) for s in statements for c in s["content"]]
    for match in _cue().finditer(text):
        if any(a <= match.start() < b for a, b in (*read, *inside)):
            continue
        start, end = bounds(text, at=match.start())
        passive = bool(match[1])
        where = (match.end(), end) if passive else (start, match.start())
        speaker = _subject(text, where=where, after=passive, records=records)
        content = (start, match.start()) if passive else (match.end(), end)
        words = text[content[0] : content[1]].strip(" ,.;")
        if speaker is None or not words:
            continue
        at = text.index(words, content[0])
        yield {
            "kind": "statement",
            "id": "~" + identity("denial", story["id"], match.start()),
            "story": story["id"],
            "speaker": speaker,
            "cue": {"start": match.start(), "end": match.end(), "quote": match[0]},
            "content": [{"start": at, "end": at + len(words), "quote": words}],
            "act": "denial" if match[0].lower().startswith("den") else "assertion",
            "certainty": "CT-",
            "target": None,
            "evidence": [{"start": at, "end": at + len(words), "quote": words, "role": "content"}],
        }


def figures(story: Line, records: Sequence[Line]) -> Iterator[dict[str, Any]]:
    """Statement-shaped lines for figures without one: "The police put the crowd at 2,500"."""
    text: str = story["text"]
    inside = [(c["start"], c["end"]) for r in records for c in r.get("content", ())]
    for match in _counting().finditer(text):
        if any(a <= match.start() < b for a, b in inside):
            continue
        start, _ = bounds(text, at=match.start())
        speaker = _subject(text, where=(start, match.start()), after=False, records=records)
        if speaker is None:
            continue
        content = {
            "start": match.start(1),
            "end": match.end(),
            "quote": match[0][match.start(1) - match.start() :],
        }
        yield {
            "kind": "statement",
            "id": "~" + identity("figure", story["id"], match.start()),
            "story": story["id"],
            "speaker": speaker,
            "cue": None,
            "content": [content],
            "act": "assertion",
            "certainty": "CT+",
            "target": None,
            "evidence": [content | {"role": "content"}],
        }


@lru_cache(maxsize=1)
def _counting() -> re.Pattern[str]:
    table = lists("disputes")["counting"]
    things = "|".join(sorted(table["things"], key=len, reverse=True))
    return re.compile(
        rf"\b(?:{'|'.join(table['verbs'])})\s+(the\s+(?:{things})\s+at\s+(?:[\w-]+\s+){{0,2}}?"
        rf"(?:\d[\d,]*|[a-z]+(?:-[a-z]+)?)\b)"
    )


def _subject(
    text: str, *, where: tuple[int, int], after: bool, records: Sequence[Line]
) -> dict[str, Any] | None:
    """The actor before a cue, or after its "by": a record's, else the words if they name one."""
    stretch = text[where[0] : where[1]]
    pieces = _BREAK.split(stretch)
    near = pieces[0] if after else pieces[-1]
    start = where[0] if after else where[1] - len(near)
    end = start + len(near)
    known = [a for a in everyone(records) if start <= a["start"] and a["end"] <= end]
    if known:
        best = min(known, key=lambda a: (a["start"] if after else -a["end"], a["id"]))
        return dict(best)
    found = list(WORD.finditer(near))
    if not found or len(found) > _LONGEST or not near.strip()[0].isupper():
        return None
    words = near.strip()
    last = WORD.findall(words)[-1].lower()
    for actor in everyone(records):
        if actor["kind"] == "person" and WORD.findall(actor["name"].lower())[-1:] == [last]:
            return dict(actor)
    at = start + near.index(words)
    return {
        "id": "~" + words.lower(), "name": words, "kind": "unknown", "country": None,
        "sector": None, "capacity": None, "start": at, "end": at + len(words), "quote": words,
    }  # fmt: skip


def everyone(records: Sequence[Line]) -> Iterator[Line]:
    """The actor references of some records, in their order."""
    for record in records:
        yield from record.get("actors", ())
        yield from record.get("recipients", ())
        yield from record.get("parties", ())
        yield from (record[k] for k in ("speaker", "target", "attributing_actor") if record.get(k))
