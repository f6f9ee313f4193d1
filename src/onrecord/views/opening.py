"""What the first page asks of all events: counted once for a frame."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.ontology.plover import HAPPENED
from onrecord.views.frame import Asked, Selection
from onrecord.views.network import pairs

FEW = 6
"""Things of a sort on the first page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """The numbers of the events that happened last, that are told most, that are planned, and the
    pairs of actors with most events that happened: (who, whom, events)."""

    latest: list[int]
    most: list[int]
    plans: list[int]
    acting: list[tuple[str, str, int]]


def opening(everything: Selection) -> Opening:
    """What the first page tells of all events of a frame."""
    return everything.frame.once("opening", lambda: _opening(everything))


def _opening(everything: Selection) -> Opening:
    frame = everything.frame
    happened = frame.select(Asked(values={"status": HAPPENED}))
    planned = frame.select(Asked(values={"status": ("planned",)}))
    return Opening(
        latest=happened.numbers(limit=FEW),
        most=everything.numbers(by="-reports", limit=FEW),
        plans=planned.numbers(limit=FEW),
        acting=pairs(happened, most=FEW + 2),
    )
