"""What is made of many stories as flat rows: the columns of CSV and Parquet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from onrecord.exports.annotation import selectors
from onrecord.exports.rows import Columns, Row, columns, flat, joined
from onrecord.exports.taken import Line, Stories, spans
from onrecord.jsonlines import dumps
from onrecord.ontology.plover import cameo, intensity, quad

_SEEN: Columns = {"first_seen": str, "last_seen": str}
_OF: dict[str, Columns] = {
    "event": {
        "quad_class": int,
        "intensity": float,
        "cameo_root": str,
        "reports": int,
        "independent_reports": int,
        "outlets": int,
        "stories": str,
        "figures": str,
        "differences": str,
        "announced_by": str,
        "outcome": str,
        "response_to": str,
        **_SEEN,
        "evidence": str,
        "version": str,
    },
    "agreement": {
        "id": str,
        "kind": str,
        "name": str,
        "names": str,
        "parties": str,
        "party_countries": str,
        "third_parties": str,
        "date_start": str,
        "date_end": str,
        "status": str,
        "stage": str,
        "contested": bool,
        "provisions": str,
        "statuses": str,
        "stories": str,
        **_SEEN,
        "version": str,
    },
    "dispute": {
        "id": str,
        "kind": str,
        "of_kind": str,
        "about": str,
        "events": str,
        "party_1": str,
        "position_1": str,
        "party_2": str,
        "position_2": str,
        "sides": str,
        "rule": str,
        "status": str,
        "stories": str,
        "confidence": float,
        **_SEEN,
        "version": str,
    },
    "happening": {
        "id": str,
        "kind": str,
        "title": str,
        "start": str,
        "end": str,
        "reports": int,
        "independent_reports": int,
        "outlets": str,
        "stories": str,
        "events": str,
        "version": str,
    },
    "actor": {
        "id": str,
        "kind": str,
        "name": str,
        "names": str,
        "type": str,
        "country": str,
        "sector": str,
        "offices": str,
        "entity": str,
        **_SEEN,
        "version": str,
    },
    "place": {
        "id": str,
        "kind": str,
        "name": str,
        "names": str,
        "country": str,
        "admin1": str,
        "lat": float,
        "lon": float,
        "geonameid": int,
        "entity": str,
        "version": str,
    },
}
_LEFT_OUT = ("story", "evidence", "version")
_STORY = "story_"


def merged_columns(kind: str) -> Columns:
    """The columns of a kind made of many stories, in order, with the type of their values.

    >>> list(merged_columns("happening"))[:3]
    ['id', 'kind', 'title']
    >>> "reports" in merged_columns("event"), "story" in merged_columns("event")
    (True, False)
    """
    if kind != "event":
        return dict(_OF[kind])
    own = {
        name: of
        for name, of in columns("event").items()
        if name not in _LEFT_OUT and not name.startswith(_STORY)
    }
    return own | _OF["event"]


def merged_row(line: Line, *, story: Stories) -> Row:
    """The row of a line."""
    return _ROW[line["kind"]](line, story)


def _event(e: Line, story: Stories) -> Row:
    counts = e.get("counts") or {}
    return {
        "kind": "event",
        "id": e["id"],
        **flat(e),
        "confidence": e.get("confidence"),
        "quad_class": quad(e["type"]),
        "intensity": intensity(e["type"]),
        "cameo_root": cameo(e["type"], e.get("mode")),
        "reports": counts.get("reports"),
        "independent_reports": counts.get("independent"),
        "outlets": counts.get("outlets"),
        "stories": joined(dict.fromkeys(r["story"] for r in e.get("reports") or ())),
        "figures": _json(e.get("figures")),
        "differences": _json(e.get("differences")),
        "announced_by": joined(e.get("announced_by")),
        "outcome": _json(e.get("outcome")),
        "response_to": _names(e.get("response_to")),
        "first_seen": e.get("first_seen"),
        "last_seen": e.get("last_seen"),
        "evidence": _json([_anchored(piece, story) for piece in spans(e)]),
        "version": e.get("version"),
    }


def _anchored(piece: Line, story: Stories) -> Line:
    held = story(piece["story"])
    if held is None:
        return piece
    found = selectors(held["text"], start=piece["start"], end=piece["end"])
    return piece | {"selector": found}


def _agreement(a: Line, _: Stories) -> Row:
    when = a.get("date") or {}
    return {
        **{k: a.get(k) for k in ("id", "kind", "name", "status", "stage", "contested", "version")},
        **{k: a.get(k) for k in _SEEN},
        "names": joined(a.get("names")),
        "parties": joined(a.get("parties"), "name"),
        "party_countries": joined(a.get("parties"), "country"),
        "third_parties": joined(a.get("third_parties"), "name"),
        "date_start": when.get("start"),
        "date_end": when.get("end"),
        "provisions": _json(a.get("provisions")),
        "statuses": _json(a.get("statuses")),
        "stories": joined(a.get("stories")),
    }


def _dispute(d: Line, _: Stories) -> Row:
    about, sides = d.get("about") or {}, list(d.get("sides") or ())
    told: Row = {}
    for number, side in enumerate(sides[:2], 1):
        party = side.get("party")
        told[f"party_{number}"] = party.get("name") if isinstance(party, dict) else party
        told[f"position_{number}"] = side.get("position")
    plain = ("id", "kind", "of_kind", "rule", "status", "confidence", "version", *_SEEN)
    return {
        **{k: d.get(k) for k in plain},
        **told,
        "about": about.get("text"),
        "events": joined(about.get("events")),
        "sides": _json(sides),
        "stories": joined(d.get("stories")),
    }


def _happening(h: Line, _: Stories) -> Row:
    counts = h.get("counts") or {}
    return {
        **{k: h.get(k) for k in ("id", "kind", "title", "start", "end", "version")},
        "reports": counts.get("reports"),
        "independent_reports": counts.get("independent"),
        **{k: joined(h.get(k)) for k in ("outlets", "stories", "events")},
    }


def _entry(one: Line, _: Stories) -> Row:
    plain = {k: one.get(k) for k in _OF[one["kind"]]}
    plain["names"] = _names(one.get("names"))
    if one["kind"] == "actor":
        plain["offices"] = _json(one.get("offices"))
    return plain


def _names(of: Any) -> str | None:
    if isinstance(of, str) or of is None:
        return of
    some: Iterable[Any] = [of] if isinstance(of, dict) else of
    return joined(
        [n.get("name") or n.get("event") or "" if isinstance(n, dict) else n for n in some]
    )


def _json(value: Any) -> str | None:
    return dumps(value) if value else None


_ROW = {
    "event": _event,
    "agreement": _agreement,
    "dispute": _dispute,
    "happening": _happening,
    "actor": _entry,
    "place": _entry,
}
