"""A merged event as a page tells it: its reports, figures, differences and what is tied to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from onrecord.views import words
from onrecord.views.visible import one_line

AROUND = 170
"""Characters before and after the words that tell of an event."""

ENDING = 90
"""Characters more, if a sentence ends there."""

CODES = ("status", "type", "mode", "venue")
"""Fields whose values are codes of the codebook."""

FIRST = ("status", "when", "where", "killed", "injured")
"""Fields that are told before others where reports differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One report: what the event's line says of it, its story's head and record, and its words in
    pieces of (words, whether the report rests on them)."""

    said: Mapping[str, Any]
    story: Mapping[str, Any]
    record: Mapping[str, Any]
    pieces: tuple[tuple[str, bool], ...]


def tellings(reports: Iterable[Any]) -> list[Telling]:
    """The reports of an event (`store.Report`) with the sentence that tells of it."""
    return [
        Telling(
            said=r.said,
            story={k: v for k, v in r.story.items() if k != "text"},
            record=r.record,
            pieces=passage(r.story["text"], r.record["evidence"]),
        )
        for r in reports
    ]


def passage(text: str, evidence: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, bool], ...]:
    """The words around the first trigger (else the first evidence), in pieces; cut at words, at
    the end of a sentence if one ends near by, with dots where it was cut.

    >>> found = {"role": "trigger", "start": 17, "end": 22}
    >>> passage("It rained. Talks ended in Bonn. Then", [found])
    (('It rained. Talks ', False), ('ended', True), (' in Bonn. Then', False))
    """
    spans = list(evidence)
    if not spans:
        return ()
    first = next((e for e in spans if e["role"] == "trigger"), spans[0])
    start = max(0, first["start"] - AROUND)
    end = min(len(text), first["end"] + AROUND)
    start = max(start, text.rfind("\n", 0, first["start"]) + 1)
    after = text.find("\n", first["end"])
    last = after if after >= 0 else len(text)
    if end < last:
        stop = _STOP.search(text, max(first["end"], end - ENDING), min(last, end + ENDING))
        end = stop.end() if stop else max(text.rfind(" ", first["end"], end), first["end"])
    end = min(end, last)
    if start and text[start - 1] != "\n":
        stops = [m.end() for m in _STOP.finditer(text, start, first["start"])]
        space = text.find(" ", start, first["start"])
        start = stops[-1] + 1 if stops else space + 1 if space >= 0 else start
    cuts = {start, end}
    for e in spans:
        if e["start"] < end and e["end"] > start:
            cuts |= {max(start, e["start"]), min(end, e["end"])}
    places = sorted(cuts)
    pieces = [
        (text[a:b], any(e["start"] <= a and e["end"] >= b for e in spans))
        for a, b in pairwise(places)
    ]
    if end < last and text[end - 1] not in '.!?"”’':
        pieces.append((" …", False))
    return tuple(pieces)


_STOP = re.compile(r"[.!?][\"”’)]*(?= [\"“‘(]?[A-ZÀ-Þ0-9]|$)")


OPENING = 250
"""Characters at the beginning of a story in which stands what it is about."""


def lead(line: Mapping[str, Any], some: Iterable[Telling]) -> Telling | None:
    """The report to read first: the first source of its own that opens with the event and tells it
    as the line does; else the line's own best one.

    >>> def told(id, start, status="occurred"):
    ...     at = [{"role": "trigger", "start": start}]
    ...     return Telling(said={"independent": True}, story={}, pieces=(),
    ...                    record={"id": id, "status": status, "evidence": at})
    >>> line = {"status": "occurred", "reports": [{"record": "c"}]}
    >>> some = [told("a", 900), told("b", 10, "denied"), told("c", 20)]
    >>> lead(line, some).record["id"], lead(line, some[:1])
    ('c', None)
    """
    tellings_ = list(some)
    for one in tellings_:
        begin = min(
            (e["start"] for e in one.record["evidence"] if e["role"] == "trigger"), default=0
        )
        same = one.record.get("status") == line.get("status")
        if one.said.get("independent") and same and begin < OPENING:
            return one
    best = best_report(line)
    return next((t for t in tellings_ if t.record["id"] == best), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one report tells in a field: in words, whether the words are a code of the codebook,
    and whether they differ from what the event's line has. None stands for "not told"."""

    words: str
    code: bool
    other: bool


