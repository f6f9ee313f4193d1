"""What a record is found by: its type, status, days and parties, taken from its JSON."""

from __future__ import annotations

import unicodedata
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

KINDS = ("event", "statement", "agreement", "attribution")

_TYPES = {
    "event": ("type", "mode", "status"),
    "statement": ("act", "quote_type", "certainty"),
    "agreement": ("stage", None, "status"),
    "attribution": ("basis", None, "likelihood"),
}
"""For each kind the fields that `--type` (the first two) and `--status` look at."""

_ACTORS = {
    "event": ("actors", "recipients", "according_to"),
    "statement": ("speaker", "addressee", "target"),
    "agreement": ("parties", "third_parties"),
    "attribution": ("attributing_actor",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The columns of the records table beside the JSON; days are ISO dates, both ends inside."""

    type: str | None
    subtype: str | None
    status: str | None
    first_day: str | None
    last_day: str | None


def columns(record: dict[str, Any], *, published: str | None) -> Columns:
    """The columns of a record.

    The days of an event and an agreement are their own; a statement or attribution without a day
    of its own has the story's publication date.

    >>> record = {"kind": "statement", "act": "denial", "quote_type": "direct", "certainty": "CT-"}
    >>> columns(record, published="2026-03-04T10:00:00Z").first_day
    '2026-03-04'
    """
    of_type, of_subtype, of_status = _TYPES[record["kind"]]
    when = record.get("when") or record.get("date")
    if record["kind"] in ("statement", "attribution"):
        when = {"start": published, "end": published}
    first, last = (when.get("start"), when.get("end")) if isinstance(when, dict) else (None, None)
    return Columns(
        type=_text(record.get(of_type)),
        subtype=_text(record.get(of_subtype)) if of_subtype else None,
        status=_text(record.get(of_status)),
        first_day=day(first, last=False),
        last_day=day(last or first, last=True),
    )


def day(date: str | None, *, last: bool) -> str | None:
    """The first or last day of an ISO date that may be a year, a month, a day or a time.

    >>> day("2024-02", last=True), day("2021", last=False), day("2021-01-10T18:20", last=False)
    ('2024-02-29', '2021-01-01', '2021-01-10')
    >>> day("soon", last=False)
    """
    parts = (date or "")[:10].split("-")
    if not all(p.isascii() and p.isdigit() for p in parts) or len(parts[0]) != 4:
        return None
    year = int(parts[0])
    month = int(parts[1]) if len(parts) > 1 else (12 if last else 1)
    if not (year >= 1 and 1 <= month <= 12):
        return None
    end = monthrange(year, month)[1]
    number = int(parts[2]) if len(parts) > 2 else (end if last else 1)
    return f"{year:04}-{month:02}-{number:02}" if 1 <= number <= end else None


def parties(record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Who takes part in a record and where, a row each: role, actor, folded name, country.

    >>> party = {"id": "a", "name": "Türkiye", "country": "TUR"}
    >>> record = {"kind": "agreement", "parties": [party]}
    >>> [row["folded"] for row in parties(record)]
    ['turkiye']
    """
    for role in _ACTORS[record["kind"]]:
        held = record.get(role)
        for actor in held if isinstance(held, list) else [held]:
            if actor:
                yield _party(role, actor)
    for step in record.get("chain") or []:
        for role in ("subject", "object"):
            held = step.get(role)
            if held:
                yield _party(role, held if isinstance(held, dict) else {"name": held})
    place = record.get("where")
    if place:
        yield _party("place", {k: place.get(k) for k in ("id", "name", "country")})


def _party(role: str, actor: dict[str, Any]) -> dict[str, Any]:
    name = actor.get("name") or actor.get("quote") or ""
    return {
        "role": role,
        "actor": actor.get("id"),
        "folded": fold(name),
        "country": actor.get("country"),
    }


def fold(text: str) -> str:
    """The text in small letters without accents: "Erdoğan" is found by "erdogan".

    >>> fold("Erdoğan, Łódź")
    'erdogan, łodz'
    """
    apart = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(c for c in apart if not unicodedata.combining(c))
    return kept.encode("utf-8", "replace").decode("utf-8")


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
