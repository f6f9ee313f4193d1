"""Events that are merged with none: each record by itself, and lines of several by the best one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.grouping import Scored

THRESHOLD = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Only the id: nothing is compared."""

    id: str


def item(record: Mapping[str, Any], story: Mapping[str, Any], links: Mapping[str, str]) -> Item:
    """The item of a record."""
    return Item(id=record["id"])


def keys(item: Item) -> tuple[str, ...]:
    """No keys: nothing meets."""
    return ()


def compare(a: Item, b: Item) -> Scored:
    """Never the same."""
    return Scored(score=0.0)


def merge(reports: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The line of an event from its reports, with the fields of the surest record."""
    best = min(reports, key=lambda r: (-r["record"]["confidence"], r["record"]["id"]))
    said = [
        {
            "story": r["story"]["id"],
            "record": r["record"]["id"],
            "independent": r["copy_of"] is None,
            "copy_of": r["copy_of"],
        }
        for r in reports
    ]
    seen = sorted(d for r in reports if (d := (r["story"]["published"] or {}).get("date")))
    return {k: v for k, v in best["record"].items() if k != "story"} | {
        "reports": said,
        "counts": {
            "reports": len(said),
            "independent": sum(s["independent"] for s in said),
            "outlets": len({r["story"]["outlet"] for r in reports} - {None}),
        },
        "figures": [],
        "differences": [],
        "merged_from": [s["record"] for s in said],
        "first_seen": seen[0] if seen else None,
        "last_seen": seen[-1] if seen else None,
    }
