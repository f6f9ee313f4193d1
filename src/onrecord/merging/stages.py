"""The modules that compare, as shipped."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import SimpleNamespace
from typing import Any

from onrecord.linking import actors, agreements, entries, places
from onrecord.merging import disputes, events, followed, outcomes, pointed
from onrecord.merging.derive import Stages
from onrecord.stories import copies, happenings, independence, notices, passages, taken_back


def load() -> Stages:
    """All stages."""
    return Stages(
        copies=copies,
        happenings=happenings,
        actors=SimpleNamespace(**vars(actors) | {"entry": entries.actor}),
        places=SimpleNamespace(**vars(places) | {"items": spots}),
        agreements=agreements,
        events=events,
        disputes=disputes,
        followed=followed,
        pointed=pointed,
        outcomes=outcomes,
        sources=SimpleNamespace(independent=independence.independent, shared=passages.shared),
        notices=SimpleNamespace(**vars(taken_back) | {"notices": notices.notices}),
    )


def spots(story: Mapping[str, Any], records: Iterable[Mapping[str, Any]]) -> dict[str, places.Item]:
    """The items of the places of a story's events, by the event's id.

    >>> spots({}, [{"id": "e1", "kind": "event", "where": {"name": "Goris", "country": "ARM"}}])[
    ...     "e1"
    ... ].name
    'Goris'
    """
    found = {}
    for record in records:
        if record["kind"] == "event" and record.get("where"):
            item = places.item(record["where"])
            if item is not None:
                found[record["id"]] = item
    return found
