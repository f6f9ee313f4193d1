"""What a question to the store asks for, as one value, and the condition that it is in SQL."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, or_, text, true

from onrecord.store.columns import fold
from onrecord.store.schema import PARTIES, RECORDS, STORIES
from onrecord.store.search import phrase


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which records are asked for; what is None or empty asks for nothing in particular.

    `actor` is an actor's id or part of a name, whatever its case and accents; `country` is ISO
    3166-1 alpha-3, of a party or the place; `type` is what the kind's table in docs/commands.md
    says; `since` and `until` are ISO days, both inside: a record is found if one of its days lies
    between them, one without a day is not. `place` is part of a place's name, `outlet` a whole
    name, `text` words as `Store.search` takes them, `confidence` the least. `happening` and
    `disputed` are for derived lines only; of these, `story` is a story or record they rest on.
    """

    kinds: tuple[str, ...] = ()
    actor: str | None = None
    country: str | None = None
    type: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    story: str | None = None
    mode: str | None = None
    place: str | None = None
    outlet: str | None = None
    happening: str | None = None
    text: str | None = None
    confidence: float | None = None
    disputed: bool = False


def condition(asked: Filter) -> ColumnElement[bool]:
    """The filter over the records and stories tables."""
    parts: list[ColumnElement[bool]] = [true()]
    if asked.kinds:
        parts.append(RECORDS.c.kind.in_(asked.kinds))
    if asked.type:
        name = asked.type.lower()
        low = func.lower(RECORDS.c.type), func.lower(RECORDS.c.subtype)
        parts.append(or_(low[0] == name, low[1] == name))
    if asked.status:
        parts.append(func.lower(RECORDS.c.status) == asked.status.lower())
    if asked.since:
        parts.append(RECORDS.c.last_day >= asked.since)
    if asked.until:
        parts.append(RECORDS.c.first_day <= asked.until)
    if asked.story:
        parts.append(STORIES.c.id == asked.story)
    if asked.mode:
        parts.append(func.lower(RECORDS.c.subtype) == asked.mode.lower())
    if asked.outlet:
        parts.append(STORIES.c.outlet == asked.outlet)
    if asked.text:
        found = text("SELECT rowid FROM record_words WHERE record_words MATCH :words")
        found = found.bindparams(words=phrase(asked.text))
        parts.append(RECORDS.c.number.in_(found.columns(RECORDS.c.number)))
    here = PARTIES.c.record == RECORDS.c.number
    if asked.place:
        named = func.instr(PARTIES.c.folded, fold(asked.place)) > 0
        parts.append(exists().where(here, PARTIES.c.role == "place", named))
    if asked.actor:
        named = func.instr(PARTIES.c.folded, fold(asked.actor)) > 0
        acts = PARTIES.c.role != "place"
        parts.append(exists().where(here, acts, or_(PARTIES.c.actor == asked.actor, named)))
    if asked.country:
        parts.append(exists().where(here, PARTIES.c.country == asked.country.upper()))
    return and_(*parts)
