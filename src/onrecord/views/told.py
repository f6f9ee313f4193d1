"""A merged event as a page tells it: its reports, figures, differences and what is tied to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from onrecord.views.visible import one_line

AROUND = 170
"""Characters before and after the words that tell of an event."""


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
    """The words around the first trigger (else the first evidence), in pieces.

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
    end = min(end, after) if after >= 0 else end
    if start and text[start - 1] not in "\n ":
        start = text.find(" ", start, first["start"]) + 1 or start
    cuts = {start, end}
    for e in spans:
        if e["start"] < end and e["end"] > start:
            cuts |= {max(start, e["start"]), min(end, e["end"])}
    places = sorted(cuts)
    return tuple(
        (text[a:b], any(e["start"] <= a and e["end"] >= b for e in spans))
        for a, b in pairwise(places)
    )


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
