"""What each kind of thing can be filtered and counted by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from onrecord.ontology.countries import countries
from onrecord.ontology.plover import quad
from onrecord.store.workbench_links import Held
from onrecord.store.workbench_rows import Kept
from onrecord.views.frame import Row
from onrecord.views.visible import one_line

Values = dict[str, Sequence[tuple[str, str]]]

FACETS: dict[str, tuple[str, ...]] = {
    "event": (
        "quad",
        "type",
        "status",
        "disputed",
        "actor",
        "country",
        "place",
        "mode",
        "context",
        "outlet",
        "told",
        "sure",
    ),
    "dispute": ("type", "actor", "country", "status", "outlet"),
    "happening": ("outlet",),
    "actor": ("type", "country"),
    "statement": (
        "act",
        "quote_type",
        "certainty",
        "actor",
        "country",
        "anonymity",
        "channel",
        "outlet",
        "sure",
    ),
    "agreement": ("status", "stage", "actor", "country", "outlet", "sure"),
    "attribution": ("actor", "blamed", "level", "likelihood", "basis", "country", "outlet", "sure"),
}
"""The filters of each kind's page, in the order that they stand there."""

BANDS = (0.9, 0.8, 0.7, 0.6, 0.5)
"""Least confidences that can be asked for."""


def row(held: Held) -> Row:
    """What a frame keeps of a record.

    >>> record = {"kind": "agreement", "status": "signed", "confidence": 0.8,
    ...           "parties": [{"id": "TUR-GOV", "name": "Turkey", "country": "TUR"}]}
    >>> kept = row(Held(number=1, first_day=None, last_day=None, outlet="Wire", record=record))
    >>> kept.values["country"], kept.values["status"], kept.values["outlet"]
    ([('TUR', 'Turkey')], [('signed', 'signed')], [('Wire', 'Wire')])
    """
    record = held.record
    values = _OF[record["kind"]](record)
    values["outlet"] = plain(held.outlet)
    where = record.get("where") or {}
    lat, lon = where.get("lat"), where.get("lon")
    return Row(
        number=held.number,
        first=held.first_day,
        last=held.last_day,
        values={name: some for name, some in values.items() if some},
        weight=float(record.get("confidence") or 0.0),
        point=(float(lat), float(lon)) if lat is not None and lon is not None else None,
    )


TOLD = (2, 3, 5, 10)
"""Least numbers of independent reports that can be asked for, as values of "told"."""

BY = {"actors": "by", "recipients": "to"}


def row_of(kept: Kept, kind: str) -> Row:
    """What a frame keeps of a derived line; names of actors are folded until they are shown."""
    values: dict[str, list[tuple[str, str]]] = {
        "type": plain(kept.type),
        "mode": plain(kept.subtype) if kind == "event" else [],
        "status": plain(kept.status),
        "outlet": [(o, o) for o in kept.outlets],
        "context": [(c, c) for c in kept.contexts],
        "disputed": [("yes", "disputed")] if kept.disputed else [],
        "told": [(f"{n}+", f"{n}+") for n in TOLD if kept.independent >= n],
        "country": nations(p[3] for p in kept.parties),
    }
    if kind == "event" and kept.type:
        values["quad"] = [(str(quad(kept.type)),) * 2]
    for role, actor, folded, _ in kept.parties:
        if role == "place":
            values.setdefault("place", []).append((folded, folded))
        elif folded:
            value = (actor or folded, folded)
            if role != "according_to":
                values.setdefault("actor", []).append(value)
            if role in BY:
                values.setdefault(BY[role], []).append(value)
    return Row(
        number=kept.number,
        first=kept.first_day,
        last=kept.last_day,
        values={name: some for name, some in values.items() if some},
        weight=kept.confidence or 0.0,
        size=kept.reports,
        point=(kept.lat, kept.lon) if kept.lat is not None and kept.lon is not None else None,
    )


def event(record: dict[str, Any]) -> Values:
    """The values of an event by field."""
    acting, to = record["actors"], record["recipients"]
    where = record.get("where") or {}
    countries_of = [*(a.get("country") for a in (*acting, *to)), where.get("country")]
    mode = record.get("mode")
    return {
        "type": plain(record["type"]),
        "mode": plain(mode),
        "quad": [(str(quad(record["type"])),) * 2],
        "status": plain(record["status"]),
        "actor": actors([*acting, *to]),
        "by": actors(acting),
        "to": actors(to),
        "country": nations(countries_of),
        "place": plain(where.get("name")),
        "context": [(c, c) for c in record.get("contexts") or ()],
    }


def _statement(record: dict[str, Any]) -> Values:
    speaker = record.get("speaker") or {}
    others = [record.get("addressee") or {}, record.get("target") or {}]
    return {
        "act": plain(record.get("act")),
        "quote_type": plain(record.get("quote_type")),
        "certainty": plain(record.get("certainty")),
        "actor": actors([speaker, *others]),
        "by": actors([speaker]),
        "to": actors(others),
        "country": nations(a.get("country") for a in (speaker, *others)),
        "anonymity": plain(speaker.get("anonymity")),
        "channel": plain((record.get("channel") or {}).get("kind")),
    }


def _agreement(record: dict[str, Any]) -> Values:
    parties = [*(record.get("parties") or []), *(record.get("third_parties") or [])]
    return {
        "status": plain(record.get("status")),
        "stage": plain(record.get("stage")),
        "actor": actors(parties),
        "country": nations(p.get("country") for p in parties),
    }


def _attribution(record: dict[str, Any]) -> Values:
    by = record.get("attributing_actor") or {}
    steps = record.get("chain") or []
    blamed = [s["object"] for s in steps if s["relation"] != "alias-of"]
    return {
        "actor": actors([by]),
        "country": nations([by.get("country")]),
        "blamed": [v for one in dict.fromkeys(map(_name, blamed)) for v in plain(one)],
        "level": [
            (s, s) for s in dict.fromkeys(step["level"] for step in steps if step.get("level"))
        ],
        "likelihood": plain(record.get("likelihood")),
        "basis": plain(record.get("basis")),
    }


_OF: dict[str, Callable[[dict[str, Any]], Values]] = {
    "event": event,
    "statement": _statement,
    "agreement": _agreement,
    "attribution": _attribution,
}


def plain(value: str | None) -> list[tuple[str, str]]:
    """A value that is its own name."""
    told = one_line(value) if value else ""
    return [(told, told)] if told else []


def actors(some: Iterable[dict[str, Any]]) -> list[tuple[str, str]]:
    """The actors by id, each once."""
    out: dict[str, str] = {}
    for actor in some:
        name = _name(actor)
        if name:
            out.setdefault(actor.get("id") or name, name)
    return list(out.items())


def nations(codes: Iterable[str | None]) -> list[tuple[str, str]]:
    """The countries by code, each once."""
    known = countries()
    return [(c, known[c].name if c in known else c) for c in dict.fromkeys(codes) if c]


def _name(actor: Any) -> str:
    if isinstance(actor, dict):
        return one_line(actor.get("name") or actor.get("quote") or "")
    return one_line(str(actor or ""))
