"""Other words of the story's text for a piece of evidence, and for what rests on it in the record.

A mark is `{role, old, new, reference}`: `old` the evidence that is replaced (None adds one), `new`
its words with their place, `reference` the actor or place that other records of the story have
under these words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from onrecord.records.evidence import ROLES, quoted
from onrecord.records.record import identity
from onrecord.spans import Span

Line = Mapping[str, Any]

_REFERENCES = {
    ("event", "actor"): ("actors",),
    ("event", "recipient"): ("recipients",),
    ("statement", "speaker"): ("speaker",),
    ("statement", "addressee"): ("addressee",),
    ("agreement", "party"): ("parties", "third_parties"),
    ("attribution", "actor"): ("attributing_actor",),
}
"""The fields with references to the actors that evidence of a role names."""

_SPANS = {
    ("event", "trigger"): ("mentions",),
    ("statement", "cue"): ("cue",),
    ("statement", "content"): ("content",),
    ("statement", "channel"): ("channel",),
    ("agreement", "provision"): ("provisions",),
}
"""The fields with spans that evidence of a role repeats."""

_LISTS = ("actors", "recipients", "parties")
_ONE = ("speaker", "addressee", "attributing_actor")
AROUND = 24
"""Characters shown on either side of words that stand more than once."""


def places(text: str, words: str) -> list[Span]:
    r"""Where words stand in a text, exactly but for the kind of white space between them: what is
    pasted has lost its line ends.

    >>> places("He met\nher; she met  her.", "met her")
    [Span(start=3, end=10), Span(start=16, end=24)]
    """
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())))
    starts = (m.start() for m in re.finditer(f"(?={pattern.pattern})", text))
    found = (pattern.match(text, at) for at in starts) if words.strip() else ()
    return [Span(m.start(), m.end()) for m in found if m]


def around(text: str, span: Span) -> str:
    """Words with some of what stands before and after them, on one line.

    >>> around("He met her.", Span(3, 6))
    'He [met] her.'
    """
    before = text[max(0, span.start - AROUND) : span.start]
    return " ".join(f"{before}[{span.of(text)}]{text[span.end : span.end + AROUND]}".split())


def mark(
    record: Line, role: str, words: str, *, text: str, nth: int | None = None, instead: str = ""
) -> dict[str, Any]:
    """The mark that puts words in place of evidence of a role.

    `nth` says which, from 1, where they stand more than once; `instead` is the evidence that they
    replace where the role has several. `ValueError` says in a sentence what is missing.
    """
    kind = record["kind"]
    if role not in ROLES[kind]:
        raise ValueError(f"{role!r} is no role of evidence here: {', '.join(ROLES[kind])}")
    found = places(text, words)
    if not found:
        raise ValueError(f"{words!r} does not stand in the story's text")
    if nth is None and len(found) > 1:
        some = "; ".join(f"{n}: {around(text, at)}" for n, at in enumerate(found[:6], 1))
        more = "" if len(found) <= 6 else f" and {len(found) - 6} more"
        raise ValueError(f"{words!r} stands in {len(found)} places; say which: {some}{more}")
    if nth is not None and not 1 <= nth <= len(found):
        raise ValueError(f"{words!r} stands in {len(found)} places, there is no number {nth}")
    new = quoted(text, found[(nth or 1) - 1])
    marked = [e for e in record["evidence"] if e["role"] == role]
    if instead:
        marked = [e for e in marked if e["quote"] == instead]
        if not marked:
            raise ValueError(f"{instead!r} is not marked as {role}")
    if len(marked) > 1 and len({e["quote"] for e in marked}) > 1:
        some = ", ".join(repr(e["quote"]) for e in marked)
        raise ValueError(f"{role} has several pieces of evidence; say which to replace: {some}")
    old = {k: marked[0][k] for k in ("start", "end", "quote")} if marked else None
    if old == new:
        raise ValueError(f"{words!r} is marked there already")
    return {"role": role, "old": old, "new": new, "reference": None}


def known(mark: Line, records: Iterable[Line]) -> dict[str, Any]:
    """The mark with the actor or place that a record of the story has under its words."""
    words = mark["new"]["quote"]
    for record in records:
        for found in _named(record):
            if words in (found["name"], found.get("quote")) and ("lat" in found) == (
                mark["role"] == "place"
            ):
                return {**mark, "reference": dict(found)}
    return dict(mark)


def _named(value: Any) -> Iterator[Line]:
    if isinstance(value, Mapping):
        if "name" in value and ("sector" in value or "lat" in value):
            yield value
        for held in value.values():
            yield from _named(held)
    elif isinstance(value, list):
        for held in value:
            yield from _named(held)


def remarked(record: Line, mark: Line) -> dict[str, Any]:
    """The record with the evidence that a mark says, and what rests on it brought in line.

    >>> spoke = {"role": "cue", "start": 3, "end": 7, "quote": "said"}
    >>> record = {"kind": "statement", "cue": {"start": 3, "end": 7, "quote": "said"}}
    >>> new = {"start": 8, "end": 13, "quote": "again"}
    >>> of = {"role": "cue", "old": record["cue"], "new": new, "reference": None}
    >>> remarked(record | {"evidence": [spoke]}, of)["cue"]["quote"]
    'again'
    """
    role, old, new = mark["role"], mark["old"], mark["new"]
    out = dict(record)
    fresh = {"role": role, **new}
    if old is None:
        out["evidence"] = [*record["evidence"], fresh]
    else:
        same = {"role": role, **old}
        out["evidence"] = [fresh if e == same else e for e in record["evidence"]]
    key = (record["kind"], role)
    for field in _SPANS.get(key, ()):
        out[field] = _moved(record[field], old, new)
        if field == "cue" and old is None:
            out[field] = dict(new)
    for field in _REFERENCES.get(key, ()):
        out[field] = _referred(record, field, mark)
    if key == ("event", "place"):
        out["where"] = _place(mark)
    elif record["kind"] == "attribution":
        out |= _attributed(record, role, old, new)
    return out


def _moved(value: Any, old: Line | None, new: Line) -> Any:
    """The value with every span at the old place at the new one."""
    if isinstance(value, list):
        return [_moved(v, old, new) for v in value]
    if not isinstance(value, Mapping) or old is None:
        return value
    if (value.get("start"), value.get("end")) == (old["start"], old["end"]):
        words = {k: new["quote"] for k in ("quote", "text") if k in value}
        return {**value, "start": new["start"], "end": new["end"], **words}
    return {k: _moved(v, old, new) for k, v in value.items()}


def _referred(record: Line, field: str, mark: Line) -> Any:
    """The references of a field, that to the old words as one to the new ones."""
    held, old = record[field], mark["old"]
    fresh = _reference(record, mark)
    if field in _ONE:
        return {**fresh, **{k: held[k] for k in ("anonymity",) if held and k in held}} | (
            {"anonymity": "named", "resolved_via": "name"} if field == "speaker" else {}
        )
    if old is None:
        return [*held, fresh] if field in _LISTS else held
    return [fresh if _is(one, old) else one for one in held]


def _is(one: Line, old: Line) -> bool:
    at = (one["start"], one["end"]) == (old["start"], old["end"])
    return at or old["quote"] in (one["name"], one["quote"])


def _reference(record: Line, mark: Line) -> dict[str, Any]:
    new, known_as = mark["new"], mark["reference"]
    fields = ("id", "name", "kind", "country", "sector", "capacity")
    if known_as:
        return {**{k: known_as[k] for k in fields}, **new}
    unknown = identity("actor", record["story"], new["quote"].lower())
    made: dict[str, Any] = dict.fromkeys(fields) | {"id": unknown, "name": new["quote"]}
    return {**made, "kind": "unknown", **new}


def _place(mark: Line) -> dict[str, Any]:
    fields = ("name", "country", "admin1", "lat", "lon", "geonameid", "precision")
    if mark["reference"]:
        return {k: mark["reference"].get(k) for k in fields}
    return dict.fromkeys(fields) | {"name": mark["new"]["quote"]}


def _attributed(record: Line, role: str, old: Line | None, new: Line) -> dict[str, Any]:
    """The chain and wording of an attribution, which keep words without their places."""
    if role == "wording":
        kept = [new["quote"] if old and w == old["quote"] else w for w in record["wording"]]
        return {"wording": kept if old else [*kept, new["quote"]]}
    if role not in ("subject", "object") or old is None:
        return {}
    steps = [
        {k: new["quote"] if k == role and v == old["quote"] else v for k, v in step.items()}
        for step in record["chain"]
    ]
    return {"chain": steps}
