"""The API's paths and what each can be asked, as values: the answers and the OpenAPI document are
made from them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from onrecord.version import __version__

MOST, USUAL = 500, 50
"""Items of a part at most, and if nothing is said."""

DATE = (
    "^[1-9][0-9]{3}"
    "(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?|-(0[13-9]|1[0-2])-(29|30)|-(0[13578]|1[02])-31)?$"
)
TOLD = r"^[^\u0000]+$"
WORDS = r"^[^\u0000]*[\p{L}\p{N}][^\u0000]*$"
CURSOR = r"^[^|\u0000]*\|[^|\u0000]+$"
NUMBERED = r"^[^|\u0000]*\|[0-9]{1,18}$"
"""Patterns of values, as JSON Schema has them. A leap day is taken, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """What can be asked: its name, a sentence about it, its JSON Schema."""

    name: str
    told: str
    schema: tuple[tuple[str, Any], ...] = (("type", "string"), ("pattern", TOLD))


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A path below `/api`; `kind` is the kind of its items, `merged` whether they are made of many
    stories. With an `{id}` it is one thing, else a list."""

    path: str
    told: str
    kind: str = ""
    merged: bool = False
    parameters: tuple[Parameter, ...] = ()
    required: tuple[str, ...] = ()


def _text(name: str, told: str) -> Parameter:
    return Parameter(name=name, told=told)


def _date(name: str, told: str) -> Parameter:
    return Parameter(name=name, told=told, schema=(("type", "string"), ("pattern", DATE)))


_SINCE = _date("since", "On or after this day, month or year.")
_UNTIL = _date("until", "On or before this day, month or year.")
FILTERS = (
    _text("actor", "A part of a name, whatever its case and accents, or an actor's id."),
    _text("country", "ISO 3166-1 alpha-3 of a party or the place."),
    _text("type", "PLOVER type or mode; act of a statement; stage of an agreement; basis."),
    _text("status", "occurred, planned, denied; certainty of a statement; likelihood."),
    _SINCE,
    _UNTIL,
)
_WORDS = (("type", "string"), ("pattern", WORDS))
_TEXT = Parameter(name="text", told="Words that it is told in.", schema=_WORDS)
_SOUGHT = Parameter(name="words", told='Words, "words together", or `nego*`.', schema=_WORDS)
_OUTLET = _text("outlet", "Told by this outlet.")
_HAPPENING = _text("happening", "Told in stories of this happening: an id.")
MERGED = (
    *FILTERS,
    _text("mode", "PLOVER mode."),
    _text("place", "A part of the place's name."),
    _OUTLET,
    _HAPPENING,
    _TEXT,
    Parameter(
        name="disputed", told="Only what parties do not agree on.", schema=(("type", "boolean"),)
    ),
)
LIMIT = Parameter(
    name="limit",
    told=f"At most so many items; {USUAL} if nothing is said.",
    schema=(("type", "integer"), ("minimum", 1), ("maximum", MOST)),
)


def paged(merged: bool) -> tuple[Parameter, ...]:
    """What every list can be asked."""
    pattern = CURSOR if merged else NUMBERED
    told = "The cursor in `next` of the part before."
    after = Parameter(name="after", told=told, schema=(("type", "string"), ("pattern", pattern)))
    return (LIMIT, after)


SEQ = Parameter(
    name="since",
    told="Only changes after this number.",
    schema=(("type", "integer"), ("minimum", 0), ("maximum", 2**53)),
)

LISTS = (
    Path(
        path="/events", told="Merged events by day.", kind="event", merged=True, parameters=MERGED
    ),
    Path(path="/statements", told="Statements.", kind="statement", parameters=FILTERS),
    Path(path="/agreements", told="Agreements as stories tell them.", kind="agreement",
         parameters=FILTERS),
    Path(path="/attributions", told="Attributions.", kind="attribution", parameters=FILTERS),
    Path(path="/disputes", told="Disputes, both sides of each.", kind="dispute", merged=True,
         parameters=FILTERS),
    Path(path="/actors", told="Actors across stories.", kind="actor", merged=True,
         parameters=FILTERS),
    Path(path="/places", told="Places across stories.", kind="place", merged=True,
         parameters=FILTERS),
    Path(path="/happenings", told="Happenings.", kind="happening", merged=True,
         parameters=(_SINCE, _UNTIL, _OUTLET, _TEXT)),
    Path(path="/stories", told="Stories by day of publication, without their texts.", kind="story",
         parameters=(_SINCE, _UNTIL, _OUTLET, _HAPPENING, _TEXT)),
)  # fmt: skip
ONES = (
    Path(path="/event/{id}", told="One event: its reports and disputes.", kind="event",
         merged=True),
    Path(path="/agreement/{id}", told="One agreement as many stories tell it.", kind="agreement",
         merged=True),
    Path(path="/dispute/{id}", told="One dispute.", kind="dispute", merged=True),
    Path(path="/happening/{id}", told="One happening.", kind="happening", merged=True),
    Path(path="/actor/{id}", told="One actor.", kind="actor", merged=True),
    Path(path="/place/{id}", told="One place.", kind="place", merged=True),
    Path(path="/record/{id}", told="One extracted record.", kind="record"),
    Path(path="/story/{id}", told="One story with its text and records.", kind="story"),
)  # fmt: skip
OTHERS = (
    Path(path="/counts", told="How many pages, stories, records and merged things there are."),
    Path(path="/changes", told="What was added, changed, withdrawn, oldest first.", kind="change",
         parameters=(SEQ, LIMIT)),
    Path(path="/search", told="Stories that have all the words, best first.", kind="hit",
         parameters=(_SOUGHT, LIMIT),
         required=("words",)),
    Path(path="/why/{id}", told="Why what an id names stands as it does: scores, reasons."),
)  # fmt: skip
PATHS = (*LISTS, *ONES, *OTHERS)


def document() -> dict[str, Any]:
    """The API in OpenAPI 3.1."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "On Record",
            "version": __version__,
            "description": "What news says about conflict and diplomacy, with its words.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/api"}],
        "security": [{"bearer": []}, {"cookie": []}],
        "paths": {one.path: {"get": _operation(one)} for one in PATHS},
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "cookie": {"type": "apiKey", "in": "cookie", "name": "onrecord"},
            },
            "schemas": SCHEMAS,
        },
    }


