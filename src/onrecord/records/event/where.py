"""Where an event took place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.mentions.found import Mentions
from onrecord.mentions.places import Place
from onrecord.records.event.draft import Draft
from onrecord.records.event.kind import Where
from onrecord.spans import Span

FINER = {"country": 0, "region": 1, "unknown": 1, "admin1": 2, "admin2": 3, "city": 4}
"""How fine a place is; the finest that the text gives is wanted."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A place with the words that name it."""

    where: Where
    span: Span


def where(mentions: Mentions, drafts: Sequence[Draft], *, least: float = 0.5) -> Placed | None:
    """The place of the event that `drafts` tell, None where the text gives none."""
    found: list[tuple[float, int, Span, Place | None]] = []
    for rank, draft in enumerate(drafts):
        for argument in draft.of("place"):
            if argument.score < least:
                continue
            place = next((p for p in mentions.places if p.span.overlaps(argument.span)), None)
            fine = FINER.get(place.precision, 1) if place else 1
            found.append(
                (
                    argument.score + 0.1 * fine - 0.05 * rank,
                    -argument.span.start,
                    argument.span,
                    place,
                )
            )
    if not found:
        return None
    _, _, span, place = max(found, key=lambda f: (f[0], f[1]))
    if place is None:
        return Placed(Where(name=span.of(mentions.text)), span)
    return Placed(
        Where(
            name=place.span.of(mentions.text),
            country=place.country,
            admin1=place.admin1,
            lat=place.lat,
            lon=place.lon,
            geonameid=place.geonameid,
            precision=place.precision,
        ),
        place.span,
    )
