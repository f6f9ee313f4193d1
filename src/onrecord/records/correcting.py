"""What a person may correct in a record: which fields, to which values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from onrecord.ontology import plover
from onrecord.records.evidence import ROLES

Line = Mapping[str, Any]

FIELDS = {
    "event": ("type", "mode", "status", "contexts", "when", "venue", "killed", "injured"),
    "statement": ("act", "quote_type", "certainty"),
    "agreement": ("name", "status", "stage", "date"),
    "attribution": ("basis", "likelihood", "analytic_confidence", "admiralty"),
}
"""The fields of each kind that are corrected by writing another value."""

WORDS = "evidence."
"""Before a role: other words of the text for a piece of evidence, as in `evidence.place`."""

REQUIRED = ("type", "status", "act", "quote_type", "certainty", "name")
"""Fields that are never empty; an agreement's status may be."""

MOST = 300
"""Characters that a name or basis may have."""

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_ADMIRALTY = re.compile(r"[A-F][1-6]")


@lru_cache(maxsize=1)
def _likelihoods() -> tuple[str, ...]:
    from onrecord.languages.phrases import lists

    return tuple(lists("likelihood"))


def allowed(record: Line, field: str) -> tuple[str, ...]:
    """The values that a field of a record may have, none where it is free.

    >>> allowed({"kind": "event", "type": "CONSULT"}, "mode")
    ('visit', 'third-party', 'multilateral', 'phone')
    """
    # Here and not above: they bring the reader along, and most who import this only show records.
    from onrecord.records.agreement import kind as agreement
    from onrecord.records.event.kind import STATUSES
    from onrecord.records.statement import kind as statement

    kind = record["kind"]
    if (kind, field) == ("event", "mode"):
        return plover.modes(record["type"])
    tables = {
        "event": {
            "type": plover.TYPES,
            "status": STATUSES,
            "contexts": plover.CONTEXTS,
            "venue": ("in_person", "virtual", "phone"),
        },
        "statement": {
            "act": statement.ACTS,
            "quote_type": ("direct", "mixed", "indirect"),
            "certainty": statement.CERTAINTIES,
        },
        "agreement": {"status": agreement.STATUSES, "stage": agreement.STAGES},
        "attribution": {
            "likelihood": _likelihoods(),
            "analytic_confidence": ("low", "moderate", "high"),
        },
    }
    return tables[kind].get(field, ())


def value(record: Line, field: str, told: str) -> Any:
    """What is written for a field as its value; None for nothing.

    `ValueError` says in a sentence why it is none.

    >>> value({"kind": "event", "type": "CONSULT"}, "killed", "7")
    7
    >>> value({"kind": "event", "type": "CONSULT"}, "status", "occured")
    Traceback (most recent call last):
    ValueError: 'occured' is no status of an event; it is one of occurred, ongoing, planned, ...
    """
    kind, said = record["kind"], told.strip()
    if field not in FIELDS[kind]:
        fields = ", ".join((*FIELDS[kind], *(WORDS + r for r in ROLES[kind])))
        raise ValueError(f"{field!r} of {_a(kind)} cannot be corrected; what can: {fields}")
    if not said:
        if field in REQUIRED and (kind, field) != ("agreement", "status"):
            raise ValueError(f"The {field} of {_a(kind)} is never empty")
        return [] if field == "contexts" else None
    if field in ("killed", "injured"):
        if not (said.isascii() and said.isdigit() and len(said) < 9):
            raise ValueError(f"{said!r} is no number of people")
        return int(said)
    if field in ("when", "date"):
        return _when(said)
    if field == "admiralty":
        return _one_of(said, _ADMIRALTY.fullmatch(said.upper()) and said.upper())
    if field in ("name", "basis"):
        if len(said) > MOST:
            raise ValueError(f"A {field} has at most {MOST} characters")
        return said
    values = {v.casefold(): v for v in allowed(record, field)}
    if field == "contexts":
        some = [s.strip() for s in said.split(",") if s.strip()]
        return [_known(s, values, kind=kind, field="context") for s in some]
    return _known(said, values, kind=kind, field=field)


def _known(said: str, values: Mapping[str, str], *, kind: str, field: str) -> str:
    found = values.get(said.casefold().replace(" ", "_")) or values.get(said.casefold())
    if found is None:
        some = ", ".join(list(values.values())[: 3 if len(values) > 16 else None])
        more = ", ..." if len(values) > 16 else ""
        few = f"it is one of {some}{more}" if values else "there is none to choose from"
        raise ValueError(f"{said!r} is no {field} of {_a(kind)}; {few}")
    return found


def _one_of(said: str, found: str | None) -> str:
    if not found:
        raise ValueError(f"{said!r} is no Admiralty code: a letter from A to F and 1 to 6")
    return found


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _when(said: str) -> dict[str, Any]:
    """The days of an ISO 8601 date or interval; a person resolved them.

    >>> _when("2026-05-04/2026-05-06")["end"]
    '2026-05-06'
    """
    first, _, last = said.partition("/")
    last = last or first
    if not (_DATE.fullmatch(first) and _DATE.fullmatch(last)) or len(first) != len(last):
        raise ValueError(f"{said!r} is no date: 2026, 2026-05, 2026-05-04, or two with / between")
    if last < first:
        raise ValueError(f"{said!r} ends before it begins")
    precision = {4: "year", 7: "month", 10: "day"}[len(first)]
    return {"start": first, "end": last, "precision": precision, "basis": "resolved"}


def corrected(record: Line, field: str, to: Any) -> dict[str, Any]:
    """The record with another value in a field; a mode that the new type has not is left out."""
    if field.startswith(WORDS):
        from onrecord.records.remarking import remarked

        return remarked(record, to)
    out = {**record, field: to}
    if field == "type" and record["kind"] == "event" and out["mode"] not in plover.modes(to):
        out["mode"] = None
    return out