def _operation(of: Path) -> dict[str, Any]:
    one = "{id}" in of.path
    further = paged(of.merged) if of in LISTS else ()
    parameters = [
        {
            "name": p.name,
            "in": "query",
            "description": p.told,
            "required": p.name in of.required,
            "schema": dict(p.schema),
        }
        for p in (*of.parameters, *further)
    ]
    if one:
        schema = {"type": "string", "minLength": 1}
        parameters.append({"name": "id", "in": "path", "required": True, "schema": schema})
    answer = "Listed" if of in LISTS else _ANSWERS.get(of.kind if one else of.path, "Thing")
    problems = {"400": "The question is wrong.", "401": "No token and no cookie."}
    if one:
        problems |= {
            "404": "There is no such thing.",
            "410": "It was withdrawn, or is several now.",
        }
    answers: dict[str, Any] = {
        "200": {
            "description": "The answer.",
            "headers": {"ETag": {"schema": {"type": "string"}}},
            "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{answer}"}}},
        },
        "304": {"description": "It is as it was: `If-None-Match` names its ETag."},
    }
    if one and of.merged:
        answers["308"] = {"description": "It is part of another thing now."}
    for status, told in problems.items():
        content = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
        answers[status] = {"description": told, "content": content}
    name = of.path.strip("/").replace("/{id}", "")
    return {
        "operationId": name,
        "summary": of.told,
        "parameters": parameters,
        "responses": answers,
    }


_ANSWERS = {
    "event": "Event",
    "story": "Story",
    "/counts": "Counts",
    "/changes": "Changes",
    "/search": "Found",
    "/why/{id}": "Thing",
}
_LINE = {
    "type": "object",
    "required": ["kind", "id"],
    "properties": {"kind": {"type": "string"}, "id": {"type": "string"}},
}


def _list_of(item: str, **more: Any) -> dict[str, Any]:
    items = {"type": "array", "items": {"$ref": f"#/components/schemas/{item}"}}
    return {
        "type": "object",
        "required": ["items", *more],
        "properties": {"items": items, **more},
    }


_COUNT = {"type": "integer", "minimum": 0}
SCHEMAS: dict[str, Any] = {
    "Line": _LINE,
    "Thing": {"type": "object"},
    "Listed": _list_of(
        "Line", total={"type": ["integer", "null"]}, next={"type": ["string", "null"]}
    ),
    "Event": {
        "type": "object",
        "required": ["event", "reports", "disputes"],
        "properties": {
            "event": {"$ref": "#/components/schemas/Line"},
            "reports": {"type": "array", "items": {"type": "object"}},
            "disputes": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}},
        },
    },
    "Story": {
        "type": "object",
        "required": ["story", "records"],
        "properties": {
            "story": {"$ref": "#/components/schemas/Line"},
            "records": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}},
        },
    },
    "Counts": {"type": "object", "additionalProperties": _COUNT},
    "Change": {
        "type": "object",
        "required": ["seq", "at", "what", "of", "record"],
        "properties": {
            "seq": {"type": "integer"},
            "what": {"enum": ["added", "changed", "withdrawn"]},
        },
    },
    "Changes": _list_of("Change", last=_COUNT, next={"type": ["integer", "null"]}),
    "Hit": {"type": "object", "required": ["story", "title", "snippet"]},
    "Found": _list_of("Hit", total=_COUNT),
    "Problem": {
        "type": "object",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {"type": "string"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
        },
    },
}
