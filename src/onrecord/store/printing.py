"""What outlets print: how many stories of which days, and whose words they repeat."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

REPEATS = 100
"""Pairs of outlets told of: those with most stories."""

Counted = list[tuple[str | None, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """Outlets with how many stories, those with most first; for the first of them stories by day
    (None for those without); copies of others' stories by outlet; who repeats whom."""

    outlets: Counted
    days: dict[str | None, Counted]
    since: str | None
    until: str | None
    copies: dict[str | None, int]
    repeats: list[tuple[str | None, str | None, int]]


_OUTLETS = """
    SELECT json_group_array(json_array(outlet, many, first, last)) FROM
        (SELECT outlet, count(*) AS many, min(substr(published, 1, 10)) AS first,
                max(substr(published, 1, 10)) AS last
         FROM stories WHERE duplicate_of IS NULL GROUP BY outlet ORDER BY many DESC, outlet)
"""
_DAYS = """
    SELECT json_group_array(json_array(day, many)) FROM
        (SELECT substr(published, 1, 10) AS day, count(*) AS many FROM stories
         WHERE outlet IS ? AND duplicate_of IS NULL GROUP BY 1)
"""
_COPIES = """
    WITH pairs AS MATERIALIZED (
        SELECT s.outlet AS who, o.outlet AS whom, count(*) AS many FROM stories AS s
        JOIN stories AS o ON o.id = s.copy_of WHERE s.copy_of IS NOT NULL GROUP BY 1, 2)
    SELECT (SELECT json_group_array(json_array(who, many)) FROM
               (SELECT who, sum(many) AS many FROM pairs WHERE who IS NOT whom GROUP BY who)),
           (SELECT json_group_array(json_array(who, whom, many)) FROM
               (SELECT who, whom, many FROM pairs WHERE who IS NOT whom
                ORDER BY many DESC, who, whom LIMIT ?))
"""


def printed(of: sqlite3.Connection, *, most: int | None) -> Printed:
    """What the outlets of a store print; days of the `most` outlets with most stories,
    or of all."""
    rows = json.loads(of.execute(_OUTLETS).fetchone()[0])
    days: dict[str | None, Counted] = {}
    for outlet, *_ in rows[:most]:
        told = json.loads(of.execute(_DAYS, (outlet,)).fetchone()[0])
        days[outlet] = [(day, many) for day, many in told]
    copies, repeats = (json.loads(v) for v in of.execute(_COPIES, (REPEATS,)).fetchone())
    return Printed(
        outlets=[(outlet, many) for outlet, many, _, _ in rows],
        days=days,
        since=min((first for *_, first, _ in rows if first), default=None),
        until=max((last for *_, last in rows if last), default=None),
        copies=dict(copies),
        repeats=[tuple(row) for row in repeats],
    )
