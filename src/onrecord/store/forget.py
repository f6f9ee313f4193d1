"""Takes the words of a removed story out of what was decided about it."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, delete, select

from onrecord.jsonlines import dumps, loads
from onrecord.store.schema import DECISIONS, DERIVED_PARTIES, ITEMS, NAMES, OVERLAYS, STORIES, USES


def names(of: Connection, story: str) -> list[str]:
    """The ids of the names that a story and its copies on the same page use."""
    page = select(STORIES.c.page).where(STORIES.c.id == story).scalar_subquery()
    stories = select(STORIES.c.id).where(STORIES.c.page == page)
    asked = select(ITEMS.c.id).join(USES, USES.c.item == ITEMS.c.number)
    return list(of.execute(asked.where(USES.c.story.in_(stories)).distinct()).scalars())


def forget(to: Connection, ids: Collection[str]) -> None:
    """Empties the decisions about records, stories and names that are no more, and deletes parties'
    names that nothing uses."""
    there = set(to.execute(select(ITEMS.c.id).where(ITEMS.c.id.in_(list(ids)))).scalars())
    gone = {i for i in ids if i not in there}
    for row in to.execute(select(DECISIONS.c.seq, DECISIONS.c.target, DECISIONS.c.line)).all():
        if any(f'"{i}"' in row.line for i in gone):
            kept = loads(row.line) | {"reasons": [], "before": None, "after": None}
            where = DECISIONS.c.seq == row.seq
            to.execute(DECISIONS.update().where(where).values(line=dumps(kept)))
    to.execute(delete(OVERLAYS).where(OVERLAYS.c.record.in_(sorted(gone))))
    used = select(DERIVED_PARTIES.c.name)
    to.execute(delete(NAMES).where(NAMES.c.number.not_in(used)))
