"""Finds what an id on the command line means, also one that was merged or split away."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from onrecord.cli import output
from onrecord.errors import OnRecordError

if TYPE_CHECKING:
    from onrecord.store import Store


def one(held: Store, kind: str, identity: str) -> dict[str, Any]:
    """The line of that kind that an id leads to; says so where it went to another.

    `OnRecordError` where there is none, or where it was split into several.
    """
    found = held.one(kind, identity)
    if found is None:
        near = ", ".join(held.similar_derived(identity)) if identity else ""
        hint = f" Ids that begin so: {near}." if near else f" {HINTS[kind]}"
        raise OnRecordError(f"There is no {kind} {identity!r} in {held.path}.{hint}")
    if found.line is None:
        if not found.moved and held.extracted(identity) is not None:
            raise OnRecordError(
                f"The record {identity} was rejected; `onrecord why {identity}` tells by whom."
            )
        if not found.moved:
            raise OnRecordError(f"The {kind} {identity} was withdrawn: no story tells it any more.")
        several = ", ".join(found.moved)
        raise OnRecordError(f"{identity} was split; what it was is now {several}.")
    if found.moved:
        output.note(f"{identity} is now part of {found.moved[0]}.")
    return found.line


HINTS = {
    "event": "`onrecord events` lists them.",
    "happening": "`onrecord stories` shows ids of happenings.",
    "agreement": "`onrecord timeline --agreement NAME` finds them.",
    "dispute": "`onrecord disputes` lists them.",
    "actor": "`onrecord actor NAME` finds them.",
    "place": "`onrecord events --place NAME` finds events there.",
}


def named(held: Store, kind: str, name: str) -> dict[str, Any]:
    """The line of an actor or agreement by its id, or by a part of its name where only one fits.

    Of several that fit, one that is called exactly so.
    """
    from onrecord.store import Filter
    from onrecord.views.visible import one_line

    try:
        return one(held, kind, name)
    except OnRecordError:
        found = list(held.each(kind, _by_name(kind, name, Filter()), limit=200))
        exact = [v for v in found if name.casefold() in _names(v)]
        if len(exact or found) == 1:
            return (exact or found)[0]
        if not found:
            raise
        some = "; ".join(f"{v['id']} {one_line(v['name'])}" for v in (exact or found)[:10])
        raise OnRecordError(f"{name!r} may be one of {len(exact or found)}: {some}.") from None


def disputes(held: Store, about: Iterable[str]) -> list[dict[str, Any]]:
    """The disputes about any of these events or agreements, or that rest on these records."""
    ids = {i for one in about for kind, i in held.resting(one) if kind == "dispute"}
    found = (held.one("dispute", i) for i in sorted(ids))
    return [one.line for one in found if one is not None and one.line is not None]


def _by_name(kind: str, name: str, asked: Any) -> Any:
    from dataclasses import replace

    return replace(asked, actor=name) if kind == "actor" else replace(asked, text=name)


def _names(line: dict[str, Any]) -> set[str]:
    names = [n["name"] if isinstance(n, dict) else n for n in line.get("names") or ()]
    return {str(n).casefold() for n in (line["name"], line.get("entity"), *names)}