def differing(
    line: Mapping[str, Any], tellings: Iterable[Telling]
) -> tuple[list[str], list[tuple[Telling, list[Cell | None]]]]:
    """The fields in which reports differ, and for each report what it tells in each of them.

    >>> line = {"status": "occurred", "differences": [{"field": "status", "values": [
    ...     {"value": "occurred", "reports": ["a"]}, {"value": "denied", "reports": ["b"]}]}]}
    >>> some = [Telling(said={}, story={}, record={"id": i}, pieces=()) for i in "abc"]
    >>> fields, rows = differing(line, some)
    >>> fields, [[c and (c.words, c.other) for c in cells] for _, cells in rows]
    (['status'], [[('occurred', False)], [('denied', True)], [None]])
    """
    told: dict[str, dict[str, Any]] = {}
    for one in line.get("differences") or ():
        by_report = told.setdefault(str(one["field"]), {})
        for v in one["values"]:
            by_report |= dict.fromkeys(v.get("reports") or (), v.get("value"))
    fields = sorted(told, key=lambda f: FIRST.index(f) if f in FIRST else len(FIRST))
    rows = []
    for telling in tellings:
        cells: list[Cell | None] = []
        for field in fields:
            held = told[field].get(telling.record["id"])
            found = in_words(field, held)
            other = found != in_words(field, line.get(field))
            cells.append(Cell(words=found, code=field in CODES, other=other) if found else None)
        rows.append((telling, cells))
    return fields, rows


def in_words(field: str, of: Any) -> str:
    """What a field of an event has, in words; codes stay codes, "" is for "not told".

    >>> in_words("when", {"start": "2026-05-01", "end": "2026-05-31", "precision": "month"})
    '2026-05'
    >>> in_words("killed", 3), in_words("status", "called_for"), in_words("where", None)
    ('3', 'called_for', '')
    """
    if field == "when" and isinstance(of, Mapping):
        return words.days(dict(of))
    return value(of)


def history(figures: Iterable[Mapping[str, Any]]) -> dict[str, list[Mapping[str, Any]]]:
    """The figures of each field in order of their day.

    >>> some = [{"field": "killed", "value": 7, "as_of": "2026-03-05"},
    ...         {"field": "killed", "value": 3, "as_of": "2026-03-04"}]
    >>> [f["value"] for f in history(some)["killed"]]
    [3, 7]
    """
    out: dict[str, list[Mapping[str, Any]]] = {}
    for figure in figures:
        out.setdefault(str(figure.get("field") or ""), []).append(figure)
    for held in out.values():
        held.sort(key=lambda f: str(f.get("as_of") or "9999"))
    return out


def inside(event: Mapping[str, Any], statement: Mapping[str, Any]) -> bool:
    """Whether the words that tell of an event stand in what somebody is quoted with."""
    spans = [e for e in event["evidence"] if e["role"] == "trigger"]
    return any(
        c["start"] <= e["start"] and e["end"] <= c["end"]
        for c in statement.get("content") or ()
        for e in spans
    )


def shown(line: dict[str, Any], records: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """A derived line with the story and the evidence of its best report, for a table."""
    best = records.get(best_report(line) or "")
    rest: dict[str, Any] = {"evidence": [], "story": None, "contexts": [], "confidence": None}
    rest["evidence_of"] = best_report(line)
    if best is not None:
        rest |= {k: best[k] for k in ("evidence", "story", "version")}
        if best["kind"] == line["kind"]:
            rest = best | rest
    return rest | {k: v for k, v in line.items() if v is not None or k not in rest}


def best_report(line: Mapping[str, Any]) -> str | None:
    """The record that a derived line's own words are from: of the story that it names, if any.

    >>> best_report({"story": "s2", "reports": [{"story": "s1", "record": "a"},
    ...                                         {"story": "s2", "record": "b"}]})
    'b'
    """
    reports = list(line.get("reports") or ())
    own = [r for r in reports if r.get("story") == line.get("story")] or reports
    return own[0]["record"] if own else None


def value(of: Any) -> str:
    """A value of a difference or figure on one line.

    >>> value({"name": "Geneva"}), value(7), value([{"name": "Oslo"}, "Riga"])
    ('Geneva', '7', 'Oslo, Riga')
    """
    if isinstance(of, Mapping):
        held = of.get("name") or of.get("quote") or of.get("start") or of.get("value")
        return one_line(str(held)) if held is not None else ""
    if isinstance(of, (list, tuple)):
        return ", ".join(filter(None, map(value, of)))
    return "" if of is None else one_line(str(of))
